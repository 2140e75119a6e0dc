"""Load the enabled plugins, one at a time; none can spoil another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TypeAlias

from attrs import evolve, frozen

from collector.clock import SystemClock
from collector.config import Config, PluginEntry, did_you_mean, structure_settings
from collector.errors import CollectorError, ConfigError, PluginError, UserError
from collector.plugins.finding import Offer, find
from collector.plugins.hooks import Hooks, blame, stray_hooks
from collector.plugins.host import IdleClient, PluginHost
from collector.plugins.roster import LoadedPlugin, Roster, State
from collector.protocols import Host

__all__ = ["API", "load"]

API = 1
"""Version of what ``collector.api`` promises; a plugin may demand one as ``COLLECTOR_API``."""

Hosts: TypeAlias = Callable[[str], Host]


class _Rejected(Exception):
    """A plugin cannot take part; carries its state, the problems and what to do."""

    def __init__(self, state: State, *problems: str, hint: str = "") -> None:
        super().__init__(state)
        self.state = state
        self.problems = problems
        self.hint = hint


@frozen
class _NoSettings:
    """Takes the place of a settings class that a plugin does not have: allows no key."""


def load(config: Config, hosts: Hosts | None = None) -> Roster:
    """Load what ``plugins.toml`` enables, and let each plugin make its parts.

    Nothing is raised for a plugin that fails: its state says what became of it. Only enabled
    plugins are imported.

    Args:
        config: The workspace's configuration.
        hosts: Gives each plugin, by name, its host; without it, plugins are set up with clients
            that ask nobody, which is enough for looking at them.
    """
    offers = find()
    give = hosts or _idle_hosts(config)
    return Roster(config, tuple(_load(config, entry, offers, give) for entry in config.plugins))


def _idle_hosts(config: Config) -> Hosts:
    return lambda name: PluginHost(
        name, config.workspace, SystemClock(), IdleClient, config.contact
    )


def _load(
    config: Config, entry: PluginEntry, offers: Mapping[str, tuple[Offer, ...]], hosts: Hosts
) -> LoadedPlugin:
    plugin = LoadedPlugin(entry.name, "disabled", entry)
    try:
        if not entry.enabled and len(offers.get(entry.name, ())) != 1:
            return plugin
        offer = _offer(entry, offers)
        plugin = evolve(plugin, package=offer.package, version=offer.version, module=offer.module)
        return _open(config, plugin, offer, hosts) if entry.enabled else plugin
    except _Rejected as rejected:
        place = config.place("plugins", entry.name)
        problems = tuple(
            # A settings problem brings its own, more exact place.
            text if rejected.state == "misconfigured" else f"{place}: {entry.name}: {text}"
            for text in rejected.problems
        )
        return evolve(plugin, state=rejected.state, problems=problems, hint=rejected.hint)


def _offer(entry: PluginEntry, offers: Mapping[str, tuple[Offer, ...]]) -> Offer:
    match offers.get(entry.name, ()):
        case (offer,):
            return offer
        case ():
            guess = did_you_mean(entry.name, offers)
            get = f"pip install {entry.package}" if entry.package else "install its package"
            raise _Rejected(
                "not-installed",
                f"no installed package offers it{guess}",
                hint="" if guess else get,
            )
        case several:
            raise _Rejected(
                "load-error",
                f"more than one package offers it: {' and '.join(map(str, several))}",
                hint=f"uninstall one of them: pip uninstall {several[-1].package}",
            )


def _open(config: Config, plugin: LoadedPlugin, offer: Offer, hosts: Hosts) -> LoadedPlugin:
    module = _import(offer)
    hooks = _hooks(plugin.name, module)
    settings = _settings(config, plugin.entry, hooks)
    return _set_up(config, evolve(plugin, settings=settings), hooks, hosts)


def _import(offer: Offer) -> ModuleType:
    try:
        module = offer.entry_point.load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise _Rejected(
            "load-error",
            f"importing {offer.module} of {offer} raised {blame(error)}",
            hint=f"reinstall or update {offer.package}, or tell its author",
        ) from error
    if not isinstance(module, ModuleType):
        raise _Rejected("load-error", f"{offer.module} of {offer} is no module")
    if (wanted := getattr(module, "COLLECTOR_API", API)) != API:
        raise _Rejected(
            "incompatible",
            f"{offer} is made for version {wanted} of collector.api, this is version {API}",
            hint=f"bring record-collector and {offer.package} to versions that fit each other",
        )
    return module


def _hooks(name: str, module: ModuleType) -> Hooks:
    if strays := list(stray_hooks(module)):
        raise _Rejected("unknown-hook", *strays, hint="the hooks are those of collector.hookspecs")
    try:
        return Hooks(name, module)
    except PluginError as error:
        raise _Rejected("unknown-hook", error.message) from None


def _settings(config: Config, entry: PluginEntry, hooks: Hooks) -> object:
    try:
        kind = hooks.settings_class()
        settings: object = structure_settings(
            kind or _NoSettings,
            entry.config,
            plugin=entry.name,
            base=config.workspace,
            places=config.places,
        )
    except ConfigError as error:
        raise _Rejected("misconfigured", *error.problems, hint=error.hint) from None
    except CollectorError as error:
        raise _Rejected("quarantined", error.message, hint=error.hint) from None
    return settings if kind else None


def _set_up(config: Config, plugin: LoadedPlugin, hooks: Hooks, hosts: Hosts) -> LoadedPlugin:
    """Let the plugin make its parts: the last thing that can go wrong before the run."""
    try:
        settings, host = plugin.settings, hosts(plugin.name)
        return evolve(
            plugin,
            state="ok",
            sources=hooks.sources(settings, host),
            enrichers=hooks.enrichers(settings, host),
            renderers=hooks.renderers(settings, host),
            observers=hooks.observers(settings, host),
            health_checks=hooks.health_checks(settings, host),
        )
    except UserError as error:
        said = getattr(error, "problems", ()) or (error.message,)
        problems = (f"{_place(config, plugin, text)}: {plugin.name}: {text}" for text in said)
        raise _Rejected("misconfigured", *problems, hint=error.hint) from None
    except CollectorError as error:
        raise _Rejected("quarantined", error.message, hint=error.hint) from None


def _place(config: Config, plugin: LoadedPlugin, problem: str) -> str:
    """Where the setting stands that a problem begins with, else the plugin's entry."""
    key, told, _ = problem.partition(":")
    named = ("config", key) if told and key in plugin.entry.config else ()
    return config.place("plugins", plugin.name, *named)
