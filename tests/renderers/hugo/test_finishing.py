"""What a build leaves in the finished site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from collector_hugo.finishing import mirror, now_in, remove_older

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


def test_what_is_older_goes_with_the_folders_that_held_it(tmp_path):
    put(tmp_path / "albums/gone/index.html", old=True)
    put(tmp_path / "albums/here/old.html", old=True)
    put(tmp_path / "pagefind/index.js", old=True)
    moment = now_in(tmp_path)
    put(tmp_path / "albums/here/index.html")
    remove_older(tmp_path, moment, ())
    assert names(tmp_path) == {"albums/here/index.html"}
    assert not (tmp_path / "albums/gone").exists()
    assert not (tmp_path / "pagefind").exists()


def test_what_is_kept_and_what_is_hidden_stays(tmp_path):
    for name in ("favicon.svg", "images/covers/1.jpg", "deep/in/robots.txt", ".git/config"):
        put(tmp_path / name, old=True)
    put(tmp_path / "deep/in/gone.txt", old=True)
    remove_older(tmp_path, now_in(tmp_path), {"favicon.svg", "images", "deep/in/robots.txt"})
    assert names(tmp_path) == {
        "favicon.svg",
        "images/covers/1.jpg",
        "deep/in/robots.txt",
        ".git/config",
    }


def test_a_link_to_a_folder_elsewhere_is_not_entered(tmp_path):
    elsewhere = put(tmp_path / "elsewhere/file", old=True)
    site = tmp_path / "site"
    site.mkdir()
    (site / "link").symlink_to(elsewhere.parent)
    remove_older(site, now_in(site) + HOUR * 10**9, ())
    assert elsewhere.exists()
    assert not (site / "link").is_symlink()


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
