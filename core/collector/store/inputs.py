"""The inputs of a speaker: when they change, it is asked again."""

from __future__ import annotations

from collector.model import Speaker, SubjectView, fingerprint

__all__ = ["EVIDENCE", "inputs_of"]

EVIDENCE = frozenset({"release_titles"})
"""Fields that help a speaker to decide, and are no reason to ask it again.

Every record that is bought changes them; an answer that was found stays true, and one that was
not is asked again in its time. It also keeps a second run over an unchanged list from asking
artists anew because their later releases came after their answer.
"""


def inputs_of(view: SubjectView, speaker: Speaker) -> str:
    """Fingerprint of what the speaker reads of a subject: its needs, the pin and rejections.

    Decisions count for the plugin that is named like the service they are about.
    """
    return fingerprint(
        [
            [[name, view.fields.get(name)] for name in sorted(speaker.needs - EVIDENCE)],
            view.pins.get(speaker.plugin),
            sorted(view.rejected.get(speaker.plugin, ())),
        ]
    )
