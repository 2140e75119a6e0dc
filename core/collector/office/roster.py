"""The plugins of a workspace as a table, and ``plugins.toml`` changed as a careful person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from collector.config import Config, did_you_mean, edit
from collector.config.read import FILE
from collector.errors import BadInput
from collector.plugins import Offer, check_order, find, load

__all__ = ["PluginRow", "change", "moved", "order_problems", "rows", "switched"]


@frozen
class PluginRow:
    """A plugin, as a list shows it.

    Attributes:
        order: Its place, from 1; 0 if ``plugins.toml`` does not name it.
        state: ``ok``, ``disabled``, ``misconfigured`` ...
        problems: What is wrong, one line each.
        hint: What to do about it.
    """

    order: int
    name: str
    state: str
    package: str
    version: str
    problems: tuple[str, ...]
    hint: str


def rows(config: Config) -> list[PluginRow]:
    """Every plugin in its order, then those that are installed and not named."""
    loaded = load(config).loaded
    named = [
        PluginRow(
            order,
            one.name,
            one.state,
            one.package or one.entry.package,
            one.version,
            one.problems,
            one.hint,
        )
        for order, one in enumerate(loaded, start=1)
    ]
    return [*named, *_others({one.name for one in loaded})]


def _others(named: set[str]) -> Iterator[PluginRow]:
    for name, (offer, *_) in sorted(find().items()):
        if name not in named:
            hint = f"collector plugins enable {name}"
            yield PluginRow(0, name, "disabled", offer.package, offer.version, (), hint)


def order_problems(config: Config) -> list[str]:
    """Which plugins stand in a wrong order, and what to swap."""
    return check_order(load(config))


def change(config: Config, how: Callable[[str], str]) -> None:
    """Change ``plugins.toml``, whole or not at all."""
    path = config.workspace / FILE
    edit.save(path, how(edit.read(path)))


def switched(text: str, name: str, *, on: bool) -> str:
    """The file with a plugin switched on or off; one that it does not name is added as the last.

    Raises:
        BadInput: There is none of that name.
    """
    if on and name not in edit.names(text):
        return edit.append(text, name, _installed(name).package)
    return edit.set_enabled(text, name, enabled=on)


def moved(text: str, name: str, place: int) -> str:
    """The file with a plugin in another place, from 0, once it is taken out of the list.

    Raises:
        BadInput: There is none of that name.
    """
    return edit.move(text, name, place)


def _installed(name: str) -> Offer:
    offers = find()
    if name not in offers:
        guess = did_you_mean(name, offers)
        install = "install its package first; `collector plugins list` shows what is there"
        raise BadInput(
            f'no installed package offers a plugin "{name}"{guess}', hint="" if guess else install
        )
    return offers[name][0]
