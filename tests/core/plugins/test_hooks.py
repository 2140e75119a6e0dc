"""What hooks may give back, and what is said when they give something else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from attrs import evolve, frozen

from collector.api import Health, HealthCheck, hookimpl
from collector.clock import SystemClock
from collector.errors import BadInput, NotCached, PluginError
from collector.http.service import Rate, Service
from collector.plugins import Hooks, IdleClient, PluginHost
from collector.protocols import Host


@frozen
class Sayer:
    name: Any = "album"
    version: Any = 1
    subjects: Any = "release"
    service: Any = ""
    needs: Any = frozenset({"release.title"})
    provides: Any = frozenset({"release.year"})
    ttl: Any = timedelta(days=1)
    ttl_not_found: Any = timedelta(days=1)
    batch_size: Any = 1

    def enrich(self, subjects):
        return []


@frozen
class Lister:
    name: Any = "records"
    service: Any = ""
    provides: Any = frozenset({"release.title"})

    def pull(self, ctx):
        return iter(())


class CostlySayer(Sayer):
    cost = 3


class CostlyLister(Lister):
    cost = 3


@frozen
class Printer:
    name: str = "paper"

    def output_root(self, workspace):
        return workspace

    def render(self, library, output, ctx):
        return None


class Trap:
    @property
    def name(self):
        raise RuntimeError("not today")


class Listener:
    def on_event(self, event):
        return None


@pytest.fixture
def host(tmp_path: Path) -> PluginHost:
    return PluginHost("odd", tmp_path, SystemClock(), IdleClient, "me@example.org")


def hooks(**given: Any) -> Hooks:
    """A plugin whose hooks give these things; an exception is raised."""
    module = ModuleType("odd")

    def answer(value: Any) -> Any:
        if isinstance(value, BaseException):
            raise value
        return value

    def settings() -> Any:
        return answer(given["settings"])

    def parts(name: str) -> Any:
        def hook(settings: Any, host: Host) -> Any:
            return answer(given[name])

        return hook

    for name in given:
        function = settings if name == "settings" else parts(name)
        function.__name__ = f"collector_{name}"
        setattr(module, f"collector_{name}", hookimpl(function))
    return Hooks("odd", module)


def test_a_plugin_without_hooks_gives_nothing(host):
    none = hooks()
    assert none.settings_class() is None
    assert none.sources(None, host) == none.enrichers(None, host) == ()


def test_good_parts_come_back_as_they_are(host):
    check = HealthCheck("ping", lambda: Health(True, "fine"))
    listener = Listener()
    good = hooks(
        settings=Sayer,
        sources=iter([Lister()]),
        enrichers=(Sayer(), Sayer(name="other")),
        renderers=[Printer()],
        observers=[listener],
        health_checks=[check],
    )
    assert good.settings_class() is Sayer
    assert good.sources(None, host) == (Lister(),)
    assert [one.name for one in good.enrichers(None, host)] == ["album", "other"]
    assert good.renderers(None, host) == (Printer(),)
    assert good.observers(None, host) == (listener,)
    assert good.health_checks(None, host) == (check,)


def test_a_hook_may_give_none(host):
    assert hooks(enrichers=None).enrichers(None, host) == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "has an empty name"),
        ({"name": 3}, "name is 3, expected str"),
        ({"name": "list"}, "is kept for what a source lists"),
        ({"version": "1"}, "version is '1', expected int"),
        ({"subjects": "label"}, 'subjects is "label", expected "release" or "artist"'),
        ({"needs": "release.title"}, "expected a frozenset"),
        ({"needs": frozenset({"title"})}, 'expected a name like "release.title"'),
        ({"provides": frozenset({"artist.name"})}, 'expected a name like "release.name"'),
        ({"provides": frozenset({"release.title"})}, "both needs and provides release.title"),
        ({"ttl": 3}, "expected timedelta"),
        ({"batch_size": 0}, "batch_size is 0"),
    ],
)
def test_a_wrong_enricher_is_named(host, changes, said):
    with pytest.raises(PluginError, match="collector_enrichers: Sayer") as caught:
        hooks(enrichers=[evolve(Sayer(), **changes)]).enrichers(None, host)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("hook", "given", "said"),
    [
        ("enrichers", [Sayer(), Sayer()], 'two parts called "album"'),
        ("enrichers", [object()], "object has no method enrich"),
        ("enrichers", 3, "not iterable"),
        ("enrichers", [CostlySayer()], "cost is 3, expected a Cost"),
        ("sources", [CostlyLister()], "cost is 3, expected a Cost"),
        ("sources", [Lister(), Lister(name="b")], "gave 2 sources"),
        ("sources", [evolve(Lister(), provides=frozenset({"artist.name"}))], "release.name"),
        ("sources", [SimpleNamespace(name="x", pull=1)], "has no method pull"),
        ("renderers", [SimpleNamespace(name="x", render=print)], "has no method output_root"),
        ("renderers", [Printer(), Printer()], 'two parts called "paper"'),
        ("observers", [object()], "has no method on_event"),
        ("health_checks", [object()], "expected a HealthCheck"),
        ("health_checks", [HealthCheck("x", 3)], "something to call"),
        ("enrichers", ValueError("no such\ncolour"), "raised ValueError: no such colour ("),
        ("enrichers", SystemExit(0), "raised SystemExit: 0 ("),
        ("enrichers", GeneratorExit(), "raised GeneratorExit"),
        ("renderers", [Trap()], "raised RuntimeError: not today ("),
    ],
)
def test_a_wrong_answer_is_a_plugin_error_that_names_the_hook(host, hook, given, said):
    plugin = hooks(**{hook: given})
    with pytest.raises(PluginError, match=f"^collector_{hook}") as caught:
        getattr(plugin, hook)(None, host)
    assert said in caught.value.message


def test_every_problem_of_a_hooks_parts_is_told(host):
    with pytest.raises(PluginError, match=r"batch_size.*ttl"):
        hooks(enrichers=[Sayer(batch_size=0), Sayer(name="b", ttl=1)]).enrichers(None, host)


def test_what_a_plugin_says_to_its_owner_passes_unchanged(host):
    error = BadInput("the key is broken")
    with pytest.raises(BadInput) as caught:
        hooks(enrichers=error).enrichers(None, host)
    assert caught.value is error


def test_ctrl_c_is_nobodys_bug(host):
    with pytest.raises(KeyboardInterrupt):
        hooks(enrichers=KeyboardInterrupt()).enrichers(None, host)


def test_settings_that_end_the_program_are_a_plugin_error():
    with pytest.raises(PluginError, match="collector_settings raised SystemExit"):
        hooks(settings=SystemExit(0)).settings_class()


@pytest.mark.parametrize("given", [3, dict, Sayer()])
def test_settings_must_be_an_attrs_class(given):
    with pytest.raises(PluginError, match="expected an attrs class"):
        hooks(settings=given).settings_class()


def test_the_host_says_who_we_are(host):
    assert host.user_agent().endswith(" (me@example.org)")
    assert host.user_agent("you@example.org").endswith(" (you@example.org)")
    assert evolve(host, contact="").user_agent().startswith("record-collector/")
    assert "(" not in evolve(host, contact="").user_agent()


@pytest.mark.parametrize(
    ("contact", "sent"), [("Łukasz <l@example.pl>", "Lukasz <l@example.pl>"), ("a\n b", "a b")]
)
def test_a_contact_is_spelled_so_that_it_can_be_sent(host, contact, sent):
    assert host.user_agent(contact).endswith(f" ({sent})")


def test_the_hosts_paths_start_at_the_workspace(host, tmp_path):
    assert host.path("a/b") == tmp_path / "a" / "b"
    assert host.path("/a") == Path("/a")


def test_an_idle_client_asks_nobody(host):
    client = host.client(Service("shop", "https://shop.invalid", Rate(1, 1.0)))
    with pytest.raises(NotCached, match="shop prices"):
        client.get("prices")
