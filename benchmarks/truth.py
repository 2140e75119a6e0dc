"""What a run found, held against what is right in a made-up world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from collector.clock import SystemClock
from collector.model import Subject
from collector.store import Store
from collector_sandbox.world import World

__all__ = ["GOALS", "found"]

GOALS = {"spotify": 2.1, "apple": 1.1, "wikimedia": 0.15}
"""Requests a record, at the most."""


def found(folder: Path, world: World) -> dict[str, dict[str, Any]]:
    """By service: right answers there are, found, wrong, for a person; and the shares.

    Args:
        folder: The workspace after a run.
        world: What the services had.
    """
    truth, owned = world.truth, sorted({copy.release_id for copy in world.copies})
    with Store.open(folder / "collection.db", clock=SystemClock()) as store:
        releases = {number: Subject("release", f"discogs:{number}") for number in owned}
        artists = {number: Subject("artist", f"discogs:{number}") for number in world.artists}
        waiting = Counter((row.service, row.subject.kind) for row in store.reviews(len(owned)))

        def told(subjects: Mapping[int, Subject], field: str, key: str) -> dict[int, str]:
            said = {number: store.record(one).get(field) for number, one in subjects.items()}
            return {number: one[key] for number, one in said.items() if one}

        albums = {number: {title} for number, (_, title) in truth.album_articles.items() if title}
        people = {number: {title} for number, (_, title) in truth.artist_articles.items() if title}
        return {
            "apple": _judged(told(releases, "apple_music", "id"), truth.apple_music)
            | {"review": waiting["apple-music", "release"]},
            "spotify": _judged(told(releases, "spotify", "id"), truth.spotify)
            | {"review": waiting["spotify", "release"]},
            "album_articles": _judged(told(releases, "wikipedia", "title"), albums)
            | {"review": waiting["wikipedia", "release"]},
            "artist_articles": _judged(told(artists, "wikipedia", "title"), people)
            | {"review": waiting["wikipedia", "artist"]},
        }


def _judged(said: Mapping[int, str], right: Mapping[int, Any]) -> dict[str, Any]:
    hits = sum(one in right.get(number, ()) for number, one in said.items())
    return {
        "answered": len(right),
        "right": hits,
        "found": round(hits / len(right), 3) if right else 1.0,
        "wrong": len(said) - hits,
    }
