"""The folder that renderers fill."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from collector.errors import OutputError
from collector.output import FileOutput


def files(root: Path) -> dict[str, str]:
    return {str(p.relative_to(root)): p.read_text() for p in root.rglob("*") if p.is_file()}


def run(root: Path, pages: dict[str, str], known: dict[str, str] | None = None) -> FileOutput:
    output = FileOutput(root, known)
    for path, text in pages.items():
        output.write(path, text, subject=f"release {path}")
    return output


def test_a_second_run_over_the_same_pages_touches_no_file(tmp_path):
    root = tmp_path / "site"
    first = run(root, {"a/index.md": "A", "b/index.md": "Björk"})
    report = first.finish()
    assert (report.written, report.same, report.removed) == (2, 0, 0)
    before = {p: p.stat().st_mtime_ns for p in root.rglob("*")}
    again = run(root, {"a/index.md": "A", "b/index.md": "Björk"}, dict(first.written))
    report = again.finish()
    assert (report.written, report.same, report.removed) == (0, 2, 0)
    assert {p: p.stat().st_mtime_ns for p in root.rglob("*")} == before
    assert again.written == first.written
    assert again.subjects["a/index.md"] == "release a/index.md"


def test_only_what_changed_is_written(tmp_path):
    first = run(tmp_path, {"a.md": "A", "b.md": "B"})
    second = run(tmp_path, {"a.md": "A", "b.md": "C"}, dict(first.written))
    assert second.finish().written == 1
    assert files(tmp_path) == {"a.md": "A", "b.md": "C"}


def test_pages_of_gone_subjects_go_with_their_empty_folders(tmp_path):
    first = run(tmp_path, {"albums/x/index.md": "X", "albums/y/index.md": "Y"})
    (tmp_path / "albums/own.md").write_text("mine")
    (tmp_path / "albums/y/photo.jpg").write_text("mine too")
    report = run(tmp_path, {}, dict(first.written)).finish()
    assert report.removed == 2
    assert files(tmp_path) == {"albums/own.md": "mine", "albums/y/photo.jpg": "mine too"}
    assert not (tmp_path / "albums/x").exists()


def test_files_that_no_run_recorded_are_never_removed(tmp_path):
    (tmp_path / "hugo.toml").write_text("mine")
    assert run(tmp_path, {"a.md": "A"}).finish().removed == 0
    assert "hugo.toml" in files(tmp_path)


def test_a_renderer_that_broke_off_removes_nothing(tmp_path):
    first = run(tmp_path, {"a.md": "A", "b.md": "B"})
    run(tmp_path, {"a.md": "A2"}, dict(first.written))  # and no finish()
    assert files(tmp_path) == {"a.md": "A2", "b.md": "B"}


def test_a_page_that_somebody_removed_is_written_again(tmp_path):
    first = run(tmp_path, {"a.md": "A"})
    (tmp_path / "a.md").unlink()
    assert run(tmp_path, {"a.md": "A"}, dict(first.written)).finish().written == 1


@pytest.mark.parametrize("path", ["a//b.md", "./a/b.md", "a/./b.md", "a/b.md/"])
def test_a_page_by_another_spelling_of_its_path_is_the_same_page(tmp_path, path):
    first = FileOutput(tmp_path)
    first.write("a/b.md", "x")
    again = FileOutput(tmp_path, first.written)
    again.write(path, "x")
    report = again.finish()
    assert (report.same, report.removed) == (1, 0)
    assert (tmp_path / "a/b.md").read_text() == "x"


def test_a_linked_folder_stays_when_its_last_page_goes(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "albums").symlink_to(tmp_path / "real")
    first = FileOutput(tmp_path)
    first.write("albums/a.md", "x")
    assert FileOutput(tmp_path, first.written).finish().removed == 1
    assert (tmp_path / "albums").is_symlink()


def test_a_link_in_the_place_of_an_unfinished_file_is_not_followed(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / ".a.md.part").symlink_to(victim)
    FileOutput(tmp_path).write("a.md", "x")
    assert victim.read_text() == "mine"
    assert not (tmp_path / "a.md").is_symlink()


def test_recorded_files_that_are_gone_already_are_no_trouble(tmp_path):
    assert FileOutput(tmp_path, {"x/y.md": "0" * 32}).finish().removed == 0


@pytest.mark.parametrize(
    "path", ["../x", "/etc/passwd", "a/../../x", "", "a\\..\\b", "a\0b", "..", "."]
)
def test_no_path_leads_out_of_the_root(tmp_path, path):
    root = tmp_path / "site"
    with pytest.raises(OutputError, match="refused"):
        FileOutput(root).write(path, "x")
    assert list(tmp_path.iterdir()) == []


def test_a_recorded_path_out_of_the_root_is_not_removed(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    with pytest.raises(OutputError):
        FileOutput(tmp_path / "site", {"../victim": "0"}).finish()
    assert victim.exists()


def test_a_link_inside_the_root_does_not_lead_out_of_it(tmp_path):
    root, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "albums").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="link"):
        FileOutput(root).write("albums/a.md", "x")
    assert list(elsewhere.iterdir()) == []


def test_the_root_itself_may_be_a_link(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "disk")
    FileOutput(tmp_path / "site").write("a/b.md", "x")
    assert (tmp_path / "disk/a/b.md").read_text() == "x"


def test_what_cannot_be_written_leaves_the_old_page_whole(tmp_path):
    (tmp_path / "a.md").mkdir()
    with pytest.raises(OutputError, match=r"cannot write .*a\.md"):
        FileOutput(tmp_path).write("a.md", "x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.md"]


def test_a_full_disk_says_what_to_do(tmp_path, monkeypatch):
    def no_room(part: Path, data: bytes) -> None:
        part.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.md").write_text("old")
    monkeypatch.setattr(Path, "write_bytes", no_room)
    with pytest.raises(OutputError, match="No space left") as caught:
        FileOutput(tmp_path).write("a.md", "new")
    assert "make room" in caught.value.hint
    assert files(tmp_path) == {"a.md": "old"}


def test_a_copy_is_made_once_and_removed_when_it_is_wanted_no_longer(tmp_path):
    origin, root = tmp_path / "cover.jpg", tmp_path / "site"
    origin.write_bytes(b"one")
    first = FileOutput(root)
    first.copy("images/cover.jpg", origin, subject="release a")
    first.copy("images/cover.jpg", origin, subject="release b")
    assert first.finish().written == 1
    before = (root / "images/cover.jpg").stat().st_ino
    second = FileOutput(root, dict(first.written))
    second.copy("images/cover.jpg", origin)
    report = second.finish()
    assert (report.written, report.same) == (0, 1)
    assert (root / "images/cover.jpg").stat().st_ino == before
    assert second.written == first.written
    third = FileOutput(root, dict(second.written))
    assert third.finish().removed == 1
    assert not (root / "images").exists()


def test_a_copy_follows_its_origin(tmp_path):
    origin, root = tmp_path / "cover.jpg", tmp_path / "site"
    origin.write_bytes(b"one")
    FileOutput(root).copy("c.jpg", origin)
    origin.write_bytes(b"two")
    os.utime(origin, (1, 1))
    FileOutput(root).copy("c.jpg", origin)
    assert (root / "c.jpg").read_bytes() == b"two"


def test_an_origin_that_is_missing_is_an_output_error(tmp_path):
    with pytest.raises(OutputError):
        FileOutput(tmp_path / "site").copy("c.jpg", tmp_path / "none.jpg")
