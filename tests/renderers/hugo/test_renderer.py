"""The renderer, as a run holds it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from attrs import evolve

from collector.protocols import SubjectwiseRenderer
from collector_hugo.renderer import HugoRenderer


def test_it_tells_every_file_that_a_page_is_made_of(tmp_path: Path):
    renderer = HugoRenderer(tmp_path / "website", tmp_path / "templates")
    assert isinstance(renderer, SubjectwiseRenderer)
    assert renderer.subjectwise
    seen = [list(renderer.inputs())]
    assert seen[0] == list(renderer.inputs())
    (tmp_path / "templates" / "parts").mkdir(parents=True)
    part = tmp_path / "templates" / "parts" / "tracks.md.j2"
    part.write_text("one")
    seen.append(list(renderer.inputs()))
    part.write_text("two")
    seen.append(list(renderer.inputs()))
    seen.append(list(evolve(renderer, front_matter="yaml").inputs()))
    seen.append(list(evolve(renderer, front_matter="yaml", shelf=True).inputs()))
    seen.append(list(evolve(renderer, without_licences=("CC BY",)).inputs()))
    assert all(before != after for before, after in pairwise(seen))
