"""Small disks of their own, for what happens when there is no room, or no right to write."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["mounted", "read_only"]


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """A disk at a folder, of memory: ``mounted(folder, "-o", "size=64k")``."""
    folder.mkdir(parents=True, exist_ok=True)
    with _mount(folder, "-t", "tmpfs", *options, "tmpfs"):
        yield


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """What is in a folder, which nobody may change, the superuser included."""
    with _mount(folder, "--bind", str(folder)):
        command = ["mount", "-o", "remount,bind,ro", str(folder)]
        subprocess.run(command, check=True)
        yield


@contextmanager
def _mount(folder: Path, *what: str) -> Iterator[None]:
    if os.geteuid() != 0 or subprocess.run(["mount", *what, str(folder)], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
