"""The settings that the skeleton shows are those that the plugins take."""

from __future__ import annotations

import pytest

from collector import skeleton
from collector.config import read_config, structure_settings
from collector.plugins import hooks_of

ENTRIES = {entry.name: entry for entry in read_config(skeleton.path()).plugins}


@pytest.mark.parametrize("name", ENTRIES)
def test_the_settings_shown_are_taken(name, tmp_path, monkeypatch):
    for variable in ("DISCOGS_TOKEN", "SPOTIFY_CLIENT_SECRET"):
        monkeypatch.setenv(variable, "secret")
    (tmp_path / "AuthKey.p8").write_text("key")
    kind = hooks_of(name).settings_class()
    assert kind is not None
    settings = structure_settings(kind, ENTRIES[name].config, plugin=name, base=tmp_path)
    assert isinstance(settings, kind)
