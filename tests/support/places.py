"""A sandbox with its workspace, and the command as a person runs it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from attrs import define, evolve

from collector.text import clean_artist_name
from collector_sandbox.catalogue import load_world
from collector_sandbox.demo import Demo
from collector_sandbox.server import Options, Sandbox
from collector_sandbox.world import Copy, World

LISTS = ("/collection/folders/0/releases",)


@define
class Place:
    """A workspace whose plugins talk to a sandbox of its own."""

    folder: Path
    sandbox: Sandbox

    def collector(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | env,
            timeout=300,
        )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "collector", "--workspace", str(self.folder), *arguments]

    @property
    def content(self) -> Path:
        return self.folder / "website" / "content"

    def album(self, release: int) -> Path:
        found = list(self.content.glob(f"albums/*-{release}.md"))
        found += list(self.content.glob(f"albums/{release}.md"))
        assert len(found) == 1, f"{len(found)} pages for {release}"
        return found[0]

    def files(self) -> dict[str, str]:
        """Every generated file and its hash."""
        return {
            str(path.relative_to(self.folder / "website")): hashlib.sha256(
                path.read_bytes()
            ).hexdigest()
            for path in self.written()
        }

    def written(self) -> list[Path]:
        """Every generated file."""
        return [
            path
            for part in ("content/albums", "content/artist", "content/labels", "static/images")
            for path in sorted((self.folder / "website" / part).rglob("*"))
            if path.is_file()
        ]


def front_matter(page: Path) -> Mapping[str, object]:
    """The data at the head of a page."""
    head, _ = json.JSONDecoder().raw_decode(page.read_text(encoding="utf-8"))
    return head


def small_world(records: int) -> World:
    """The first records of the catalogue, so that a test is quick."""
    world = load_world()
    wanted: dict[int, list[Copy]] = {}
    for copy in world.copies:
        wanted.setdefault(copy.release_id, []).append(copy)
    chosen = set(list(wanted)[:records])
    copies = tuple(copy for copy in world.copies if copy.release_id in chosen)
    return evolve(world, copies=copies)


def strangers(records: int, copies: int = 2) -> World:
    """Some copies each of records that have nothing in common: no artist, no work, no name.

    So no two of them have reason to ask for the same thing.
    """
    world, used = load_world(), set[object]()
    chosen: list[Copy] = []
    for copy in world.copies:
        release = world.releases[copy.release_id]
        names = {clean_artist_name(one.name).casefold() for one in release.artists}
        marks = {release.id, release.master_id or release.id, release.title.casefold(), *names}
        marks |= {one.id for one in release.artists}
        if not marks & used and release.title.casefold() not in names:
            used |= marks
            chosen.append(copy)
    chosen = chosen[:records]
    more = [evolve(o, instance_id=o.instance_id + n * 10**6) for n in range(copies) for o in chosen]
    return evolve(world, copies=tuple(more))


def open_place(folder: Path, world: World, minute: float = 1.0, **options: float) -> Place:
    sandbox = Sandbox(world, Options(minute=minute, **options)).start()
    return place_at(folder, sandbox)


def place_at(folder: Path, sandbox: Sandbox) -> Place:
    """Another workspace for a sandbox that runs."""
    demo = Demo(folder, sandbox.options.minute)
    demo.prepare()
    demo.configure(sandbox)
    return Place(folder, sandbox)
