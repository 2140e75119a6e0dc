"""A store with one release, and a service that was asked about it: cases for review."""

from __future__ import annotations

from collector.clock import SystemClock
from collector.match import Theirs, TrackRef, decide, ours_of
from collector.model import (
    Candidate,
    Found,
    Item,
    Lineup,
    Match,
    NotFound,
    Review,
    Speaker,
    Subject,
)
from collector.review import Desk
from collector.store import Outcome, Store

TITLES = ("Mysterons", "Sour Times", "Strangers", "It Could Be Sweet", "Wandering Star", "Numb")


def album(id_, title="Dummy", *, artist="Portishead", year=1994, titles=TITLES, seconds=200):
    """What the service has."""
    address = f"https://service.example/album/{id_}"
    tracks = tuple(TrackRef(name, seconds) for name in titles)
    return Theirs(id_, title, artist, url=address, year=year, tracks=tracks)


class Case:
    """The store, the desk, and the questions that a run would ask."""

    listing = Speaker("discogs", "list", "release")
    albums = Speaker(
        "spotify", "album", "release", needs=frozenset({"title"}), provides=frozenset({"spotify"})
    )
    lineup = Lineup((listing, albums))
    release = Subject("release", "discogs:1")

    def __init__(self, path):
        self.clock = SystemClock()
        self.store = Store.open(path, clock=self.clock)
        self.desk = Desk(self.store, "me")
        self.store.set_lineup(self.lineup)
        tracks = [{"title": name, "type": "track", "duration": "3:20"} for name in TITLES]
        fields = {
            "title": "Dummy",
            "artists": [{"key": "discogs:7", "name": "Portishead"}],
            "year": 1994,
            "tracklist": tracks,
        }
        self.store.receive("discogs", [Item("1", "discogs:1", fields)], self.lineup, "walk")

    def run(self, *offers):
        """Ask the service, as the run would."""
        view = self.store.view(self.release)
        decision = decide(
            ours_of(view),
            offers,
            service="spotify",
            pinned=view.pins.get("spotify", ""),
            rejected=view.rejected.get("spotify", frozenset()),
        )
        told = {one.id: {"spotify": {"id": one.id}} for one in offers if one != decision.accepted}
        match = decision.match.stating(told)
        answers = {
            "accept": lambda: Found({"spotify": {"id": decision.accepted.id}}, match),
            "review": lambda: Review(match, "in doubt"),
            "none": lambda: NotFound("not there", match),
        }
        inputs = self.store.inputs(view, self.albums)
        outcome = Outcome(self.release, self.albums, answers[decision.verdict](), inputs=inputs)
        self.store.answer(outcome, self.store.lineup())
        return decision.verdict

    def doubt_elsewhere(self, service):
        """Leave a doubt of another service."""
        speaker = Speaker(service, "album", "release")
        answer = Review(Match(service, "text", [Candidate("1", "Dummy", score=0.7)]), "in doubt")
        self.store.answer(Outcome(self.release, speaker, answer), self.store.lineup())

    @property
    def row(self):
        """The evidence."""
        return self.store.matches(self.release)[0]

    @property
    def shown(self):
        """The id on the page."""
        return self.store.record(self.release).get("spotify", {}).get("id")

    @property
    def due(self):
        """Whether the next run asks."""
        return self.store.is_due(self.release, self.albums, self.clock.now())
