"""A plugin's settings: strict, and helpful where they are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, Optional

import pytest
from attrs import Factory, field, frozen, validators

from collector import skeleton
from collector.config import structure_settings
from collector.errors import ConfigError
from collector.http.service import Rate
from collector.secret import Secret


@frozen
class Server:
    host: str
    port: int = 80


@frozen
class Settings:
    username: str = field()
    token: Secret | None = None
    market: Literal["US", "DE"] = "US"
    rate: Rate = Factory(lambda: Rate(60, 60.0))
    folder: Path = Path("here")
    fast: bool = False
    weight: float = 1.0
    languages: tuple[str, ...] = ("en",)
    tags: list[str] = Factory(list)
    kinds: frozenset[str] = frozenset()
    server: Server = Factory(lambda: Server("localhost"))
    note: Optional[str] = None  # noqa: UP045 - plugins may be written so
    limits: dict[str, int] = Factory(dict)
    size: int = field(default=1, validator=validators.ge(1))
    colour: str = field(default="red", validator=validators.in_(("red",)))

    @username.validator
    def _no_spaces(self, _attribute, value):
        if " " in value:
            raise ValueError("a name without spaces")


def make(raw: dict[str, Any], base: Path = Path("/w")) -> Settings:
    return structure_settings(Settings, {"username": "me", **raw}, plugin="shop", base=base)


def complaints(raw: dict[str, Any], base: Path = Path("/w")) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        make(raw, base)
    return caught.value.problems


def test_every_kind_of_value_is_read(tmp_path):
    settings = make(
        {
            "market": "DE",
            "rate": "5/second",
            "folder": "covers",
            "fast": True,
            "weight": 2,
            "languages": ["de", "en"],
            "tags": ["a"],
            "kinds": ["x", "x"],
            "server": {"host": "h", "port": 8080},
            "note": "n",
            "limits": {"a": 1},
        },
        tmp_path,
    )
    assert settings.rate == Rate(5, 1.0)
    assert settings.folder == tmp_path / "covers"
    assert settings.languages == ("de", "en")
    assert settings.kinds == frozenset({"x"})
    assert settings.server == Server("h", 8080)
    assert (settings.weight, settings.fast, settings.limits) == (2.0, True, {"a": 1})


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"fast": "no"}, 'fast: expected true or false, got "no"'),
        ({"username": "a b"}, "username: a name without spaces"),
        ({"fast": 1}, "fast: expected true or false, got 1"),
        ({"username": 3}, "username: expected a text, got 3"),
        ({"size": "3"}, 'size: expected a whole number, got "3"'),
        ({"size": True}, "size: expected a whole number, got true"),
        ({"size": 1.5}, "size: expected a whole number, got 1.5"),
        ({"weight": "1"}, 'weight: expected a number, got "1"'),
        ({"weight": True}, "weight: expected a number, got true"),
        ({"languages": "en"}, 'languages: expected a list, got "en"'),
        ({"languages": ["en", 4]}, "languages.1: expected a text, got 4"),
        ({"kinds": "abc"}, 'kinds: expected a list, got "abc"'),
        ({"folder": 1}, "folder: expected a text, got 1"),
        ({"server": "h"}, 'server: expected a table, got "h"'),
        ({"server": {}}, "server.host: is required, and missing"),
        ({"server": {"host": "h", "prt": 1}}, 'server.prt: unknown key, did you mean "port"?'),
        ({"market": "UK"}, 'market: expected "US" or "DE", got "UK"'),
        ({"market": "us"}, 'market: expected "US" or "DE", got "us"'),
        (
            {"rate": "fast"},
            'rate: expected a rate like "60/minute" or "5/second", got "fast"',
        ),
        ({"markte": "US"}, 'markte: unknown key, did you mean "market"?'),
        ({"zzz": 1}, "zzz: unknown key"),
        ({"size": 0}, "size: 'size' must be >= 1: 0"),
        ({"colour": "blue"}, "colour: 'colour' must be in ('red',) (got 'blue')"),
    ],
)
def test_a_wrong_value_says_what_was_expected(raw, expected):
    assert complaints(raw) == (f"plugins.toml: shop: {expected}",)


def test_all_problems_come_at_once():
    with pytest.raises(ConfigError) as caught:
        structure_settings(Settings, {"fast": 1, "markte": "x"}, plugin="shop", base=Path("/w"))
    text = "\n".join(caught.value.problems)
    assert "username: is required, and missing" in text
    assert "fast: expected true or false" in text
    assert "markte: unknown key" in text


def test_a_problem_stands_with_its_line():
    with pytest.raises(ConfigError) as caught:
        structure_settings(
            Settings,
            {"username": "me", "markte": "US"},
            plugin="shop",
            base=Path("/w"),
            places={("plugins", "shop", "config", "markte"): "plugins.toml:14"},
        )
    assert caught.value.problems == (
        'plugins.toml:14: shop: markte: unknown key, did you mean "market"?',
    )


class TestSecrets:
    def test_from_the_environment(self, monkeypatch):
        monkeypatch.setenv("SHOP_TOKEN", " s3cret ")
        token = make({"token": {"env": "SHOP_TOKEN"}}).token
        assert token is not None
        assert token.reveal() == "s3cret"
        assert "s3cret" not in repr(token)

    def test_from_a_file_beside_plugins_toml(self, tmp_path):
        (tmp_path / "token.txt").write_text("s3cret\n")
        token = make({"token": {"file": "token.txt"}}, tmp_path).token
        assert token is not None
        assert token.reveal() == "s3cret"

    def test_an_unset_variable_is_named(self, monkeypatch):
        monkeypatch.delenv("SHOP_TOKEN", raising=False)
        (line,) = complaints({"token": {"env": "SHOP_TOKEN"}})
        assert line == (
            "plugins.toml: shop: token: environment variable SHOP_TOKEN is not set;"
            " put the secret into it: export SHOP_TOKEN=..."
        )

    def test_an_empty_variable_is_named(self, monkeypatch):
        monkeypatch.setenv("SHOP_TOKEN", "  ")
        (line,) = complaints({"token": {"env": "SHOP_TOKEN"}})
        assert "environment variable SHOP_TOKEN is empty;" in line

    def test_a_literal_is_refused_and_not_repeated(self):
        (line,) = complaints({"token": "s3cret"})
        assert "a secret takes no literal: write { env =" in line
        assert "s3cret" not in line

    @pytest.mark.parametrize("raw", [{}, {"env": ""}, {"env": "A", "file": "b"}, {"vault": "x"}])
    def test_another_table_is_refused(self, raw):
        (line,) = complaints({"token": raw})
        assert "expected { env =" in line

    def test_a_missing_file_is_named(self, tmp_path):
        (line,) = complaints({"token": {"file": "no.txt"}}, tmp_path)
        assert f"{tmp_path / 'no.txt'} cannot be read: No such file" in line

    @pytest.mark.parametrize(("content", "said"), [(b" \n", "is empty"), (b"\xff", "no")])
    def test_a_useless_file_is_named(self, tmp_path, content, said):
        (tmp_path / "token.txt").write_bytes(content)
        (line,) = complaints({"token": {"file": "token.txt"}}, tmp_path)
        assert said in line


def test_a_type_that_no_text_stands_for_is_the_authors_mistake_and_named():
    @frozen
    class Odd:
        thing: complex | bytes

    with pytest.raises(ConfigError) as caught:
        structure_settings(Odd, {"thing": 1}, plugin="shop", base=Path("/w"))
    assert "Odd" in caught.value.problems[0]


def test_every_placeholder_of_the_skeleton_is_known_and_refused_beside_other_problems():
    shipped = (skeleton.path() / "plugins.toml").read_text(encoding="utf-8")
    for text in skeleton.PLACEHOLDERS:
        assert f'"{text}"' in shipped
        problems = complaints({"username": text, "colour": text})
        assert f'plugins.toml: shop: username: "{text}" still stands there' in "\n".join(problems)
        assert sum("colour" in line for line in problems) == 2
