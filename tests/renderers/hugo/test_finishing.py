"""What a build leaves in the finished site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from collector_hugo.finishing import is_anothers, mirror, rebuilt

HOUR = 3600


def put(path: Path, words: str = "x", *, old: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)
    if old:
        then = path.stat().st_mtime - HOUR
        os.utime(path, (then, then))
    return path


def names(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def rebuild(folder: Path, *paths: str, kept: str = "") -> None:
    with rebuilt(folder, kept) as new:
        for path in paths:
            put(new / path, "new")


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path):
    for path in ("albums/gone/index.html", "albums/here/index.html", "pagefind/index.js", "a"):
        put(tmp_path / path, "old")
    rebuild(tmp_path, "albums/here/index.html", "a/now/a/folder.html")
    assert names(tmp_path) == {"albums/here/index.html", "a/now/a/folder.html"}
    assert (tmp_path / "albums/here/index.html").read_text() == "new"
    assert {one.name for one in tmp_path.iterdir()} == {"albums", "a"}


def test_what_is_kept_and_what_is_hidden_stays(tmp_path):
    for path in ("images/covers/1.jpg", ".git/config", ".nojekyll"):
        put(tmp_path / path, "old")
    rebuild(tmp_path, "index.html", ".nojekyll", kept="images")
    assert names(tmp_path) == {"images/covers/1.jpg", ".git/config", ".nojekyll", "index.html"}
    assert (tmp_path / ".nojekyll").read_text() == "new"
    rebuild(tmp_path, "index.html")
    assert not (tmp_path / "images").exists()


def test_the_old_site_stays_if_the_new_one_fails(tmp_path):
    put(tmp_path / "index.html", "old")
    with pytest.raises(ZeroDivisionError), rebuilt(tmp_path, "") as new:
        put(new / "index.html", "half")
        raise ZeroDivisionError
    assert (tmp_path / "index.html").read_text() == "old"
    assert {one.name for one in tmp_path.iterdir()} == {"index.html"}


def test_what_a_killed_build_left_is_in_nobodys_way(tmp_path):
    put(tmp_path / ".building/albums/half.html")
    put(tmp_path / ".leaving/albums/old.html")
    rebuild(tmp_path, "index.html")
    assert names(tmp_path) == {"index.html"}


def test_a_link_to_a_folder_elsewhere_is_not_entered(tmp_path):
    elsewhere = put(tmp_path / "elsewhere/file")
    site = tmp_path / "site"
    site.mkdir()
    (site / "link").symlink_to(elsewhere.parent)
    rebuild(site, "index.html")
    assert elsewhere.exists()
    assert not (site / "link").is_symlink()


@pytest.mark.parametrize(
    ("path", "anothers"),
    [("letter.txt", True), ("search-index.json", False), (".git/config", False), ("", False)],
)
def test_a_folder_of_something_else_is_known(tmp_path, path, anothers):
    if path:
        put(tmp_path / path)
    assert is_anothers(tmp_path) is anothers
    assert not is_anothers(tmp_path / "new")


def test_a_mirror_has_the_same_files_and_no_others(tmp_path):
    source, target = tmp_path / "static", tmp_path / "public"
    put(source / "covers/1.jpg")
    put(source / "covers/2.jpg")
    mirror(source, target)
    assert names(target) == {"covers/1.jpg", "covers/2.jpg"}
    (source / "covers/1.jpg").unlink()
    put(source / "artists/3.jpg")
    mirror(source, target)
    assert names(target) == {"covers/2.jpg", "artists/3.jpg"}
    (source / "covers/2.jpg").unlink()
    (source / "covers").rmdir()
    put(source / "covers", "a file now")
    mirror(source, target)
    assert (target / "covers").read_text() == "a file now"


def test_a_mirror_of_nothing_is_nothing(tmp_path):
    put(tmp_path / "public/covers/1.jpg")
    mirror(tmp_path / "static", tmp_path / "public")
    assert names(tmp_path) == set()


def test_a_mirror_holds_links_and_a_second_one_touches_none(tmp_path):
    source, target = put(tmp_path / "static/1.jpg"), tmp_path / "public"
    mirror(source.parent, target)
    before = (target / "1.jpg").stat()
    assert before.st_ino == source.stat().st_ino
    mirror(source.parent, target)
    assert (target / "1.jpg").stat().st_ctime_ns == before.st_ctime_ns


@pytest.mark.parametrize("size", ["same", "another size"])
def test_an_image_that_is_another_now_comes_anew(tmp_path, size):
    source, target = tmp_path / "static", tmp_path / "public"
    put(source / "1.jpg", "once", old=True)
    mirror(source, target)
    (source / "1.jpg").unlink()
    put(source / "1.jpg", size)
    mirror(source, target)
    assert (target / "1.jpg").read_text() == size


def test_where_no_link_can_be_made_there_is_a_copy(tmp_path, monkeypatch):
    def another_disk(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", another_disk)
    source, target = put(tmp_path / "static/1.jpg", old=True), tmp_path / "public"
    mirror(source.parent, target)
    assert (target / "1.jpg").stat().st_ino != source.stat().st_ino
    before = (target / "1.jpg").stat().st_ctime_ns
    mirror(source.parent, target)
    assert (target / "1.jpg").stat().st_ctime_ns == before
