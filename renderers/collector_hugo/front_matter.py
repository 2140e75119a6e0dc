"""Front matter: data at the head of a page, written by a library and read back unchanged.

Every text is quoted. PyYAML quotes what YAML 1.1 would misread, but Hugo reads YAML 1.2: a bare
``0o7`` comes back as the number 7 there. With quotes on every text nothing is left to guess.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

import yaml
from yaml.representer import SafeRepresenter

__all__ = ["Format", "dump", "well_formed"]

Format = Literal["yaml", "json"]

_ENDLESS = 2**31 - 1  # never fold a long line
# Bare keys must be words that no version of YAML takes for something else.
_WORDS_OF_YAML = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_BARE, _QUOTED = (True, False), (False, True)  # whether a reader may guess what it is
_HEAD = (yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False))
_TAIL = (yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent())


def dump(data: Mapping[str, Any], form: Format) -> str:
    """Write front matter, with its fences.

    Args:
        data: JSON values; the order of the keys is kept.
        form: ``yaml`` (between ``---``) or ``json`` (between braces).
    """
    if form == "json":
        return json.dumps(well_formed(data), indent=2, ensure_ascii=False) + "\n"
    try:
        return f"---\n{_yaml(data)}---\n"
    except UnicodeEncodeError:
        return f"---\n{_yaml(well_formed(data))}---\n"


def _yaml(data: Mapping[str, Any]) -> str:
    """Told as events, PyYAML need not find out what each value is: less than half of the time."""
    events = [*_HEAD]
    _tell(data, events)
    events += _TAIL
    text: str = yaml.emit(events, Dumper=yaml.CSafeDumper, allow_unicode=True, width=_ENDLESS)
    return text


def _tell(value: Any, events: list[yaml.Event]) -> None:
    """Add the events that write a JSON value: texts in quotes, but for simple keys."""
    if isinstance(value, str):
        events.append(yaml.ScalarEvent(None, None, _QUOTED, value, style='"'))
    elif isinstance(value, Mapping):
        events.append(yaml.MappingStartEvent(None, None, True, flow_style=not value))
        for key, item in value.items():
            events.append(_key(str(key)))
            _tell(item, events)
        events.append(yaml.MappingEndEvent())
    elif isinstance(value, (list, tuple)):
        events.append(yaml.SequenceStartEvent(None, None, True, flow_style=not value))
        for item in value:
            _tell(item, events)
        events.append(yaml.SequenceEndEvent())
    else:
        word = SafeRepresenter().represent_data(value).value
        events.append(yaml.ScalarEvent(None, None, _BARE, word))


@lru_cache(maxsize=256)  # every page has the same ones
def _key(key: str) -> yaml.Event:
    simple = key.isidentifier() and key.isascii() and key.lower() not in _WORDS_OF_YAML
    return (
        yaml.ScalarEvent(None, None, _BARE, key)
        if simple
        else yaml.ScalarEvent(None, None, _QUOTED, key, style='"')
    )


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
