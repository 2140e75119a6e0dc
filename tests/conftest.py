"""What a run of the tests tells beside which failed: figures that they measured."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

# A busy machine is no defect.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


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
