"""From one source to another: what the first has listed stays until the second has listed."""

from __future__ import annotations

from attrs import evolve

from collector.engine.workshop import Workshop
from collector.model import Speaker
from collector.plugins.contracts import LIST_PART
from collector.store import Store

__all__ = ["handed_over", "keeping_lists", "leaving"]


def leaving(workshop: Workshop) -> set[str]:
    """Sources that are switched off, and whose records stay for now."""
    on = {plugin for plugin, _ in workshop.sources}
    return {s.plugin for s in workshop.lineup.speakers if s.part == LIST_PART} - on


def keeping_lists(store: Store, workshop: Workshop) -> Workshop:
    """The workshop in which a source that was switched off still counts.

    A new source may refuse our credentials, or be out of reach: then no page must go. So the
    records of the old one stay until a new one has listed everything once.
    """
    if any(store.last_full_walk(plugin) for plugin, _ in workshop.sources):
        return workshop
    on = {plugin for plugin, _ in workshop.sources}
    before = store.lineup().speakers
    kept = tuple(one for one in before if _lists(one) and one.plugin not in on)
    speakers = kept + workshop.lineup.speakers
    return evolve(workshop, lineup=evolve(workshop.lineup, speakers=speakers))


def handed_over(store: Store, workshop: Workshop) -> Workshop | None:
    """The workshop without the sources that are switched off, once another has listed."""
    listed = any(store.last_full_walk(plugin) for plugin, _ in workshop.sources)
    gone = leaving(workshop)
    if not (gone and listed):
        return None
    left = tuple(s for s in workshop.lineup.speakers if not (_lists(s) and s.plugin in gone))
    return evolve(workshop, lineup=evolve(workshop.lineup, speakers=left))


def _lists(speaker: Speaker) -> bool:
    return speaker.part == LIST_PART
