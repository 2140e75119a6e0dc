"""The site that comes with the program, below the owner's own: whatever file they have wins.

So a layout is changed by a copy of that one file, and a new version brings the others anew.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from collector.api import BadInput, skeleton_path

__all__ = ["is_plain", "ours", "settings", "take_over"]

COMPONENTS = ("content", "layouts", "assets", "static", "data", "i18n", "archetypes")
"""The folders that Hugo knows."""

OURS = ("layouts", "assets", "static", "content")
MADE = {"content/albums", "content/artist", "content/gone", "content/labels", "static/images"}
"""In a checkout, what was rendered lies among ours."""


def _site() -> Path:
    return skeleton_path() / "website"


def ours() -> Iterator[str]:
    """Every file that comes with the program, relative to the site, sorted."""
    root = _site()
    for folder in OURS:
        for file in sorted((root / folder).rglob("*")):
            name = file.relative_to(root).as_posix()
            if file.is_file() and not any(name.startswith(f"{made}/") for made in MADE):
                yield name


@contextmanager
def settings(site: Path, *, without: str = "") -> Iterator[str]:
    """The settings that Hugo reads, for ``--config``: the owner's, and where to look for files.

    In the owner's folders first, then in ours, file by file.

    Args:
        site: Folder with ``hugo.toml``; mounts that it names itself stay.
        without: A folder of ``static`` that Hugo shall leave alone, if the site :func:`is_plain`.
    """
    mounts = _own(site) or [_mount(one, without) for one in COMPONENTS]
    mounts += [{"source": str(_site() / one), "target": one} for one in ("layouts", "assets")]
    # Of these two only single files are ours: a checkout has pages and pictures beside them.
    single = [name for name in ours() if name.startswith(("content/", "static/"))]
    single = [name for name in single if not (site / name).exists()]
    mounts += [{"source": str(_site() / name), "target": name} for name in single]
    with TemporaryDirectory(prefix="collector-site-") as folder:
        where = Path(folder) / "mounts.json"
        where.write_text(json.dumps({"module": {"mounts": mounts}}), encoding="utf-8")
        yield f"hugo.toml,{where}"  # the first is looked for in the site


def is_plain(site: Path) -> bool:
    """Whether all static files are where we say: the owner has no mounts, themes or modules."""
    said = _said(site)
    return not (said.get("theme") or said.get("module") or said.get("staticDir"))


def _mount(component: str, without: str) -> dict[str, Any]:
    mount: dict[str, Any] = {"source": component, "target": component}
    return mount | {"files": [f"! {without}/**"]} if without and component == "static" else mount


def _own(site: Path) -> list[dict[str, Any]]:
    with suppress(AttributeError, TypeError, ValueError):
        return [dict(one) for one in _said(site).get("module", {}).get("mounts", ())]
    return []


def _said(site: Path) -> dict[str, Any]:
    """The owner's settings; none if Hugo could not read them either, which it tells."""
    with suppress(OSError, ValueError):
        return tomllib.loads((site / "hugo.toml").read_text(encoding="utf-8"))
    return {}


def take_over(site: Path, name: str) -> Path:
    """Copy one of our files to the owner's site, to be changed there.

    Args:
        site: Folder with ``hugo.toml``.
        name: ``layouts/_partials/card.html``.

    Raises:
        BadInput: There is no such file, or the owner has one already.
    """
    if name not in set(ours()):
        raise BadInput(
            f'no file "{name}" comes with the program', hint="See them all: collector site own"
        )
    target = site / name
    if target.exists():
        raise BadInput(f"{target} is yours already", hint="Remove it to have ours back.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((_site() / name).read_bytes())
    return target
