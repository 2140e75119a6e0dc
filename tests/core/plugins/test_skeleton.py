"""The skeleton's plugins, all switched on: their settings fit, and so does their order."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from collector import skeleton
from collector.config import read_config
from collector.plugins import check_order, ensure_ready, load


@pytest.fixture
def everything_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which the owner has done what the comments ask for."""
    text = (skeleton.path() / "plugins.toml").read_text()
    for example in skeleton.PLACEHOLDERS:
        text = text.replace(example, "me@mine.org" if "@" in example else "A1B2C3D4E5")
    (tmp_path / "plugins.toml").write_text(text.replace("enabled = false", "enabled = true"))
    (tmp_path / "collection.csv").write_text("")
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "AuthKey.p8").write_bytes(pem)
    for variable in ("DISCOGS_TOKEN", "SPOTIFY_CLIENT_SECRET"):
        monkeypatch.setenv(variable, "secret")
    return tmp_path


def test_every_plugin_shown_is_ready_and_in_order(everything_on):
    roster = load(read_config(everything_on))
    assert [line for plugin in roster.loaded for line in plugin.problems] == []
    assert check_order(roster) == []
    ensure_ready(roster)
    assert {plugin.state for plugin in roster.loaded} == {"ok"}
