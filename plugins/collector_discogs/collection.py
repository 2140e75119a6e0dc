"""The collection: a paged list, newest addition first.

Pages shift while the owner edits the list, and an item may slip from one to the other unseen. So
the number of items is compared on every page: if it moved, the walk begins again, and a walk
during which it never stood still breaks off.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from datetime import timedelta
from typing import TypeVar
from urllib.parse import quote

from attrs import frozen

from collector.api import (
    BadInput,
    Checkpoint,
    Client,
    Cost,
    Item,
    PullContext,
    ServiceDown,
    from_iso,
    to_iso,
)
from collector_discogs.release import LIST_FIELDS, list_fields
from collector_discogs.shapes import (
    CollectionItem,
    CollectionPage,
    CustomFields,
    Folders,
    Pagination,
)

__all__ = ["CollectionSource", "Names", "item"]

T = TypeVar("T")

_PER_PAGE = 100  # the most that Discogs gives
_LISTS = timedelta(minutes=10)  # folders and columns change rarely
_ALWAYS_ASK = timedelta(0)
_WALKS = 3


@frozen
class Names:
    """Names of folders and of the owner's columns, by id."""

    folders: Mapping[int, str]
    columns: Mapping[int, str]


class CollectionSource:
    """What ``username`` owns.

    Args:
        username: Whose collection.
        client: The client of the service ``discogs``.
    """

    name = "discogs"
    service = "discogs"
    provides = frozenset(f"release.{name}" for name in LIST_FIELDS)
    cost = Cost(once=2, each=1 / _PER_PAGE)  # the names of folders and columns, and the pages

    def __init__(self, username: str, client: Client) -> None:
        self._username = username
        self._client = client
        self._path = f"users/{quote(username, safe='')}/collection"

    def pull(self, ctx: PullContext) -> Iterator[Item | Checkpoint]:
        """Every copy, newest first, and a checkpoint after each page.

        Raises:
            BadInput: Discogs does not know the user.
            ServiceDown: The list changed during each of three walks.
        """
        names = self._names()
        state = dict(ctx.checkpoint or {})
        for _ in range(_WALKS):
            ended = yield from self._walk(ctx, names, state)
            if ended:
                return
            state = {}
        raise ServiceDown(
            f"The collection of {self._username} changed each time while it was read.",
            hint="Nothing was removed. Run again when nobody edits it.",
        )

    def _walk(
        self, ctx: PullContext, names: Names, state: Mapping[str, int]
    ) -> Generator[Item | Checkpoint, None, bool]:
        """From the page in ``state`` to the end; False if the list changed meanwhile."""
        number, count = state.get("page", 1), state.get("items")
        while True:
            page = self._page(number)
            if page is None or count not in (None, page.pagination.items):
                return False
            count = page.pagination.items
            items = [item(copy, names) for copy in page.releases]
            is_known = not ctx.full and all(map(ctx.known, items))
            yield from items
            yield _checkpoint(page.pagination, number)
            if is_known or number >= page.pagination.pages:
                return True
            number += 1

    def _page(self, number: int) -> CollectionPage | None:
        """A page as it is now; None past the end of the list."""
        order = {"sort": "added", "sort_order": "desc"}
        reply = self._client.get(
            f"{self._path}/folders/0/releases",
            {"page": number, "per_page": _PER_PAGE, **order},
            cache=_ALWAYS_ASK,
        )
        return reply.read(CollectionPage) if reply.found else None

    def _names(self) -> Names:
        folders = self._list("folders", Folders).folders
        columns = self._list("fields", CustomFields).fields
        return Names({one.id: one.name for one in folders}, {one.id: one.name for one in columns})

    def _list(self, path: str, shape: type[T]) -> T:
        reply = self._client.get(f"{self._path}/{path}", cache=_LISTS)
        if not reply.found:
            raise BadInput(
                f'Discogs does not know the user "{self._username}".',
                hint="Set username as it stands in the address of the Discogs profile.",
            )
        return reply.read(shape)


def _checkpoint(page: Pagination, number: int) -> Checkpoint:
    """Where a broken walk goes on; the last page is read again, as none comes after it."""
    following = max(1, min(number + 1, page.pages))
    return Checkpoint({"page": following, "items": page.items}, total=page.items)


def item(copy: CollectionItem, names: Names) -> Item:
    """One copy of the list.

    Args:
        copy: As Discogs sends it; its date carries the Pacific offset.
        names: What its folder and columns are called.
    """
    written = {_column(note.field_id, names): note.value for note in copy.notes if note.value}
    return Item(
        instance=str(copy.instance_id),
        release=f"discogs:{copy.id}",
        fields=list_fields(copy.basic_information),
        added=_moment(copy.date_added),
        folder=names.folders.get(copy.folder_id, ""),
        rating=min(max(copy.rating, 0), 5),
        media=written.pop("Media", ""),
        sleeve=written.pop("Sleeve", ""),
        notes=written.pop("Notes", ""),
        custom=written,
    )


def _column(number: int, names: Names) -> str:
    return names.columns.get(number, f"field {number}")


def _moment(text: str) -> str:
    try:
        return to_iso(from_iso(text))
    except (ValueError, OverflowError):
        return ""
