"""The search index of the finished website, made by the Pagefind program."""

from __future__ import annotations

import subprocess
from pathlib import Path

from collector.api import OutputError

__all__ = ["index", "program"]

_INSTALL = 'Install it: pip install "record-collector[site]"'


def program() -> Path:
    """The program of the ``pagefind_bin`` package.

    Raises:
        OutputError: The package is not installed, or has no program for this machine.
    """
    try:
        from pagefind_bin import get_executable
    except ModuleNotFoundError as error:
        raise OutputError("Pagefind is not installed", hint=_INSTALL) from error
    found = Path(get_executable())
    if not found.is_file():
        raise OutputError(f"the pagefind package has no program at {found}", hint=_INSTALL)
    return found


def index(public: Path) -> None:
    """Index the pages of a finished website into its ``pagefind/`` folder.

    Only pages with ``data-pagefind-body`` are indexed: those of albums and artists.

    Args:
        public: Where Hugo built the site.

    Raises:
        OutputError: Pagefind is missing, or refuses; the message is its own.
    """
    command = [str(program()), "--site", str(public), "--silent"]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    if done.returncode:
        said = done.stdout.strip().splitlines()
        reason = said[-1] if said else f"it ended with {done.returncode}"
        raise OutputError(f"Pagefind cannot index {public}: {reason}")
