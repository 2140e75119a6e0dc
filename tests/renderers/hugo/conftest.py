"""A hand-made library, and real Hugo builds of it."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import frozen
from PIL import Image

from collector import skeleton
from collector.api import AlbumView, ArtistView, ImageFile, RenderContext
from collector.images import Images
from collector.images.darkroom import Darkroom
from collector.images.looks import look_at
from collector.output import FileOutput, OutputReport
from collector_hugo.hugo import build
from collector_hugo.renderer import HugoRenderer


@frozen
class Shelf:
    """A library in memory."""

    releases: Sequence[AlbumView] = ()
    people: Sequence[ArtistView] = ()
    sold: Sequence[AlbumView] = ()

    def gone(self):
        return iter(self.sold)

    def albums(self):
        return iter(self.releases)

    def artists(self):
        return iter(self.people)


class Site:
    """A workspace with a site, rendered and built as its owner does it."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.root = workspace / "website"
        self.public = workspace / "public"
        self.known: dict[str, str] = {}
        lay_out(workspace)

    def render(
        self,
        releases: Sequence[AlbumView] = (),
        people: Sequence[ArtistView] = (),
        form: Any = "json",
        sold: Sequence[AlbumView] = (),
        *,
        shelf: bool = True,
        without_licences: tuple[str, ...] = (),
    ) -> OutputReport:
        templates = self.workspace / "templates"
        renderer = HugoRenderer(self.root, templates, form, shelf, without_licences)
        output = FileOutput(renderer.output_root(self.workspace), self.known)
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        context = RenderContext(self.workspace, moment)
        renderer.render(Shelf(releases, people, sold), output, context)
        report = output.finish()
        self.known = dict(output.written)
        return report

    def build(self, **options: Any) -> Path:
        return build(self.root, self.public, **options)

    def write(self, path: str, text: str) -> None:
        """A file of the owner's."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def page(self, path: str) -> str:
        return (self.root / "content" / path).read_bytes().decode()

    def head(self, path: str) -> dict[str, Any]:
        """The front matter of a page."""
        text = self.page(path)
        if text.startswith("{"):
            return json.JSONDecoder().raw_decode(text)[0]
        return yaml.safe_load(text.split("\n---\n")[0][4:])

    def html(self, path: str) -> str:
        return (self.public / path / "index.html").read_bytes().decode()


def lay_out(workspace: Path) -> None:
    """The skeleton, as ``collector init`` lays it out, but without templates and plugins."""
    (workspace / "plugins.toml").write_text("schema = 1\n")
    for path in skeleton.files():
        if path.parts[0] == "website":
            (workspace / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(skeleton.path() / path, workspace / path)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Site]:
    """For tests that need several."""
    return lambda: Site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def cover(tmp_path: Path) -> ImageFile:
    """A cover so small that it needs no small copy."""
    return keep(tmp_path, (60, 60))


@pytest.fixture
def large(tmp_path: Path) -> ImageFile:
    """A cover with a small copy."""
    return keep(tmp_path, (900, 600))


def keep(folder: Path, size: tuple[int, int]) -> ImageFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, "JPEG")
    images = Images(folder / "store")
    kept = images.store(buffer.getvalue(), "https://img.example/x.jpg")
    Darkroom().prepare([kept.path])
    return ImageFile(kept.path, kept.path.name, *size, kept.source_url, look_at(kept.path))
