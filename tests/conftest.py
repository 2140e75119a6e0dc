"""What a run of the tests tells beside which failed: figures that they measured."""

from __future__ import annotations

import signal
from typing import Any

from hypothesis import settings

# A busy machine is no defect.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# What is started in the background of a shell, or by nohup, ignores these, and so would the
# commands that the tests start to end them so.
for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(
            number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        )


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests recorded as ``figures``; with xdist the reports carry it here."""
    told = [
        value
        for report in terminalreporter.stats.get("passed", [])
        + terminalreporter.stats.get("failed", [])
        for name, value in report.user_properties
        if name == "figures" and report.when == "call"
    ]
    if told:
        terminalreporter.section("figures of the matcher")
        for line in sorted(told):
            terminalreporter.line(line)
