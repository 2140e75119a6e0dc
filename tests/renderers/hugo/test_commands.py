"""``collector site``."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from click.testing import CliRunner

from collector.api import OutputError
from collector_hugo import Settings, collector_settings
from collector_hugo.commands import site as command


def run(workspace: Path, *arguments: str):
    return CliRunner().invoke(command, arguments, obj=SimpleNamespace(workspace=workspace))


def test_build_makes_the_finished_website(site):
    site.render()
    result = run(site.workspace, "build", "--base-url", "https://me.example/records/")
    assert result.exit_code == 0, result.exception
    assert str(site.root / "public") in result.output
    home = (site.root / "public/index.html").read_text()
    assert 'href="/records/albums/"' in home


def test_build_takes_away_what_is_gone(site):
    own = site.root / "content/about.md"
    own.write_text("---\ntitle: About\n---\nMe.\n")
    assert run(site.workspace, "build", "--destination", "out").exit_code == 0
    assert (site.workspace / "out/about/index.html").is_file()
    own.unlink()
    assert run(site.workspace, "build", "--destination", "out").exit_code == 0
    assert not (site.workspace / "out/about").exists()


def test_a_workspace_without_a_site_says_how_to_get_one(tmp_path):
    error = run(tmp_path, "build").exception
    assert isinstance(error, OutputError)
    assert "collector init" in error.hint


def test_what_hugo_says_reaches_the_owner(site):
    (site.root / "layouts/home.html").write_text("{{ nonsense }}")
    error = run(site.workspace, "build").exception
    assert isinstance(error, OutputError)
    assert "nonsense" in str(error)


def test_a_warning_is_an_error(site):
    (site.root / "layouts/home.html").write_text('{{ warnf "look at this" }}')
    error = run(site.workspace, "build").exception
    assert isinstance(error, OutputError)
    assert "look at this" in str(error)


def test_without_hugo_the_hint_says_what_to_install(site, monkeypatch):
    monkeypatch.setitem(sys.modules, "hugo", None)
    error = run(site.workspace, "build").exception
    assert isinstance(error, OutputError)
    assert "record-collector[site]" in error.hint


def test_serve_shows_the_site_and_ends_quietly_on_interrupt(site):
    site.render()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = (
        "from pathlib import Path; from collector_hugo.hugo import serve;"
        f"serve(Path({str(site.root)!r}), port={port})"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.DEVNULL, start_new_session=True
    ) as running:
        try:
            answer = wait_for(f"http://127.0.0.1:{port}/", running)
            assert "Record collection" in answer
        finally:
            # As a terminal does it: Ctrl-C reaches Hugo and its parent.
            os.killpg(running.pid, signal.SIGINT)
        assert running.wait(timeout=30) == 0


def wait_for(url: str, running: subprocess.Popen[bytes]) -> str:
    while running.poll() is None:
        try:
            return requests.get(url, timeout=5).text
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError("the server ended before it answered")


@pytest.mark.parametrize(("field", "value"), [("path", "website"), ("front_matter", "yaml")])
def test_settings_have_defaults(field, value):
    assert collector_settings() is Settings
    assert getattr(Settings(), field) == value


def test_importing_the_plugin_and_its_commands_imports_nothing_heavy():
    code = (
        "import sys, collector_hugo, collector_hugo.commands;"
        "print([m for m in ('yaml', 'jinja2', 'PIL', 'requests') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
