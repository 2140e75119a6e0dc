"""Images are fetched like everything else: due, failed and found are rows of the ledger.

The chosen cover of a release and the chosen portrait of an artist are downloaded once, into the
content-addressed folder, and stated as the field ``cover_file`` or ``image_file``; if it is wished,
further pictures of a release as ``image_files``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Protocol, TypeAlias

from attrs import field, frozen

from collector.errors import CollectorError, RequestRefused, SkipItem
from collector.http.addresses import host_of
from collector.images import Images
from collector.model import Answer, Cost, Found, Kind, SubjectView
from collector.store.kept_files import files_of

__all__ = [
    "LANE",
    "PLUGIN",
    "Downloader",
    "Fetcher",
    "GalleryFetcher",
    "PictureFetcher",
    "fetchers",
    "files_in",
    "hosts",
]

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
        return [self._one(view) for view in subjects]

    def addresses(self, view: SubjectView) -> Sequence[str]:
        """Where its image lies; nothing if none is known."""
        return _addresses([view.fields.get(self.reads)])

    def _one(self, view: SubjectView) -> Answer | Exception:
        for url in self.addresses(view):
            try:
                return Found({f"{self.reads}_file": _fetched(url, self.images, self.wire)})
            except CollectorError as error:
                return SkipItem(f"the image is gone: {error}") if _is_gone(error) else error
        return SkipItem("no image is known")


@frozen
class GalleryFetcher:
    """An enricher of the core: ``images`` to ``image_files``, without the cover.

    Attributes:
        most: As many of a release.
    """

    images: Images
    wire: Downloader
    most: int
    subjects: Kind = "release"
    name: str = "gallery"
    version: int = 1
    service: str = LANE
    batch_size: int = 1
    ttl: timedelta = timedelta(days=365)
    ttl_not_found: timedelta = timedelta(days=30)
    needs: frozenset[str] = frozenset({"release.images", "release.cover"})
    provides: frozenset[str] = frozenset({"release.image_files"})
    # One that is refused must not have the others fetched again.
    _kept: dict[str, dict[str, Any]] = field(factory=dict, init=False, eq=False, repr=False)

    @property
    def cost(self) -> Cost:
        """A request for each picture."""
        return Cost(each=self.most)

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Download each subject's images."""
        return [self._some(view) for view in subjects]

    def addresses(self, view: SubjectView) -> Sequence[str]:
        """Where its images lie, the cover left out."""
        cover = _addresses([view.fields.get("cover")])
        others = _addresses(view.fields.get("images") or ())
        return [url for url in others if url not in cover][: self.most]

    def _some(self, view: SubjectView) -> Answer | Exception:
        files = []
        for url in self.addresses(view):
            try:
                files.append(self._file(url))
            except CollectorError as error:
                if not _is_gone(error):
                    return error
        for file in files:
            self._kept.pop(file["url"], None)
        return Found({"image_files": files}) if files else SkipItem("no further image is known")

    def _file(self, url: str) -> dict[str, Any]:
        if url not in self._kept:
            self._kept[url] = _fetched(url, self.images, self.wire)
        return self._kept[url]


Fetcher: TypeAlias = PictureFetcher | GalleryFetcher


def hosts(fetcher: Fetcher, view: SubjectView) -> Sequence[str]:
    """Where a subject's images lie, with the ports; those left out that are nowhere."""
    found = []
    for url in fetcher.addresses(view):
        with suppress(ValueError):
            found.append(host_of(url))
    return list(filter(None, found))


def _addresses(references: Iterable[Any]) -> list[str]:
    return [str(one["url"]) for one in references if isinstance(one, Mapping) and one.get("url")]


def _is_gone(error: CollectorError) -> bool:
    return isinstance(error, RequestRefused) and error.status in _GONE


def _fetched(url: str, images: Images, wire: Downloader) -> dict[str, Any]:
    data, _type = wire.download(url, max_bytes=MAX_BYTES)
    stored = images.store(data, url)
    return {
        "url": url,
        "hash": stored.hash,
        "name": stored.path.name,
        "mime": stored.mime,
        "size": stored.size,
        "width": stored.width,
        "height": stored.height,
    }


def fetchers(images: Images, wire: Downloader, gallery: int = 0) -> tuple[Fetcher, ...]:
    """The core's own enrichers.

    Args:
        images: Where pictures are kept.
        wire: Where they come from.
        gallery: How many pictures of a release are wished beside the cover.
    """
    cover = PictureFetcher(images, wire, "release", "cover", "cover")
    portrait = PictureFetcher(images, wire, "artist", "image", "portrait")
    return (cover, portrait, *([GalleryFetcher(images, wire, gallery)] if gallery else []))


def files_in(answer: Answer | None) -> Collection[Mapping[str, Any]]:
    """The images that an answer of these enrichers says were kept."""
    return list(files_of(answer.fields)) if isinstance(answer, Found) else ()
