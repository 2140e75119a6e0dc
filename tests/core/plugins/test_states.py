"""What becomes of a plugin: each state, seen from outside with packages that pip installed."""

from __future__ import annotations

import pytest


def entry(name: str, config: str = "") -> str:
    return f'[[plugins]]\nname = "{name}"\n' + (f"[plugins.config]\n{config}\n" if config else "")


def test_a_good_plugin_is_ok_whatever_its_neighbours_are(scratch, tmp_path):
    rows = scratch.listed(tmp_path, "".join(map(entry, ["broken", "moody", "shop", "typo"])))
    assert rows["shop"] == {
        "order": 3,
        "name": "shop",
        "state": "ok",
        "package": "record-shop",
        "version": "1.2.0",
        "problems": [],
        "hint": "",
    }
    assert [rows[name]["state"] for name in ("broken", "moody", "typo")] == [
        "load-error",
        "quarantined",
        "unknown-hook",
    ]


@pytest.mark.parametrize(
    ("name", "state", "said"),
    [
        ("broken", "load-error", "ModuleNotFoundError: No module named 'no_such_library'"),
        ("quitter", "load-error", "raised SystemExit"),
        ("base", "load-error", "raised BaseException: out"),
        ("thing", "load-error", "is no module"),
        ("contested", "load-error", "moody-plugin 7.0"),
        ("contested", "load-error", "record-shop 1.2.0"),
        ("typo", "unknown-hook", 'collector_enricher, did you mean "collector_enrichers"?'),
        ("greedy", "unknown-hook", "store"),
        ("moody", "quarantined", "collector_enrichers raised RuntimeError: not today"),
        ("keyless", "misconfigured", "the key is no P-256 key"),
        ("future", "incompatible", "version 99"),
        ("shp", "not-installed", 'no installed package offers it, did you mean "shop"?'),
    ],
)
def test_a_bad_plugin_has_its_state_and_a_line_about_it(scratch, tmp_path, name, state, said):
    row = scratch.listed(tmp_path, entry(name))[name]
    assert row["state"] == state
    assert said in row["problems"][0]
    assert row["problems"][0].startswith(f"plugins.toml:2: {name}: ")


def test_a_hook_without_its_mark_is_found_too(scratch, tmp_path):
    problems = scratch.listed(tmp_path, entry("typo"))["typo"]["problems"]
    assert any("collector_sources is not marked with @hookimpl" in line for line in problems)


def test_wrong_settings_are_listed_with_their_lines(scratch, tmp_path):
    toml = entry("shop", 'markte = "DE"\ntoken = { env = "SHOP_TOKEN" }')
    row = scratch.listed(tmp_path, toml, SHOP_TOKEN="")["shop"]
    assert row["state"] == "misconfigured"
    empty = (
        "environment variable SHOP_TOKEN is empty; put the secret into it: export SHOP_TOKEN=..."
    )
    assert sorted(row["problems"]) == [
        'plugins.toml:5: shop: markte: unknown key, did you mean "market"?',
        f"plugins.toml:6: shop: token: {empty}",
    ]


def test_settings_of_a_plugin_that_has_none_are_refused(scratch, tmp_path):
    row = scratch.listed(tmp_path, entry("moody", "x = 1"))["moody"]
    assert row["state"] == "misconfigured"
    assert row["problems"] == ["plugins.toml:5: moody: x: unknown key"]


def test_a_disabled_plugin_is_not_imported(scratch, tmp_path):
    rows = scratch.listed(tmp_path, entry("broken") + "enabled = false\n")
    assert (rows["broken"]["state"], rows["broken"]["problems"]) == ("disabled", [])
    assert rows["broken"]["package"] == "broken-wing"


def test_what_is_installed_and_not_listed_is_offered(scratch, tmp_path):
    row = scratch.listed(tmp_path, "")["shop"]
    assert (row["order"], row["state"]) == (None, "disabled")
    assert row["hint"] == "collector plugins enable shop"


def test_enabling_appends_an_entry_and_says_what_is_missing(scratch, tmp_path):
    (tmp_path / "plugins.toml").write_text("schema = 1 # mine\n")
    done = scratch.run(tmp_path, "plugins", "enable", "keyless")
    assert done.returncode == 0, done.stderr
    assert "the key is no P-256 key" in done.stdout
    assert "download it again" in done.stdout
    text = (tmp_path / "plugins.toml").read_text()
    assert text.startswith("schema = 1 # mine\n")
    assert 'package = "moody-plugin"' in text


def test_enabling_what_nobody_offers_is_refused(scratch, tmp_path):
    (tmp_path / "plugins.toml").write_text("schema = 1\n")
    done = scratch.run(tmp_path, "plugins", "enable", "shp")
    assert done.returncode == 2
    assert 'did you mean "shop"' in done.stderr
    assert (tmp_path / "plugins.toml").read_text() == "schema = 1\n"


def test_a_plugins_command_is_listed_called_and_takes_the_workspace(scratch, tmp_path):
    helped = scratch.run(tmp_path, "--help").stdout
    assert "from record-shop" in helped
    done = scratch.run(tmp_path, "shop", "where", "--workspace", "elsewhere")
    assert done.stdout == "shop of elsewhere\n"


@pytest.mark.parametrize("name", ["shop-odd", "shop-lost"])
def test_a_plugins_command_that_cannot_be_loaded_is_named_with_its_package(scratch, tmp_path, name):
    done = scratch.run(tmp_path, name)
    assert done.returncode == 2
    assert f"the command {name} (from record-shop)" in done.stderr
    assert "Traceback" not in done.stderr


def test_completion_passes_over_commands_that_cannot_be_loaded(scratch, tmp_path):
    words = {"COMP_WORDS": "collector sho", "COMP_CWORD": "1"}
    done = scratch.run(tmp_path, _COLLECTOR_COMPLETE="bash_complete", **words)
    assert (done.stdout, done.stderr) == ("plain,shop\n", "")
