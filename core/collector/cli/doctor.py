"""``collector doctor``: is everything ready, and what to do where it is not."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.plugins import Roster

__all__ = ["command"]

NETWORK = "Is this machine online? If it is, the service is in trouble: try again later."


@click.command("doctor", short_help="Check credentials and services, and say what to do.")
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def command(context: CliContext, *, as_json: bool) -> None:
    """Check the configuration, the store and every enabled plugin's service.

    Asks each service one cheap question. Exit code 1 if a check fails.
    """
    from collector.engine.workshop import open_workshop

    with open_workshop(context.workspace, context.env, all_ready=False) as workshop:
        results = [_store(workshop.config.store), *_configuration(workshop.roster)]
        for plugin in workshop.roster.ready:
            results += [_check(plugin.name, check) for check in plugin.health_checks]
    if as_json:
        click.echo(json.dumps(results, indent=2, ensure_ascii=False))
    else:
        for result in results:
            _print(result)
    sys.exit(0 if all(result["ok"] for result in results) else 1)


def _configuration(roster: Roster) -> list[dict[str, Any]]:
    """What keeps a run from starting, one result for each problem."""
    from collector.cli.sources import no_source, nothing_listed
    from collector.plugins import check_order, check_precedence

    results = [
        _result(f"{plugin.name}: {plugin.state}", False, problem, plugin.hint)
        for plugin in roster.loaded
        for problem in plugin.problems
    ]
    results += [_result("order", False, problem) for problem in check_order(roster)]
    results += [_result("precedence", False, problem) for problem in check_precedence(roster)]
    if no_source(roster):
        missing = nothing_listed()
        results.append(_result("sources", False, missing.message, missing.hint))
    return results


def _store(path: Any) -> dict[str, Any]:
    from collector.errors import StoreError
    from collector.store import Store

    if not path.exists():
        return _result("store", True, f"{path} will be made by the first run")
    try:
        with Store.open(path, read_only=True) as store:
            counts = store.counts()
    except StoreError as error:
        return _result("store", False, str(error), error.hint)
    return _result("store", True, f"{path}: {counts.releases} releases, {counts.artists} artists")


def _check(plugin: str, check: Any) -> dict[str, Any]:
    from collector.errors import CollectorError, ServiceDown

    name = f"{plugin}: {check.name}"
    try:
        health = check.run()
    except ServiceDown as error:
        return _result(name, False, str(error), error.hint or NETWORK)
    except CollectorError as error:
        return _result(name, False, str(error), error.hint)
    except Exception as error:  # noqa: BLE001 - a check's bug is a failed check
        return _result(name, False, f"the check itself failed: {type(error).__name__}: {error}")
    return _result(name, health.ok, health.message, health.hint)


def _result(name: str, ok: bool, message: str, hint: str = "") -> dict[str, Any]:
    return {"check": name, "ok": ok, "message": message, "hint": hint}


def _print(result: dict[str, Any]) -> None:
    mark = click.style("ok  ", fg="green") if result["ok"] else click.style("FAIL", fg="red")
    click.echo(f"{mark}  {result['check']}: {result['message']}")
    if result["hint"] and not result["ok"]:
        click.echo(f"      {result['hint']}")
