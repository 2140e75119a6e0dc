"""What pages show of an image: copies, a colour, made once."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from collector.errors import OutputError
from collector.images import Images
from collector.images.darkroom import FEW, Darkroom
from collector.images.looks import develop, look_at


def kept(folder: Path, size=(900, 600), colour="teal", kind="JPEG", mode="RGB", **options) -> Path:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, kind, **options)
    return Images(folder).store(buffer.getvalue(), "https://img.example/x").path


def sizes(path: Path) -> list[tuple[int, int]]:
    look = look_at(path)
    assert look
    for one in look.copies:
        with Image.open(one.path) as image:
            assert (image.format, image.mode, image.size) == (
                "WEBP",
                "RGB",
                (one.width, one.height),
            )
    return [(one.width, one.height) for one in look.copies]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_an_image_has_copies_that_are_smaller(tmp_path, kind):
    path = kept(tmp_path, (1200, 900), kind=kind)
    develop(path)
    assert sizes(path) == [(240, 180), (480, 360)]


def test_a_very_large_image_is_shown_in_a_large_copy(tmp_path):
    path = kept(tmp_path, (3000, 3000))
    develop(path)
    assert sizes(path) == [(240, 240), (480, 480), (1200, 1200)]


def test_nothing_is_made_larger(tmp_path):
    path = kept(tmp_path, (480, 200))
    develop(path)
    assert sizes(path) == [(240, 100)]
    path = kept(tmp_path, (100, 100))
    develop(path)
    assert sizes(path) == []


@pytest.mark.parametrize(
    ("colour", "found"),
    [("teal", (0, 128, 128)), ("#c03020", (192, 48, 32)), ("grey", None), ("white", None)],
)
def test_it_is_remembered_by_its_colour_if_it_has_one(tmp_path, colour, found):
    path = kept(tmp_path, colour=colour)
    develop(path)
    told = look_at(path).colour
    if found is None:
        assert told == ""
    else:
        parts = [int(told[at : at + 2], 16) for at in (1, 3, 5)]
        assert all(abs(one - other) < 8 for one, other in zip(parts, found, strict=True))


def test_a_vivid_colour_counts_for_more_than_a_pale_ground(tmp_path):
    path = tmp_path / "ab.png"
    image = Image.new("RGB", (600, 600), "#b0a8a0")
    image.paste("#d02010", (0, 0, 600, 250))
    image.save(path)
    develop(path)
    assert look_at(path).colour[:3] in {"#cf", "#d0", "#d1"}


def test_what_is_transparent_is_white_in_the_copies(tmp_path):
    path = kept(tmp_path, (600, 600), (0, 0, 0, 0), "PNG", "RGBA")
    develop(path)
    with Image.open(look_at(path).copies[0].path) as image:
        assert min(image.getpixel((100, 100))) > 250


def test_a_photo_that_lies_on_its_side_stands_upright_in_the_copies(tmp_path):
    turned = Image.Exif()
    turned[0x0112] = 6  # orientation: to be turned by a quarter
    path = kept(tmp_path, (1000, 500), exif=turned)
    develop(path)
    assert sizes(path) == [(240, 480), (480, 960)]


def test_what_is_there_is_not_made_again(tmp_path):
    path = kept(tmp_path)
    Darkroom().prepare([path])
    before = {one: one.stat().st_mtime_ns for one in path.parent.iterdir()}
    Darkroom().prepare([path, path])
    assert before == {one: one.stat().st_mtime_ns for one in path.parent.iterdir()}


@pytest.mark.parametrize("lost", ["-240.webp", "-look.json"])
def test_what_is_missing_is_made_again_and_is_the_same(tmp_path, lost):
    path = kept(tmp_path)
    Darkroom().prepare([path])
    victim = path.with_name(path.stem + lost)
    before = victim.read_bytes()
    victim.unlink()
    assert look_at(path) is None
    Darkroom().prepare([path])
    assert victim.read_bytes() == before


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"colour": "", "sizes": [[1]]}'])
def test_a_note_that_is_spoilt_is_written_again(tmp_path, note):
    path = kept(tmp_path)
    Darkroom().prepare([path])
    path.with_name(f"{path.stem}-look.json").write_bytes(note)
    assert look_at(path) is None
    Darkroom().prepare([path])
    assert look_at(path)


def test_an_image_that_is_spoilt_or_gone_is_left_alone(tmp_path):
    spoilt, gone = kept(tmp_path), tmp_path / "ab" / "ab.jpg"
    spoilt.write_bytes(b"spoilt")
    Darkroom().prepare([spoilt, gone])
    assert look_at(spoilt) is None
    assert not gone.parent.exists()


def many(folder: Path) -> list[Path]:
    return [kept(folder, colour=(number, 90, 30)) for number in range(FEW + 5)]


def test_many_are_made_by_two_processes_with_the_same_result(tmp_path):
    ours, theirs = many(tmp_path / "one"), many(tmp_path / "two")
    Darkroom().prepare(ours)
    with Darkroom() as darkroom:
        darkroom.prepare(theirs)
    for one, two in zip(ours, theirs, strict=True):
        names = sorted(path.name for path in one.parent.glob(f"{one.stem}*"))
        assert len(names) == 4
        for name in names:
            assert one.with_name(name).read_bytes() == two.with_name(name).read_bytes()


def test_a_copy_that_cannot_be_written_is_told(tmp_path):
    paths = many(tmp_path)
    paths[0].with_name(f"{paths[0].stem}-240.webp").mkdir()
    with Darkroom() as darkroom, pytest.raises(OutputError, match="cannot write the copies"):
        darkroom.prepare(paths)


def test_what_was_begun_ahead_is_made_before_anybody_needs_it_and_only_once(tmp_path):
    paths = many(tmp_path)
    with Darkroom() as darkroom:
        for path in paths:
            darkroom.ahead(path)
        while not all(look_at(path) for path in paths):
            time.sleep(0.02)
        before = {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*.webp")}
        assert all(darkroom.prepare(paths).values())
    assert before == {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*.webp")}


def test_a_few_are_not_begun_ahead_and_made_when_needed(tmp_path):
    paths = many(tmp_path)[:FEW]
    with Darkroom() as darkroom:
        for path in paths:
            darkroom.ahead(path)
        assert not any(look_at(path) for path in paths)
        assert all(darkroom.prepare(paths).values())


def test_what_could_not_be_made_ahead_is_told_when_it_is_needed(tmp_path):
    paths = many(tmp_path)
    paths[0].with_name(f"{paths[0].stem}-240.webp").mkdir()
    with Darkroom() as darkroom:
        for path in paths:
            darkroom.ahead(path)
        with pytest.raises(OutputError, match="cannot write the copies"):
            darkroom.prepare(paths)


def test_somebody_may_end_its_processes(tmp_path):
    paths = many(tmp_path)
    with Darkroom() as darkroom:
        for path in paths[:-1]:
            darkroom.ahead(path)
        for worker in list(darkroom._pool._processes):
            os.kill(worker, signal.SIGKILL)
        darkroom.ahead(paths[-1])
        assert all(darkroom.prepare(paths).values())


ABANDONED = """
import os, sys
from pathlib import Path
from collector.images.darkroom import Darkroom

if __name__ == "__main__":
    with Darkroom() as darkroom:
        darkroom.prepare(Path(sys.argv[1]).glob("*/[0-9a-f]*.jpg"))
        print(*darkroom._pool._processes, flush=True)
        sys.stdin.read()
"""


def test_its_processes_end_with_their_parent_however_it_ends(tmp_path):
    many(tmp_path / "images")
    script = tmp_path / "script.py"
    script.write_text(ABANDONED)
    with subprocess.Popen(
        [sys.executable, script, tmp_path / "images"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        workers = [int(one) for one in parent.stdout.readline().split()]
        assert workers
        parent.send_signal(signal.SIGKILL)
        parent.wait(30)
        # Its end of the pipe is held by the workers too: it closes with the last of them.
        assert parent.stdout.read() == ""
    for one in workers:
        with suppress(FileNotFoundError):  # gone, or nobody has fetched its end yet
            assert Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
