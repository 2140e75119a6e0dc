from __future__ import annotations

import pickle

from collector.secret import Secret


def test_a_secret_never_shows_itself():
    secret = Secret("env:TOKEN", "sesame")
    shown = f"{secret} {secret!r} {secret:>40}" + str([secret])
    assert "sesame" not in shown


def test_a_secret_travels_as_the_place_it_comes_from(monkeypatch):
    monkeypatch.setenv("TOKEN", "sesame")
    packed = pickle.dumps(Secret.from_env("TOKEN"))
    assert b"sesame" not in packed
    assert pickle.loads(packed).reveal() == "sesame"


def test_equal_secrets_have_equal_hashes():
    assert len({Secret("env:A", "sesame"), Secret("file:/b", "sesame")}) == 1
