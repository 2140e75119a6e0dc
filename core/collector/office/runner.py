"""A run that goes on while its owner looks at something else: a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from attrs import define, field

from collector.errors import BadInput, StoreBusy

__all__ = ["Runner"]

PATIENCE = 120
"""Seconds for the checks of all services."""


@define(eq=False)
class Runner:
    """Starts ``collector run`` and ``collector render``, one at a time, and ends them.

    Attributes:
        workspace: The folder with ``plugins.toml``.
        env: Name of the overlay; empty for none.
    """

    workspace: Path
    env: str = ""
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _said: IO[bytes] | None = field(default=None, init=False)

    @property
    def at_work(self) -> bool:
        """Whether what was started here still goes on."""
        return self._process is not None and self._process.poll() is None

    @property
    def failure(self) -> str:
        """What the last one said when it could not begin (exit code 2); empty if it could."""
        if self._process is None or self._process.poll() != 2 or self._said is None:
            return ""
        self._said.seek(0)
        return self._said.read().decode(errors="replace").strip()

    def start(self, command: str = "run", options: Sequence[str] = ()) -> None:
        """Begin.

        Args:
            command: ``run`` or ``render``.
            options: As on the command line.

        Raises:
            StoreBusy: One goes on.
        """
        if self.at_work:
            raise StoreBusy("a run goes on", hint="Wait for it, or stop it.")
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as what it tells of
        self._process = subprocess.Popen(
            [*self._program, command, *options, "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            start_new_session=True,  # Ctrl-C in the terminal of the admin is not meant for it
        )

    def checks(self) -> list[dict[str, Any]]:
        """What ``collector doctor`` finds: ``check``, ``ok``, ``message`` and ``hint`` of each.

        Raises:
            BadInput: The workspace cannot be read, or a service does not answer.
        """
        try:
            done = subprocess.run(
                [*self._program, "doctor", "--json"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=PATIENCE,
            )
            found: list[dict[str, Any]] = json.loads(done.stdout)
        except subprocess.TimeoutExpired as error:
            raise BadInput("the services do not answer", hint="Try again later.") from error
        except ValueError as error:
            raise BadInput(done.stderr.decode(errors="replace").strip()) from error
        return found

    @property
    def _program(self) -> list[str]:
        program = [sys.executable, "-m", "collector", "--workspace", str(self.workspace)]
        return [*program, "--env", self.env] if self.env else program

    def stop(self) -> None:
        """End it as Ctrl-C does: what is in flight is finished, nothing gets lost."""
        if self._process is not None and self.at_work:
            self._process.send_signal(signal.SIGINT)

    def wait(self, seconds: float | None = None) -> None:
        """Until it has ended."""
        if self._process is not None:
            self._process.wait(seconds)
