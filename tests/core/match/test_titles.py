"""Titles taken apart: what is the work, and what only names an edition."""

from __future__ import annotations

import pytest

from collector.match import artist_key, split_title, title_key


@pytest.mark.parametrize(
    ("title", "core", "changing"),
    [
        ("Dummy", "dummy", set()),
        ("Dummy (Remastered)", "dummy", set()),
        ("Dummy [Deluxe Edition] (2014 Remaster)", "dummy", set()),
        ("Abbey Road (2019 Mix)", "abbey road", set()),
        ("Nevermind - 30th Anniversary Edition", "nevermind", set()),
        ("Nevermind – Remastered", "nevermind", set()),
        ("Windowlicker - Single", "windowlicker", {"single"}),
        ("Windowlicker - Single - Single", "windowlicker", {"single"}),
        ("Slowdive EP", "slowdive", {"ep"}),
        ("Slowdive - E.P.", "slowdive", {"ep"}),
        ("Dummy (Live)", "dummy", {"live"}),
        ("Nevermind (MTV Unplugged)", "nevermind", {"live", "acoustic"}),
        ("Dummy (Karaoke Version)", "dummy", {"instrumental"}),
        ("1989 (Taylor’s Version)", "1989", {"re-recorded"}),
        ("Trainspotting (Music From The Motion Picture)", "trainspotting", {"soundtrack"}),
        ("Cover Versions", "cover versions", set()),
        ("Discovery", "discovery", set()),
        ("Live At Leeds", "live at leeds", set()),
        ("(What's The Story) Morning Glory?", "whats the story morning glory", set()),
        ("( )", "()", set()),
        ("( ) (Deluxe Edition)", "()", set()),
        ("(Live)", "live", set()),
        ("★", "★", set()),
        ("", "", set()),
    ],
)
def test_a_title_is_a_core_and_what_makes_it_another_work(
    title: str, core: str, changing: set[str]
):
    split = split_title(title)
    assert (split.core, split.changing) == (core, changing)


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Greatest Hits", ()),
        ("Greatest Hits II", ("2",)),
        ("Greatest Hits, Vol. 2", ("2",)),
        ("Greatest Hits (Volume Two)", ("2",)),
        ("Now 012", ("12",)),
        ("2112", ("2112",)),
        ("Led Zeppelin I", ()),
        ("Chicago X", ("10",)),
        ("1984 (2015 Remaster)", ("1984",)),
    ],
)
def test_numbers_tell_the_records_of_a_series_apart(title: str, numbers: tuple[str, ...]):
    assert split_title(title).numbers == numbers


def test_colours_tell_records_of_one_name_apart():
    assert split_title("Weezer (The Blue Album)").colour == "blue"
    assert split_title("Weezer [Green Album]").core == "weezer"


def test_running_words_are_remembered_but_verbs_are_not():
    assert split_title("Live At Leeds").said == {"live"}
    assert split_title("MTV Unplugged In New York").said == {"live", "acoustic"}
    assert split_title("Live And Let Die").said == set()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Beatles, The", "beatles"),
        ("The Beatles", "beatles"),
        ("Nirvana (2)", "nirvana"),
        ("Prince*", "prince"),
        ("Blink-182", "blink 182"),
        ("The 1975", "1975"),
        ("!!!", "!!!"),
        ("The The", "the"),
        ("Die Ärzte", "die arzte"),
        ("Ärzte, Die", "die arzte"),
        ("Kruder & Dorfmeister", "kruder and dorfmeister"),
        ("Mary + The Boy", "mary and the boy"),
        ("Motörhead", "motorhead"),
        ("Кино", "кино"),
        ("坂本龍一", "坂本龍一"),
    ],
)
def test_artists_have_one_key_however_they_are_filed(name: str, key: str):
    assert artist_key(name) == key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Ágætis byrjun", "agaetis byrjun"),
        ("Straße & Weg", "strasse and weg"),
        ("ﬁrst… “Ｗｉｄｅ”", "first wide"),
        ("Sessions™", "sessions"),
        ("й", "й"),
        ("()", "()"),
        ("( )", "()"),
        ("Το Χαμόγελο Της Τζοκόντας", "το χαμογελο τησ τζοκοντασ"),
        ("ΤΟ ΧΑΜΟΓΕΛΟ ΤΗΣ ΤΖΟΚΟΝΤΑΣ", "το χαμογελο τησ τζοκοντασ"),
    ],
)
def test_a_title_s_key_keeps_the_script_and_drops_the_finery(title: str, key: str):
    assert title_key(title) == key
