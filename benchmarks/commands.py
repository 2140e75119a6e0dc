"""The command ``collector`` as a whole process: how long it takes, and how much memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

__all__ = ["Took", "collector", "python"]

COLLECTOR = Path(sys.executable).with_name("collector")
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""As after an installation: modules are compiled once, and not by each of the runs."""


@frozen
class Took:
    """What a command took.

    Attributes:
        seconds: Wall time.
        memory: The most that it held, in bytes.
        said: What it printed.
    """

    seconds: float
    memory: int
    said: str

    @property
    def document(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.said)


def collector(workspace: Path, *arguments: str) -> Took:
    """Run the command in a workspace."""
    return _took([str(COLLECTOR), "--workspace", str(workspace), *arguments])


def python(*arguments: str) -> Took:
    """Run the interpreter."""
    return _took([sys.executable, *arguments])


def _took(command: Sequence[str]) -> Took:
    """The kernel's own figure of a child's peak begins with what this process holds, so it is read
    from the running command instead."""
    began, peak = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_ENVIRONMENT, text=True) as process:
        while process.poll() is None:
            peak = max(peak, _peak_memory(process.pid))
            time.sleep(0.005)
        seconds = time.perf_counter() - began
        said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed")
    return Took(seconds, peak, said)


def _peak_memory(process: int) -> int:
    """The most that a process has held so far, in bytes; 0 if it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(n) * 1024 for n in re.findall(r"VmHWM:\s+(\d+) kB", status)), 0)
