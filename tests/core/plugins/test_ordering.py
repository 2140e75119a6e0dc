"""The order of plugins, the lineup, and the gate before a run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import Factory, define, evolve

from collector.config import read_config
from collector.errors import BadInput, ConfigError
from collector.model import Speaker
from collector.plugins import (
    LoadedPlugin,
    Roster,
    check_order,
    check_precedence,
    ensure_ready,
    known_name,
    lineup_of,
)


@define
class Lister:
    provides: frozenset[str]
    name: str = "list"
    service: str = ""

    def pull(self, ctx):
        return iter(())


@define
class Sayer:
    name: str
    needs: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset()
    version: int = 1
    subjects: str = "release"
    service: str = ""
    ttl: timedelta = timedelta(days=3)
    ttl_not_found: timedelta = timedelta(days=2)
    batch_size: int = 1
    said: list[str] = Factory(list)

    def enrich(self, subjects):
        return []


def sayer(name: str, needs: str = "", provides: str = "") -> Sayer:
    return Sayer(name, frozenset(needs.split()), frozenset(provides.split()))


def roster(folder: Path, **plugins: tuple[Lister | Sayer, ...]) -> Roster:
    """A workspace with these plugins, all of them ok."""
    entries = "".join(f'[[plugins]]\nname = "{name}"\n' for name in plugins)
    (folder / "plugins.toml").write_text(f"schema = 1\n{entries}")
    config = read_config(folder)
    loaded = [
        LoadedPlugin(
            entry.name,
            "ok",
            entry,
            sources=tuple(one for one in plugins[entry.name] if isinstance(one, Lister)),
            enrichers=tuple(one for one in plugins[entry.name] if isinstance(one, Sayer)),
        )
        for entry in config.plugins
    ]
    return Roster(config, tuple(loaded))


DISCOGS = (
    Lister(frozenset({"release.title"})),
    sayer("details", provides="release.barcodes"),
)
SPOTIFY = (sayer("album", "release.barcodes release.title", "release.spotify"),)


def test_a_right_order_has_no_complaint(tmp_path):
    assert check_order(roster(tmp_path, discogs=DISCOGS, spotify=SPOTIFY)) == []


def test_a_wrong_order_names_the_entries_and_the_command(tmp_path):
    first, second = check_order(roster(tmp_path, spotify=SPOTIFY, discogs=DISCOGS))
    assert first == (
        '"spotify" (plugins.toml:2) needs release.barcodes, which "discogs" (plugins.toml:4) '
        "provides: move discogs above spotify (collector plugins move discogs --before spotify)"
    )
    assert "release.title" in second


def test_a_need_that_nobody_provides_is_no_matter_of_order(tmp_path):
    assert check_order(roster(tmp_path, spotify=SPOTIFY)) == []


def test_a_later_refinement_of_what_is_there_is_fine(tmp_path):
    refiner = (sayer("more", provides="release.barcodes"),)
    found = check_order(roster(tmp_path, discogs=DISCOGS, spotify=SPOTIFY, refiner=refiner))
    assert found == []


def test_a_wrong_order_within_a_plugin_is_its_authors_mistake(tmp_path):
    parts = (sayer("b", needs="release.x"), sayer("a", provides="release.x"))
    (line,) = check_order(roster(tmp_path, odd=parts))
    assert "a mistake in the plugin" in line


def test_two_plugins_that_need_each_other_are_not_sent_round_in_a_circle(tmp_path):
    egg = (sayer("egg", needs="release.hen", provides="release.egg"),)
    hen = (sayer("hen", needs="release.egg", provides="release.hen"),)
    (line,) = check_order(roster(tmp_path, egg=egg, hen=hen))
    assert "no order suits both, disable one of them (collector plugins disable egg)" in line
    assert "move" not in line
    lister = Lister(frozenset({"release.egg"}))
    (line,) = check_order(roster(tmp_path, shelf=(lister,), egg=egg, hen=hen))
    assert "plugins move hen --before egg" in line


def test_a_plugin_that_is_switched_off_does_not_count(tmp_path):
    every = roster(tmp_path, spotify=SPOTIFY, discogs=DISCOGS)
    off = evolve(every.plugin("discogs"), state="disabled")
    assert check_order(evolve(every, loaded=(every.plugin("spotify"), off))) == []


def test_the_lineup_follows_the_plugins_and_has_bare_field_names(tmp_path):
    artist = evolve(sayer("bio", "artist.name", "artist.biography"), subjects="artist")
    every = roster(tmp_path, discogs=(DISCOGS[1], DISCOGS[0]), wikipedia=(artist,))
    order = {"artist.biography": ("wikipedia", "discogs")}
    lineup = lineup_of(evolve(every, config=evolve(every.config, precedence=order)))
    assert [(one.plugin, one.part, one.kind) for one in lineup.speakers] == [
        ("discogs", "list", "release"),
        ("discogs", "details", "release"),
        ("wikipedia", "bio", "artist"),
    ]
    assert lineup.speakers[0].provides == frozenset({"title"})
    assert lineup.speakers[2] == Speaker(
        "wikipedia",
        "bio",
        "artist",
        needs=frozenset({"name"}),
        provides=frozenset({"biography"}),
        ttl=timedelta(days=3),
        ttl_not_found=timedelta(days=2),
    )
    assert lineup.precedence == order


def test_a_plugin_that_is_not_ready_does_not_speak(tmp_path):
    every = roster(tmp_path, discogs=DISCOGS)
    off = evolve(every.loaded[0], state="disabled")
    assert lineup_of(evolve(every, loaded=(off,))).speakers == ()


def test_a_ready_roster_passes_the_gate(tmp_path):
    ensure_ready(roster(tmp_path, discogs=DISCOGS, spotify=SPOTIFY))


def test_the_gate_lists_every_problem_and_what_to_do(tmp_path):
    every = roster(tmp_path, spotify=SPOTIFY, discogs=DISCOGS, wings=())
    broken = evolve(
        every.plugin("wings"), state="load-error", problems=("wings: torn",), hint="sew them"
    )
    with pytest.raises(ConfigError) as caught:
        ensure_ready(evolve(every, loaded=(*every.loaded[:2], broken)))
    assert caught.value.problems[0] == "wings: torn"
    assert "move discogs above spotify" in caught.value.problems[1]
    assert caught.value.hint.startswith("sew them; or ")
    assert "collector plugins disable wings" in caught.value.hint


def test_a_disabled_plugin_does_not_close_the_gate(tmp_path):
    every = roster(tmp_path, wings=())
    ensure_ready(evolve(every, loaded=(evolve(every.loaded[0], state="disabled"),)))


def test_a_plugin_that_is_not_listed_is_not_found(tmp_path):
    with pytest.raises(KeyError):
        roster(tmp_path, wings=()).plugin("feet")


def test_a_name_from_the_command_line_is_checked():
    assert known_name("discogs", {"discogs", "csv"}) == "discogs"
    with pytest.raises(BadInput, match='did you mean "discogs"') as caught:
        known_name("discogz", {"discogs", "csv"})
    assert caught.value.hint == "the plugins are csv, discogs"


# -- precedence --------------------------------------------------------------------------------

WIKI = (sayer("biography", provides="artist.biography artist.image"),)
SHOP = (sayer("album", provides="release.editorial"),)


def with_precedence(folder: Path, line: str, *, off: str = "") -> Roster:
    made = roster(folder, wiki=WIKI, shop=SHOP)
    path = folder / "plugins.toml"
    path.write_text(f"{path.read_text()}[precedence]\n{line}\n")
    states = [evolve(one, state="disabled" if one.name == off else "ok") for one in made.loaded]
    return Roster(read_config(folder), tuple(states))


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ('"artist.biography" = ["wiki"]', ""),
        ('"artist.biography" = ["shop", "wiki"]', "shop"),
        ('"release.editorial" = ["shop"]', "shop"),
        ('"release.editorial" = ["wiki", "shop"]', "shop"),
    ],
)
def test_what_is_stated_or_may_be_is_no_problem(tmp_path, line, off):
    assert check_precedence(with_precedence(tmp_path, line, off=off)) == []


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ('"artist.biogaphy" = ["wiki"]', ""),
        ('"artist.biogaphy" = ["wiki", "shop"]', "shop"),
    ],
)
def test_a_misspelt_field_is_one_line_with_a_guess(tmp_path, line, off):
    (problem,) = check_precedence(with_precedence(tmp_path, line, off=off))
    assert problem == (
        'plugins.toml:7: precedence: no plugin states "artist.biogaphy",'
        ' did you mean "artist.biography"?'
    )


def test_no_run_starts_with_it(tmp_path):
    with pytest.raises(ConfigError) as caught:
        ensure_ready(with_precedence(tmp_path, '"artist.colour" = ["wiki"]'))
    assert caught.value.problems == (
        'plugins.toml:7: precedence: no plugin states "artist.colour"',
    )
