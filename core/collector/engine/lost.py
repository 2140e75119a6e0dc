"""Pictures whose files are gone: a backup holds none, and folders get lost."""

from __future__ import annotations

from collector.engine.pictures import PLUGIN
from collector.engine.workshop import Workshop
from collector.store import Store

__all__ = ["ask_for_lost"]


def ask_for_lost(store: Store, workshop: Workshop) -> None:
    """Make due what the store says is in the folder of images, and is not."""
    lost: set[str] = set()
    for start, here in workshop.images.hashes():  # all at once would be a hundred thousand names
        lost |= store.image_hashes(start) - here
    for speaker in workshop.lineup.speakers if lost else ():
        if speaker.plugin == PLUGIN:
            for subject in store.pictured(speaker, lost):
                store.mark_due(speaker, subject)
