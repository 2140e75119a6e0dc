"""``collector plugins``: what it writes and what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from collector.cli import cli

TOML = """schema = 1

# mine
[[plugins]]
name = "one"
enabled = false

[[plugins]]
name = "two"
enabled = false   # for now

[[plugins]]
name = "three"
enabled = false
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "plugins.toml").write_text(TOML)
    return tmp_path


def plugins(workspace: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(workspace), "plugins", *args])


def order(workspace: Path) -> list[str]:
    rows = json.loads(plugins(workspace, "list", "--json").stdout)["plugins"]
    return [row["name"] for row in rows if row["order"]]


def test_the_list_shows_order_name_state_and_problem(workspace):
    plugins(workspace, "enable", "two")
    lines = plugins(workspace, "list").stdout.splitlines()
    assert lines[0].split() == ["1", "one", "disabled"]
    assert lines[1].split() == ["2", "two", "not-installed"]
    assert lines[2].strip() == "plugins.toml:8: two: no installed package offers it"


def test_switching_keeps_comments(workspace):
    plugins(workspace, "enable", "two")
    text = (workspace / "plugins.toml").read_text()
    assert "enabled = true   # for now" in text
    plugins(workspace, "disable", "two")
    assert (workspace / "plugins.toml").read_text() == TOML


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["--before", "one"], ["three", "one", "two"]),
        (["--after", "one"], ["one", "three", "two"]),
        (["--first"], ["three", "one", "two"]),
        (["--last"], ["one", "two", "three"]),
    ],
)
def test_moving(workspace, where, expected):
    result = plugins(workspace, "move", "three", *where)
    assert result.stdout == f"the order is now: {' > '.join(expected)}\n"
    assert order(workspace) == expected


@pytest.mark.parametrize(
    "args",
    [
        ["move", "one"],
        ["move", "one", "--first", "--last"],
        ["move", "one", "--before", "nobody"],
        ["move", "one", "--before", "one"],
        ["move", "nobody", "--first"],
        ["disable", "nobody"],
        ["enable", "nobody"],
    ],
)
def test_what_cannot_be_done_changes_nothing(workspace, args):
    assert plugins(workspace, *args).exit_code == 2
    assert (workspace / "plugins.toml").read_text() == TOML


def test_a_broken_file_is_reported_and_not_edited(workspace):
    (workspace / "plugins.toml").write_text("schema = 1\n[[plugins]\n")
    result = plugins(workspace, "enable", "one")
    assert result.exit_code == 2
    assert "plugins.toml:2:" in result.stderr
    assert (workspace / "plugins.toml").read_text() == "schema = 1\n[[plugins]\n"


def test_without_a_workspace_it_says_how_to_make_one(tmp_path):
    result = plugins(tmp_path, "list")
    assert result.exit_code == 2
    assert "collector init" in result.stderr


def test_a_name_that_is_nearly_right_is_not_called_uninstalled(workspace):
    refused = plugins(workspace, "enable", "discgos")
    assert 'did you mean "discogs"?' in refused.stderr
    assert "install" not in refused.stderr.partition("did you mean")[2]
    (workspace / "plugins.toml").write_text('schema = 1\n[[plugins]]\nname = "discgos"\n')
    listed = plugins(workspace, "list").stdout
    assert 'did you mean "discogs"?' in listed
    assert "hint" not in listed.partition("did you mean")[2].partition("\n  -")[0]


def test_a_name_that_nobody_could_mean_says_that_its_package_is_missing(workspace):
    assert "hint: install its package" in plugins(workspace, "enable", "zzzzzz").stderr
