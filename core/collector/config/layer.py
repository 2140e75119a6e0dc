"""One TOML file of a workspace, and one laid over another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from collector.config.lines import locate
from collector.config.model import KeyPath
from collector.errors import ConfigError

__all__ = ["Layer", "merge", "read_layer"]


@frozen
class Layer:
    """What one file says.

    Attributes:
        table: Its content; ``plugins`` is by name, in order.
        places: Key path to ``file:line``.
        problems: What is wrong with its list of plugins, one line each.
    """

    table: dict[str, Any]
    places: dict[KeyPath, str]
    problems: tuple[str, ...] = ()


def read_layer(path: Path) -> Layer:
    """Read one file.

    Raises:
        ConfigError: It cannot be read, or is no TOML; the message says where.
    """
    text = _text(path)
    table = _parse(path, text)
    lines = {key: f"{path.name}:{line}" for key, line in locate(text).items()}
    entries = table.get("plugins", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        place = lines.get(("plugins",), path.name)
        table["plugins"] = {}
        return Layer(
            table, _places(path, lines, []), (f"{place}: write [[plugins]], one for each",)
        )
    problems = [*_nameless(path, entries, lines), *_twice(path, entries, lines)]
    named = [(_name(entry), entry) for entry in entries]
    if entries:
        table["plugins"] = {name: entry for name, entry in named if name}
    return Layer(table, _places(path, lines, [name for name, _ in named]), tuple(problems))


def merge(base: Layer, over: Layer) -> Layer:
    """Lay an overlay's keys over a file's; plugins are matched by name, new ones come last."""
    return Layer(
        _deep(base.table, over.table),
        {**base.places, **over.places, (): base.places[()]},
        (*base.problems, *over.problems),
    )


def _text(path: Path) -> str:
    try:
        # Some editors put a byte order mark in front, which TOML does not know.
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, where = str(error), ""
        if found := re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", what):
            what, where = found[1], f":{found[2]}:{found[3]}"
        raise ConfigError(
            f"{path} is not valid TOML",
            problems=(f"{path.name}{where}: {what}",),
            hint="a text needs quotes; a table's header stands on a line of its own",
        ) from None


def _name(entry: Mapping[str, Any]) -> str:
    name = entry.get("name", "")
    return name if isinstance(name, str) else ""


def _nameless(
    path: Path, entries: list[dict[str, Any]], lines: Mapping[tuple[str | int, ...], str]
) -> list[str]:
    return [
        f'{lines.get(("plugins", at), path.name)}: this plugin needs a name: name = "..."'
        for at, entry in enumerate(entries)
        if not _name(entry)
    ]


def _twice(
    path: Path, entries: list[dict[str, Any]], lines: Mapping[tuple[str | int, ...], str]
) -> list[str]:
    problems, first = [], dict[str, str]()
    for at, entry in enumerate(entries):
        name, place = _name(entry), lines.get(("plugins", at), path.name)
        if name and name in first:
            problems.append(f"{place}: {name} is listed twice, first at {first[name]}")
        first.setdefault(name, place)
    return problems


def _places(
    path: Path, lines: Mapping[tuple[str | int, ...], str], names: list[str]
) -> dict[KeyPath, str]:
    """Key paths with the plugins' names in the place of their numbers."""
    places: dict[KeyPath, str] = {(): path.name}
    for key, place in lines.items():
        if key[:1] == ("plugins",) and len(key) > 1 and isinstance(key[1], int):
            if key[1] < len(names):
                places.setdefault(("plugins", names[key[1]], *map(str, key[2:])), place)
        else:
            places[tuple(map(str, key))] = place
    return places


def _deep(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        both = isinstance(old, dict) and isinstance(value, dict) and not _is_secret(value)
        merged[key] = _deep(old, value) if both and isinstance(old, dict) else value
    return merged


def _is_secret(value: Mapping[str, Any]) -> bool:
    """A secret's ``{ file = ... }`` replaces an ``{ env = ... }``; it does not join it."""
    return len(value) == 1 and set(value) <= {"env", "file"}
