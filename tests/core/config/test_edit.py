"""Edits of ``plugins.toml`` keep what a person wrote."""

from __future__ import annotations

import tomllib

import pytest

from collector import skeleton
from collector.config import edit
from collector.errors import BadInput

TEXT = """# top
schema = 1

# the first
[[plugins]]
name = "a"  # hi
[plugins.config]
x = 1

# the second,
# in two lines
[[plugins]]
name = "b"
enabled = true   # keep me

[[plugins]]
name = "c"
[plugins.config]
text = '''
[[plugins]]
'''

# who wins
[precedence]
"release.title" = ["a"]
"""
PLAIN = TEXT.replace("[[plugins]]\n'''", "'''")


def test_switching_off_and_on_gives_the_same_text_again():
    off = edit.set_enabled(TEXT, "b", enabled=False)
    assert off == TEXT.replace("enabled = true   #", "enabled = false   #")
    assert edit.set_enabled(off, "b", enabled=True) == TEXT


def test_a_switch_is_added_to_the_entry_and_not_to_its_config():
    entry = tomllib.loads(edit.set_enabled(TEXT, "a", enabled=False))["plugins"][0]
    assert entry == {"name": "a", "enabled": False, "config": {"x": 1}}


def test_a_name_that_is_not_there_is_refused_with_a_guess():
    with pytest.raises(BadInput, match='did you mean "spotify"'):
        edit.set_enabled('[[plugins]]\nname = "spotify"\n', "spotfy", enabled=True)


@pytest.mark.parametrize("text", [TEXT, "schema = 1\n", "schema = 1"])
def test_appending_puts_an_entry_at_the_end_and_keeps_the_rest(text):
    new = edit.append(text, "new", "new-package")
    assert edit.names(new) == [*edit.names(text), "new"]
    assert tomllib.loads(new)["plugins"][-1] == {"name": "new", "package": "new-package"}
    assert all(line in new for line in text.splitlines())


def test_appending_stays_in_front_of_the_comment_of_what_follows():
    text = '[[plugins]]\nname = "a"\n# x = 1\n\n# -- belief --\n\n# who wins\n[precedence]\n'
    assert edit.append(text, "new", "p") == text.replace(
        "# x = 1\n", '# x = 1\n\n[[plugins]]\nname = "new"\npackage = "p"\n'
    )


def test_appending_to_the_shipped_file_keeps_every_line_in_its_place():
    text = (skeleton.path() / "plugins.toml").read_text(encoding="utf-8")
    block = '[[plugins]]\nname = "new"\npackage = "p"\n\n'
    new = edit.append(text, "new", "p")
    assert new.replace(block, "") == text
    assert new.index(block) < new.index("# -- who is believed")


def test_a_heading_between_entries_does_not_move_with_the_one_above_it():
    text = '[[plugins]]\nname = "a"\n\n# -- later --\n\n[[plugins]]\nname = "b"\n'
    assert edit.move(text, "b", 0) == text.replace('"a"', '"-"').replace('"b"', '"a"').replace(
        '"-"', '"b"'
    )


def test_moving_takes_the_comment_along():
    moved = edit.move(PLAIN, "b", 0)
    assert edit.names(moved) == ["b", "a", "c"]
    assert moved.startswith(
        "# top\nschema = 1\n\n# the second,\n# in two lines\n[[plugins]]\n"
        'name = "b"\nenabled = true   # keep me\n\n# the first\n[[plugins]]\nname = "a"  # hi\n'
    )
    assert moved.endswith('# who wins\n[precedence]\n"release.title" = ["a"]\n')


@pytest.mark.parametrize("name", ["a", "b", "c"])
@pytest.mark.parametrize("position", [0, 1, 2])
def test_moving_anywhere_changes_the_order_and_nothing_else(name, position):
    moved = edit.move(PLAIN, name, position)
    assert edit.names(moved)[position] == name
    assert sorted(moved.splitlines()) == sorted(PLAIN.splitlines())
    back = edit.move(moved, name, edit.names(PLAIN).index(name))
    assert back == PLAIN


def test_a_file_that_cannot_be_moved_safely_is_left_to_the_person():
    """A header inside a text looks like one more entry."""
    with pytest.raises(BadInput, match="cannot be moved"):
        edit.move(TEXT, "a", 2)


def test_saving_is_whole_and_keeps_the_mode(tmp_path):
    path = tmp_path / "plugins.toml"
    path.write_text("schema = 1\n")
    path.chmod(0o640)
    edit.save(path, "schema = 1\n# more\n")
    assert path.read_text() == "schema = 1\n# more\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_saving_refuses_what_is_no_toml(tmp_path):
    path = tmp_path / "plugins.toml"
    path.write_text("schema = 1\n")
    with pytest.raises(BadInput, match="left alone"):
        edit.save(path, "schema = \n")
    assert path.read_text() == "schema = 1\n"


def test_a_byte_order_mark_is_dropped(tmp_path):
    path = tmp_path / "plugins.toml"
    path.write_bytes(b"\xef\xbb\xbfschema = 1\n")
    assert edit.read(path) == "schema = 1\n"


def test_an_inline_list_is_switched_and_never_broken(tmp_path):
    text = 'plugins = [{ name = "a" }]\n'
    off = tomllib.loads(edit.set_enabled(text, "a", enabled=False))
    assert off["plugins"] == [{"name": "a", "enabled": False}]
    path = tmp_path / "plugins.toml"
    path.write_text(text)
    with pytest.raises(BadInput):
        edit.save(path, edit.append(text, "b", "p"))
    assert path.read_text() == text


def test_windows_line_ends_stay(tmp_path):
    path = tmp_path / "plugins.toml"
    path.write_bytes(b'schema = 1\r\n[[plugins]]\r\nname = "a"\r\nenabled = false\r\n')
    edit.save(path, edit.set_enabled(edit.read(path), "a", enabled=True))
    edit.save(path, edit.append(edit.read(path), "b", "p"))
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") == 8
    assert b"enabled = true" in path.read_bytes()
