"""``collector site``."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from collector.api import ConfigError, OutputError
from collector.cli.options import CliContext
from collector_hugo import Settings, collector_settings
from collector_hugo.commands import site as command


def run(workspace: Path, *arguments: str):
    return CliRunner().invoke(command, arguments, obj=CliContext(workspace, ""))


def collector(workspace: Path, *arguments: str) -> list[str]:
    """The program as a person calls it."""
    return [sys.executable, "-m", "collector", "--workspace", str(workspace), *arguments]


def test_build_makes_the_finished_website(site):
    site.render()
    result = run(site.workspace, "build", "--base-url", "https://me.example/records/")
    assert result.exit_code == 0, result.exception
    assert str(site.root / "public") in result.output
    home = (site.root / "public/index.html").read_text()
    assert 'href="/records/albums/"' in home


def test_build_takes_away_what_is_gone(site):
    site.write("content/about.md", "---\ntitle: About\n---\nMe.\n")
    assert run(site.workspace, "build", "--destination", "out").exit_code == 0
    assert (site.workspace / "out/about/index.html").is_file()
    (site.root / "content/about.md").unlink()
    assert run(site.workspace, "build", "--destination", "out").exit_code == 0
    assert not (site.workspace / "out/about").exists()


def test_a_build_that_fails_leaves_the_website_as_it_was(site):
    assert run(site.workspace, "build").exit_code == 0
    public = site.root / "public"
    before = {path: path.read_bytes() for path in public.rglob("*") if path.is_file()}
    site.write("layouts/page.html", "{{ nonsense }}")
    site.write("content/about.md", "---\ntitle: About\n---\nMe.\n")
    assert isinstance(run(site.workspace, "build").exception, OutputError)
    assert {path: path.read_bytes() for path in public.rglob("*") if path.is_file()} == before


def test_a_folder_of_other_files_is_not_taken_for_the_website(site):
    letter = site.workspace / "home/letter.txt"
    letter.parent.mkdir()
    letter.write_text("Dear")
    error = run(site.workspace, "build", "--destination", "home").exception
    assert isinstance(error, OutputError)
    assert "holds files that are no website" in error.message
    assert [path.name for path in letter.parent.iterdir()] == ["letter.txt"]


def test_a_workspace_without_a_site_says_how_to_get_one(tmp_path):
    (tmp_path / "plugins.toml").write_text("schema = 1\n")
    error = run(tmp_path, "build").exception
    assert isinstance(error, OutputError)
    assert "there is no site" in error.message
    assert "collector init" in error.hint


@pytest.mark.parametrize("what", ["build", "serve"])
def test_a_folder_that_is_no_workspace_is_called_so(tmp_path, what):
    error = run(tmp_path, what).exception
    assert isinstance(error, ConfigError)
    assert f"{tmp_path} is no workspace" in error.message


def test_what_hugo_says_reaches_the_owner(site):
    site.write("layouts/home.html", "{{ nonsense }}")
    error = run(site.workspace, "build").exception
    assert isinstance(error, OutputError)
    assert "nonsense" in str(error)


def test_a_warning_is_an_error(site):
    site.write("layouts/home.html", '{{ warnf "look at this" }}')
    error = run(site.workspace, "build").exception
    assert isinstance(error, OutputError)
    assert "look at this" in str(error)


def test_without_hugo_the_hint_says_what_to_install(site, monkeypatch):
    monkeypatch.setitem(sys.modules, "hugo", None)
    error = run(site.workspace, "build").exception
    assert isinstance(error, OutputError)
    assert "record-collector[site]" in error.hint


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_ends_serve_ends_hugo(site, port, told):
    """And it alone is told: a service manager knows nothing of Hugo."""
    site.render()
    command = collector(site.workspace, "site", "serve", "--port", str(port))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        try:
            assert "Record collection" in wait_for(f"http://127.0.0.1:{port}/", running)
            running.send_signal(told)
            said, _ = running.communicate(timeout=30)
        finally:
            running.kill()
    assert running.returncode == 0, said
    assert said.decode() == f"The website is at http://127.0.0.1:{port}/; Ctrl-C ends it.\n"
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/", timeout=5)


def test_ctrl_c_reaches_hugo_and_its_parent_and_serve_ends_quietly(site, port):
    site.render()
    command = collector(site.workspace, "site", "serve", "--port", str(port))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as running:
        try:
            wait_for(f"http://127.0.0.1:{port}/", running)
        finally:
            os.killpg(running.pid, signal.SIGINT)
        said, _ = running.communicate(timeout=30)
    assert running.returncode == 0, said


def wait_for(url: str, running: subprocess.Popen[bytes]) -> str:
    while running.poll() is None:
        try:
            return requests.get(url, timeout=5).text
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError("the server ended before it answered")


def test_what_serve_shows_is_not_what_build_has_finished(site, port):
    """Pages that are served carry the address of this machine, and a script of Hugo's."""
    site.render()
    public = site.root / "public"
    assert run(site.workspace, "build").exit_code == 0
    before = {path: path.read_bytes() for path in public.rglob("*") if path.is_file()}
    command = collector(site.workspace, "site", "serve", "--port", str(port))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        try:
            assert "livereload" in wait_for(f"http://127.0.0.1:{port}/", running)
        finally:
            running.terminate()
    assert {path: path.read_bytes() for path in public.rglob("*") if path.is_file()} == before


def test_a_port_that_is_taken_is_one_message(site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = collector(site.workspace, "site", "serve", "--port", str(port))
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    what, hint = done.stderr.splitlines()
    assert f"port {port} of 127.0.0.1 cannot be used: Address already in use" in what
    assert "--port" in hint


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("hugo.toml", "title = = 3", "hugo.toml:1:9"),
        ("layouts/home.html", "{{ nonsense }}", 'home.html:1: function "nonsense" not defined'),
        ("layouts/home.html", "{{ .Nope.x }}", "can't evaluate field Nope"),
    ],
)
@pytest.mark.parametrize("what", ["build", "serve"])
def test_of_what_hugo_says_the_lines_that_matter_are_shown(site, port, what, file, text, said):
    site.write(file, text)
    options = ["--port", str(port)] if what == "serve" else []
    command = collector(site.workspace, "site", what, *options)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    error, hint = done.stderr.splitlines()
    assert error.startswith(f"error: Hugo cannot {what} {site.root}: ")
    assert said in error
    assert "ERROR" not in error
    assert hint.startswith("hint: ")


@pytest.mark.parametrize(("field", "value"), [("path", "website"), ("front_matter", "json")])
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
