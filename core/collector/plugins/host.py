"""What a plugin is handed while it sets itself up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from anyascii import anyascii
from attrs import define

from collector import __version__
from collector.clock import Clock
from collector.errors import NotCached
from collector.http.service import Client, Reply, Service

__all__ = ["IdleClient", "PluginHost"]


@define
class PluginHost:
    """The core, as one plugin sees it (:class:`collector.protocols.Host`).

    Attributes:
        plugin: The plugin's name.
        workspace: The workspace's folder, absolute.
        clock: The time.
        client_factory: Gives the client of a service; the same one for the same name.
        contact: The owner's address, for services that want to know; may be empty.
    """

    plugin: str
    workspace: Path
    clock: Clock
    client_factory: Callable[[Service], Client]
    contact: str = ""

    def client(self, service: Service) -> Client:
        """The client of a service."""
        return self.client_factory(service)

    def path(self, text: str) -> Path:
        """A path from the settings, relative to the workspace."""
        return self.workspace / Path(text).expanduser()

    def user_agent(self, contact: str = "") -> str:
        """``record-collector/0.1.0 (contact)``; the owner's address if none is given.

        A header holds one line of plain letters only: others are spelled in them.
        """
        told = " ".join(anyascii(contact or self.contact).split())
        return f"record-collector/{__version__}" + (f" ({told})" if told else "")


@define
class IdleClient:
    """A client that asks nobody: for looking at plugins without letting them work."""

    service: Service

    def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,  # noqa: ARG002 - the Client contract
        *,
        cache: timedelta | None = None,  # noqa: ARG002
    ) -> Reply:
        """Refuse.

        Raises:
            NotCached: Always.
        """
        raise NotCached(f"{self.service.name} {path}: no service is asked while plugins are listed")
