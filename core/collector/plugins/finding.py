"""What is installed: the entry points of the group ``collector.plugins``. Nothing is imported."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from attrs import frozen

__all__ = ["GROUP", "Offer", "find"]

GROUP = "collector.plugins"


@frozen
class Offer:
    """A plugin that an installed package offers.

    Attributes:
        name: The entry point's name: what ``plugins.toml`` calls it.
        module: Where it lives, ``collector_discogs``.
        package: The distribution.
        version: The distribution's version.
        entry_point: What loads it.
    """

    name: str
    module: str
    package: str
    version: str
    entry_point: EntryPoint

    def __str__(self) -> str:
        return f"{self.package} {self.version}"


def find() -> dict[str, tuple[Offer, ...]]:
    """Every offer by name; more than one for a name means that two packages claim it."""
    offers: dict[str, tuple[Offer, ...]] = {}
    for point in entry_points(group=GROUP):
        offers[point.name] = (*offers.get(point.name, ()), _offer(point))
    return offers


def _offer(point: EntryPoint) -> Offer:
    package = point.dist.name if point.dist else "unknown package"
    version = point.dist.version if point.dist else "?"
    return Offer(point.name, point.value, package, version, point)
