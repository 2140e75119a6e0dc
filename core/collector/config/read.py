"""Read ``plugins.toml`` and the overlay over it, and report everything that is wrong at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import Factory, frozen

from collector.config.layer import Layer, merge, read_layer
from collector.config.model import Config, KeyPath, PluginEntry, nearest_place
from collector.config.shape import structure
from collector.config.suggest import did_you_mean
from collector.errors import ConfigError
from collector.http.service import Rate

__all__ = ["FILE", "read_config"]

FILE = "plugins.toml"
SCHEMA = 1
MOST_PICTURES = 20


@frozen
class _Collector:
    """``[collector]``."""

    store: Path = Path("collection.db")
    cache: Path = Path("cache.db")
    images: Path = Path("images")
    image_rate: Rate = Factory(lambda: Rate(1, 1.0))
    gallery: int = 0
    contact: str = ""


@frozen
class _Document:
    """The whole file; plugins by name, in order."""

    schema: int
    collector: _Collector = Factory(_Collector)
    plugins: dict[str, PluginEntry] = Factory(dict)
    precedence: dict[str, tuple[str, ...]] = Factory(dict)


def read_config(workspace: Path, env: str = "") -> Config:
    """Read a workspace's configuration.

    Args:
        workspace: The folder that holds ``plugins.toml``.
        env: Name of the overlay ``plugins.<env>.toml``; empty for none.

    Raises:
        ConfigError: ``problems`` lists all that is wrong, with file and line where possible.
    """
    workspace = _absolute(workspace)
    layer = _layers(workspace, env)
    document, found = structure(_Document, layer.table, base=workspace)
    problems = [*layer.problems, *(_line(layer, path, text) for path, text in found)]
    if document is not None:
        problems += _beyond_types(layer, document)
    if problems or document is None:
        raise _refusal(workspace, problems)
    return _config(workspace, document, layer.places)


def _absolute(workspace: Path) -> Path:
    try:
        return workspace.expanduser().resolve()
    except FileNotFoundError as error:  # a relative path needs the current folder
        raise ConfigError(
            "the folder in which this command was called has been deleted",
            hint="go to another folder, or give the workspace's whole path with --workspace",
        ) from error


def _layers(workspace: Path, env: str) -> Layer:
    path = workspace / FILE
    if not path.is_file():
        raise ConfigError(
            f"{workspace} is no workspace: there is no {FILE}",
            hint="make one with `collector init`, or name another folder with --workspace",
        )
    layer = read_layer(path)
    return merge(layer, read_layer(_overlay(workspace, env))) if env else layer


def _overlay(workspace: Path, env: str) -> Path:
    path = workspace / f"plugins.{env}.toml"
    if not re.fullmatch(r"[\w-]+", env) or not path.is_file():
        raise ConfigError(
            f'environment "{env}" has no overlay {path}',
            hint="create that file, or change --env (or COLLECTOR_ENV)",
        )
    return path


def _line(layer: Layer, path: KeyPath, text: str) -> str:
    shown = path[1:] if path[:1] == ("plugins",) else path
    return ": ".join([nearest_place(layer.places, path), *shown, text])


def _beyond_types(layer: Layer, document: _Document) -> list[str]:
    """What types cannot say: the version of the schema, and names that must exist."""
    problems = []
    if document.schema != SCHEMA:
        text = f"this program reads schema {SCHEMA}, the file says {document.schema}"
        problems.append(_line(layer, ("schema",), text))
    if not 0 <= document.collector.gallery <= MOST_PICTURES:
        text = f"expected a number from 0 to {MOST_PICTURES}, got {document.collector.gallery}"
        problems.append(_line(layer, ("collector", "gallery"), text))
    for name, plugins in document.precedence.items():
        path = ("precedence", name)
        if not re.fullmatch(r"(release|artist)\.\w+", name):
            text = 'expected a field with its kind, such as "release.title" or "artist.biography"'
            problems.append(_line(layer, path, text))
        problems += [
            _line(layer, path, f'unknown plugin "{plugin}"{did_you_mean(plugin, document.plugins)}')
            for plugin in plugins
            if plugin not in document.plugins
        ]
    return problems


def _refusal(workspace: Path, problems: list[str]) -> ConfigError:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return ConfigError(f"{count} in {workspace / FILE}", problems=tuple(problems))


def _config(workspace: Path, document: _Document, places: Mapping[KeyPath, str]) -> Config:
    table: dict[str, Any] = {
        "store": workspace / document.collector.store,
        "cache": workspace / document.collector.cache,
        "images": workspace / document.collector.images,
        "image_rate": document.collector.image_rate,
        "gallery": document.collector.gallery,
        "contact": document.collector.contact,
    }
    return Config(
        workspace=workspace,
        plugins=tuple(document.plugins.values()),
        precedence=document.precedence,
        places=places,
        **table,
    )
