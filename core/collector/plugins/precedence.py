"""The fields that ``[precedence]`` orders: a misspelt one would order nothing, and say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from collector.config import did_you_mean
from collector.plugins.roster import LoadedPlugin, Roster

__all__ = ["check_precedence"]

MISSPELT = 0.8
"""Likeness from which on a field's name is another one's, with a slip."""


def check_precedence(roster: Roster) -> list[str]:
    """Fields of ``[precedence]`` that nobody states, one line each; empty if all is right.

    What a plugin states that is not ready, nobody knows: a field with such a plugin counts as
    misspelt only where a ready one beside it states nearly the same.
    """
    states = {plugin.name: frozenset(_stated(plugin)) for plugin in roster.ready}
    every = frozenset().union(*states.values())
    problems = []
    for name, plugins in roster.config.precedence.items():
        meant = _alike(name, [one for plugin in plugins for one in states.get(plugin, ())])
        if name not in every and (meant or all(plugin in states for plugin in plugins)):
            place, guess = roster.config.place("precedence", name), did_you_mean(name, meant)
            problems.append(f'{place}: precedence: no plugin states "{name}"{guess}')
    return problems


def _alike(name: str, stated: Iterable[str]) -> list[str]:
    """Fields of the same kind whose name is nearly the same."""
    kind, _, field = name.partition(".")
    known = {one.partition(".")[2] for one in stated if one.startswith(f"{kind}.")}
    return [f"{kind}.{one}" for one in get_close_matches(field, known, cutoff=MISSPELT)]


def _stated(plugin: LoadedPlugin) -> Iterator[str]:
    for source in plugin.sources:
        yield from source.provides
    for enricher in plugin.enrichers:
        yield from enricher.provides
