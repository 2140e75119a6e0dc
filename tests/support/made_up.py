"""Made-up records whose songs all have other names and lengths, to compare with each other."""

from __future__ import annotations

from collector.match import Ours, Theirs, TrackRef, artist_key, decide
from collector.match.decide import Decision

__all__ = ["decided", "ours", "songs", "theirs", "untimed"]

WORDS = "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November"


def songs(count: int, off: int = 0, mark: str = "") -> tuple[TrackRef, ...]:
    return tuple(
        TrackRef(f"Song {word}{mark}", 180 + 11 * n + off)
        for n, word in enumerate(WORDS.split()[:count])
    )


def ours(title: str, *by: str, tracks: tuple[TrackRef, ...] = songs(8), **more) -> Ours:
    names = by or ("Foo",)
    keys = tuple(frozenset({artist_key(name)}) for name in names)
    return Ours(title, (", ".join(names),), keys, (1987,), tracks, **more)


def theirs(title: str, by: str = "Foo", tracks: tuple[TrackRef, ...] = songs(8), **more) -> Theirs:
    return Theirs("x", title, by, tracks=tracks, **{"year": 1987} | more)


def decided(own: Ours, *offers: Theirs) -> Decision:
    return decide(own, offers, service="shop")


def untimed(tracks: tuple[TrackRef, ...]) -> tuple[TrackRef, ...]:
    return tuple(TrackRef(track.title) for track in tracks)
