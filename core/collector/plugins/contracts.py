"""What hooks give back, checked: a wrong part is found before the run, and named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, get_args

from collector.model import Cost, HealthCheck, Kind

__all__ = [
    "check_enrichers",
    "check_health_checks",
    "check_observers",
    "check_renderers",
    "check_sources",
]

_SETS = (frozenset, set)
_SOURCE: Mapping[str, Any] = {"name": str, "service": str, "provides": _SETS}
_ENRICHER: Mapping[str, Any] = {
    "name": str,
    "version": int,
    "subjects": str,
    "service": str,
    "needs": _SETS,
    "provides": _SETS,
    "ttl": timedelta,
    "ttl_not_found": timedelta,
    "batch_size": int,
}
LIST_PART = "list"
"""The part under which a source's own statements are kept; no enricher may be called so."""


def check_sources(parts: Sequence[Any]) -> Iterator[str]:
    """Problems of a plugin's sources, one line each."""
    if len(parts) > 1:
        yield f"gave {len(parts)} sources; a plugin lists one collection at most"
    for part in parts:
        yield from _shape(part, _SOURCE, "pull") or _fields(part, "provides", "release")
        yield from _cost(part)


def check_enrichers(parts: Sequence[Any]) -> Iterator[str]:
    """Problems of a plugin's enrichers, one line each."""
    for part in parts:
        yield from _shape(part, _ENRICHER, "enrich") or _enricher(part)
        yield from _cost(part)
    yield from _same_names(parts)


def check_renderers(parts: Sequence[Any]) -> Iterator[str]:
    """Problems of a plugin's renderers, one line each."""
    for part in parts:
        yield from _shape(part, {"name": str}, "render", "output_root")
    yield from _same_names(parts)


def check_observers(parts: Sequence[Any]) -> Iterator[str]:
    """Problems of a plugin's observers, one line each."""
    for part in parts:
        yield from _shape(part, {}, "on_event")


def check_health_checks(parts: Sequence[Any]) -> Iterator[str]:
    """Problems of a plugin's health checks, one line each."""
    for part in parts:
        if not isinstance(part, HealthCheck) or not callable(part.run):
            yield f"gave {part!r}, expected a HealthCheck with something to call"


def _label(part: Any) -> str:
    name = getattr(part, "name", "")
    return f'{type(part).__name__} "{name}"' if name else type(part).__name__


def _shape(part: Any, attributes: Mapping[str, Any], *methods: str) -> list[str]:
    """Missing or wrong attributes and methods."""
    label = _label(part)
    problems = [f"{label} has no method {name}" for name in methods if not _has(part, name)]
    for name, kind in attributes.items():
        if not hasattr(part, name):
            problems.append(f"{label} has no {name}")
        elif not isinstance(getattr(part, name), kind):
            problems.append(f"{label}: {name} is {getattr(part, name)!r}, expected {_word(kind)}")
    if not problems and "name" in attributes and not part.name:
        problems.append(f"{label} has an empty name")
    return problems


def _has(part: Any, method: str) -> bool:
    return callable(getattr(part, method, None))


def _word(kind: Any) -> str:
    return "a frozenset" if kind is _SETS else str(kind.__name__)


def _enricher(part: Any) -> list[str]:
    label = _label(part)
    if part.subjects not in get_args(Kind):
        return [f'{label}: subjects is "{part.subjects}", expected "release" or "artist"']
    problems = [
        *_fields(part, "needs", part.subjects),
        *_fields(part, "provides", part.subjects),
    ]
    if both := part.needs & part.provides:
        problems.append(f"{label} both needs and provides {', '.join(sorted(both))}")
    if part.batch_size < 1:
        problems.append(f"{label}: batch_size is {part.batch_size}, expected 1 or more")
    if part.name == LIST_PART:
        problems.append(f'{label}: the name "{LIST_PART}" is kept for what a source lists')
    return problems


def _cost(part: Any) -> Iterator[str]:
    """Who tells what asking costs tells it as the forecast reads it."""
    if hasattr(part, "cost") and not isinstance(part.cost, Cost):
        yield f"{_label(part)}: cost is {part.cost!r}, expected a Cost"


def _fields(part: Any, attribute: str, kind: str) -> list[str]:
    """Field names must carry the kind of what the part speaks about."""
    return [
        f'{_label(part)}: {attribute} holds "{name}", expected a name like "{kind}.{_tail(name)}"'
        for name in sorted(map(str, getattr(part, attribute)))
        if not re.fullmatch(rf"{kind}\.\w+", name)
    ]


def _tail(name: str) -> str:
    return re.sub(r"\W", "_", name.rpartition(".")[2]) or "title"


def _same_names(parts: Sequence[Any]) -> Iterator[str]:
    names = [getattr(part, "name", "") for part in parts]
    for name in sorted({str(name) for name in names if names.count(name) > 1}):
        yield f'gave two parts called "{name}"'
