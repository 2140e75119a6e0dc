"""Front matter: data at the head of a page, written by a library and read back unchanged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

__all__ = ["Format", "dump", "well_formed"]

Format = Literal["yaml", "json"]


def dump(data: Mapping[str, Any], form: Format) -> str:
    """Write front matter, with its fences.

    Args:
        data: JSON values; the order of the keys is kept.
        form: ``yaml`` (between ``---``) or ``json`` (between braces).
    """
    write = _json if form == "json" else _yaml
    try:
        return write(data)
    except UnicodeEncodeError:
        return write(well_formed(data))


def _json(data: Mapping[str, Any]) -> str:
    """A line for each key, so that versions can be compared."""
    lines = [f"{json.dumps(key)}: {json.dumps(data[key], ensure_ascii=False)}" for key in data]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    text.encode()
    return text


def _yaml(data: Mapping[str, Any]) -> str:
    from collector_hugo.yaml_head import in_yaml

    return in_yaml(data)


def well_formed(value: Any) -> Any:
    """The same JSON value without lone surrogates, which no file can hold."""
    if isinstance(value, str):
        if value.isascii():
            return value
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {well_formed(str(key)): well_formed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [well_formed(item) for item in value]
    return value
