"""The search index of a finished site."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from collector.api import OutputError
from collector_hugo.finder import index


def test_it_lies_beside_the_pages(site):
    site.render()
    public = site.build()
    index(public)
    assert (public / "pagefind/pagefind.js").is_file()


def test_a_folder_without_pages_cannot_be_indexed(tmp_path: Path):
    with pytest.raises(OutputError, match="Pagefind cannot index"):
        index(tmp_path)


def test_without_its_package_the_message_says_how_to_install_it(tmp_path: Path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(OutputError, match="not installed") as refused:
        index(tmp_path)
    assert "pip install" in refused.value.hint
