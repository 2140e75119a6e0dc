"""``plugins.toml`` and its overlay."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector.config import read_config
from collector.errors import ConfigError
from collector.http.service import Rate


def write(folder: Path, text: str, name: str = "plugins.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path, text: str, env: str = "") -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        read_config(write(folder, text), env)
    return caught.value.problems


def test_defaults_are_filled_in(tmp_path):
    config = read_config(write(tmp_path, "schema = 1\n"))
    assert config.store == tmp_path.resolve() / "collection.db"
    assert config.images == tmp_path.resolve() / "images"
    assert config.image_rate == Rate(1, 1.0)
    assert config.plugins == ()


def test_everything_said_is_taken_and_order_is_kept(tmp_path):
    config = read_config(
        write(
            tmp_path,
            """
schema = 1
[collector]
store = "my.db"
image_rate = "30/minute"
[[plugins]]
name = "zebra"
on_error = "stop"
[plugins.config]
stripes = 12
[[plugins]]
name = "ant"
enabled = false
package = "ants>=2"
[precedence]
"artist.biography" = ["ant", "zebra"]
""",
        )
    )
    assert [entry.name for entry in config.plugins] == ["zebra", "ant"]
    assert config.plugins[0].config == {"stripes": 12}
    assert config.plugins[0].on_error == "stop"
    assert not config.plugins[1].enabled
    assert config.plugins[1].package == "ants>=2"
    assert config.store.name == "my.db"
    assert config.image_rate == Rate(30, 60.0)
    assert config.precedence == {"artist.biography": ("ant", "zebra")}
    assert config.place("plugins", "ant") == "plugins.toml:11"
    assert config.place("plugins", "zebra", "config", "stripes") == "plugins.toml:10"


def test_a_missing_file_leads_to_init(tmp_path):
    with pytest.raises(ConfigError, match=r"no plugins\.toml") as caught:
        read_config(tmp_path)
    assert "collector init" in caught.value.hint


def test_broken_toml_is_named_with_line_and_column(tmp_path):
    (line,) = problems(tmp_path, "schema = 1\n[collector\n")
    assert line.startswith("plugins.toml:2:")


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "plugins.toml").write_bytes(b"schema = 1 # \xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_config(tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    assert read_config(write(tmp_path, "\ufeffschema = 1\n")).plugins == ()


def test_all_problems_are_listed_with_their_lines(tmp_path):
    found = problems(
        tmp_path,
        """schema = 1
[colector]
[collector]
stoer = "x"
image_rate = "often"
[[plugins]]
name = "a"
enabled = "no"
on_error = "skipp"
[[plugins]]
nam = "b"
[[plugins]]
name = "a"
""",
    )
    text = "\n".join(found)
    assert 'plugins.toml:2: colector: unknown key, did you mean "collector"?' in text
    assert 'plugins.toml:4: collector: stoer: unknown key, did you mean "store"?' in text
    assert "plugins.toml:5: collector: image_rate: expected a rate like" in text
    assert "plugins.toml:10: this plugin needs a name" in text
    assert "plugins.toml:12: a is listed twice, first at plugins.toml:6" in text


def test_wrong_values_of_an_entry_name_plugin_key_and_line(tmp_path):
    found = problems(
        tmp_path,
        'schema = 1\n[[plugins]]\nname = "a"\nenabled = "no"\non_error = "skipp"\n',
    )
    assert found == (
        'plugins.toml:4: a: enabled: expected true or false, got "no"',
        'plugins.toml:5: a: on_error: expected "skip" or "stop", got "skipp", did you mean "skip"?',
    )


@pytest.mark.parametrize("text", ["schema = 1\n[plugins]\nx = 1\n", "schema = 1\nplugins = [1]\n"])
def test_plugins_that_are_no_list_of_tables_are_refused(tmp_path, text):
    (line,) = problems(tmp_path, text)
    assert line == "plugins.toml:2: write [[plugins]], one for each"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "plugins.toml: schema: is required, and missing"),
        ("schema = 2\n", "plugins.toml:1: schema: this program reads schema 1, the file says 2"),
        ('schema = "1"\n', 'plugins.toml:1: schema: expected a whole number, got "1"'),
        ("schema = true\n", "plugins.toml:1: schema: expected a whole number, got true"),
    ],
)
def test_the_schema_is_checked(tmp_path, text, expected):
    assert problems(tmp_path, text) == (expected,)


def test_precedence_needs_known_plugins_and_fields_with_their_kind(tmp_path):
    found = problems(
        tmp_path,
        'schema = 1\n[[plugins]]\nname = "wikipedia"\n[precedence]\n'
        'biography = ["wikipedia"]\n"artist.profile" = ["wikipeda"]\n',
    )
    assert found[0].startswith("plugins.toml:5: precedence: biography: expected a field with its")
    assert 'unknown plugin "wikipeda", did you mean "wikipedia"?' in found[1]
    assert found[1].startswith("plugins.toml:6: ")


BASE = """schema = 1
[collector]
contact = "a@b"
[[plugins]]
name = "discogs"
[plugins.config]
username = "me"
token = { env = "TOKEN" }
[[plugins]]
name = "spotify"
"""


def test_an_overlay_changes_single_keys_and_adds_plugins_at_the_end(tmp_path):
    write(
        tmp_path,
        """
[collector]
store = "dev.db"
[[plugins]]
name = "new"
[[plugins]]
name = "discogs"
[plugins.config]
base_url = "http://127.0.0.1:1"
token = { file = "token.txt" }
""",
        "plugins.dev.toml",
    )
    config = read_config(write(tmp_path, BASE), "dev")
    assert [entry.name for entry in config.plugins] == ["discogs", "spotify", "new"]
    assert config.plugins[0].config == {
        "username": "me",
        "token": {"file": "token.txt"},
        "base_url": "http://127.0.0.1:1",
    }
    assert (config.store.name, config.contact) == ("dev.db", "a@b")
    assert config.place("plugins", "discogs", "config", "token") == "plugins.dev.toml:10"
    assert config.place("plugins", "discogs", "config", "username") == "plugins.toml:7"


@pytest.mark.parametrize("env", ["production", "../evil", "a b"])
def test_an_overlay_that_is_not_there_is_an_error(tmp_path, env):
    with pytest.raises(ConfigError, match="has no overlay"):
        read_config(write(tmp_path, BASE), env)


def test_a_problem_of_the_overlay_names_its_file(tmp_path):
    write(tmp_path, "[[plugins]]\nname = 'discogs'\nenabled = 1\n", "plugins.dev.toml")
    (line,) = problems(tmp_path, BASE, "dev")
    assert line == "plugins.dev.toml:3: discogs: enabled: expected true or false, got 1"


def test_the_skeleton_is_a_good_configuration():
    """What a new workspace starts with loads as it is."""
    from collector import skeleton

    config = read_config(skeleton.path())
    assert [entry.name for entry in config.plugins if entry.enabled] == ["hugo"]


def test_a_workspace_here_when_here_was_deleted_is_refused(tmp_path, monkeypatch):
    (tmp_path / "deleted").mkdir()
    monkeypatch.chdir(tmp_path / "deleted")
    (tmp_path / "deleted").rmdir()
    with pytest.raises(ConfigError, match="has been deleted"):
        read_config(Path())
    assert read_config(write(tmp_path, "schema = 1\n")).workspace == tmp_path.resolve()
