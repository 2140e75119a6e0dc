"""Images are taken only when they decode, and kept by content."""

from __future__ import annotations

import io
import struct
import zlib
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from collector.errors import MalformedAnswer, OutputError
from collector.images import Images, placeholder
from collector.images.check import check
from collector.images.looks import develop

URL = "https://img.example/cover"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that unpack to a huge picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("kind", "mime", "suffix"),
    [
        ("JPEG", "image/jpeg", "jpg"),
        ("PNG", "image/png", "png"),
        ("WEBP", "image/webp", "webp"),
        ("GIF", "image/gif", "gif"),
    ],
)
def test_the_four_types_of_the_web_are_taken(kind, mime, suffix):
    seen = check(picture(kind))
    assert (seen.mime, seen.width, seen.height, seen.suffix) == (mime, 40, 30, suffix)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Sorry</html>",
        b"\xff\xd8\xff\xe0",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        picture("TIFF"),
        picture("BMP"),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    ],
)
def test_what_is_no_such_image_is_refused(data):
    with pytest.raises(MalformedAnswer):
        check(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("size", [(200, 200), (1200, 1200)])
def test_a_cut_off_image_is_refused(kind, part, size):
    whole = picture(kind, size)
    with pytest.raises(MalformedAnswer):
        check(whole[: int(len(whole) * part)])


@pytest.mark.parametrize("size", [(9000, 9000), (12000, 12000), (60000, 60000)])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(size):
    with pytest.raises(MalformedAnswer):
        check(png_that_claims(*size))


def test_limits_are_named_in_the_message():
    with pytest.raises(MalformedAnswer, match="40 x 30 pixels, at most 1000"):
        check(picture(), max_pixels=1000)
    with pytest.raises(MalformedAnswer, match="at most 10 are taken"):
        check(picture(), max_bytes=10)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_image_or_malformed(data):
    with pytest.raises(MalformedAnswer):
        check(b"\xff\xd8\xff" + data)


def test_an_image_is_stored_under_its_hash_and_type(tmp_path):
    data = picture("PNG")
    stored = Images(tmp_path / "images").store(data, URL + ".jpg")
    assert stored.path == tmp_path / "images" / stored.hash[:2] / f"{stored.hash}.png"
    assert stored.path.read_bytes() == data
    assert (stored.mime, stored.size, stored.width, stored.height) == (
        "image/png",
        len(data),
        40,
        30,
    )
    assert stored.source_url == URL + ".jpg"


def test_the_same_content_from_two_addresses_is_one_file(tmp_path):
    data = picture()
    images = Images(tmp_path)
    assert images.store(data, URL + "1").path == images.store(data, URL + "2").path
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_a_photo_whose_notes_on_itself_are_broken_is_kept(tmp_path):
    turned, place_before_the_file = (0x0112, 3, 1, 6), (0x8825, 9, 1, -5)
    notes = b"".join(struct.pack("<HHIi", *one) for one in (turned, place_before_the_file))
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + notes + bytes(4)
    buffer = io.BytesIO()
    Image.new("RGB", (600, 600)).save(buffer, "JPEG", exif=exif)
    stored = Images(tmp_path).store(buffer.getvalue(), URL)
    assert stored.path.read_bytes() == buffer.getvalue()


def test_a_refused_image_leaves_nothing_and_names_its_address(tmp_path):
    images = Images(tmp_path / "images")
    with pytest.raises(MalformedAnswer, match=URL):
        images.store(b"<html>", URL)
    assert not (tmp_path / "images").exists()


def test_a_smaller_limit_can_be_set(tmp_path):
    with pytest.raises(MalformedAnswer):
        Images(tmp_path, max_pixels=100).store(picture(), URL)


def test_a_file_cut_short_by_a_crash_of_the_machine_is_written_again(tmp_path):
    data = picture()
    images = Images(tmp_path)
    path = images.store(data, URL).path
    path.write_bytes(data[:10])
    images.store(data, URL)
    assert path.read_bytes() == data


def test_a_folder_that_cannot_be_written_is_an_output_error(tmp_path):
    (tmp_path / "images").write_text("a file, no folder")
    with pytest.raises(OutputError, match="cannot write"):
        Images(tmp_path / "images").store(picture(), URL)


@given(st.text(), st.text(), st.text())
def test_a_placeholder_is_well_formed_whatever_the_names(title, artist, key):
    drawn = placeholder(title, artist, key)
    assert ET.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn == placeholder(title, artist, key)


def test_a_placeholder_shows_names_as_text():
    drawn = placeholder('<script>"&', "坂本龍一 & Friends", "discogs:1").decode()
    assert "<script>" not in drawn
    assert "坂本龍一 &amp; Friends" in drawn


def test_placeholders_of_two_records_differ_in_colour():
    drawn = {placeholder("T", "A", f"discogs:{number}") for number in range(20)}
    assert len(drawn) > 10


def test_the_folder_lists_images_without_what_was_made_of_them(tmp_path):
    images = Images(tmp_path / "images")
    assert list(images.files()) == []
    one, other = (images.store(picture("PNG", size), "u") for size in ((640, 600), (20, 20)))
    develop(one.path)
    assert {file.name for file in images.files({one.hash})} == {one.path.name}
    assert {file.name for file in images.files()} == {one.path.name, other.path.name}
    assert list(images.files(set())) == []
