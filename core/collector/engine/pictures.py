"""Images are fetched like everything else: due, failed and found are rows of the ledger.

The chosen cover of a release and the chosen portrait of an artist are downloaded once, into the
content-addressed folder, and stated as the field ``cover_file`` or ``image_file``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Protocol

from attrs import field, frozen

from collector.errors import CollectorError, RequestRefused, SkipItem
from collector.http.addresses import host_of
from collector.images import Images
from collector.model import Answer, Found, Kind, SubjectView

__all__ = ["LANE", "PLUGIN", "Downloader", "PictureFetcher", "fetchers", "files_in"]

PLUGIN = "images"
LANE = "images"
MAX_BYTES = 40 * 1024 * 1024

_GONE = {404, 410}  # an answer; a page in place of the picture is none, nor is a locked door


class Downloader(Protocol):
    """The part of the wire that is needed here."""

    def download(self, url: str, *, max_bytes: int) -> tuple[bytes, str]:
        """Fetch the bytes behind an address, and their content type."""
        ...


@frozen
class PictureFetcher:
    """An enricher of the core: ``cover`` to ``cover_file``, ``image`` to ``image_file``."""

    images: Images
    wire: Downloader
    subjects: Kind
    reads: str
    name: str
    version: int = 1
    service: str = LANE
    batch_size: int = 1
    ttl: timedelta = timedelta(days=365)
    ttl_not_found: timedelta = timedelta(days=30)
    needs: frozenset[str] = field(init=False)
    provides: frozenset[str] = field(init=False)

    @needs.default
    def _needs(self) -> frozenset[str]:
        return frozenset({f"{self.subjects}.{self.reads}"})

    @provides.default
    def _provides(self) -> frozenset[str]:
        return frozenset({f"{self.subjects}.{self.reads}_file"})

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Download each subject's image."""
        return [self._one(view.fields.get(self.reads)) for view in subjects]

    def host(self, view: SubjectView) -> str:
        """Where a subject's image lies, with its port; empty if none is known or it is nowhere."""
        reference = view.fields.get(self.reads) or {}
        with suppress(ValueError):
            return host_of(str(reference.get("url", "")))
        return ""

    def _one(self, reference: Mapping[str, Any] | None) -> Answer | Exception:
        if not reference or not reference.get("url"):
            return SkipItem("no image is known")
        try:
            return Found({f"{self.reads}_file": self._fetch(str(reference["url"]))})
        except CollectorError as error:
            if isinstance(error, RequestRefused) and error.status in _GONE:
                return SkipItem(f"the image is gone: {error}")
            return error

    def _fetch(self, url: str) -> dict[str, Any]:
        data, _type = self.wire.download(url, max_bytes=MAX_BYTES)
        stored = self.images.store(data, url)
        return {
            "url": url,
            "hash": stored.hash,
            "name": stored.path.name,
            "mime": stored.mime,
            "size": stored.size,
            "width": stored.width,
            "height": stored.height,
        }


def fetchers(images: Images, wire: Downloader) -> tuple[PictureFetcher, ...]:
    """The core's own two enrichers."""
    return (
        PictureFetcher(images, wire, "release", "cover", "cover"),
        PictureFetcher(images, wire, "artist", "image", "portrait"),
    )


def files_in(answer: Answer | None) -> Collection[Mapping[str, Any]]:
    """The images that an answer of these enrichers says were kept."""
    return answer.fields.values() if isinstance(answer, Found) else ()
