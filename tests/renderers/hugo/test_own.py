"""The owner's files win over the program's, one by one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from collector import skeleton
from collector.api import AlbumView, Item
from collector.cli import cli
from collector_hugo import mounts


@pytest.fixture
def one_album() -> AlbumView:
    copies = [Item("1", "discogs:1", {}, "2020-01-01T00:00:00Z", "", 0, "", "", "")]
    return AlbumView("discogs:1", "one", {"title": "One"}, {}, copies, [], None, copies[0].added)


CARD = "layouts/_partials/card.html"


def own(site, *arguments: str):
    return CliRunner().invoke(
        cli, ["--workspace", str(site.workspace), "site", "own", *arguments], prog_name="collector"
    )


def test_a_new_site_has_settings_and_nothing_else(site):
    assert [path.name for path in site.root.rglob("*")] == ["hugo.toml"]


def test_a_file_of_the_owners_wins_and_the_others_stay_the_programs(site, one_album):
    site.write(CARD, "<li>MINE {{ .Title }}</li>")
    site.render([one_album])
    site.build()
    home = site.html("")
    assert "<li>MINE" in home
    assert '<header class="site-header"' in home
    assert "MINE" not in site.html(f"albums/{one_album.slug}")


def test_a_page_of_the_owners_wins_and_others_are_added(site, one_album):
    site.write("content/statistics.md", "---\ntitle: In figures\nlayout: statistics\n---\nMine.")
    site.write("content/about.md", "---\ntitle: About\n---\nWho I am.")
    site.write("static/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.render([one_album])
    site.build()
    assert "Mine." in site.html("statistics")
    assert "Who I am." in site.html("about")
    assert (site.public / "favicon.svg").read_text() == "<svg xmlns='http://www.w3.org/2000/svg'/>"


def test_a_file_can_be_taken_over(site):
    done = own(site, CARD)
    assert done.exit_code == 0, done.output
    assert "is yours now" in done.output
    ours = skeleton.path() / "website" / CARD
    assert (site.root / CARD).read_bytes() == ours.read_bytes()
    listed = own(site).output.splitlines()
    assert f"{CARD}  (yours)" in listed
    assert "layouts/home.html" in listed


@pytest.mark.parametrize("name", ["layouts/none.html", "../plugins.toml", "hugo.toml", ""])
def test_what_is_no_file_of_the_programs_is_refused(site, name):
    done = own(site, name)
    assert done.exit_code == 2
    assert "See them all: collector site own" in done.output


def test_a_file_of_the_owners_is_never_overwritten(site):
    site.write(CARD, "mine")
    done = own(site, CARD)
    assert done.exit_code == 2
    assert "is yours already" in done.output
    assert (site.root / CARD).read_text() == "mine"


def test_mounts_of_the_owners_stay(site, one_album):
    site.write("more/layouts/_partials/card.html", "<li>FROM MORE</li>")
    text = (site.root / "hugo.toml").read_text(encoding="utf-8")
    for source, target in (
        ("content", "content"),
        ("static", "static"),
        ("more/layouts", "layouts"),
    ):
        text += f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n'
    (site.root / "hugo.toml").write_text(text, encoding="utf-8")
    site.render([one_album])
    site.build()
    assert "FROM MORE" in site.html("")


def test_what_a_checkout_has_rendered_is_no_part_of_another_site(monkeypatch, tmp_path):
    for name in ("layouts/home.html", "content/search.md", "content/albums/x/index.md"):
        (tmp_path / "website" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "website" / name).write_text("x")
    monkeypatch.setattr(mounts, "skeleton_path", lambda: tmp_path)
    assert list(mounts.ours()) == ["layouts/home.html", "content/search.md"]
