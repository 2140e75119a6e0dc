"""The Hugo program: where it is, and how it is run."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable
from importlib.resources import files as resources
from pathlib import Path

from collector.api import OutputError
from collector_hugo.child import child
from collector_hugo.finishing import is_anothers, mirror, rebuilt
from collector_hugo.mounts import is_plain, settings

__all__ = ["build", "program", "serve"]

_INSTALL = 'Install it: pip install "record-collector[site]"'
IMAGES = "images"
"""The folder of static files that Hugo is spared."""

GENEROUS = {"GOGC": "400"}
"""Hugo looks for garbage a quarter as often: a fifth of its time, for a third more memory."""

_HOST = "127.0.0.1"
_WRONG = re.compile(r"(?:ERROR|Error:|WARN|panic:)\s+(?:command error: )?")
_READY = "Press Ctrl+C"  # the last line of a server that has started
_WISHED = {0, -1, -2, -15}  # it ended by itself, or by SIGHUP, SIGINT, SIGTERM


def program() -> Path:
    """The program of the ``hugo`` package.

    It is run directly: the package's own command prints a line of its own first.

    Raises:
        OutputError: The package is not installed, or has no program for this machine.
    """
    try:
        folder = Path(str(resources("hugo").joinpath("binaries")))
    except ModuleNotFoundError as error:
        raise OutputError("Hugo is not installed", hint=_INSTALL) from error
    found = folder / ("hugo.exe" if sys.platform == "win32" else "hugo")
    if not found.is_file():
        raise OutputError(f"the hugo package has no program at {found}", hint=_INSTALL)
    return found


def build(
    site: Path,
    destination: Path,
    *,
    base_url: str = "",
    complete: Callable[[Path], None] = lambda _: None,
) -> Path:
    """Build the site; a warning of Hugo's is an error. The old one stays until this one is whole.

    Args:
        site: Folder with ``hugo.toml``.
        destination: Where the finished pages go; pages that are gone go there too.
        base_url: Address the site will have; empty leaves it to ``hugo.toml``.
        complete: Adds what belongs to the new site, before it takes the old one's place.

    Returns:
        The destination.

    Raises:
        OutputError: Hugo is missing, or refuses; the message is Hugo's own. Or the destination
            holds something else, or cannot be written.
    """
    images = IMAGES if is_plain(site) else ""
    command = [str(program()), *_options(site), "--panicOnWarning"]
    command += ["--baseURL", base_url] if base_url else []
    if is_anothers(destination):
        raise OutputError(
            f"{destination} holds files that are no website of this program",
            hint="A build removes what was there before: give an empty folder, or a new one.",
        )
    try:
        with rebuilt(destination.absolute(), images) as new:
            _run([*command, "--destination", str(new)], site, images)
            complete(new)
            if images:
                mirror(site / "static" / images, destination / images)
    except OSError as error:
        raise OutputError(
            f"{destination} cannot be written: {error.strerror or error}",
            hint="Make room on the disk or change the folder's permissions, then build again.",
        ) from error
    return destination


def _run(command: list[str], site: Path, without: str) -> None:
    with settings(site, without=without) as config:
        done = subprocess.run(
            [*command, "--config", config],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            env=GENEROUS | os.environ,
        )
    if done.returncode:
        raise _refusal(f"build {site}", done.returncode, done.stdout.splitlines())


def serve(site: Path, *, port: int, say: Callable[[str], None]) -> None:
    """Serve the site on this machine, and again whenever a page changes, until Ctrl-C.

    The finished website that :func:`build` made is left alone: pages are kept in memory.

    Args:
        site: Folder with ``hugo.toml``.
        port: Of 127.0.0.1.
        say: Gets the address when the site is there, and what Hugo says from then on.

    Raises:
        OutputError: The port is taken, Hugo is missing, or cannot serve; the message is its own.
    """
    command = [str(program()), "server", *_options(site), "--disableFastRender"]
    command += ["--renderToMemory", "--renderStaticToDisk"]  # images are too many for the memory
    command += ["--bind", _HOST, "--port", str(port), "--baseURL", f"http://{_HOST}/"]
    _need_free(port)
    said: deque[str] = deque(maxlen=100)
    ready = False
    with (
        settings(site) as config,
        child([*command, "--config", config]) as running,
    ):
        for line in running.stdout or ():
            said.append(line)
            if ready:
                say(line.rstrip())
            elif line.startswith(_READY):
                ready = True
                say(f"The website is at http://{_HOST}:{port}/; Ctrl-C ends it.")
        code = running.wait()
    if code not in _WISHED:
        raise _refusal(f"serve {site}", code, said)


def _need_free(port: int) -> None:
    """Hugo would say so below a page of its own usage.

    Raises:
        OutputError: Another program has the port, or this one may not.
    """
    with socket.socket() as probe:
        if sys.platform != "win32":  # a port that was used a moment ago is free; as Hugo takes it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise OutputError(
                f"port {port} of {_HOST} cannot be used: {error.strerror}",
                hint='End what uses it, or choose another: "collector site serve --port NUMBER".',
            ) from error


def _refusal(task: str, code: int, lines: Iterable[str]) -> OutputError:
    """The lines of Hugo's that say what is wrong."""
    wrong = [line[found.end() :].strip() for line in lines if (found := _WRONG.match(line))]
    what = " ".join(wrong) or f"it ended with code {code}"
    return OutputError(f"Hugo cannot {task}: {what}", hint="Correct the file it names.")


def _options(site: Path) -> list[str]:
    if not (site / "hugo.toml").is_file():
        raise OutputError(
            f"there is no site in {site}: hugo.toml is missing",
            hint='Lay it out with "collector init", or give the folder with --site.',
        )
    return ["--source", str(site.absolute())]
