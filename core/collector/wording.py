"""Values as a person reads them: no brackets, no quotes, the telling part first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["in_words", "lasting"]

TELLING = ("name", "title", "value", "url", "id")
"""What a table is called by: the first of these that it has."""

EMPTY: tuple[Any, ...] = (None, "", [], {})
SILENT = frozenset({"key"})
"""What only programs use."""


def in_words(value: Any) -> str:
    """A value in words, on one line.

    Args:
        value: As JSON has it: ``[{"name": "Mercury", "catno": "SRM-1-1079"}]`` becomes
            ``Mercury (catno SRM-1-1079)``.
    """
    if value in EMPTY:
        return "nothing"
    match value:
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return _table(value)
        case list() | tuple():
            parts = [in_words(one) for one in value]
            return ("; " if any(isinstance(one, Mapping) for one in value) else ", ").join(parts)
        case _:
            return " ".join(str(value).split())


def _table(value: Mapping[str, Any]) -> str:
    said = {name: one for name, one in value.items() if one not in EMPTY}
    head = next((name for name in TELLING if name in said), "")
    rest = ", ".join(
        f"{name.replace('_', ' ')} {in_words(one)}"
        for name, one in said.items()
        if name != head and name not in SILENT
    )
    if not head:
        return rest or "nothing"
    return in_words(said[head]) + (f" ({rest})" if rest else "")


def lasting(seconds: float) -> str:
    """A length of time, rounded: ``3 h 20 min``, ``17 min 5 s``, ``4 s``."""
    whole = max(round(seconds), 1)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
