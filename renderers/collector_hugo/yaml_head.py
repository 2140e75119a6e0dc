"""Front matter in YAML.

Every text is quoted. PyYAML quotes what YAML 1.1 would misread, but Hugo reads YAML 1.2: a bare
``0o7`` comes back as the number 7 there. With quotes on every text nothing is left to guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml
from yaml.representer import SafeRepresenter

__all__ = ["in_yaml"]

_ENDLESS = 2**31 - 1  # never fold a long line
# Bare keys must be words that no version of YAML takes for something else.
_WORDS_OF_YAML = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_BARE, _QUOTED = (True, False), (False, True)  # whether a reader may guess what it is
_HEAD = (yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False))
_TAIL = (yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent())


def in_yaml(data: Mapping[str, Any]) -> str:
    """Write JSON values, between fences.

    Told as events, PyYAML need not find out what each value is: less than half of the time.

    Raises:
        UnicodeEncodeError: A text has half a character.
    """
    events = [*_HEAD]
    _tell(data, events)
    events += _TAIL
    text = yaml.emit(events, Dumper=yaml.CSafeDumper, allow_unicode=True, width=_ENDLESS)
    return f"---\n{text}---\n"


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
