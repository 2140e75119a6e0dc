"""The demo keeps to folders of its own, and a second demo is a second run."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from places import small_world

from collector_sandbox.demo import Demo
from collector_sandbox.demo_command import program_called
from collector_sandbox.server import Options, Sandbox


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "collector", "demo", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["plugins.toml", "sandbox/castle.txt", "sandbox"])
def test_it_refuses_a_folder_that_is_not_its_own(tmp_path: Path, name: str):
    mine = tmp_path / "mine"
    (mine / name).parent.mkdir(parents=True, exist_ok=True)
    (mine / name).write_text("precious")
    done = demo("--dir", str(mine))
    assert done.returncode == 2
    assert "not empty and not a demo" in done.stderr
    assert [path.name for path in mine.rglob("*") if path.is_file()] == [Path(name).name]
    assert (mine / name).read_text() == "precious"


def test_a_folder_that_cannot_be_made_is_one_message(tmp_path: Path):
    (tmp_path / "file").write_text("")
    done = demo("--dir", str(tmp_path / "file" / "demo"))
    assert done.returncode == 2
    assert "cannot be made" in done.stderr


def test_it_ends_with_one_line_that_can_be_pasted(tmp_path: Path):
    """Run by make, its program is not on the path."""
    program = Path(sys.executable).with_name("collector")
    done = subprocess.run(
        [program, "demo", "--records", "3"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PATH": os.defpath},
    )
    assert done.stdout.count("Look at it") == 1
    last = f"Look at it: {program} demo --serve --records 3 --seed 1"
    assert done.stdout.splitlines()[-1] == last


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        ("{bin}/collector", ["collector"]),
        ("{other}/collector", ["{other}/collector"]),
        ("{other}/__main__.py", [sys.executable, "-m", "collector"]),
    ],
)
def test_its_program_is_named_as_it_can_be_called(tmp_path: Path, monkeypatch, called, shown):
    folders = {"bin": tmp_path / "bin", "other": tmp_path / "other"}
    for folder in folders.values():
        folder.mkdir()
        (folder / "collector").touch(0o755)
    monkeypatch.setenv("PATH", str(folders["bin"]))
    monkeypatch.setattr(sys, "argv", [called.format(**folders)])
    assert program_called() == [part.format(**folders) for part in shown]


def test_a_second_demo_has_the_address_of_the_first_and_asks_nothing(tmp_path: Path):
    world, requests = small_world(5), []
    for _ in range(2):
        demo = Demo(tmp_path / "demo")
        demo.prepare()
        sandbox = Sandbox(world, Options(minute=demo.seconds), demo.credentials())
        with sandbox.start(demo.port):
            demo.configure(sandbox)
            done = subprocess.run(
                [sys.executable, "-m", "collector", "--workspace", demo.folder, "run", "--json"],
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.returncode == 0, done.stderr
        requests.append(json.loads(done.stdout)["requests"])
    assert len(requests[0]) > 3
    assert set(requests[1]) == {"discogs"}, "its list alone is looked at"


def test_who_ends_a_demo_that_serves_ends_the_server(tmp_path: Path):
    subprocess.run([sys.executable, "-m", "collector", "init", str(tmp_path / "w")], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ("site", "serve", "--port", str(port))
    code = f"""
from pathlib import Path
from collector_sandbox.demo import become
become(Path({str(tmp_path / "w")!r}), *{words!r})
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL) as running:
        try:
            assert answers(port, running)
            running.terminate()
            assert running.wait(timeout=30) == 0
        finally:
            running.kill()
    assert not answers(port, running)


def answers(port: int, running: subprocess.Popen[bytes]) -> bool:
    """Wait for the site, as long as somebody may come to serve it."""
    while True:
        ended = running.poll() is not None
        try:
            return requests.get(f"http://127.0.0.1:{port}/", timeout=5).ok
        except requests.ConnectionError:
            if ended:
                return False
            time.sleep(0.05)
