"""Barcodes: forms, check digits, sameness."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from collector.match import barcode_forms, clean_barcode, same_barcode

calm = settings(deadline=None, max_examples=60)  # the machine may be busy

PORTISHEAD = "042282855312"


def checked(body: str) -> str:
    """The body with its check digit, found by trying."""
    found = [body + str(digit) for digit in range(10) if clean_barcode(body + str(digit))]
    assert len(found) == 1
    return found[0]


bodies = st.sampled_from([7, 11, 12, 13]).flatmap(
    lambda length: st.text("0123456789", min_size=length, max_size=length)
)


@pytest.mark.parametrize(
    "text",
    ["042282855312", " 0 42282 85531 2", "0-42282-85531-2", "0042282855312", "00042282855312"],
)
def test_a_code_is_read_in_every_way_of_writing(text: str):
    assert same_barcode(text, PORTISHEAD)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "none",
        "042282855313",
        "42282855312",
        "123",
        "0000000000000",
        "٠٤٢٢٨٢٨٥٥٣١٢",
        "0422828553121234",
    ],
)
def test_what_is_no_code_is_never_the_same_as_anything(text: str):
    assert clean_barcode(text) == ""
    assert barcode_forms(text) == ()
    assert not same_barcode(text, text)


def test_the_code_as_given_is_asked_first_then_the_longer_ones():
    assert barcode_forms(PORTISHEAD) == (PORTISHEAD, "0" + PORTISHEAD, "00" + PORTISHEAD)
    assert barcode_forms("5012394144777") == ("5012394144777", "05012394144777")
    assert barcode_forms("00042282855312")[0] == "00042282855312"


@calm
@given(bodies)
def test_each_body_has_one_check_digit_and_all_forms_are_the_same_code(body: str):
    assume(body.strip("0"))
    code = checked(body)
    forms = barcode_forms(code)
    assert forms[0] == code
    assert len(set(forms)) == len(forms) <= 4
    assert all(clean_barcode(form) == form and same_barcode(form, code) for form in forms)


@calm
@given(bodies, st.data())
def test_one_wrong_digit_is_always_noticed(body: str, data):
    assume(body.strip("0"))
    code = checked(body)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[place]]))
    assert clean_barcode(code[:place] + other + code[place + 1 :]) == ""


@calm
@given(st.text(), st.text())
def test_any_text_is_borne(one: str, other: str):
    assert same_barcode(one, other) == same_barcode(other, one)
