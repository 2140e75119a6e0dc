"""Services that cannot be asked, in words: which, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collector.store import RunRow

__all__ = ["in_sentences", "last_known"]


def last_known(runs: Iterable[RunRow]) -> dict[str, Mapping[str, Any]]:
    """How services stand that rest, fail or refuse us: as the last run found that asked them.

    Args:
        runs: The latest first.
    """
    told: dict[str, Mapping[str, Any]] = {}
    asked: set[str] = set()
    for run in runs:
        standing = run.figures.get("standing", {})
        services = run.figures.get("services", {})
        told |= {name: one for name, one in standing.items() if _lane(name) not in asked}
        asked |= {_lane(name) for name in standing}
        asked |= {name for name, one in services.items() if one["requests"]}
    return dict(sorted(told.items()))


def _lane(service: str) -> str:
    """Hosts of pictures are services of their own, and share a lane."""
    return service.partition(":")[0]


def in_sentences(standing: Mapping[str, Mapping[str, Any]], now: str) -> Iterator[str]:
    """A line for each service.

    Args:
        standing: As a run's figures have it.
        now: UTC ISO 8601.
    """
    for name, one in standing.items():
        yield f"{name} {_state(one['state'], one['until'], now)}: {one['reason']}"


def _state(state: str, until: str | None, now: str) -> str:
    if state == "auth":
        return "refuses our credentials"
    if state == "open":
        return "kept failing, and is left alone until the next run"
    return f"rests until {until}" if until and until > now else "rested, and can be asked again"
