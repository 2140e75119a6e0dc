"""Front matter: data at the head of a page, written by a library and read back unchanged.

Every text is quoted. PyYAML quotes what YAML 1.1 would misread, but Hugo reads YAML 1.2: a bare
``0o7`` comes back as the number 7 there. With quotes on every text nothing is left to guess.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

import yaml
from yaml.representer import SafeRepresenter

__all__ = ["Format", "dump", "well_formed"]

Format = Literal["yaml", "json"]

_ENDLESS = 2**31 - 1  # never fold a long line
# Bare keys must be words that no version of YAML takes for something else.
_WORDS_OF_YAML = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_HEAD = (yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False))
_TAIL = (yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent())


def dump(data: Mapping[str, Any], form: Format) -> str:
    """Write front matter, with its fences.

    Args:
        data: JSON values; the order of the keys is kept.
        form: ``yaml`` (between ``---``) or ``json`` (between braces).
    """
    sound = well_formed(data)
    if form == "json":
        return json.dumps(sound, indent=2, ensure_ascii=False) + "\n"
    events = [*_HEAD]
    _tell(sound, events)
    events += _TAIL
    # Told as events, PyYAML need not find out what each value is: half of the time.
    text = yaml.emit(events, Dumper=yaml.CSafeDumper, allow_unicode=True, width=_ENDLESS)
    return f"---\n{text}---\n"


def _tell(value: Any, events: list[yaml.Event]) -> None:
    """Add the events that write a JSON value: texts in quotes, but for simple keys."""
    if isinstance(value, str):
        events.append(_quoted(value))
    elif isinstance(value, dict):
        events.append(yaml.MappingStartEvent(None, None, True, flow_style=not value))
        for key, item in value.items():
            events.append(_bare(key) if _is_simple(key) else _quoted(key))
            _tell(item, events)
        events.append(yaml.MappingEndEvent())
    elif isinstance(value, list):
        events.append(yaml.SequenceStartEvent(None, None, True, flow_style=not value))
        for item in value:
            _tell(item, events)
        events.append(yaml.SequenceEndEvent())
    else:
        events.append(_bare(SafeRepresenter().represent_data(value).value))


def _quoted(text: str) -> yaml.Event:
    return yaml.ScalarEvent(None, None, (False, True), text, style='"')


def _bare(word: str) -> yaml.Event:
    return yaml.ScalarEvent(None, None, (True, False), word)


def _is_simple(key: str) -> bool:
    return key.isidentifier() and key.isascii() and key.lower() not in _WORDS_OF_YAML


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
