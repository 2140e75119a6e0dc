"""Slips that the author of a plugin may make, and what becomes of them."""

from __future__ import annotations

import pytest

from collector.model import Candidate, Found, Match, NotFound, Review, Subject

TEXT = {"colour": "red"}
NO_JSON = Candidate("1", "t", components={"text": object()})


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("red", "colour: colour answered str; expected Found, NotFound or Review"),
        (Found(TEXT, source_url=None), "gave source_url as None, expected a text"),
        (Found(TEXT, licence=None), "gave licence as None, expected a text"),
        (Found(None), "what JSON cannot hold"),
        (Found({"colour": float("nan")}), "what JSON cannot hold"),
        (Found({"taste": 1, 3: 4}), "stated fields that it does not provide: 3, taste"),
        (Found(TEXT, match="apple"), "gave 'apple' as its match, expected a Match"),
        (Found(TEXT, match=Match("s", None)), "gave rung as None, expected a text"),
        (Found(TEXT, match=Match("s", "text", scorer="2")), "expected a whole number"),
        (Found(TEXT, match=Match("s", "text", candidates=[1])), "are no Candidate"),
        (Found(TEXT, match=Match("s", "text", candidates=[NO_JSON])), "what JSON cannot hold"),
        (NotFound("", fields={"taste": 1}), "stated fields that it does not provide: taste"),
        (NotFound(None), "gave why as None, expected a text"),
        (Review(Match("s", "text"), why=None), "gave why as None, expected a text"),
    ],
)
def test_a_wrong_answer_fails_its_subject_and_not_the_run(kit, says, answer, said):
    teller = says("colour")
    teller.tell = lambda view: answer if view.subject.key == "discogs:3" else Found(TEXT)
    report = kit.run(teller)
    assert report.outcome == "done"
    assert len(report.failures) == 1
    assert said in report.failures[0]
    with kit.store() as store:
        assert [row.subject for row in store.failures()] == [Subject("release", "discogs:3")]
