"""The Flask application: all services behind their prefixes, every request in the log."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request

from collector_sandbox.server import (
    accounts,
    apple,
    discogs,
    images,
    sparql,
    spotify,
    wikidata,
    wikipedia,
)
from collector_sandbox.server.requestlog import LogEntry
from collector_sandbox.server.spoiling import ENDING, spoil
from collector_sandbox.server.state import State, now

__all__ = ["build_app"]


def build_app(state: State) -> Flask:
    """An application that answers from a state.

    Indexes over the world are built when first needed and live as long as the application.
    """
    app = Flask("collector_sandbox", static_folder=None)
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.before_request(lambda: _arrive(state))
    app.after_request(lambda response: _note(state, response))  # the last of all
    spoil(app, state)
    for room in (discogs, apple, spotify, accounts, wikipedia, wikidata, sparql, images):
        app.register_blueprint(room.blueprint(state))
    return app


def _arrive(state: State) -> None:
    g.arrived = now()
    g.counted = False
    g.signed = False
    g.hosts = state.hosts
    if state.options.latency:
        time.sleep(state.options.latency)


def _note(state: State, response: Response) -> Response:
    state.log.add(
        LogEntry(
            time_monotonic=g.arrived,
            service=request.blueprint or "",
            method=request.method,
            path=request.path,
            query=request.query_string.decode("latin-1"),
            status=0 if ENDING in request.environ else response.status_code,
            counted=g.counted,
            fault=g.fault.kind if g.get("fault") else "",
        )
    )
    return response
