"""How good the matcher is: on what it was made with, and on what nobody looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled_figures import figures, table

PAGE = Path(__file__).parents[2] / "docs" / "matching.md"


@pytest.mark.parametrize("unseen", [False, True], ids=["seen", "held out"])
def test_nothing_wrong_is_taken_nearly_all_is_found_and_few_go_to_a_person(unseen, record_property):
    told = figures(unseen=unseen)
    record_property("figures", told.row("held out" if unseen else "seen"))
    assert told.wrong == 0
    assert told.found >= 0.95
    assert told.asked <= 0.05


def test_the_page_tells_these_figures():
    page = PAGE.read_text(encoding="utf-8")
    assert "\n".join(table()) in page
