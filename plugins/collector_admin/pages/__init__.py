"""The pages, a module each."""

from __future__ import annotations

from collector_admin.pages import (
    backups,
    changes,
    entry,
    lists,
    overview,
    pictures,
    plugins,
    record,
    review,
    runs,
)

__all__ = ["PAGES"]

PAGES = (
    entry.page,
    overview.page,
    lists.page,
    record.page,
    pictures.page,
    review.page,
    runs.page,
    plugins.page,
    backups.page,
    changes.page,
)
