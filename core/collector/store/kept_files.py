"""What is known of files: images that were downloaded, and what renderers wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from typing import Any

from collector.model import Fields, Speaker, Subject
from collector.store.codec import unpack
from collector.store.outputs import KnownOutputs, WantedOutputs
from collector.store.part import Part
from collector.store.rows import ImageRow

__all__ = ["KeptFiles", "files_of"]

_RENDERED = "rendered:"


def files_of(fields: Fields) -> Iterator[Mapping[str, Any]]:
    """The images that ``cover_file``, ``image_file`` or ``image_files`` tell of."""
    for value in fields.values():
        yield from value if isinstance(value, (list, tuple)) else [value]


class KeptFiles(Part):
    """Images and outputs."""

    def image(self, url: str) -> ImageRow | None:
        """What was downloaded from an address."""
        row = self._db.row(
            "SELECT url, hash, mime, size, width, height FROM images WHERE url = ?", (url,)
        )
        return ImageRow(*row) if row else None

    def put_image(
        self,
        url: str,
        hash: str,  # noqa: A002
        mime: str,
        size: int,
        width: int,
        height: int,
    ) -> None:
        """Remember an image: where from, what it is (bytes and pixels)."""
        self._db.write(
            "INSERT OR REPLACE INTO images (url, hash, mime, size, width, height, fetched_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (url, hash, mime, size, width, height, self._now()),
        )

    def image_hashes(self, start: str) -> set[str]:
        """The contents of all images that were downloaded, of which the hash begins so."""
        sql = "SELECT hash FROM images WHERE hash >= ? AND hash < ?"
        return {
            row[0] for row in self._db.each(sql, (start, f"{start}g"))
        }  # "g": behind all digits

    def pictured(self, speaker: Speaker, hashes: Set[str]) -> list[Subject]:
        """The subjects to which a speaker has given one of these images."""
        found = self._db.each(
            "SELECT subject, fields FROM facts WHERE kind = ? AND plugin = ? AND part = ?",
            (speaker.kind, speaker.plugin, speaker.part),
        )
        return [
            Subject(speaker.kind, row["subject"])
            for row in found
            if any(file["hash"] in hashes for file in files_of(unpack(row["fields"])))
        ]

    def outputs(self, renderer: str, subjects: Collection[str] | None = None) -> KnownOutputs:
        """Path to hash of what a renderer wrote the last time; for these subjects alone."""
        return KnownOutputs(self._db, renderer, subjects)

    def new_outputs(self) -> WantedOutputs:
        """Takes what a renderer writes now; one at a time."""
        return WantedOutputs(self._db)

    def rendered(self, renderer: str) -> str:
        """What was noted of a renderer's last work; empty if nothing was."""
        name = _RENDERED + renderer
        return str(self._db.value("SELECT value FROM meta WHERE name = ?", (name,)) or "")

    def set_rendered(self, renderer: str, note: str) -> None:
        """Note what its files follow from, and how they lie."""
        self._db.write(
            "INSERT INTO meta (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_RENDERED + renderer, note),
        )
