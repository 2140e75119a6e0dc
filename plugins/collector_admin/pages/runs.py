"""Runs: begun, watched, ended; and what failed in them."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from collector.api import BadInput, SystemClock, to_iso
from collector.office import RunRow, in_sentences, last_known
from collector_admin.app import Rooms, rooms
from collector_admin.pages.hand import correcting

__all__ = ["page"]

page = Blueprint("runs", __name__)

COMMANDS = {"run": ("run", ()), "full": ("run", ("--full",)), "render": ("render", ())}
PULSE = 1.0
"""Seconds between two looks at a run."""

FAILURES = 200


@page.get("/runs")
def history() -> str:
    """The run that goes on, those that were, and what failed."""
    return _page()


@page.post("/runs/check")
def check() -> str:
    """Ask each service one cheap question."""
    return _page(rooms().runner.checks())


def _page(checks: Sequence[Mapping[str, Any]] = ()) -> str:
    its = rooms()
    runs, failures = list[RunRow](), []
    if its.office.begun:
        with its.office.reading() as store:
            runs, failures = store.runs(20), store.failures(FAILURES)
    return render_template(
        "runs.html",
        runs=runs,
        services=_services(runs[0]) if runs else {},
        resting=list(in_sentences(last_known(runs), to_iso(SystemClock().now()))),
        failures=failures,
        failed=Counter(row.plugin for row in failures),
        most=FAILURES,
        checks=checks,
        runner=its.runner,
    )


@page.post("/runs/start")
def start() -> AnyResponse:
    """Begin a run, or write the pages."""
    its, what = rooms(), request.form.get("what", "run")
    if what not in COMMANDS:
        raise BadInput(f'there is no "{what}" to begin')
    if its.office.running:
        raise BadInput("a run goes on", hint="Wait for it, or stop it.")
    command, options = COMMANDS[what]
    its.runner.start(command, options)
    return redirect(url_for("runs.history"))


@page.post("/runs/stop")
def stop() -> AnyResponse:
    """End the run that was begun here; what is in flight is finished."""
    its = rooms()
    if not its.runner.at_work:
        raise BadInput("no run was begun here", hint="End it where it was begun, with Ctrl-C.")
    its.runner.stop()
    g.session.say("The run ends as soon as what is in flight is done.")
    return redirect(url_for("runs.history"))


@page.post("/runs/retry")
def retry() -> AnyResponse:
    """Let the next run ask again what failed."""
    with correcting() as store:
        count = store.revive({"dead", "failed"}, plugin=request.form.get("plugin") or None)
    g.session.say(f"{count} will be asked again in the next run.")
    return redirect(url_for("runs.history"))


@page.get("/runs/live")
def live() -> Response:
    """How the run stands, once a second, for as long as it goes on: server-sent events."""
    return Response(_pulse(rooms()), mimetype="text/event-stream")


def _pulse(its: Rooms) -> Iterator[str]:
    while True:
        goes_on = its.office.running or its.runner.at_work
        yield f"data: {json.dumps(_standing(its) | {'running': goes_on})}\n\n"
        if not goes_on:
            return
        time.sleep(PULSE)


def _standing(its: Rooms) -> dict[str, Any]:
    """The figures of the last run, service by service."""
    if not its.office.begun:
        return {"services": {}}
    with its.office.reading() as store:
        last = store.last_run()
    return {"services": _services(last) if last else {}}


def _services(run: RunRow) -> dict[str, dict[str, int]]:
    return {name: _summed(one) for name, one in run.figures.get("services", {}).items()}


def _summed(service: Mapping[str, Any]) -> dict[str, int]:
    """What all parts of a service have found, and what it was asked."""
    outcomes: Counter[str] = Counter()
    for part in service["parts"].values():
        outcomes.update(part)
    return {**outcomes, "requests": service["requests"], "cached": service["cached"]}
