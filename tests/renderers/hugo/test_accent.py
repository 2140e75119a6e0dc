"""The hue of a colour, in the steps that the site has colours for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_hugo.accent import STEP, accent_of, hue_of
from collector_hugo.values import Shown

CSS = Path(__file__).parents[3] / "website" / "assets" / "css" / "site.css"


@pytest.mark.parametrize(
    ("colour", "hue"),
    [("#ff0000", 30), ("#ffff00", 105), ("#00ff00", 150), ("#00ffff", 195), ("#0000ff", 270)],
)
def test_colours_have_the_hues_that_eyes_see(colour: str, hue: int) -> None:
    """As the CSS Color module gives them: red at 29.2 degrees, blue at 264."""
    assert abs(hue_of(colour) - hue) <= STEP


@pytest.mark.parametrize("colour", ["", "red", "#ff", "#gggggg", "#ff0000; }"])
def test_what_is_no_colour_has_no_hue(colour: str) -> None:
    assert hue_of(colour) is None
    assert accent_of(Shown((), colour)) == ""


@given(st.integers(0, 0xFFFFFF))
def test_every_accent_has_a_colour_on_the_site(number: int) -> None:
    name = accent_of(Shown((), f"#{number:06x}"))
    assert f".{name} {{" in CSS.read_text(encoding="utf-8")
