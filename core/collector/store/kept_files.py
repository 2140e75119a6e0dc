"""What is known of files: images that were downloaded, and what renderers wrote."""

from __future__ import annotations

from collections.abc import Mapping

from collector.store.part import Part
from collector.store.rows import ImageRow

__all__ = ["KeptFiles"]


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

    def image_hashes(self) -> set[str]:
        """Every image that an address leads to; other files in the folder are left over."""
        return {row[0] for row in self._db.rows("SELECT DISTINCT hash FROM images")}

    def outputs(self, renderer: str) -> dict[str, str]:
        """Path to hash of what a renderer wrote the last time."""
        found = self._db.rows("SELECT path, hash FROM outputs WHERE renderer = ?", (renderer,))
        return {row["path"]: row["hash"] for row in found}

    def put_outputs(
        self, renderer: str, files: Mapping[str, str], subjects: Mapping[str, str] | None = None
    ) -> None:
        """Put what a renderer wrote in the place of what it wrote before.

        Args:
            renderer: Its name.
            files: Path to hash, all of them.
            subjects: Path to the subject it was written for, where there is one.
        """
        about, new = subjects or {}, dict(files)
        sql = "SELECT path, subject, hash FROM outputs WHERE renderer = ?"
        with self._db.transaction():
            gone = []
            for path, subject, digest in self._db.rows(sql, (renderer,)):
                if new.get(path) == digest and about.get(path, "") == subject:
                    del new[path]
                else:
                    gone.append(path)
            for path in gone:
                self._db.write(
                    "DELETE FROM outputs WHERE renderer = ? AND path = ?", (renderer, path)
                )
            for path, digest in sorted(new.items()):
                row = (renderer, path, about.get(path, ""), digest)
                self._db.write("INSERT INTO outputs VALUES (?, ?, ?, ?)", row)
