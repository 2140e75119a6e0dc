"""The order of plugins: who must come before whom, and the lineup that resolution works by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from collector.model import Lineup, Speaker
from collector.plugins.contracts import LIST_PART
from collector.plugins.roster import LoadedPlugin, Roster
from collector.protocols import Enricher

__all__ = ["check_order", "lineup_of", "speaker_of"]


@frozen
class _Part:
    """A source or an enricher, in its place."""

    plugin: str
    name: str
    needs: frozenset[str]
    provides: frozenset[str]


def check_order(roster: Roster) -> list[str]:
    """Needs that only a later part provides, one line each; empty if the order is right.

    A need that nobody provides is no matter of order: the enricher sees an absent field.
    """
    parts = [part for plugin in roster.ready for part in _parts(plugin)]
    problems = []
    for at, part in enumerate(parts):
        for need in sorted(part.needs):
            providers = [index for index, one in enumerate(parts) if need in one.provides]
            if providers and providers[0] > at:
                provider = parts[providers[0]]
                mutual = _depends(parts, provider.plugin, part.plugin)
                problems.append(_complaint(roster, part, need, provider, mutual=mutual))
    return list(dict.fromkeys(problems))


def _depends(parts: Sequence[_Part], one: str, other: str) -> bool:
    """Whether a plugin needs what nobody but another provides."""
    needs = {need for part in parts if part.plugin == one for need in part.needs}
    return any({p.plugin for p in parts if need in p.provides} == {other} for need in needs)


def lineup_of(roster: Roster) -> Lineup:
    """All that resolution depends on: the speakers of the ready plugins, and the precedence.

    The order of the plugins comes first; within a plugin, its list speaks before its enrichers.
    """
    speakers = (speaker for plugin in roster.ready for speaker in _speakers(plugin))
    return Lineup(tuple(speakers), dict(roster.config.precedence))


def _speakers(plugin: LoadedPlugin) -> Iterator[Speaker]:
    for source in plugin.sources:
        yield Speaker(plugin.name, LIST_PART, "release", provides=_bare(source.provides))
    for enricher in plugin.enrichers:
        yield speaker_of(plugin.name, enricher)


def _parts(plugin: LoadedPlugin) -> Iterator[_Part]:
    for source in plugin.sources:
        yield _Part(plugin.name, LIST_PART, frozenset(), frozenset(source.provides))
    for one in plugin.enrichers:
        yield _Part(plugin.name, one.name, frozenset(one.needs), frozenset(one.provides))


def speaker_of(plugin: str, enricher: Enricher) -> Speaker:
    """An enricher as the store knows it."""
    return Speaker(
        plugin=plugin,
        part=enricher.name,
        kind=enricher.subjects,
        version=enricher.version,
        needs=_bare(enricher.needs),
        provides=_bare(enricher.provides),
        ttl=enricher.ttl,
        ttl_not_found=enricher.ttl_not_found,
    )


def _bare(names: frozenset[str]) -> frozenset[str]:
    """Field names without their kind."""
    return frozenset(name.partition(".")[2] for name in names)


def _complaint(roster: Roster, part: _Part, need: str, provider: _Part, *, mutual: bool) -> str:
    if part.plugin == provider.plugin:
        return (
            f'{_entry(roster, part.plugin)}: its part "{part.name}" needs {need}, which its later '
            f'part "{provider.name}" provides: a mistake in the plugin'
        )
    if mutual:
        return (
            f"{_entry(roster, part.plugin)} needs {need}, which {_entry(roster, provider.plugin)} "
            f"provides, and that one needs it in turn: no order suits both, disable one of them "
            f"(collector plugins disable {part.plugin})"
        )
    return (
        f"{_entry(roster, part.plugin)} needs {need}, which {_entry(roster, provider.plugin)} "
        f"provides: move {provider.plugin} above {part.plugin} "
        f"(collector plugins move {provider.plugin} --before {part.plugin})"
    )


def _entry(roster: Roster, name: str) -> str:
    return f'"{name}" ({roster.config.place("plugins", name)})'
