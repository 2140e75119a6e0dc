"""One plugin's hooks, as typed calls: each plugin sits alone in a pluggy manager of its own."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import attrs
import pluggy

from collector import hookspecs
from collector.config.suggest import did_you_mean
from collector.errors import CollectorError, PluginError
from collector.model import HealthCheck
from collector.plugins.contracts import (
    check_enrichers,
    check_health_checks,
    check_observers,
    check_renderers,
    check_sources,
)
from collector.protocols import Enricher, Host, Observer, Renderer, Source

__all__ = ["Hooks", "blame", "stray_hooks"]

_HOOKS = frozenset(name for name in vars(hookspecs) if name.startswith("collector_"))


class Hooks:
    """The hooks of one plugin.

    Args:
        name: The plugin's name in ``plugins.toml``.
        module: Its module.

    Raises:
        PluginError: A hook asks for an argument that it does not get.
    """

    def __init__(self, name: str, module: ModuleType) -> None:
        self._name = name
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        try:
            self._manager.register(module, name)
        except pluggy.PluginValidationError as error:
            raise PluginError(" ".join(str(error).split())) from None

    def settings_class(self) -> type | None:
        """The plugin's attrs class, or None if it has no settings.

        Raises:
            PluginError: The hook raised, or gave something else.
        """
        with _isolated("collector_settings"):
            kind = self._call("collector_settings")
            if kind is not None and not (isinstance(kind, type) and attrs.has(kind)):
                raise PluginError(f"collector_settings gave {kind!r}, expected an attrs class")
        return kind

    def sources(self, settings: object, host: Host) -> tuple[Source, ...]:
        """What it lists. Raises PluginError if the hook breaks its contract."""
        return self._many("collector_sources", check_sources, settings, host)

    def enrichers(self, settings: object, host: Host) -> tuple[Enricher, ...]:
        """What it can say. Raises PluginError if the hook breaks its contract."""
        return self._many("collector_enrichers", check_enrichers, settings, host)

    def renderers(self, settings: object, host: Host) -> tuple[Renderer, ...]:
        """What it makes. Raises PluginError if the hook breaks its contract."""
        return self._many("collector_renderers", check_renderers, settings, host)

    def observers(self, settings: object, host: Host) -> tuple[Observer, ...]:
        """What listens. Raises PluginError if the hook breaks its contract."""
        return self._many("collector_observers", check_observers, settings, host)

    def health_checks(self, settings: object, host: Host) -> tuple[HealthCheck, ...]:
        """What it can check. Raises PluginError if the hook breaks its contract."""
        return self._many("collector_health_checks", check_health_checks, settings, host)

    def _many(self, hook: str, check: Any, settings: object, host: Host) -> tuple[Any, ...]:
        with _isolated(hook):  # looking at the parts runs the plugin's code too
            given = tuple(self._call(hook, settings=settings, host=host) or ())
            if problems := list(check(given)):
                raise PluginError(f"{hook}: {'; '.join(problems)}")
        return given

    def _call(self, hook: str, **arguments: object) -> Any:
        results = getattr(self._manager.hook, hook)(**arguments)
        return results[0] if results else None


@contextmanager
def _isolated(hook: str) -> Iterator[None]:
    """Intents and user errors pass, so does Ctrl-C; anything else is the plugin's bug."""
    try:
        yield
    except (CollectorError, KeyboardInterrupt):
        raise
    except BaseException as error:  # a plugin that calls sys.exit() must not end the program
        raise PluginError(f"{hook} raised {blame(error)}") from error


def stray_hooks(module: ModuleType) -> Iterator[str]:
    """Functions that look like hooks and would never be called, one sentence each."""
    for name, thing in vars(module).items():
        if not inspect.isfunction(thing):
            continue
        marks: dict[str, Any] | None = getattr(thing, f"{hookspecs.PROJECT}_impl", None)
        called = (marks and marks.get("specname")) or name
        if called in _HOOKS:
            if marks is None:
                yield f"{name} is not marked with @hookimpl"
        elif (marks and not marks.get("optionalhook")) or (
            marks is None and name.startswith("collector_")
        ):
            yield f"unknown hook {called}{did_you_mean(called, _HOOKS)}"


def blame(error: BaseException) -> str:
    """``ValueError: no such colour (collector_x/__init__.py:14)``: an exception in a line."""
    said = " ".join(str(error).split())
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{': ' + said if said else ''}{where}"
