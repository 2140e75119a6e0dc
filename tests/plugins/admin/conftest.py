"""A workspace after a run, the admin over it, and who comes in by its link."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from attrs import define, field
from places import Place, open_place, small_world
from playwright.sync_api import Browser, sync_playwright

from collector.office import Office
from collector_admin.serving import Server, serving

TOKEN = re.compile(r'name="token" value="([^"]+)"')


@define
class Owner:
    """A program that acts as the owner's browser does: with its cookie, and each form's token."""

    server: Server
    session: requests.Session = field(factory=requests.Session)

    def enter(self) -> Owner:
        self.session.get(self.server.link(), timeout=20).raise_for_status()
        return self

    def get(self, path: str, **options) -> requests.Response:
        return self.session.get(self.server.url + path, timeout=60, **options)

    @property
    def token(self) -> str:
        return TOKEN.search(self.get("/").text)[1]

    def post(self, path: str, files=None, **form) -> requests.Response:
        data = {"token": self.token, **form}
        return self.session.post(self.server.url + path, data=data, files=files, timeout=60)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Twenty-five records, after a run."""
    opened = open_place(tmp_path_factory.mktemp("admin") / "mine", small_world(25))
    done = opened.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    yield opened
    opened.sandbox.stop()


@pytest.fixture(scope="module")
def office(place: Place) -> Office:
    return Office(place.folder)


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What the admin says in its terminal."""
    return []


@pytest.fixture(scope="module")
def server(office: Office, said: list[str]) -> Iterator[Server]:
    bound = serving(office, 0, author="owner", tell=said.append, now=lambda: datetime.now(UTC))
    thread = threading.Thread(target=bound.run)
    thread.start()
    yield bound
    bound.close()
    thread.join(20)


@pytest.fixture
def owner(server: Server) -> Owner:
    return Owner(server).enter()


@pytest.fixture
def stranger(server: Server) -> Owner:
    """Knows the address, and has no link."""
    return Owner(server)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        path = shutil.which("chromium")
        assert path, "these tests need chromium: apt-get install chromium"
        chromium = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cover that no service has."""
    from PIL import Image

    path = tmp_path_factory.mktemp("pictures") / "mine.png"
    Image.linear_gradient("L").resize((640, 640)).convert("RGB").save(path)
    return path
