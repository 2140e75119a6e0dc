"""Between a field's value and what a person types into a form."""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from typing import Any, Literal, TypeAlias

from attrs import frozen

from collector.office import Listed, Number, Shape, Text, problems

__all__ = ["Control", "Typed", "control_for", "fingerprint", "read", "written"]

Control: TypeAlias = Literal["line", "text", "lines", "number", "json"]
"""One line, several lines, a list with one thing on each line, a number, anything as JSON."""


@frozen
class Typed:
    """What a person typed.

    Attributes:
        value: The field's value; None if it cannot be read.
        problems: What is wrong with it, each with its place.
    """

    value: Any
    problems: tuple[str, ...]


def control_for(shape: Shape | None, value: Any) -> Control:
    """The control that fits a field.

    Args:
        shape: Of the field; None for one of a plugin's own.
        value: What it shows now; None for nothing.
    """
    match shape:
        case Text(lines=True):
            return "text"
        case Text():
            return "line"
        case Number():
            return "number"
        case Listed(of=Text()):
            return "lines"
        case None if isinstance(value, str):
            return "text"
        case _:
            return "json"


def written(control: Control, value: Any) -> str:
    """A value as it stands in its control."""
    if value is None:
        return ""
    if control == "lines":
        return "\n".join(map(str, value))
    if control == "json":
        return json.dumps(value, indent=2, ensure_ascii=False)
    return str(value)


def read(control: Control, shape: Shape | None, text: str) -> Typed:
    """What a text in a control means."""
    text = text.replace("\r\n", "\n").strip()
    match control:
        case "lines":
            value: Any = [line.strip() for line in text.split("\n") if line.strip()]
        case "number":
            value = int(text) if re.fullmatch(r"-?\d{1,15}", text) else text
        case "json":
            try:
                value = json.loads(text)
            except ValueError as error:
                return Typed(None, (_place(error),))
        case _:
            value = text
    return Typed(value, tuple(problems(shape, value)))


def _place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    return str(error)


def fingerprint(value: Any) -> str:
    """Equal for equal values: whether somebody else has changed a field meanwhile."""
    text = json.dumps(value, sort_keys=True)
    return blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()
