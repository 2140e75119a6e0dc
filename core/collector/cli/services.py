"""Services and their ids, as a person names them on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collector.config import Config
    from collector.model import Kind, Subject
    from collector.plugins import Roster
    from collector.protocols import Enricher, PinReader
    from collector.store import Store

__all__ = ["Services"]


@frozen
class Services:
    """The services that match: those of the plugins, and those whose evidence is kept.

    Attributes:
        config: The workspace's configuration.
        store: Open, at least for reading.
    """

    config: Config
    store: Store

    def known(self, name: str, kind: Kind | None = None) -> str:
        """A service's name, if there is such a service.

        Plugins are imported only for a name that no evidence has yet.

        Args:
            name: As it was typed.
            kind: What it must be asked about, if that matters.

        Raises:
            BadInput: There is none.
        """
        kept = self.store.services()
        if (kind, name) in kept or (kind is None and name in {one for _, one in kept}):
            return name
        roster = self._roster()
        every = kept | {(one.subjects, one.service) for one in _enrichers(roster) if one.service}
        fitting = {one for its, one in every if kind in {None, its}}
        if name not in fitting:
            raise _unknown(name, kind, fitting, {one for _, one in every}, roster)
        return name

    def read_pin(self, subject: Subject, service: str, text: str) -> str:
        """The id that a text means, as the service's plugin reads it.

        Raises:
            BadInput: There is no such service, or the text can be no id there.
        """
        from collector.errors import BadInput
        from collector.protocols import PinReader

        self.known(service, subject.kind)
        if not text:
            raise BadInput(f"no id for {subject} at {service}", hint="Give an id or an address.")
        for one in _enrichers(self._roster()):
            if (one.service, one.subjects) == (service, subject.kind) and isinstance(
                one, PinReader
            ):
                return _read(one, text)
        return text

    def _roster(self) -> Roster:
        from collector.plugins import load

        return load(self.config)


def _enrichers(roster: Roster) -> Iterator[Enricher]:
    return (one for plugin in roster.ready for one in plugin.enrichers)


def _read(enricher: PinReader, text: str) -> str:
    """What a plugin reads; a bug of it is named as such."""
    from collector.errors import CollectorError, PluginError
    from collector.plugins.hooks import blame

    try:
        id_ = enricher.read_pin(text)
    except CollectorError:
        raise
    except Exception as error:
        raise PluginError(f"{enricher.service}: read_pin raised {blame(error)}") from error
    if not isinstance(id_, str) or not id_:
        raise PluginError(f"{enricher.service}: read_pin gave {id_!r}, expected an id")
    return id_


def _unknown(
    name: str, kind: Kind | None, fitting: set[str], every: set[str], roster: Roster
) -> Exception:
    from collector.config import did_you_mean
    from collector.errors import BadInput

    there = ", ".join(sorted(fitting)) or "none"
    broken = [plugin.name for plugin in roster.loaded if plugin.state not in {"ok", "disabled"}]
    hint = f"The services are {there}."
    hint += f" Not ready: {', '.join(broken)} (collector plugins list)." if broken else ""
    if name in every:
        return BadInput(f"{name} is not asked about any {kind}", hint=hint)
    return BadInput(f'there is no service "{name}"{did_you_mean(name, fitting)}', hint=hint)
