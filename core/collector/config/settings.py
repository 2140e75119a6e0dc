"""A plugin's ``[plugins.config]`` into its own settings class."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from collector.config.model import KeyPath, nearest_place
from collector.config.shape import structure
from collector.errors import ConfigError
from collector.skeleton import PLACEHOLDERS

__all__ = ["structure_settings"]

T = TypeVar("T")


def structure_settings(
    cls: type[T],
    raw: Mapping[str, Any],
    *,
    plugin: str,
    base: Path,
    places: Mapping[KeyPath, str] | None = None,
) -> T:
    """Make a plugin's settings of what its owner wrote.

    Args:
        cls: The plugin's attrs class.
        raw: Its ``[plugins.config]``.
        plugin: Its name in ``plugins.toml``.
        base: The workspace; relative paths start there.
        places: Key path (``("plugins", plugin, "config", key)``) to ``file:line``.

    Raises:
        ConfigError: ``problems`` holds a line for each thing that is wrong, such as
            ``plugins.toml:14: spotify: markte: unknown key, did you mean "market"?``
    """
    settings, problems = structure(cls, raw, base=base)
    problems += [
        ((key,), f'"{value}" still stands there from the example: write your own')
        for key, value in raw.items()
        if isinstance(value, str) and value in PLACEHOLDERS
    ]
    if settings is None or problems:
        raise ConfigError(
            f"the settings of {plugin} are wrong",
            problems=tuple(
                _line(plugin, path, message, places or {}) for path, message in problems
            ),
        )
    return settings


def _line(plugin: str, path: KeyPath, message: str, places: Mapping[KeyPath, str]) -> str:
    place = nearest_place(places, ("plugins", plugin, "config", *path))
    subject = f"{'.'.join(path)}: " if path else ""
    return f"{place}: {plugin}: {subject}{message}"
