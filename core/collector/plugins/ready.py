"""The gate before a run."""

from __future__ import annotations

from collector.errors import ConfigError
from collector.plugins.ordering import check_order
from collector.plugins.roster import Roster

__all__ = ["ensure_ready"]


def ensure_ready(roster: Roster) -> None:
    """Let a run start only if every enabled plugin is ``ok`` and the order is right.

    Raises:
        ConfigError: ``problems`` lists everything that stands in the way.
    """
    broken = [plugin for plugin in roster.loaded if plugin.state not in ("ok", "disabled")]
    problems = [problem for plugin in broken for problem in plugin.problems]
    problems += check_order(roster)
    if problems:
        hints = dict.fromkeys(plugin.hint for plugin in broken if plugin.hint)
        names = " ".join(plugin.name for plugin in broken)
        off = f"or switch off what you can do without: collector plugins disable {names}"
        raise ConfigError(
            "the plugins are not ready, nothing was started",
            problems=tuple(problems),
            hint="; ".join([*hints, *([off] if names else [])]),
        )
