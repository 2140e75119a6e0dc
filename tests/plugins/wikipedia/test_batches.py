"""How many subjects go into a request, and what never goes into one."""

from __future__ import annotations

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from collector_wikipedia.batches import title_batches, value_batches

NUMBERS = st.lists(st.integers(1, 10**9).map(str), max_size=250)


@given(NUMBERS, NUMBERS)
def test_every_value_is_in_one_query_of_at_most_a_hundred_of_a_property(masters, releases):
    batches = list(value_batches({"P1954": masters, "P2206": releases}))
    assert all(0 < len(values) <= 100 for batch in batches for values in batch.values())
    for prop, values in (("P1954", masters), ("P2206", releases)):
        asked = [value for batch in batches for value in batch.get(prop, ())]
        assert sorted(asked) == sorted(set(values))
    assert len(batches) == -(-max(len(set(masters)), len(set(releases))) // 100)


def test_what_is_no_number_is_asked_in_no_query():
    assert list(value_batches({"P1954": ["", '" }', "٣", "12a"], "P2206": []})) == []


@given(st.lists(st.text(min_size=1, max_size=60), max_size=120))
def test_titles_go_fifty_at_most_and_none_that_the_wiki_refuses(titles: list[str]):
    batches = list(title_batches(titles))
    sent = [title for batch in batches for title in batch.values()]
    assert all(len(batch) <= 50 for batch in batches)
    assert all(not set(title) & set("|#<>[]{}") for title in sent)
    assert all(sum(len(quote(one)) for one in batch.values()) <= 6000 for batch in batches)
    left = {title for title in titles if not set(title) & set("|#<>[]{}") and title.split()}
    assert left == {asked for batch in batches for asked in batch}


def test_long_titles_take_several_requests():
    assert len(list(title_batches([f"{number} {'ж' * 200}" for number in range(50)]))) > 1


def test_marks_of_their_own_are_joined_to_their_letters():
    (batch,) = title_batches(["Bjo\u0308rk"])
    assert batch == {"Bjo\u0308rk": "Björk"}
