"""The limits: what the libraries need for the same work, with nothing of ours around them."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import local
from typing import Any

import requests
import yaml
from jinja2 import Environment, FileSystemLoader

from collector.engine.library import StoreLibrary
from collector.images import Images
from collector.store import Store
from collector_hugo import album, artist
from collector_hugo.values import Shown

__all__ = ["inserts", "pages"]


def pages(workspace: Path) -> float:
    """Seconds for the templates and the YAML of all pages; the views are made before."""
    with Store.open(workspace / "collection.db", read_only=True) as store:
        library = StoreLibrary(store, Images(workspace / "images"))
        size = {"src": "/images/x.jpg", "width": 600, "height": 600}
        shown = Shown((size, size, size), "#c8553a")
        albums = [(album.front_matter(one, shown), album.context(one)) for one in library.albums()]
        artists = [
            (artist.front_matter(one, shown), artist.context(one)) for one in library.artists()
        ]
    environment = Environment(loader=FileSystemLoader(workspace / "templates"), autoescape=False)
    for name in ("markdown", "plain", "licence_link", "day"):
        environment.filters[name] = str
    environment.filters["link"] = lambda text, _url: str(text)
    began = time.perf_counter()
    for template, views in (("album.md.j2", albums), ("artist.md.j2", artists)):
        for head, context in views:
            environment.get_template(template).render(context)
            yaml.dump(head, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    return time.perf_counter() - began


def inserts(folder: Path, statements: Sequence[tuple[str, str]]) -> float:
    """Seconds to write keys and JSON texts into a table, each in a transaction of its own."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("CREATE TABLE facts (subject TEXT PRIMARY KEY, fields TEXT) STRICT")
        began = time.perf_counter()
        for row in statements:
            connection.execute("INSERT INTO facts VALUES (?, ?)", row)
        return time.perf_counter() - began


def loop(asked: Sequence[dict[str, Any]], threads: int) -> float:
    """Seconds to send these requests, one after the other in each thread."""
    own = local()

    def send(one: dict[str, Any]) -> None:
        if not hasattr(own, "session"):
            own.session = requests.Session()
            own.session.trust_env = False
        own.session.request(**one, allow_redirects=False).content  # noqa: B018 - read to its end

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(send, asked))
    return time.perf_counter() - began


if __name__ == "__main__":  # in a process of its own, as the command is
    print(loop(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), int(sys.argv[2])))
