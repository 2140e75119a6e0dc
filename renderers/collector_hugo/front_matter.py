"""Front matter: data at the head of a page, written by a library and read back unchanged.

Every text is quoted. PyYAML quotes what YAML 1.1 would misread, but Hugo reads YAML 1.2: a bare
``0o7`` comes back as the number 7 there. With quotes on every text nothing is left to guess.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

import yaml

__all__ = ["Format", "dump", "well_formed"]

Format = Literal["yaml", "json"]

_TEXT = "tag:yaml.org,2002:str"
_ENDLESS = 2**31 - 1  # never fold a long line
# Bare keys must be words that no version of YAML takes for something else.
_WORDS_OF_YAML = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


class _Dumper(yaml.CSafeDumper):
    """Quotes all texts but simple keys; writes no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    def represent_mapping(
        self, tag: str, mapping: Any, flow_style: bool | None = None
    ) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        for key, _value in node.value:
            if key.value.isidentifier() and key.value.isascii() and not _is_special(key.value):
                key.style = None
        return node


def _is_special(word: str) -> bool:
    return word.lower() in _WORDS_OF_YAML


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(_TEXT, text, style='"')


_Dumper.add_representer(str, _text)


def dump(data: Mapping[str, Any], form: Format) -> str:
    """Write front matter, with its fences.

    Args:
        data: JSON values; the order of the keys is kept.
        form: ``yaml`` (between ``---``) or ``json`` (between braces).
    """
    sound = well_formed(data)
    if form == "json":
        return json.dumps(sound, indent=2, ensure_ascii=False) + "\n"
    text = yaml.dump(
        sound,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_ENDLESS,
        default_flow_style=False,
    )
    return f"---\n{text}---\n"


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
