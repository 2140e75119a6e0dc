"""www.wikidata.org: entities, and the search for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from flask import Blueprint, Response, request

from collector_sandbox.server import mediawiki, wikientity
from collector_sandbox.server.encyclopedia import normal
from collector_sandbox.server.relevance import SearchIndex
from collector_sandbox.server.state import State, text
from collector_sandbox.world import Entity

__all__ = ["blueprint"]


def blueprint(state: State) -> Blueprint:
    """Routes of ``/wikidata``."""
    routes = Blueprint("wikidata", __name__, url_prefix="/wikidata")
    desk = _Desk(state)
    routes.before_request(lambda: mediawiki.gate(state, "wikidata"))
    routes.add_url_rule("/w/api.php", "action", desk.action, methods=["GET", "POST"])
    routes.add_url_rule("/<path:rest>", "other", lambda rest: text(f"No such page: {rest}\n", 404))
    return routes


class _Desk:
    def __init__(self, state: State) -> None:
        self._state = state

    def action(self) -> Response:
        refused = mediawiki.refusal(self._state)
        if refused is not None:
            return refused
        action = request.values.get("action", "")
        if action == "wbgetentities":
            return self._entities()
        if action == "wbsearchentities":
            return self._named()
        if action == "query" and request.values.get("list") == "search":
            return self._search()
        return mediawiki.error("badvalue", f'Unrecognized value for parameter "action": {action}.')

    def _entities(self) -> Response:
        known = self._state.world.entities
        found: dict[str, Any] = {}
        for identity in mediawiki.many("ids"):
            if not re.fullmatch(r"Q[1-9]\d*", identity):
                info = f'Invalid ID: "{identity}".'
                return mediawiki.error("no-such-entity", info, {"id": identity})
            entity = known.get(identity)
            missing = {"id": identity, "missing": ""}
            found[identity] = wikientity.entity(entity) if entity else missing
        absent = 0
        for site in mediawiki.many("sites"):
            for title in mediawiki.many("titles"):
                name = normal(title) if mediawiki.flag("normalize") else title
                entity = self._by_link.get((site, name))
                if entity:
                    found[entity.id] = wikientity.entity(entity)
                    continue
                absent += 1
                found[f"-{absent}"] = {"site": site, "title": title, "missing": ""}
        if not found:
            return mediawiki.error(
                "param-missing", "Either provide the item ids or pairs of sites and titles."
            )
        return mediawiki.reply({"entities": found, "success": 1})

    def _named(self) -> Response:
        name = request.values.get("search", "")
        given = request.values.get("limit", "")
        hits = self._labels.search(name)[: int(given) if given.isdecimal() else 7]
        shown = [wikientity.named(each) for each in hits]
        return mediawiki.reply({"searchinfo": {"search": name}, "search": shown, "success": 1})

    def _search(self) -> Response:
        query = request.values.get("srsearch", "")
        conditions = re.findall(r"haswbstatement:(\S+)", query)
        words = re.sub(r"haswbstatement:\S+", " ", query).strip()
        if not conditions and not words:
            return mediawiki.error("missingparam", 'The "srsearch" parameter must be set.')
        found = self._labels.search(words) if words else self._all
        for condition in conditions:
            holders = {one for part in condition.split("|") for one in self._holders(part)}
            # Looked up rather than filtered: the whole world may be tens of thousands of items.
            known = self._state.world.entities
            found = (
                [each for each in found if each.id in holders]
                if found is not self._all
                else [known[one] for one in sorted(holders)]
            )
        return mediawiki.search_page(found, wikientity.search_result)

    def _holders(self, condition: str) -> set[str]:
        """Items with a statement; matched exactly, after the quotes that values may wear."""
        name, _, value = condition.partition("=")
        return self._statements.get((name, value.strip('"')), set())

    @cached_property
    def _all(self) -> Sequence[Entity]:
        return list(self._state.world.entities.values())

    @cached_property
    def _statements(self) -> Mapping[tuple[str, str], set[str]]:
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for entity in self._all:
            for name, values in entity.claims.items():
                found[name, ""].add(entity.id)
                for value in values:
                    found[name, value].add(entity.id)
        return dict(found)

    @cached_property
    def _by_link(self) -> Mapping[tuple[str, str], Entity]:
        return {pair: each for each in self._all for pair in each.sitelinks.items()}

    @cached_property
    def _labels(self) -> SearchIndex[Entity]:
        fields = {"label": lambda each: each.label, "description": lambda each: each.description}
        return SearchIndex(self._all, fields)
