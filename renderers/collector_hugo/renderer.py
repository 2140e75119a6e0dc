"""The renderer: one page for every album, artist and label, and the images they show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from collector.api import (
    AlbumView,
    ArtistView,
    ImageFile,
    Library,
    Output,
    RenderContext,
    placeholder,
)
from collector_hugo import album, artist, templates
from collector_hugo.licences import album_without, artist_without
from collector_hugo.values import Shown

if TYPE_CHECKING:
    from collector_hugo.front_matter import Format
    from collector_hugo.pages import Pages

__all__ = ["HugoRenderer"]


@frozen
class HugoRenderer:
    """Writes ``content/`` and ``static/images/`` of a Hugo site.

    Attributes:
        root: Folder of the site.
        templates: The owner's own page templates.
        front_matter: How the head of a page is written.
        shelf: Whether albums that are gone keep their pages.
        without_licences: Licences of which nothing is shown.
        name: ``hugo``.
        subjectwise: Each page tells of one album or artist alone; of a label, nothing but its slug.
    """

    root: Path
    templates: Path
    front_matter: Format = "json"
    shelf: bool = False
    without_licences: tuple[str, ...] = ()
    name: str = field(default="hugo", init=False)
    subjectwise: bool = field(default=True, init=False)

    def output_root(self, workspace: Path) -> Path:  # noqa: ARG002 - the host resolved it already
        """The folder of the site."""
        return self.root

    def inputs(self) -> Iterator[str]:
        """The settings, and every template."""
        yield self.front_matter
        yield str(self.shelf)
        yield repr(self.without_licences)
        yield from templates.texts(self.templates)

    def render(self, library: Library, output: Output, ctx: RenderContext) -> None:  # noqa: ARG002
        """Write every page.

        Raises:
            OutputError: A page cannot be written, or a template is wrong.
        """
        from collector_hugo.pages import Pages

        pages = Pages(self.templates)
        for release in library.albums():
            self._album(release, "albums", output, pages)
        for release in library.gone() if self.shelf else ():
            self._album(release, "gone", output, pages)
        for person in library.artists():
            self._artist(person, output, pages)

    def _album(self, release: AlbumView, section: str, output: Output, pages: Pages) -> None:
        subject = f"release {release.key}"
        release = album_without(release, self.without_licences)
        pictures = [_bring(one, "gallery", output, subject) for one in release.images]
        head = album.front_matter(release, _cover(release, output), pictures)
        body = pages.body("album.md.j2", album.context(release))
        path = _file(section, release.slug)
        output.write(path, self._page(head, body), subject=subject)
        for slug in head.get("label_slugs", ()):
            output.write(_file("labels", slug), self._label(slug), subject=subject)

    def _artist(self, person: ArtistView, output: Output, pages: Pages) -> None:
        person = artist_without(person, self.without_licences)
        head = artist.front_matter(person, _portrait(person, output))
        body = pages.body("artist.md.j2", artist.context(person))
        path = _file("artist", person.slug)
        output.write(path, self._page(head, body), subject=f"artist {person.key}")

    def _label(self, slug: str) -> str:
        """A page for the layout to fill: the same whichever of its albums is rendered."""
        return self._page({"slug": slug}, "")

    def _page(self, head: dict[str, Any], body: str) -> str:
        from collector_hugo.front_matter import dump

        return dump(head, self.front_matter) + (f"\n{body}" if body else "")


def _file(section: str, slug: str) -> str:
    """Where a page lies: a file each, as Hugo reads those a quarter faster than folders."""
    name = "index/index" if slug == "index" else slug  # index.md would be the section's own page
    return f"content/{section}/{name}.md"


def _cover(release: AlbumView, output: Output) -> Shown:
    """Bring the cover to the site, or draw one."""
    subject = f"release {release.key}"
    if release.cover:
        return _bring(release.cover, "covers", output, subject)
    address = f"images/placeholder-{release.slug}.svg"
    title = str(release.fields.get("title") or "")
    drawn = placeholder(title, album.byline(release.fields), release.key)
    output.write(f"static/{address}", drawn, subject=subject)
    return Shown(({"src": f"/{address}"},))


def _portrait(person: ArtistView, output: Output) -> Shown:
    if not person.image:
        return Shown()
    return _bring(person.image, "artists", output, f"artist {person.key}")


def _bring(image: ImageFile, folder: str, output: Output, subject: str) -> Shown:
    """Bring what pages show of an image to the site."""
    sizes = []
    for copy in image.shown:
        address = f"images/{folder}/{copy.path.name}"
        output.copy(f"static/{address}", copy.path, subject=subject)
        sizes.append({"src": f"/{address}", "width": copy.width, "height": copy.height})
    return Shown(tuple(sizes), image.look.colour if image.look else "")
