"""Renders the library as a Hugo site: content files, covers, and what builds and serves them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from collector.api import Host, hookimpl

if TYPE_CHECKING:
    from collector.api import Renderer

__all__ = ["Settings"]


@frozen
class Settings:
    """``[plugins.config]`` of ``hugo``.

    Attributes:
        path: Folder of the Hugo site, relative to the workspace.
        front_matter: ``json``, which Hugo reads in half the time, or ``yaml``.
        templates: Folder of the owner's own page templates, relative to the workspace.
        gone: What becomes of the page of an album that is no longer owned: ``remove`` it, or
            keep it on a ``shelf`` of its own, ``/gone/``, out of all lists and counts.
        without_licences: Licences of which nothing is shown, as short names (``CC BY-SA``).
    """

    path: str = "website"
    front_matter: Literal["json", "yaml"] = "json"
    templates: str = "templates"
    gone: Literal["remove", "shelf"] = "remove"
    without_licences: tuple[str, ...] = ()


@hookimpl
def collector_settings() -> type:
    """The settings."""
    return Settings


@hookimpl
def collector_renderers(settings: Settings, host: Host) -> list[Renderer]:
    """The one renderer."""
    from collector_hugo.renderer import HugoRenderer

    return [
        HugoRenderer(
            root=host.path(settings.path),
            templates=host.path(settings.templates),
            front_matter=settings.front_matter,
            shelf=settings.gone == "shelf",
            without_licences=settings.without_licences,
        )
    ]
