"""Whether an answer is one: a plugin's slip fails its subject, and never reaches the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attrs import asdict

from collector.model import Candidate, Found, Match, NotFound, Review, Speaker

__all__ = ["problem_of"]


def problem_of(speaker: Speaker, answer: Any) -> str:
    """What is wrong with an answer, or nothing.

    Args:
        speaker: Who answered.
        answer: Whatever it returned.
    """
    who = f"{speaker.plugin}: {speaker.part}"
    if not isinstance(answer, Found | NotFound | Review):
        return f"{who} answered {type(answer).__name__}; expected Found, NotFound or Review"
    try:
        wrong = [*_slips(answer), *_stated(speaker, answer), *_evidence(answer.match)]
    except (TypeError, ValueError, RecursionError) as error:
        wrong = [f"stated what JSON cannot hold: {error}"]
    return f"{who} {'; '.join(wrong)}" if wrong else ""


def _slips(thing: object) -> Iterator[str]:
    for name in ("why", "source_url", "licence", "service", "rung"):
        if not isinstance(value := getattr(thing, name, ""), str):
            yield f"gave {name} as {value!r:.80}, expected a text"


def _stated(speaker: Speaker, answer: Found | NotFound | Review) -> Iterator[str]:
    if isinstance(answer, Review):
        return
    fields = dict(answer.fields)
    if unknown := sorted(map(str, fields.keys() - speaker.provides)):
        yield f"stated fields that it does not provide: {', '.join(unknown)}"
    json.dumps(fields, allow_nan=False, ensure_ascii=False).encode()


def _evidence(match: Any) -> Iterator[str]:
    if match is None:
        return
    if not isinstance(match, Match):
        yield f"gave {match!r:.80} as its match, expected a Match"
        return
    yield from _slips(match)
    if not isinstance(match.scorer, int):
        yield f"gave scorer as {match.scorer!r:.80}, expected a whole number"
    if not all(isinstance(one, Candidate) for one in match.candidates):
        yield "gave candidates that are no Candidate"
        return
    shallow = [asdict(one, recurse=False) for one in match.candidates]
    json.dumps(shallow, allow_nan=False, default=dict)
