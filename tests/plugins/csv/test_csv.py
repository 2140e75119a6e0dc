"""The export of a collection becomes owned copies; what cannot be read is named, not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from collector.api import BadInput, Fields, Item, SystemClock
from collector_csv import (
    Settings,
    collector_health_checks,
    collector_settings,
    collector_sources,
)
from collector_csv.cells import artist, formats, labels, moment, rating, year
from collector_csv.source import CsvSource
from collector_csv.table import REQUIRED

HEADER = (
    "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,"
    "Collection Media Condition,Collection Sleeve Condition,Collection Notes,Collection Shelf"
)
RUSH = 'AAA,Rush,2112,Mercury,"LP, Album",4,1976,11,Prog,2020-11-12 12:24:52,NM,VG+,mine,A3'


@define
class Context:
    """What a source may ask, with nothing known."""

    full: bool = True
    checkpoint: Fields | None = None
    warnings: list[str] = field(factory=list)

    def known(self, item: Item) -> bool:
        return False

    def warn(self, message: str) -> None:
        self.warnings.append(message)


@define
class Host:
    """A workspace, and no service."""

    workspace: Path
    plugin: str = "csv"
    clock: SystemClock = field(factory=SystemClock)

    def client(self, service):
        raise AssertionError("csv asks no service")

    def path(self, text: str) -> Path:
        return self.workspace / text

    def user_agent(self, contact: str = "") -> str:
        return "test"


@pytest.fixture
def pull(tmp_path):
    """Writes a file and reads it: its items and what was said about it."""

    def read(*rows: str, header: str = HEADER, ending: str = "\n", encoding: str = "utf-8"):
        path = tmp_path / "export.csv"
        path.write_bytes((ending.join([header, *rows]) + ending).encode(encoding))
        context = Context()
        return list(CsvSource(path).pull(context)), context.warnings

    return read


def test_a_row_becomes_a_copy_with_all_that_it_says(pull):
    items, warnings = pull(RUSH)
    assert warnings == []
    assert items == [
        Item(
            instance="11-1",
            release="discogs:11",
            fields={
                "title": "2112",
                "artists": [{"key": "name:rush", "name": "Rush"}],
                "year": 1976,
                "labels": [{"name": "Mercury", "catno": "AAA"}],
                "formats": [{"name": "Vinyl", "qty": 1, "descriptions": ["LP", "Album"]}],
                "discogs": {"id": 11, "url": "https://www.discogs.com/release/11"},
            },
            added="2020-11-12T12:24:52Z",
            folder="Prog",
            rating=4,
            media="NM",
            sleeve="VG+",
            notes="mine",
            custom={"Shelf": "A3"},
        )
    ]


def test_what_the_source_states_is_what_it_provides(pull):
    items, _ = pull(RUSH)
    assert {f"release.{name}" for name in items[0].fields} <= CsvSource.provides


def test_the_first_eight_columns_are_enough_and_unknown_values_are_absent(pull):
    items, _ = pull("none,,Untitled,,,,0,7", header=",".join(REQUIRED))
    assert items[0].fields == {
        "title": "Untitled",
        "discogs": {"id": 7, "url": "https://www.discogs.com/release/7"},
    }
    assert (items[0].added, items[0].rating, items[0].custom) == ("", 0, {})


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(pull):
    assert pull(RUSH, ending="\r\n", encoding="utf-8-sig") == pull(RUSH)


def test_a_note_may_hold_line_breaks_commas_and_quotes(pull):
    row = 'A,Rush,2112,M,LP,,1976,11,F,2020-01-01 00:00:00,,,"one, ""two""\nthree",'
    items, warnings = pull(row, RUSH)
    assert (len(items), warnings) == (2, [])
    assert 'one, "two"\nthree' in {item.notes for item in items}


def test_the_newest_comes_first_and_an_older_copy_keeps_its_name(pull):
    def row(day: int) -> str:
        return f"A,Rush,2112,M,LP,,1976,11,F,2020-01-0{day} 00:00:00,,,,"

    before, _ = pull(row(1), row(3))
    after, _ = pull(row(5), row(3), row(1))
    assert [item.instance for item in after] == ["11-3", "11-2", "11-1"]
    assert before == after[1:]


def test_bad_rows_are_named_by_line_and_skipped(pull):
    no_number = RUSH.replace(",11,", ",x,")
    no_title = RUSH.replace("2112", "")
    items, warnings = pull(no_number, RUSH, "too,short", RUSH + ",one,two", no_title, "")
    assert [item.instance for item in items] == ["11-1"]
    lines = [warning.split(": ")[0].rsplit(" ", 1)[1] for warning in warnings]
    assert sorted(lines) == ["2", "4", "5", "6"]


def test_a_broken_quote_inside_the_file_costs_only_its_row(pull):
    items, warnings = pull('"A"B,Rush,2112,M,LP,,1976,12', RUSH)
    assert [item.release for item in items] == ["discogs:11"]
    assert "lines 2 to 2" in warnings[0]


def test_a_quote_that_never_ends_is_an_error_as_the_rows_behind_it_are_lost(pull):
    with pytest.raises(BadInput, match="line 3: a quoted cell never ends"):
        pull(RUSH, RUSH.replace("mine", '"mine'), RUSH.replace('"', ""))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"PK\x03\x04\xff\xfe", "line 1: this is no UTF-8"),
        (HEADER.encode() + b"\nA,Bj\xf6rk", "line 2: this is no UTF-8"),
        (HEADER.encode("utf-16"), "no UTF-8"),
        (b"a,b\n1,2\n", "Catalog#, Artist"),
        (HEADER.replace(",", ";").encode(), "missing"),
        (HEADER.replace("release_id", "id").encode(), "release_id missing"),
        (HEADER.encode(), "holds no record"),
        (b"\x00\x00\x00", "line 1"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_what_and_where(tmp_path, raw, message):
    path = tmp_path / "export.csv"
    path.write_bytes(raw)
    with pytest.raises(BadInput, match=message) as caught:
        list(CsvSource(path).pull(Context()))
    assert str(path) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("place", ["missing.csv", "."])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path, place):
    with pytest.raises(BadInput, match="cannot be read") as caught:
        list(CsvSource(tmp_path / place).pull(Context()))
    assert "discogs.com/users/export" in caught.value.hint
    assert "plugins.toml" in caught.value.hint


def test_twenty_thousand_rows_are_all_read(pull):
    items, warnings = pull(*(RUSH.replace(",11,", f",{n},") for n in range(1, 20_001)))
    assert (len({item.instance for item in items}), warnings) == (20_000, [])


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_header_are_read_or_refused(tmp_path_factory, raw):
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(f"{HEADER}\n{RUSH}\n".encode() + raw)
    try:
        items = list(CsvSource(path).pull(Context()))
    except BadInput as error:
        assert "line" in error.message
    else:
        assert "11-1" in {item.instance for item in items}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("LP", [("Vinyl", 1, ["LP"])]),
        ("2xLP, Album, RE", [("Vinyl", 2, ["LP", "Album", "RE"])]),
        ('7", Single', [("Vinyl", 1, ['7"', "Single"])]),
        ("CD", [("CD", 1, None)]),
        ("Cass, Album", [("Cassette", 1, ["Album"])]),
        ("LP, Album + CD", [("Vinyl", 1, ["LP", "Album"]), ("CD", 1, None)]),
        ("Box, Comp + 3xCD", [("Box Set", 1, ["Comp"]), ("CD", 3, None)]),
        ("0xCD", [("CD", 1, None)]),
        ("4x", [("4x", 1, None)]),
        (" + , ", []),
        ("", []),
    ],
)
def test_a_format_is_taken_apart(cell, found):
    read = [(one["name"], one["qty"], one.get("descriptions")) for one in formats(cell)]
    assert read == found


@pytest.mark.parametrize(
    ("label", "catno", "found"),
    [
        ("RCA", "PB 1", [{"name": "RCA", "catno": "PB 1"}]),
        ("A, B", "1, 2", [{"name": "A", "catno": "1"}, {"name": "B", "catno": "2"}]),
        ("A, A", "1, 1", [{"name": "A", "catno": "1"}]),
        ("M", "A, A-1", [{"name": "M", "catno": "A"}, {"name": "M", "catno": "A-1"}]),
        ("A, B", "1, none", [{"name": "A", "catno": "1"}, {"name": "B"}]),
        ("Inc., Ltd.", "1", [{"name": "Inc., Ltd.", "catno": "1"}]),
        ("Not On Label", "none", [{"name": "Not On Label"}]),
        ("Fontana (2)", "", [{"name": "Fontana"}]),
        ("", "", []),
    ],
)
def test_labels_are_paired_with_their_numbers_where_that_is_certain(label, catno, found):
    assert labels(label, catno) == found


def test_an_artist_keeps_the_number_in_the_key_only():
    assert artist("Nirvana (2)") == [{"key": "name:nirvana (2)", "name": "Nirvana"}]
    assert artist("Simon & Garfunkel")[0]["name"] == "Simon & Garfunkel"
    assert artist("Various") == [{"key": "name:various", "name": "Various"}]


def test_years_ratings_and_dates_that_are_none_are_empty():
    assert [year(text) for text in ("1976", "1976-03-01", "0", "", "19761", "abc")] == [
        1976,
        1976,
        0,
        0,
        0,
        0,
    ]
    assert [rating(text) for text in ("5", "0", "6", "", "x")] == [5, 0, 0, 0, 0]
    assert [moment(text) for text in ("2020-02-30 00:00:00", "", "soon")] == ["", "", ""]


def test_the_plugin_reads_the_file_of_its_settings(tmp_path):
    (tmp_path / "export.csv").write_text(f"{HEADER}\n{RUSH}\n", encoding="utf-8")
    settings, host = Settings("export.csv"), Host(tmp_path)
    assert collector_settings() is Settings
    (source,) = collector_sources(settings, host)
    assert [item.instance for item in source.pull(Context())] == ["11-1"]


@pytest.mark.parametrize(
    ("text", "ok", "said"),
    [
        (f"{HEADER}\n{RUSH}\n", True, "1 copies"),
        (f"{HEADER}\n{RUSH}\nx,y\nx,y\n", False, "and 1 more"),
        ("", False, "is empty"),
    ],
)
def test_the_health_check_reads_the_file(tmp_path, text, ok, said):
    (tmp_path / "export.csv").write_text(text, encoding="utf-8")
    (check,) = collector_health_checks(Settings("export.csv"), Host(tmp_path))
    health = check.run()
    assert (health.ok, said in health.message) == (ok, True)
