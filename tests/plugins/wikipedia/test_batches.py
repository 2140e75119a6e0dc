"""How many subjects go into a request, and what never goes into one."""

from __future__ import annotations

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from collector_wikipedia.batches import claim_searches, title_batches


@given(st.lists(st.integers(1, 10**9).map(str)))
def test_every_value_is_in_one_search_of_at_most_300_characters(values: list[str]):
    texts = list(claim_searches("P1953", values))
    parts = [part for text in texts for part in text.removeprefix("haswbstatement:").split("|")]
    assert parts == [f"P1953={value}" for value in dict.fromkeys(values)]
    assert all(len(text) <= 300 for text in texts)


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
