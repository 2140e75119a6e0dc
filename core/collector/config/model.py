"""A workspace's configuration, once it is known to be good."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from attrs import Factory, frozen

from collector.http.service import Rate

__all__ = ["Config", "KeyPath", "PluginEntry", "nearest_place"]

KeyPath = tuple[str, ...]
"""Where a value stands: ``("plugins", "spotify", "config", "market")``."""


def nearest_place(places: Mapping[KeyPath, str], path: KeyPath) -> str:
    """``plugins.toml:14`` for a key, or of the closest table around it that has a line.

    Args:
        places: Key path to ``file:line``; the empty path stands for the file itself.
        path: What to look for.
    """
    while path and path not in places:
        path = path[:-1]
    return places.get(path, "plugins.toml")


@frozen
class PluginEntry:
    """One ``[[plugins]]`` entry.

    Attributes:
        name: The entry point's name.
        package: The pip requirement that brings it; empty if unsaid.
        enabled: Whether it takes part.
        on_error: What a failure during a run means: ``skip`` it, or ``stop`` the run.
        config: Its settings, raw.
    """

    name: str
    package: str = ""
    enabled: bool = True
    on_error: Literal["skip", "stop"] = "skip"
    config: Mapping[str, Any] = Factory(dict)


@frozen
class Config:
    """What ``plugins.toml`` and its overlay say, with the defaults filled in.

    Attributes:
        workspace: The folder, absolute.
        store: The collection's file, absolute.
        cache: The HTTP cache's file, absolute.
        images: Folder of the downloaded images, absolute.
        image_rate: How fast images are fetched from a host that no service speaks for.
        gallery: How many pictures of an album are fetched beside its cover.
        contact: Address at which services can reach the owner; may be empty.
        plugins: The entries, in order.
        precedence: ``artist.biography`` to plugin names, best first.
        places: Key path to ``file:line``, for messages.
    """

    workspace: Path
    store: Path
    cache: Path
    images: Path
    image_rate: Rate
    gallery: int
    contact: str
    plugins: tuple[PluginEntry, ...]
    precedence: Mapping[str, tuple[str, ...]]
    places: Mapping[KeyPath, str]

    def place(self, *path: str) -> str:
        """``plugins.toml:14``: where a key, or the table around it, was written."""
        return nearest_place(self.places, path)
