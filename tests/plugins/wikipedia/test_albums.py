"""Album articles over HTTP: by Discogs ids, by titles, and never the wrong one."""

from __future__ import annotations

import pytest

from collector.api import Found, NotFound

ALBUM = "Q482994"


def test_the_master_id_leads_to_the_article(wiki, plugin, release):
    wiki.page("Low (David Bowie album)", "Low is an album by David Bowie.", item="Q1")
    wiki.item(
        "Q1",
        "Low",
        claims={"P31": (ALBUM,), "P1954": ("77",), "P2205": ("sp",), "P2281": ("am", "am2")},
        sitelinks={"enwiki": "Low (David Bowie album)"},
    )
    running = plugin()
    answer = running.answer(release(master=77))
    assert isinstance(answer, Found)
    assert answer.fields["wikipedia"] == {
        "title": "Low (David Bowie album)",
        "url": "https://en.wikipedia.org/wiki/Low_(David_Bowie_album)",
        "lang": "en",
        "page_id": 1000,
        "revision": 10000,
        "licence": "CC BY-SA 4.0",
    }
    known = {"id": "Q1", "spotify": ["sp"], "apple_music": ["am", "am2"]}
    assert answer.fields["wikidata"] == known
    assert answer.licence == "CC BY-SA 4.0"
    assert answer.match.rung == "relation"
    assert len(running.asked()) == 2


def test_a_record_without_a_master_is_found_by_its_own_id(wiki, plugin, release):
    wiki.page("Low (album)", "Low is an album by David Bowie.", item="Q1")
    sites = {"enwiki": "Low (album)"}
    wiki.item("Q1", "Low", claims={"P31": (ALBUM,), "P2206": ("5",)}, sitelinks=sites)
    assert plugin().answer(release(5)).fields["wikidata"] == {"id": "Q1"}


def test_a_hundred_records_found_by_their_ids_take_six_requests(wiki, plugin, release):
    for number in range(100):
        title = f"Record {number}"
        wiki.page(title, f"{title} is an album by David Bowie.", item=f"Q{number + 1}")
        claims = {"P31": (ALBUM,), "P1954": (f"{1234500 + number}",)}
        sites = {"enwiki": title}
        wiki.item(f"Q{number + 1}", title, claims=claims, sitelinks=sites)
    views = [release(n + 1, f"Record {n}", master=1234500 + n) for n in range(100)]
    running = plugin()
    answers = running.answers(*views)
    assert [answer.fields["wikipedia"]["title"] for answer in answers] == [
        f"Record {number}" for number in range(100)
    ]
    assert all(answer.fields["description"] for answer in answers)
    assert len(running.asked()) == 6  # a query, and five times twenty texts


def test_an_item_that_carries_only_the_pressing_is_found_beside_a_master(wiki, plugin, release):
    wiki.page("Low (album)", "Low is an album by David Bowie.", item="Q1")
    sites = {"enwiki": "Low (album)"}
    wiki.item("Q1", "Low", claims={"P31": (ALBUM,), "P2206": ("5",)}, sitelinks=sites)
    answer = plugin().answer(release(5, master=77))
    assert answer.fields["wikidata"] == {"id": "Q1"}
    assert answer.match.rung == "relation"


def test_the_pressing_decides_between_two_items_of_its_master(wiki, plugin, release):
    for number, title in ((1, "Low (one album)"), (2, "Low (other album)")):
        wiki.page(title, "Low is an album by somebody.", item=f"Q{number}")
        claims = {"P31": (ALBUM,), "P1954": ("77",), "P2206": (f"{number}",)}
        wiki.item(f"Q{number}", "Low", claims=claims, sitelinks={"enwiki": title})
    assert plugin().answer(release(2, master=77)).fields["wikidata"] == {"id": "Q2"}


def test_a_pressing_on_the_item_of_another_master_is_an_error_in_the_data(wiki, plugin, release):
    wiki.page("Low (album)", "Low is an album by somebody.", item="Q1")
    claims = {"P31": (ALBUM,), "P2206": ("5",), "P1954": ("88",)}
    wiki.item("Q1", "Low", claims=claims, sitelinks={"enwiki": "Low (album)"})
    assert isinstance(plugin().answer(release(5, master=77)), NotFound)


def test_texts_ride_along_with_the_titles_that_are_guessed(wiki, plugin, release):
    for number in range(60):
        text = f"Record {number} is an album by The Low."
        wiki.page(f"Record {number}", text, item=f"Q{number + 1}")
    for number in range(0, 60, 2):
        claims = {"P31": (ALBUM,), "P1954": (f"{number + 1}",)}
        sites = {"enwiki": f"Record {number}"}
        wiki.item(f"Q{number + 1}", f"Record {number}", claims=claims, sitelinks=sites)
    running = plugin()
    views = [release(n + 1, f"Record {n}", ("The Low",), master=n + 1) for n in range(60)]
    assert all(isinstance(answer, Found) for answer in running.answers(*views))
    # 30 titles of items among 120 guesses, fifty in a request: 20 texts come with each
    assert len(running.asked("wikipedia")) == 3
    assert len(running.asked()) == 5  # and the query, and the items of what was guessed


def test_two_items_with_the_same_master_lend_nothing(wiki, plugin, release):
    for number, title in ((1, "Low (one album)"), (2, "Low (other album)")):
        wiki.page(title, "Low is an album by somebody.", item=f"Q{number}")
        claims = {"P31": (ALBUM,), "P1954": ("77",)}
        wiki.item(f"Q{number}", "Low", claims=claims, sitelinks={"enwiki": title})
    assert isinstance(plugin().answer(release(master=77)), NotFound)


def test_an_id_that_leads_to_another_title_is_an_error_in_the_data(wiki, plugin, release):
    wiki.page("Porcelain", "Porcelain is an album by Moby.", item="Q1")
    claims = {"P31": (ALBUM,), "P1954": ("77",)}
    wiki.item("Q1", "Porcelain", claims=claims, sitelinks={"enwiki": "Porcelain"})
    assert isinstance(plugin().answer(release(master=77)), NotFound)


def test_an_id_on_a_songs_item_is_no_albums(wiki, plugin, release):
    wiki.page("Low (song)", "Low is a song by David Bowie.", item="Q1")
    claims = {"P31": ("Q7366",), "P1954": ("77",)}
    wiki.item("Q1", "Low", claims=claims, sitelinks={"enwiki": "Low (song)"})
    assert isinstance(plugin().answer(release(master=77)), NotFound)


def test_an_item_without_an_article_still_lends_its_ids(wiki, plugin, release):
    wiki.item("Q1", "Low", claims={"P31": (ALBUM,), "P1954": ("77",), "P2205": ("sp",)})
    answer = plugin().answer(release(master=77))
    assert answer.fields == {"wikidata": {"id": "Q1", "spotify": ["sp"]}}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Low (David Bowie album)", "Low is the eleventh studio album by David Bowie."),
        ("Low (album)", "Low is a 1977 album by the English musician David Bowie."),
        ("Low", "Low is a live album by David Bowie."),
    ],
)
def test_a_title_that_fits_is_taken_if_the_text_agrees(wiki, plugin, release, title, text):
    wiki.page(title, text)
    answer = plugin().answer(release())
    assert answer.fields["wikipedia"]["title"] == title
    assert answer.match.rung == "text"


@pytest.mark.parametrize(
    ("title", "text", "more"),
    [
        ("Low", "Low is an area of low pressure. David Bowie liked it.", {}),
        ("Low", "Low may refer to: Low (David Bowie album).", {"kind": "disambiguation"}),
        ("Low (album)", "Low is an album by Testament.", {}),
        ("Low (album)", "Low is a song by David Bowie.", {}),
        ("Low", "Low is a 1996 film about the album by David Bowie.", {}),
        ("Low", "Low is a list of albums by David Bowie.", {"description": "list"}),
        ("Low (album)", "", {"kind": "redirect", "target": "David Bowie#Berlin"}),
        ("Low (album)", "", {"kind": "redirect", "target": "Nowhere"}),
    ],
)
def test_what_only_shares_the_title_is_not_taken(wiki, plugin, release, title, text, more):
    wiki.page("David Bowie", "David Bowie was an album artist who made the album Low.")
    wiki.page(title, text, **more)
    assert isinstance(plugin().answer(release()), NotFound)


def test_a_redirect_and_a_small_letter_are_followed(wiki, plugin, release):
    wiki.page("Low (David Bowie album)", kind="redirect", target="Low (album)")
    wiki.page("Low (album)", "Low is an album by David Bowie.")
    answer = plugin().answer(release(title="low"))
    assert answer.fields["wikipedia"]["title"] == "Low (album)"


def test_an_article_of_another_master_is_of_another_record(wiki, plugin, release):
    wiki.page("Low (album)", "Low is an album by David Bowie.", item="Q1")
    wiki.item("Q1", "Low", claims={"P31": (ALBUM,), "P1954": ("88",)})
    assert isinstance(plugin().answer(release(master=77)), NotFound)


def test_a_single_is_a_song_and_an_album_is_none(wiki, plugin, release):
    wiki.page("Glory Box", "Glory Box is a song by Portishead, from an album.")
    running = plugin()
    single = release(1, "Glory Box", ("Portishead",), formats=("Single",))
    album = release(2, "Glory Box", ("Portishead",))
    answers = running.answers(single, album)
    assert [type(answer) for answer in answers] == [Found, NotFound]


def test_a_single_does_not_get_the_article_of_the_album_of_its_name(wiki, plugin, release):
    wiki.page("Blackstar (album)", "Blackstar is an album by David Bowie.")
    wiki.page("Blackstar", "Blackstar is an album by David Bowie.")
    assert isinstance(plugin().answer(release(title="Blackstar", formats=("Single",))), NotFound)


def test_records_called_like_their_artist_are_told_apart_by_the_year(wiki, plugin, release):
    wiki.page("Weezer (album)", "Weezer is the 1994 debut album by Weezer.")
    running = plugin()
    blue, green = (release(n, "Weezer", ("Weezer",), year=y) for n, y in ((1, 1994), (2, 2001)))
    assert [type(answer) for answer in running.answers(blue, green)] == [Found, NotFound]


def test_a_record_of_many_must_agree_in_year_and_nature(wiki, plugin, release):
    title = "Now That's What I Call Music! 21"
    wiki.page(title, f"{title} is a compilation album released in 1992.")
    running = plugin()
    right, wrong = (release(n, title, ("Various",), year=y) for n, y in ((1, 1992), (2, 2006)))
    assert [type(answer) for answer in running.answers(right, wrong)] == [Found, NotFound]


@pytest.mark.parametrize("title", ["A|B", "C#", "[Untitled]", "<x>", "{}", " ", "…", "\n"])
def test_hostile_titles_break_no_request(wiki, plugin, release, title):
    wiki.page("Low (album)", "Low is an album by David Bowie.")
    hostile, fine = plugin().answers(release(1, title), release(2))
    assert isinstance(hostile, NotFound)
    assert isinstance(fine, Found)


def test_a_hostile_text_becomes_safe_markdown(wiki, plugin, release):
    wiki.page("Low (album)", "Low ( ; ) is an album by David Bowie. <script> {{< x >}} *[a](b)*")
    text = plugin().answer(release()).fields["description"]
    assert text.startswith("Low is an album by David Bowie. \\<script\\> ")
    assert "{{<" not in text
    assert text.endswith("\\*\\[a\\](b)\\*")


def test_the_first_language_that_has_an_article_is_taken(wiki, plugin, release):
    wiki.page("Die Mensch-Maschine", "Die Mensch-Maschine ist ein Album.", lang="de", item="Q1")
    wiki.page("The Man-Machine", "The Man-Machine is an album by Kraftwerk.", item="Q1")
    claims = {"P31": (ALBUM,), "P1954": ("77",)}
    sites = {"dewiki": "Die Mensch-Maschine", "enwiki": "The Man-Machine"}
    wiki.item("Q1", "Die Mensch-Maschine", claims=claims, sitelinks=sites)
    view = release(1, "Die Mensch-Maschine", ("Kraftwerk",), master=77)
    for languages in (("de", "en"), ("fr", "de", "en")):
        answer = plugin(*languages).answer(view)
        assert answer.fields["wikipedia"]["lang"] == "de"
        assert answer.fields["wikipedia"]["title"] == "Die Mensch-Maschine"


def test_a_pin_goes_before_everything(wiki, plugin, release):
    wiki.page("Low (album)", "Low is an album by David Bowie.")
    wiki.page("Berlin Trilogy", "The Berlin Trilogy are three albums.")
    running = plugin()
    pinned = release(1, pins={"wikipedia": "Berlin Trilogy"})
    lost = release(2, pins={"wikipedia": "No such page"})
    taken, missing = running.answers(pinned, lost)
    assert taken.fields["wikipedia"]["title"] == "Berlin Trilogy"
    assert taken.match.rung == "pin"
    assert isinstance(missing, NotFound)


def test_what_a_person_rejected_is_not_taken_again(wiki, plugin, release):
    wiki.page("Low (album)", "Low is an album by David Bowie.")
    view = release(rejected={"wikipedia": frozenset({"Low (album)"})})
    assert isinstance(plugin().answer(view), NotFound)


def test_a_record_without_title_or_artist_is_not_looked_for(wiki, plugin, release):
    running = plugin()
    assert isinstance(running.answer(release(title="", artists=())), NotFound)
