"""What Discogs says of a person: who it is, and what stands on the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, g, request

from collector_sandbox.server.discogs_answers import (
    error,
    no_such_resource,
    paged,
    unauthenticated,
)
from collector_sandbox.server.discogs_catalogue import Catalogue
from collector_sandbox.server.discogs_rows import collection_item
from collector_sandbox.server.state import answer, base
from collector_sandbox.world import Copy, World

__all__ = ["Collection"]

_FORBIDDEN = "You don't have permission to access this resource."
_CONDITIONS = (
    "Mint (M)",
    "Near Mint (NM or M-)",
    "Very Good Plus (VG+)",
    "Very Good (VG)",
    "Good Plus (G+)",
    "Good (G)",
    "Fair (F)",
    "Poor (P)",
)


class Collection:
    """The views of the one collector there is; whoever else is asked for is nobody.

    ``g.owner`` tells whether it is the collector who asks.
    """

    def __init__(self, world: World, catalogue: Catalogue) -> None:
        self._world = world
        self._catalogue = catalogue

    def stranger(self) -> Response | None:
        """The answer to a request that names somebody else."""
        user = (request.view_args or {}).get("user", self._world.username)
        if user == self._world.username:
            return None
        return error(404, "User does not exist or may have been deleted.")

    def identity(self) -> Response:
        """Whose token it is."""
        if not g.owner:
            return unauthenticated()
        name = self._world.username
        return answer(
            {
                "id": 1,
                "username": name,
                "resource_url": _home(name),
                "consumer_name": "Your Application Name",
            }
        )

    def profile(self, user: str) -> Response:
        """The person."""
        home = _home(user)
        return answer(
            {
                "id": 1,
                "username": user,
                "resource_url": home,
                "uri": f"https://www.discogs.com/user/{user}",
                "name": "",
                "profile": "",
                "num_collection": len(self._world.copies),
                "num_wantlist": 0,
                "rank": 1.0,
                "registered": "2012-08-15T21:13:36-07:00",
                "avatar_url": "",
                "collection_folders_url": f"{home}/collection/folders",
                "collection_fields_url": f"{home}/collection/fields",
                "wantlist_url": f"{home}/wants",
            }
        )

    def folders(self, user: str) -> Response:
        """The folders; strangers see that of all only."""
        names = {0: "All", 1: "Uncategorized"} | dict(self._world.folders)
        shown = names if g.owner else {0: names[0]}
        home = f"{_home(user)}/collection/folders"
        return answer(
            {
                "folders": [
                    {
                        "id": number,
                        "name": name,
                        "count": len(self._catalogue.folder(number)),
                        "resource_url": f"{home}/{number}",
                    }
                    for number, name in sorted(shown.items())
                ]
            }
        )

    def fields(self, user: str) -> Response:  # noqa: ARG002
        """The columns for notes."""
        names = {1: "Media", 2: "Sleeve", 3: "Notes"} | dict(self._world.fields)
        return answer({"fields": [_field(number, names[number]) for number in sorted(names)]})

    def collection(self, user: str, folder: int) -> Response:  # noqa: ARG002
        """A page of a folder, in the order asked for."""
        if folder and not g.owner:
            return error(403, _FORBIDDEN)
        sort = request.args.get("sort", "added")
        order = request.args.get("sort_order", "asc" if "sort" in request.args else "desc")
        if folder not in {0, 1, *self._world.folders}:
            return no_such_resource()
        if sort not in self._catalogue.sorts or order not in ("asc", "desc"):
            return error(422, "Invalid sort parameter.")
        return self._copies(self._catalogue.sorted_folder(folder, sort, order))

    def instances(self, user: str, number: int) -> Response:  # noqa: ARG002
        """The copies of one release."""
        if not g.owner:
            return error(403, _FORBIDDEN)
        return self._copies([copy for copy in self._world.copies if copy.release_id == number])

    def _copies(self, copies: Sequence[Copy]) -> Response:
        releases = self._world.releases
        shape = lambda copy: collection_item(copy, releases[copy.release_id])  # noqa: E731
        return paged(copies, "releases", shape)


def _home(user: str) -> str:
    return f"{base('discogs')}/users/{user}"


def _field(number: int, name: str) -> dict[str, Any]:
    shape: dict[str, Any] = {"id": number, "name": name, "position": number, "public": True}
    if number > 2:
        return shape | {"type": "textarea", "lines": 3}
    options = [*(("Generic", "No Cover") if number == 2 else ()), *_CONDITIONS]
    return shape | {"type": "dropdown", "options": options}
