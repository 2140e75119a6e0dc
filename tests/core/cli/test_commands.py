"""The commands over a collection from a file: their text, their JSON, their exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from collector.cli import cli
from collector.model import Candidate, Item, Match, Review, Speaker, Subject
from collector.store import MAX_ATTEMPTS, Outcome, Store

CONFIG = 'schema = 1\n[[plugins]]\nname = "csv"\n[plugins.config]\npath = "records.csv"\n'
HEADER = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added"
ROWS = (
    'AAA,Rush,2112,Mercury,"LP, Album",4,1976,11,Prog,2020-11-12 12:24:52',
    "BBB,Portishead,Dummy,Go! Beat,LP,5,1994,12,Trip,2020-11-13 12:24:52",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "plugins.toml").write_text(CONFIG)
    (tmp_path / "records.csv").write_text("\n".join((HEADER, *ROWS)) + "\n")
    return tmp_path


@pytest.fixture
def filled(workspace: Path) -> Path:
    done = collector(workspace, "run")
    assert done.exit_code == 0, done.output
    return workspace


def collector(workspace: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(workspace), *args])


def names(workspace: Path) -> set[str]:
    return {path.name for path in workspace.iterdir()}


def test_a_dry_run_writes_nothing_at_all(workspace):
    before = names(workspace)
    assert "Nothing was asked" in collector(workspace, "run", "--dry-run").stdout
    assert names(workspace) == before


def test_a_dry_run_reads_a_list_that_costs_no_request(workspace):
    document = json.loads(collector(workspace, "run", "--dry-run", "--json").stdout)
    assert document["due"] == {"images/cover": 2, "images/portrait": 2}
    assert document["requests"] == {"images": 0}
    assert document["unread"] == []


def test_a_dry_run_over_a_store_says_what_is_due(filled):
    assert json.loads(collector(filled, "run", "--dry-run", "--json").stdout)["due"]
    assert "Nothing was asked" in collector(filled, "run", "--dry-run").stdout


def test_a_wrong_configuration_leaves_no_file_behind(workspace):
    (workspace / "plugins.toml").write_text(CONFIG + "colour = 1\n")
    before = names(workspace)
    done = collector(workspace, "run")
    assert done.exit_code == 2
    assert "colour" in done.stderr
    assert names(workspace) == before


def test_run_prints_one_document(workspace):
    document = json.loads(collector(workspace, "run", "--json").stdout)
    assert document["outcome"] == "done"
    assert document["sources"]["csv"]["new"] == 2


def test_run_says_what_the_list_brought(workspace):
    assert "csv: 2 new, 0 changed, 0 as before, 0 gone" in collector(workspace, "run").stdout
    assert "nothing was due" in collector(workspace, "run").stdout


@pytest.mark.parametrize("args", [("--release", "nobody"), ("--only", "cvs")])
def test_what_nobody_knows_is_refused(filled, args):
    done = collector(filled, "run", *args)
    assert done.exit_code == 2
    assert args[1] in done.stderr


def test_a_sold_record_goes_with_a_full_walk(filled):
    (filled / "records.csv").write_text("\n".join((HEADER, ROWS[0])) + "\n")
    document = json.loads(collector(filled, "run", "--full", "--json").stdout)
    assert document["sources"]["csv"]["gone"] == 1
    assert json.loads(collector(filled, "status", "--json").stdout)["gone"] == 1


def test_status_before_the_first_run(workspace):
    assert "Nothing is known yet" in collector(workspace, "status").stdout
    assert json.loads(collector(workspace, "status", "--json").stdout) == {}


def test_namesakes_are_told_apart(workspace):
    again = 'CCC,The Portishead Tribute,Dummy,X,"CD, Album",0,2001,13,Trip,2020-11-14 12:24:52'
    (workspace / "records.csv").write_text("\n".join((HEADER, *ROWS, again)) + "\n")
    assert collector(workspace, "run").exit_code == 0
    for command in (["why", "Dummy"], ["review", "show", "dummy"]):
        done = collector(workspace, *command)
        assert done.exit_code == 2
        assert done.stderr == (
            f'error: "{command[-1]}" is 2 things\n'
            "  release discogs:13: Dummy by The Portishead Tribute, 2001, CD Album\n"
            "  release discogs:12: Dummy by Portishead, 1994, Vinyl LP\n"
            'hint: Say which, as in "release discogs:13".\n'
        )
    assert collector(workspace, "why", "release discogs:12").exit_code == 0


def test_status_says_what_waits_and_how_to_decide(filled):
    with Store.open(filled / "collection.db") as store:
        assert "collector review" not in collector(filled, "status").stdout
        lineup, subject = store.lineup(), Subject("release", "discogs:12")
        doubt = Review(Match("shop", "text", [Candidate("1", "Dummy")]), "in doubt")
        store.answer(Outcome(subject, Speaker("shop", "album", "release"), doubt), lineup)
    assert "\n1 waits for your decision: collector review\n" in collector(filled, "status").stdout


def test_status_counts(filled):
    assert collector(filled, "status").stdout.startswith("2 releases, 2 artists, 2 copies\n")
    document = json.loads(collector(filled, "status", "--json").stdout)
    assert (document["releases"], document["last_run"]["outcome"]) == (2, "done")
    assert document["failures"] == []


def numbers(workspace: Path) -> dict[str, list[str]]:
    """The rows of the table of ``collector status``."""
    lines = collector(workspace, "status").stdout.splitlines()
    return {words[0]: words[1:] for line in lines if (words := line.split())}


COVER = Speaker("images", "cover", "release")


def fail(workspace: Path, number: int, times: int, speaker: Speaker = COVER) -> None:
    with Store.open(workspace / "collection.db") as store:
        subject = Subject("release", f"discogs:{number}")
        for _ in range(times):
            said = Outcome(subject, speaker, None, error="no picture", error_kind="failed")
            store.answer(said, store.lineup())


def test_status_says_what_failed_and_how_to_bring_back_what_was_given_up(filled):
    fail(filled, 11, 1)
    fail(filled, 12, MAX_ATTEMPTS)
    said = collector(filled, "status").stdout
    assert numbers(filled)["plugin"] == ["found", "not", "found", "review", "failed", "dead", "due"]
    assert numbers(filled)["images/cover"] == ["·", "·", "·", "1", "1", "1"]
    assert "what failed is asked again in the next run" in said
    assert "1 was given up after 5 failed attempts (dead): collector retry --dead\n" in said


def test_status_lists_every_failure(filled):
    with Store.open(filled / "collection.db") as store:
        items = [Item(f"x{n}", f"discogs:9{n}", {"title": f"T{n}"}) for n in range(101)]
        store.receive("csv", items, store.lineup(), "w1")
    for number in range(101):
        fail(filled, int(f"9{number}"), 1)
    assert collector(filled, "status", "--failures").stdout.count("no picture") == 101
    assert len(json.loads(collector(filled, "status", "--json").stdout)["failures"]) == 100
    document = json.loads(collector(filled, "status", "--json", "--failures").stdout)
    assert len(document["failures"]) == 101


def noted(workspace: Path, *runs: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Runs that did not end, with how services stood and whom they asked."""
    with Store.open(workspace / "collection.db") as store:
        for standing, services in runs:
            store.note_run(store.start_run(), {"standing": standing, "services": services})


FAR = "2999-01-02T03:04:05Z"
RESTING = {"state": "resting", "reason": "429", "until": FAR}
OVER = {"state": "resting", "reason": "429", "until": "2020-01-02T03:04:05Z"}
OPEN = {"state": "open", "reason": "503", "until": FAR}
REFUSED = {"state": "auth", "reason": "401. Check the credentials.", "until": None}


def test_status_says_which_service_rests_until_when_and_why(filled):
    noted(filled, ({"one": RESTING, "two": OVER, "three": OPEN, "four": REFUSED}, {}))
    said = collector(filled, "status").stdout
    assert f"one rests until {FAR}: 429\n" in said
    assert "two rested, and can be asked again: 429\n" in said
    assert "three kept failing, and is left alone until the next run: 503\n" in said
    assert "four refuses our credentials: 401. Check the credentials.\n" in said
    document = json.loads(collector(filled, "status", "--json").stdout)
    assert document["standing"]["one"] == RESTING


def test_status_believes_the_last_run_that_asked_a_service(filled):
    asked, cached = {"requests": 1}, {"requests": 0}
    noted(filled, ({"one": RESTING, "two": RESTING, "images:h": RESTING, "images:i": OPEN}, {}))
    noted(filled, ({"images:h": REFUSED}, {"one": asked, "two": cached}))
    standing = json.loads(collector(filled, "status", "--json").stdout)["standing"]
    assert standing == {"images:h": REFUSED, "two": RESTING}


def test_why_names_the_source_of_a_value(filled):
    assert "csv" in collector(filled, "why", "2112", "title").stdout
    document = json.loads(collector(filled, "why", "2112", "--json").stdout)
    assert any(one["field"] == "title" for one in document["fields"])


def test_why_speaks_in_words(filled):
    said = collector(filled, "why", "2112").stdout
    assert "artists: Rush (csv: the only one that says something)\n" in said
    assert "labels: Mercury (catno AAA) (csv:" in said
    assert not set("[]{}") & set(said)
    artist = collector(filled, "why", "Rush").stdout
    assert "  * the credits of releases: Rush\n" in artist
    assert "\n\n" not in artist


def test_a_release_and_an_artist_of_one_number_are_told_apart(filled):
    with Store.open(filled / "collection.db") as store:
        fields = {"title": "Moon", "artists": [{"key": "discogs:11", "name": "Eleven"}]}
        store.receive("csv", [Item("9", "discogs:9", fields)], store.lineup(), "w1")
    both = collector(filled, "why", "11")
    assert both.exit_code == 2
    assert 'hint: Say which, as in "release discogs:11".' in both.stderr
    assert collector(filled, "why", "release discogs:11").stdout.startswith("release discogs:11 (")
    assert collector(filled, "why", "artist 11").stdout.startswith("artist discogs:11 (eleven)")


def test_why_of_one_field_shows_all_of_it(workspace):
    title = "A very long title " * 10
    (workspace / "records.csv").write_text(f"{HEADER}\n{ROWS[0].replace('2112', title)}\n")
    collector(workspace, "run")
    assert title.strip() not in collector(workspace, "why", "11").stdout
    assert f"title: {title.strip()} (" in collector(workspace, "why", "11", "title").stdout


def test_why_of_what_is_not_there_is_refused(filled):
    assert collector(filled, "why", "Nevermind").exit_code == 2
    refused = collector(filled, "why", "2112", "titel")
    assert refused.exit_code == 2
    assert 'did you mean "title"?' in refused.stderr
    assert "Its fields are artists, discogs, formats, " in refused.stderr


def test_skip_lists_and_undoes(filled):
    assert "skipped" in collector(filled, "skip", "2112", "--why", "lent").stdout
    assert "lent" in collector(filled, "skip").stdout
    assert "1 skipped" in collector(filled, "status").stdout
    assert numbers(filled)["images/cover"] == ["·", "1", "·", "·", "·", "·"]
    assert "processed again" in collector(filled, "skip", "2112", "--undo").stdout
    assert collector(filled, "skip").stdout == ""
    again = collector(filled, "skip", "2112", "--undo")
    assert (again.exit_code, "`collector skip` lists" in again.stderr) == (2, True)


def test_doctor_checks_the_file(filled):
    done = collector(filled, "doctor")
    assert done.exit_code == 0, done.output
    assert "2 releases" in done.stdout
    (filled / "records.csv").unlink()
    results = json.loads(collector(filled, "doctor", "--json").stdout)
    assert [one["check"] for one in results if not one["ok"]]


def test_doctor_lists_what_is_missing_beside_the_checks_of_the_others(filled, monkeypatch):
    monkeypatch.delenv("NOT_SET", raising=False)
    with (filled / "plugins.toml").open("a") as file:
        file.write('[[plugins]]\nname = "discogs"\n[plugins.config]\n')
        file.write('username = "your-name-at-discogs"\ntoken = { env = "NOT_SET" }\n')
    done = collector(filled, "doctor", "--json")
    results = json.loads(done.stdout)
    assert done.exit_code == 1
    assert ("csv: file", True) in {(one["check"], one["ok"]) for one in results}
    wrong = [one["message"] for one in results if one["check"] == "discogs: misconfigured"]
    assert any("export NOT_SET=" in message for message in wrong)
    assert any("plugins.toml:9: discogs: username" in message for message in wrong)
    run = collector(filled, "run")
    assert run.exit_code == 2
    assert all(message in run.stderr for message in wrong)


def test_doctor_speaks_of_the_network_where_that_is_the_trouble(filled):
    with (filled / "plugins.toml").open("a") as file:
        file.write('[[plugins]]\nname = "discogs"\n[plugins.config]\nusername = "me"\n')
        file.write('token = { file = "token" }\nbase_url = "http://127.0.0.1:9"\n')
        file.write('rate = "1000/second"\n')
    (filled / "token").write_text("t")
    results = json.loads(collector(filled, "doctor", "--json").stdout)
    (failed,) = [one for one in results if not one["ok"] and one["check"] == "discogs: token"]
    assert "127.0.0.1:9" in failed["message"]
    assert "online" in failed["hint"]
    assert "token" not in failed["hint"]


def test_a_problem_of_a_setting_names_the_line_of_the_setting(filled):
    with (filled / "plugins.toml").open("a") as file:
        file.write('[[plugins]]\nname = "apple-music"\n[plugins.config]\nteam_id = "T"\n')
        file.write('key_id = "K"\nprivate_key = { file = "key.p8" }\n')
    (filled / "key.p8").write_text("none")
    done = collector(filled, "run")
    assert done.exit_code == 2
    assert "  plugins.toml:11: apple-music: private_key: file:" in done.stderr
    assert "name it here; or switch off what you can do without" in done.stderr


def test_doctor_finds_a_wrong_order(filled):
    (filled / "plugins.toml").write_text(
        'schema = 1\n[[plugins]]\nname = "wikipedia"\n[plugins.config]\ncontact = "me@home"\n'
        'base_url = "http://127.0.0.1:9/{lang}"\nwikidata_url = "http://127.0.0.1:9"\n'
        'sparql_url = "http://127.0.0.1:9/sparql"\n' + CONFIG.partition("\n")[2]
    )
    results = json.loads(collector(filled, "doctor", "--json").stdout)
    assert [one["check"] for one in results if "move csv above wikipedia" in one["message"]]


def test_without_a_source_doctor_and_run_say_how_to_get_one(workspace):
    collector(workspace, "plugins", "disable", "csv")
    before = names(workspace)
    checked = collector(workspace, "doctor")
    assert checked.exit_code == 1
    assert "FAIL  sources: nothing lists your records yet" in checked.stdout
    for args in ((), ("--dry-run",), ("--offline",)):
        run = collector(workspace, "run", *args)
        assert run.exit_code == 2
        assert "nothing lists your records yet" in run.stderr
        assert "collector plugins enable csv" in run.stderr
        assert "collector plugins enable discogs" in run.stderr
    assert names(workspace) == before


def test_an_offline_run_counts_what_it_left(filled):
    assert "offline: no list was read" in collector(filled, "run", "--offline").stdout
    document = json.loads(collector(filled, "run", "--offline", "--json").stdout)
    assert document["due"] == {"images/cover": 0, "images/portrait": 0}


def test_the_advice_after_a_run_can_be_pasted_and_be_left_out(filled, monkeypatch):
    with (filled / "plugins.toml").open("a") as file:
        file.write('[[plugins]]\nname = "hugo"\n')
    monkeypatch.chdir(filled.parent)
    advice = f"Look at it: collector site serve --workspace {filled.name}\n"
    assert collector(Path(filled.name), "run").stdout.endswith(advice)
    assert "Look at it" not in collector(Path(filled.name), "run", "--no-advice").stdout
    monkeypatch.chdir(filled)
    assert collector(Path(), "run").stdout.endswith("Look at it: collector site serve\n")
    (deleted := filled.parent / "deleted").mkdir()
    monkeypatch.chdir(deleted)
    deleted.rmdir()
    advice = f"Look at it: collector site serve --workspace {filled}\n"
    assert collector(filled, "run").stdout.endswith(advice)


DISCOGS = """[[plugins]]
name = "discogs"
[plugins.config]
username = "me"
token = { env = "TOKEN_OF_MINE" }
base_url = "http://127.0.0.1:9"
"""


def known(workspace: Path) -> dict[str, Any]:
    return json.loads(collector(workspace, "status", "--json").stdout)


def test_without_a_source_what_is_known_stays(filled):
    collector(filled, "plugins", "disable", "csv")
    without = collector(filled, "run")
    assert without.exit_code == 0
    assert "no source is enabled" in without.stdout
    assert (known(filled)["releases"], known(filled)["copies"]) == (2, 2)
    assert "title: Dummy" in collector(filled, "why", "Dummy", "title").stdout


def test_a_source_gives_way_only_when_another_has_listed(filled, monkeypatch):
    monkeypatch.setenv("TOKEN_OF_MINE", "refused")
    with (filled / "plugins.toml").open("a") as file:
        file.write(DISCOGS)
    collector(filled, "plugins", "disable", "csv")
    broken = collector(filled, "run")
    assert (broken.exit_code, "the list broke off" in broken.stdout) == (1, True)
    assert (known(filled)["releases"], known(filled)["copies"]) == (2, 2)
    assert "title: Dummy" in collector(filled, "why", "Dummy", "title").stdout
    collector(filled, "render")
    assert known(filled)["releases"] == 2
    with Store.open(filled / "collection.db") as store:
        copy = Item("77", "discogs:11", {"title": "2112"}, added="2020-11-12T12:24:52Z")
        store.receive("discogs", [copy], store.lineup(), "w1")
        store.finish_walk("discogs", "w1", full=True)
    assert "2 copies went with the source that listed them" in collector(filled, "run").stdout
    assert (known(filled)["releases"], known(filled)["copies"]) == (1, 1)
    collector(filled, "plugins", "disable", "discogs")
    collector(filled, "plugins", "enable", "csv")
    collector(filled, "run")
    assert known(filled)["copies"] == 2


def test_two_sources_that_list_the_same_records_are_a_trap_that_is_said(filled):
    with Store.open(filled / "collection.db") as store:
        copy = Item("77", "discogs:11", {"title": "2112"}, added="2020-11-12T12:24:52Z")
        store.receive("discogs", [copy], store.lineup(), "w1")
    (warning,) = json.loads(collector(filled, "run", "--json").stdout)["warnings"]
    assert warning.startswith("1 records are listed by csv and discogs")
    assert warning in collector(filled, "run").stdout
    assert "collector plugins disable csv" in warning


def test_render_without_a_renderer_writes_nothing(filled):
    done = collector(filled, "render", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, {})


def test_retry_with_nothing_failed(filled):
    done = collector(filled, "retry")
    assert (done.exit_code, done.stdout) == (0, "Nothing to retry.\n")


def test_retry_before_the_first_run_makes_no_store(workspace):
    assert "Nothing is known yet" in collector(workspace, "retry").stdout
    assert not (workspace / "collection.db").exists()


PAINT = Speaker("paint", "colour", "release")


@pytest.fixture
def failing(filled: Path) -> Path:
    """Of ``images`` one failed and one is dead; of ``paint``, which is switched off, one is dead.

    And what the owner has skipped failed too, which nobody will ask about.
    """
    with (filled / "plugins.toml").open("a") as file:
        file.write('[[plugins]]\nname = "paint"\nenabled = false\n')
    with Store.open(filled / "collection.db") as store:
        unwanted = Item("77", "discogs:13", {"title": "Unwanted"}, added="2020-11-12T12:24:52Z")
        store.receive("csv", [unwanted], store.lineup(), "w1")
    fail(filled, 11, 1)
    fail(filled, 12, MAX_ATTEMPTS)
    fail(filled, 12, MAX_ATTEMPTS, PAINT)
    fail(filled, 13, MAX_ATTEMPTS)
    collector(filled, "skip", "discogs:13")
    return filled


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "2 of images, 1 of paint will be asked again"),
        (("--dead",), "1 of images, 1 of paint will be asked again"),
        (("--plugin", "images"), "2 of images will be asked again: collector run"),
        (("--dead", "--plugin", "images"), "1 of images will be asked again: collector run"),
        (
            ("--plugin", "paint"),
            "1 of paint will be asked again: collector plugins enable paint; collector run",
        ),
        (("--plugin", "csv"), "Nothing to retry."),
        (("--not-found", "--plugin", "images"), "4 of images will be asked again"),
    ],
)
def test_retry_says_how_many_of_whom_it_brings_round(failing, options, said):
    assert said in collector(failing, "retry", *options).stdout


def test_what_is_brought_round_has_all_its_attempts_again(failing):
    collector(failing, "retry", "--dead", "--plugin", "images")
    with Store.open(failing / "collection.db") as store:
        rows = {(row.subject.key, row.plugin): row for row in store.failures()}
    assert (rows["discogs:12", "images"].outcome, rows["discogs:12", "images"].attempts) == (
        "failed",
        0,
    )
    assert rows["discogs:12", "paint"].outcome == "dead"
    assert rows["discogs:11", "images"].attempts == 1


def test_retry_knows_no_plugin_of_a_wrong_name(failing):
    done = collector(failing, "retry", "--plugin", "imagse")
    assert done.exit_code == 2
    assert 'there is no plugin "imagse", did you mean "images"?' in done.output
