"""Killed, interrupted, cut off: the next run ends as an undisturbed one does."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from contextlib import closing

import pytest
from places import Place, front_matter, open_place, small_world


def start(place: Place) -> subprocess.Popen[str]:
    return subprocess.Popen(
        place.command("run"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def until_requests(place: Place, number: int, process: subprocess.Popen[str]) -> None:
    while place.sandbox.requests() < number and process.poll() is None:
        time.sleep(0.005)


def answered_twice(place: Place) -> dict[str, int]:
    """Documents that were asked for again after they had been answered.

    List pages are read anew by design, and a token is not a document.
    """
    asked = Counter(
        f"{entry.path}?{entry.query}"
        for entry in place.sandbox.log
        if entry.status == 200 and entry.method == "GET"
    )
    return {
        path: number for path, number in asked.items() if number > 1 and "/collection/" not in path
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    place = open_place(tmp_path_factory.mktemp("undisturbed"), small_world(25))
    done = place.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    place.sandbox.stop()
    return pages(place)


def pages(place: Place) -> dict[str, dict[str, object]]:
    """Every page's front matter; ports differ between sandboxes, so addresses are left out."""
    return {
        str(page.relative_to(place.content)): {
            name: value for name, value in front_matter(page).items() if name != "wikipedia"
        }
        for page in sorted(place.content.rglob("*.md"))
    }


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_130_and_the_next_run_goes_on(place: Place, undisturbed, number):
    process = start(place)
    until_requests(place, 30, process)
    process.send_signal(number)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "Traceback" not in output
    done = place.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert pages(place) == undisturbed
    assert not answered_twice(place)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_pages_are_written_ends_it_too(place: Place, undisturbed, number):
    process = start(place)
    while not any(place.content.glob("albums/*.md")) and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(number)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "Traceback" not in output
    with closing(sqlite3.connect(place.folder / "collection.db")) as store:
        assert store.execute("SELECT outcome FROM runs").fetchall() == [("interrupted",)]
    done = place.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert pages(place) == undisturbed


def test_a_second_ctrl_c_does_not_wait_for_an_answer(place: Place):
    """The sandbox holds an answer back until the process has ended, which has asked for it."""
    asked, ended = threading.Event(), threading.Event()

    def hold(service: str, _request: object) -> None:
        if service == "spotify":
            asked.set()
            ended.wait(60)

    place.sandbox.hooks.append(hold)
    process = start(place)
    assert asked.wait(60)
    process.send_signal(signal.SIGINT)
    line = next(one for one in process.stdout or () if "Stopping" in one)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=25)
    ended.set()
    assert process.returncode == 130, line + output
    assert "Ending at once" in output
    assert "Traceback" not in output


def test_without_a_network_it_says_so_and_loses_nothing(place: Place):
    place.sandbox.stop()
    done = place.collector("run")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "discogs" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_two_runs_at_once_are_one_too_many(place: Place):
    process = start(place)
    until_requests(place, 5, process)
    second = place.collector("run")
    process.communicate()
    assert second.returncode == 2
    assert "another run" in second.stderr
    assert process.returncode == 0
