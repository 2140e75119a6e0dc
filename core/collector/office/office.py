"""The owner's office: one workspace, opened for what is being done and closed again."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from collector.clock import SystemClock
from collector.config import Config, read_config
from collector.engine.lock import only_run
from collector.engine.pictures import MAX_BYTES
from collector.errors import BadInput
from collector.http.wire import Wire
from collector.images import Images, StoredImage
from collector.images.looks import look_at
from collector.model import Subject
from collector.office import roster
from collector.office.roster import PluginRow
from collector.review import Desk
from collector.store import Store
from collector.store.backups import Backups
from collector.store.restoring import Restored, restore

__all__ = ["Office"]


@frozen
class Office:
    """What an owner can do with a workspace.

    Nothing is kept open between two calls, so that runs and other people can work meanwhile.

    Attributes:
        workspace: The folder with ``plugins.toml``.
        env: Name of the overlay; empty for none.
    """

    workspace: Path
    env: str = ""

    def config(self) -> Config:
        """What ``plugins.toml`` says.

        Raises:
            ConfigError: It is missing or wrong.
        """
        return read_config(self.workspace, self.env)

    # -- the store ---------------------------------------------------------------------------

    @property
    def begun(self) -> bool:
        """Whether anything is known yet."""
        return self.config().store.exists()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The store, to look at.

        Raises:
            BadInput: There is none yet.
        """
        with Store.open(self._store(), read_only=True) as store:
            yield store

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store, to correct; a run may go on meanwhile, each write of either is whole.

        Raises:
            BadInput: There is none yet.
        """
        with Store.open(self._store()) as store:
            yield store

    @contextmanager
    def deciding(self, author: str) -> Iterator[Desk]:
        """The desk at that store.

        Args:
            author: Who decides.
        """
        with self.writing() as store:
            yield Desk(store, author)

    def _store(self) -> Path:
        path = self.config().store
        if not path.exists():
            raise BadInput("nothing is known yet", hint="Run first: collector run")
        return path

    # -- pictures ----------------------------------------------------------------------------

    def picture(self, name: str, *, small: bool = False) -> Path | None:
        """Where a kept picture lies; None if there is none of that name.

        Args:
            name: ``ab12....jpg``, as a record's ``cover_file`` has it.
            small: Its copy for lists, if it has one.
        """
        images = Images(self.config().images)
        path = images.path(name)
        if not path.is_file():
            return None
        look = look_at(path) if small else None
        return look.copies[-1].path if look and look.copies else path

    def fetch_picture(self, url: str) -> dict[str, Any]:
        """Download a picture now, checked and kept; returns it as ``cover_file`` has it.

        Raises:
            CollectorError: It cannot be had, or is no picture.
        """
        config = self.config()
        wire = Wire(config.cache, SystemClock(), image_rate=config.image_rate)
        try:
            data, _ = wire.download(url, max_bytes=MAX_BYTES)
        finally:
            wire.close()
        return _as_field(Images(config.images).store(data, url))

    def keep_picture(self, data: bytes) -> dict[str, Any]:
        """Check a picture that the owner gives, and keep it; returns it as ``cover_file`` has it.

        Raises:
            MalformedAnswer: It is no picture that can be taken.
        """
        return _as_field(Images(self.config().images).store(data, ""))

    def show_picture(self, subject: Subject, url: str, author: str) -> None:
        """Let a record show the picture of an address, from now on, and keep the address."""
        field = "cover" if subject.kind == "release" else "image"
        file = self.fetch_picture(url)
        reference = {name: file[name] for name in ("url", "width", "height")}
        with self.writing() as store, store.transaction():
            store.put_image(
                **{name: file[name] for name in ("url", "hash", "mime", "size", "width", "height")}
            )
            store.edit(subject, field, reference, author)
            store.edit(subject, f"{field}_file", file, author)

    # -- plugins -----------------------------------------------------------------------------

    def plugins(self) -> list[PluginRow]:
        """Every plugin in its order, then those that are installed and not named."""
        return roster.rows(self.config())

    def switch(self, name: str, *, on: bool) -> None:
        """Switch a plugin on or off; one that ``plugins.toml`` does not name is added as the last.

        Raises:
            BadInput: There is none of that name.
        """
        roster.change(self.config(), lambda text: roster.switched(text, name, on=on))

    def move(self, name: str, place: int) -> None:
        """Change the order of the plugins: a later one's facts win.

        Args:
            name: Which.
            place: Where it shall be, from 0, once it is taken out of the list.

        Raises:
            BadInput: There is none of that name.
        """
        roster.change(self.config(), lambda text: roster.moved(text, name, place))

    # -- runs and backups --------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether a run goes on, of whomever."""
        store = self.config().store
        path = store.with_name(store.name + ".lock")
        if not path.exists():
            return False
        with path.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
        return False

    def backups(self) -> Backups:
        """The backups of the store."""
        return Backups(self.config().store)

    def restore(self, name: str) -> Restored:
        """Put a backup in the place of the store, after one more backup of what is there.

        Raises:
            StoreBusy: A run goes on.
            StoreError: The backup is damaged, or there is no room.
        """
        backups = self.backups()
        backup = backups.named(name)
        with only_run(backups.store):
            return restore(backups, backup)


def _as_field(stored: StoredImage) -> dict[str, Any]:
    return {
        "url": stored.source_url,
        "hash": stored.hash,
        "name": stored.path.name,
        "mime": stored.mime,
        "size": stored.size,
        "width": stored.width,
        "height": stored.height,
    }
