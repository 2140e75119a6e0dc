"""The gate before a run."""

from __future__ import annotations

from collections.abc import Collection

from collector.config import did_you_mean
from collector.errors import BadInput, ConfigError
from collector.plugins.ordering import check_order
from collector.plugins.precedence import check_precedence
from collector.plugins.roster import Roster

__all__ = ["ensure_ready", "known_name"]


def ensure_ready(roster: Roster) -> None:
    """Let a run start only if every enabled plugin is ``ok`` and order and precedence are right.

    Raises:
        ConfigError: ``problems`` lists everything that stands in the way.
    """
    broken = [plugin for plugin in roster.loaded if plugin.state not in ("ok", "disabled")]
    problems = [problem for plugin in broken for problem in plugin.problems]
    problems += [*check_order(roster), *check_precedence(roster)]
    if problems:
        hints = dict.fromkeys(plugin.hint.rstrip(".") for plugin in broken if plugin.hint)
        names = " ".join(plugin.name for plugin in broken)
        off = f"switch off what you can do without: collector plugins disable {names}"
        raise ConfigError(
            "the plugins are not ready, nothing was started",
            problems=tuple(problems),
            hint="; or ".join([*hints, *([off] if names else [])]),
        )


def known_name(name: str, known: Collection[str]) -> str:
    """A plugin's name from the command line, if there is such a plugin.

    Raises:
        BadInput: There is none.
    """
    if name not in known:
        raise BadInput(
            f'there is no plugin "{name}"{did_you_mean(name, known)}',
            hint=f"the plugins are {', '.join(sorted(known))}",
        )
    return name
