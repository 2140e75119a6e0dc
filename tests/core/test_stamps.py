"""How files lie on the disk."""

from __future__ import annotations

import os
import subprocess
import sys

from collector.stamps import Stock, mark_of, stamp_of


def stock(**files: tuple[int, int, int]) -> str:
    made = Stock()
    for name, stamp in files.items():
        made.add(name, stamp)
    return str(made)


def test_a_stock_is_a_set():
    one, two = (1, 2, 3), (1, 2, 4)
    assert stock(a=one, b=two) == stock(b=two, a=one)
    assert stock(a=one, b=two) != stock(a=two, b=one)
    assert stock(a=one) != stock(a=one, b=two)
    assert stock() != stock(a=one)


def test_stocks_are_added_and_taken_away():
    one, both, two = Stock(), Stock(), Stock()
    one.add("a", (1, 2, 3))
    two.add("b", (4, 5, 6))
    both.add("b", (4, 5, 6))
    both.add("a", (1, 2, 3))
    assert str(one + two) == str(both)
    assert str(both - two) == str(one) == str(Stock(mark_of("a", (1, 2, 3))))


def test_a_stock_is_the_same_in_every_process():
    code = "from collector.stamps import Stock; s = Stock(); s.add('pägé', (1, 2, 3)); print(s)"
    seeds = (os.environ | {"PYTHONHASHSEED": seed} for seed in ("1", "2"))
    told = {subprocess.check_output([sys.executable, "-c", code], env=env) for env in seeds}
    assert told == {f"{stock(pägé=(1, 2, 3))}\n".encode()}


def test_files_count_as_they_lie_there_and_missing_ones_too(tmp_path):
    page = tmp_path / "a.md"
    missing, there, added = Stock(), Stock(), Stock()
    missing.add_file("a", page)
    page.write_text("A")
    there.add_file("a", page)
    added.add("a", stamp_of(page.stat()))
    assert str(there) == str(added)
    assert str(there) != str(missing) != str(Stock())


def test_what_python_keeps_beside_its_modules_is_no_part_of_a_tree(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "module.py").write_text("x = 1")
    (tmp_path / "inner" / "broken").symlink_to(tmp_path / "nowhere")
    before, after, changed = Stock(), Stock(), Stock()
    before.add_tree(tmp_path)
    (tmp_path / "inner" / "__pycache__").mkdir()
    (tmp_path / "inner" / "__pycache__" / "module.pyc").write_bytes(b"x")
    after.add_tree(tmp_path)
    (tmp_path / "inner" / "other.py").write_text("")
    changed.add_tree(tmp_path)
    assert str(before) == str(after) != str(changed)
