"""What a person said survives whatever happens to the store afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

from attrs import define, evolve, field
from doubts import TITLES, Case, album
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.model import Lineup
from collector.review import replay_all

OFFERS = {
    "right": album("right"),
    "edition": album("edition", "Dummy (Remastered)"),
    "live": album("live", "Dummy (Live)", seconds=190),
    "short": album("short", titles=(*TITLES[:2], "Glory Box", "Biscuit", "Roads", "Pedestal")),
}
IDS = st.sampled_from(sorted(OFFERS))
HAPPENINGS = st.one_of(
    st.tuples(st.just("pin"), IDS),
    st.tuples(st.just("reject"), IDS),
    st.tuples(st.just("edit"), st.sampled_from(["UK", "US"])),
    st.tuples(
        st.sampled_from(["none", "run", "refresh", "replay", "off", "on", "moved"]), st.just("")
    ),
)


@define
class Owner:
    """A person, what they said, and what became of it."""

    folder: Path
    case: Case = field(init=False)
    pinned: str = ""
    rejected: set[str] = field(factory=set)
    country: str = ""
    version: int = 1

    def __attrs_post_init__(self) -> None:
        self.case = Case(self.folder / "collection.db")
        self.case.run(*OFFERS.values())

    def do(self, what: str, value: str) -> None:
        getattr(self, f"_{what}")(value)

    def _pin(self, value: str) -> None:
        self.case.desk.pin(self.case.release, "spotify", value)
        self.pinned = value
        self.rejected.discard(value)

    def _reject(self, value: str) -> None:
        self.case.desk.reject(self.case.row, [value])
        self.rejected.add(value)
        self.pinned = "" if value == self.pinned else self.pinned

    def _none(self, _value: str) -> None:
        shown = [one.id for one in self.case.row.candidates]
        self.case.desk.reject(self.case.row, shown)
        self.rejected.update(shown)
        self.pinned = "" if self.pinned in shown else self.pinned

    def _edit(self, value: str) -> None:
        self.case.store.edit(self.case.release, "country", value, "me")
        self.country = value

    def _run(self, _value: str) -> None:
        """A run asks what is due, and nothing of a plugin that is switched off."""
        if self._enabled and self.case.due:
            self.case.run(*OFFERS.values())

    def _refresh(self, _value: str) -> None:
        """A new version of the plugin, or ``--refresh``: everything is asked again."""
        if self._enabled:
            self.version += 1
            self._set_lineup(Lineup((self.case.listing, self._albums)))
            self.case.run(*OFFERS.values())

    def _replay(self, _value: str) -> None:
        replay_all(self.case.store)

    def _off(self, _value: str) -> None:
        self._set_lineup(Lineup((self.case.listing,)))

    def _on(self, _value: str) -> None:
        self._set_lineup(Lineup((self.case.listing, self._albums)))

    def _moved(self, _value: str) -> None:
        """The store is copied away, and put back elsewhere."""
        copy = self.folder / "copy.db"
        self.case.store.backup(copy)
        lineup = self.case.store.lineup()
        self.case.store.close()
        for file in self.folder.glob("collection.db*"):
            file.unlink()
        shutil.move(copy, self.folder / "collection.db")
        self.case = Case(self.folder / "collection.db")
        self._set_lineup(lineup)

    @property
    def _albums(self):
        return evolve(self.case.albums, version=self.version)

    @property
    def _enabled(self) -> bool:
        return len(self.case.store.lineup().speakers) > 1

    def _set_lineup(self, lineup: Lineup) -> None:
        self.case.store.resolve_all(lineup)

    def check(self) -> None:
        """Nobody but the person has changed their word, and the page obeys it."""
        said = {(one.verdict, one.id) for one in self.case.store.decisions(self.case.release)}
        pins = {("pin", self.pinned)} if self.pinned else set()
        assert said == pins | {("reject", one) for one in self.rejected}
        assert self.case.store.record(self.case.release).get("country", "") == self.country
        shown = self.case.shown
        assert shown not in self.rejected
        if self.pinned and self._enabled:
            self.do("run", "")
            assert self.case.shown == self.pinned


@settings(max_examples=60, deadline=None)
@given(happenings=st.lists(HAPPENINGS, max_size=12))
def test_pins_rejections_and_edits_survive_any_sequence(tmp_path_factory, happenings):
    owner = Owner(tmp_path_factory.mktemp("owner"))
    try:
        for what, value in happenings:
            owner.do(what, value)
            owner.check()
    finally:
        owner.case.store.close()
