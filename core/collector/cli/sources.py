"""What the enabled sources mean for a run: one lists the records, none or two need a word."""

from __future__ import annotations

from pathlib import Path

from collector.errors import ConfigError
from collector.plugins import Roster
from collector.store import Store

__all__ = ["no_source", "nothing_listed", "refuse_nothing", "warnings"]


def no_source(roster: Roster) -> bool:
    """Whether nothing that is enabled lists records; what cannot be loaded might."""
    able = all(plugin.state in {"ok", "disabled"} for plugin in roster.loaded)
    return able and not any(plugin.sources for plugin in roster.ready)


def nothing_listed() -> ConfigError:
    """The error of a workspace that was never told where the records are listed."""
    return ConfigError(
        "nothing lists your records yet: no source is enabled",
        hint="for a list exported from Discogs: collector plugins enable csv;"
        " for your account: collector plugins enable discogs",
    )


def refuse_nothing(roster: Roster, store: Path) -> None:
    """Refuse a run that can do nothing: no source, and no record known from before.

    Raises:
        ConfigError: With what to do.
    """
    if not no_source(roster):
        return
    if store.exists():
        with Store.open(store, read_only=True) as known:
            if known.counts().copies:
                return
    raise nothing_listed()


def warnings(roster: Roster, store: Store) -> list[str]:
    """What a person may not know about the sources of this workspace."""
    said = []
    if no_source(roster):
        said.append("no source is enabled: what is known is looked after, nothing new is listed")
    count, names = store.listed_twice()
    if count:
        said.append(
            f"{count} records are listed by {' and '.join(names)}, each counts as two copies;"
            f" keep one of them: {' or '.join(f'collector plugins disable {one}' for one in names)}"
        )
    return said
