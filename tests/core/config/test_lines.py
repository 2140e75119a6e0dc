"""Where keys stand in a TOML file."""

from __future__ import annotations

from collector.config.lines import locate

TEXT = """a.b = 1
"quoted key" = 2

[table . 'sub']  # comment
  indented = 3
[[list]]
x = 1
[list.below]
y = 2
[[list]]
[[list.inner]]
z = [
  1,
]
"""


def test_every_kind_of_key_and_header_is_found():
    assert locate(TEXT) == {
        ("a", "b"): 1,
        ("quoted key",): 2,
        ("table", "sub"): 4,
        ("table", "sub", "indented"): 5,
        ("list", 0): 6,
        ("list", 0, "x"): 7,
        ("list", 0, "below"): 8,
        ("list", 0, "below", "y"): 9,
        ("list", 1): 10,
        ("list", 1, "inner", 0): 11,
        ("list", 1, "inner", 0, "z"): 12,
    }


def test_lines_of_windows_count_alike():
    assert locate("a = 1\r\nb = 2\r\n") == {("a",): 1, ("b",): 2}
