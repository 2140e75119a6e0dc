"""{lang}.wikipedia.org: the Action API and the REST summary."""

from __future__ import annotations

import functools
from urllib.parse import quote

from flask import Blueprint, Response, request

from collector_sandbox.server import mediawiki, wikipage
from collector_sandbox.server.encyclopedia import Encyclopedia, normal
from collector_sandbox.server.state import State, answer, text
from collector_sandbox.server.wikiquery import query_pages, search_result

__all__ = ["blueprint"]


def blueprint(state: State) -> Blueprint:
    """Routes of ``/wikipedia/<lang>``."""
    routes = Blueprint("wikipedia", __name__, url_prefix="/wikipedia/<lang>")
    desk = _Desk(state)
    routes.before_request(lambda: mediawiki.gate(state, "wikipedia"))
    routes.add_url_rule("/w/api.php", "action", desk.action, methods=["GET", "POST"])
    routes.add_url_rule("/api/rest_v1/page/summary/<path:title>", "summary", desk.summary)
    routes.add_url_rule("/<path:rest>", "other", _missing)
    return routes


def _missing(lang: str, rest: str) -> Response:
    return text(f"No such page: {lang} {rest}\n", 404)


class _Desk:
    def __init__(self, state: State) -> None:
        self._state = state
        # One index a language, however many threads ask for it.
        self._wiki = functools.cache(lambda lang: Encyclopedia(state.world, lang))

    def action(self, lang: str) -> Response:
        refused = mediawiki.refusal(self._state)
        if refused is not None:
            return refused
        if request.values.get("action") != "query":
            given = request.values.get("action", "")
            info = f'Unrecognized value for parameter "action": {given}.'
            return mediawiki.error("badvalue", info)
        wiki = self._wiki(lang)
        if request.values.get("list") == "search":
            return _search(wiki)
        return query_pages(wiki)

    def summary(self, lang: str, title: str) -> Response:
        wiki = self._wiki(lang)
        proper = normal(title)
        if title != proper.replace(" ", "_"):
            return _elsewhere(proper, 301)
        article = wiki.get(proper)
        if article is None:
            return answer({"status": 404, "type": "Internal error"}, 404)
        if article.kind == "redirect" and request.args.get("redirect") != "false":
            return _elsewhere(article.target.partition("#")[0], 302)
        tag = f'"{article.revision}/{article.page_id:08x}-0000-11f0-8000-000000000000"'
        headers = {"ETag": tag, "Cache-Control": "s-maxage=1209600, max-age=300"}
        if request.headers.get("If-None-Match") == tag:
            return Response("", 304, headers)
        return answer(wikipage.summary(article), headers=headers)


def _elsewhere(title: str, status: int) -> Response:
    # Relative, as the real one's may be: a client has to resolve it.
    name = quote(title.replace(" ", "_"), safe="")
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    return Response("", status, {"Location": f"./{name}{query}"})


def _search(wiki: Encyclopedia) -> Response:
    query = request.values.get("srsearch", "")
    if not query.strip():
        return mediawiki.error("missingparam", 'The "srsearch" parameter must be set.')
    found = wiki.search(query)
    return mediawiki.search_page(found, lambda article: search_result(article, query))
