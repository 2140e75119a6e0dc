"""The line that ``collector --help`` shows for a plugin's command, without importing the plugin.

It is the first line of the docstring of the function that the entry point names, where click
takes its own help from; only the file is read, so that a heavy plugin costs nothing.
"""

from __future__ import annotations

import ast
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path

__all__ = ["origin", "summary"]


def origin(point: EntryPoint) -> str:
    """``from record-collector``: the package that brings a command."""
    return f"from {point.dist.name if point.dist else point.value}"


def summary(point: EntryPoint) -> str:
    """What a command does, in a line; its origin if no source file says it."""
    try:
        path = _file(point.module)
        tree = ast.parse(path.read_bytes()) if path else ast.Module([], [])
    except (ImportError, OSError, SyntaxError, ValueError):
        return origin(point)  # calling the command tells what is wrong with it
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == point.attr:
            return (ast.get_docstring(node) or origin(point)).partition("\n")[0]
    return origin(point)


def _file(module: str) -> Path | None:
    """A module's file; a submodule's is looked for by name, to import no package above it."""
    top, *below = module.split(".")
    spec = find_spec(top)
    if spec is None or not below:
        return Path(spec.origin) if spec and spec.origin else None
    places = [Path(place, *below) for place in spec.submodule_search_locations or ()]
    files = [file for at in places for file in (at.with_suffix(".py"), at / "__init__.py")]
    return next((file for file in files if file.is_file()), None)
