"""query.wikidata.org: whatever a query asks of the items, answered by a SPARQL engine."""

from __future__ import annotations

import functools
import re

from flask import Blueprint, Response, request
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from collector_sandbox.server import mediawiki
from collector_sandbox.server.graph import PREFIXES, graph
from collector_sandbox.server.state import State, text

__all__ = ["blueprint"]

_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*')
"""Texts, addresses and comments, in which a word is no keyword."""


def blueprint(state: State) -> Blueprint:
    """The route ``/sparql``, for GET and POST."""
    routes = Blueprint("sparql", __name__)
    desk = _Desk(state)
    routes.before_request(lambda: mediawiki.gate(state, "sparql", _busy))
    routes.add_url_rule("/sparql", "query", desk.query, methods=["GET", "POST"])
    return routes


def _busy(wait: str) -> Response:
    said = f"Error 429 Too Many Requests - Please retry in {wait} seconds."
    page = f"<html><head><title>429</title></head><body><h1>{said}</h1></body></html>\n"
    return Response(page, 429, {"Retry-After": wait}, content_type="text/html")


class _Desk:
    def __init__(self, state: State) -> None:
        # Made when it is first asked for: most tests ask for none.
        self._graph = functools.cache(lambda: graph(state.world.entities.values()))

    def query(self) -> Response:
        asked = request.values.get("query", "")
        if request.mimetype == "application/sparql-query":
            asked = request.get_data(as_text=True)
        if re.search(r"\bSERVICE\b", _QUOTED.sub(" ", asked), re.IGNORECASE):
            return _malformed(asked, "this sandbox asks no other service (SERVICE)")
        try:
            return _found(self._graph(), asked)
        except SyntaxError as error:
            return _malformed(asked, str(error))


def _found(store: Store, query: str) -> Response:
    rows = store.query(query, prefixes=PREFIXES)
    if not isinstance(rows, QuerySolutions):
        return _malformed(query, "this sandbox answers SELECT alone")
    wanted = f"{request.values.get('format', '')} {request.headers.get('Accept', '')}"
    form = QueryResultsFormat.JSON if "json" in wanted else QueryResultsFormat.XML
    body = rows.serialize(format=form)
    return Response(body, content_type=f"{form.media_type};charset=utf-8")


def _malformed(query: str, why: str) -> Response:
    trace = "java.util.concurrent.ExecutionException: org.openrdf.query.MalformedQueryException"
    return text(f"SPARQL-QUERY: queryStr={query}\n{trace}: {why}\n", 400)
