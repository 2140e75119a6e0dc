"""Processes that kill themselves (SIGKILL) at a chosen one of their own steps on a folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["ended_at_each_step"]

_LAUNCHER = """
import os, runpy, signal, sys
folder, left = sys.argv[1], int(sys.argv[2])
STEPS = {"sqlite3.connect", "os.rename", "os.remove", "fcntl.flock", "open"}

def hear(event, args):
    global left
    names = [os.fspath(one) for one in args if isinstance(one, str | os.PathLike)]
    mine = [one for one in names if folder in str(one) and not str(one).endswith(".toml")]
    if event in STEPS and (event == "fcntl.flock" or mine):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.argv = ["collector", *sys.argv[3:]]
import collector.cli, collector.engine.lock, collector.store.restoring, collector.cli.backup
sys.addaudithook(hear)
runpy.run_module("collector", run_name="__main__")
"""


def ended_at_each_step(workspace: Path, *arguments: str) -> Iterator[int]:
    """Run the command again and again, killed at its first step on the workspace, its second ...

    A step is to open, rename or remove a file, to connect to a database, or to take a lock. Yields
    the number of the step after each kill; the last run reaches its end.

    Raises:
        AssertionError: The last run failed.
    """
    step = 0
    while True:
        command = [sys.executable, "-c", _LAUNCHER, str(workspace), str(step)]
        command += ["--workspace", str(workspace), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode != -signal.SIGKILL:
            assert done.returncode == 0, done.stdout + done.stderr
            return
        yield step
        step += 1
