"""What pages that change something share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g

from collector.office import Desk, Store
from collector_admin.app import rooms

__all__ = ["correcting", "deciding"]

NOTE = "before the first change of a session of the admin"


@contextmanager
def correcting() -> Iterator[Store]:
    """The store, to change by hand; a backup of it is made before the first change."""
    _keep()
    with rooms().office.writing() as store:
        yield store


@contextmanager
def deciding() -> Iterator[Desk]:
    """The desk, with the same care."""
    _keep()
    with rooms().office.deciding(g.session.author) as desk:
        yield desk


def _keep() -> None:
    if g.session.kept:
        return
    backups = rooms().office.backups()
    with backups.opened() as connection:
        if connection is not None:
            backups.create(connection, "manual", NOTE)
    g.session.kept = True
