from __future__ import annotations

from collections import defaultdict

from labelled_artists import artist_cases

from labelled import Case, cases, held_out, written_cases


def parts_of_families() -> dict[str, set[bool]]:
    parts: dict[str, set[bool]] = defaultdict(set)
    for case in cases():
        parts[case.family].add(held_out(case))
    return parts


def is_offered(case: Case) -> bool:
    return case.right <= {offer.id for offer in case.offers}


def test_there_are_hundreds_of_decisions_about_many_records():
    assert len(cases()) >= 450
    assert len({case.record for case in cases()}) >= 180


def test_about_half_of_them_are_written_by_hand():
    assert 0.4 <= len(written_cases()) / len(cases()) <= 0.6


def test_no_two_decisions_have_the_same_name():
    assert len({case.name for case in cases()}) == len(cases())


def test_what_is_right_is_offered():
    assert [case.name for case in cases() if not is_offered(case)] == []


def test_offers_are_told_apart_by_their_ids():
    twice = [it.name for it in cases() if len({offer.id for offer in it.offers}) < len(it.offers)]
    assert twice == []


def test_each_decision_has_something_to_decide():
    assert [case.name for case in cases() if not case.offers] == []


def test_the_right_answer_is_absent_in_a_quarter_of_them():
    absent = sum(not case.right for case in cases())
    assert 0.2 <= absent / len(cases()) <= 0.32


def test_a_third_is_held_out_with_some_of_every_family():
    share = sum(held_out(case) for case in cases()) / len(cases())
    assert 0.30 <= share <= 0.37
    assert [family for family, parts in parts_of_families().items() if len(parts) < 2] == []


def test_every_side_has_a_title_and_an_artist():
    bare = [case.name for case in cases() if not (case.ours.title and case.ours.credits)]
    bare += [case.name for case in cases() for it in case.offers if not (it.title and it.artist)]
    assert bare == []


def test_artists_have_sixty_decisions_of_their_own():
    offered = [{item.id for item in case.offers} for case in artist_cases()]
    assert len(artist_cases()) >= 60
    assert len({case.name for case in artist_cases()}) == len(artist_cases())
    assert all(case.right <= ids for case, ids in zip(artist_cases(), offered, strict=True))
    assert {case.held_out for case in artist_cases()} == {True, False}


def test_no_right_item_is_without_an_article():
    bare = [
        case.name
        for case in artist_cases()
        for item in case.offers
        if item.id in case.right and not item.article
    ]
    assert bare == []
