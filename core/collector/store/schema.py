"""The schema: numbered migrations, each applied in one transaction.

``migrations/0001_....sql`` brings an empty file to version 1, and so on; ``user_version`` in the
file's header tells which were applied. A migration that was released never changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from collector.errors import StoreError, StoreTooNew

__all__ = [
    "apply",
    "check_ours",
    "check_version",
    "is_current",
    "migrate",
    "migrations",
    "version_of",
]

_APPLICATION = 0x436F6C6C
"""``application_id`` of our files ("Coll"), so that another program's are not touched."""


def migrations() -> list[tuple[int, str]]:
    """Number and SQL of every migration, in order."""
    folder = files("collector.store") / "migrations"
    scripts = sorted((entry for entry in folder.iterdir()), key=lambda entry: entry.name)
    return [
        (int(entry.name[:4]), entry.read_text(encoding="utf-8"))
        for entry in scripts
        if entry.name.endswith(".sql")
    ]


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file up to date; a new one at once, so that no kill leaves it half made."""
    if is_current(connection):
        return
    scripts = migrations()
    if not version_of(connection):
        scripts = [(scripts[-1][0], "".join(script for _, script in scripts))]
    for number, script in scripts:
        apply(connection, number, script)


def apply(connection: sqlite3.Connection, number: int, script: str) -> None:
    """Apply one migration, all or nothing, unless the file has it already."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked within the transaction: another process may have been quicker.
        if version_of(connection) < number:
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether every migration was applied."""
    return version_of(connection) == migrations()[-1][0]


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse files that are not for this program.

    Raises:
        StoreTooNew: A newer version wrote it.
        StoreError: Another program did.
    """
    check_ours(connection, path)
    newest, version = migrations()[-1][0], version_of(connection)
    if version > newest:
        raise StoreTooNew(
            f"the store {path} has schema {version}; this program knows {newest}",
            hint="Upgrade: pip install --upgrade record-collector",
        )


def check_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse another program's files; an empty one is nobody's.

    Raises:
        StoreError: Another program wrote it.
    """
    mine = connection.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION
    used = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if used and not mine:
        raise StoreError(
            f"{path} is a database of another program",
            hint="Check the path of the store in plugins.toml.",
        )


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations were applied; 0 for an empty file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _statements(script: str) -> Iterator[str]:
    """Statement by statement: ``executescript`` would end the transaction first."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
