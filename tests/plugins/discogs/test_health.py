"""The health check tells a good token from a wrong one and from somebody else's."""

from __future__ import annotations

import pytest
from attrs import evolve

from collector.api import Secret
from collector_discogs import collector_health_checks


@pytest.mark.parametrize(
    ("username", "token", "ok", "said"),
    [
        ("me", "", True, "as me"),
        ("ME", "", True, "as me"),
        ("you", "", False, '"me"'),
        ("me", "wrong", False, "token"),
    ],
)
def test_the_check_says_whose_token_it_is(settings, host, username, token, ok, said):
    secret = Secret("env:TOKEN", token) if token else settings.token
    changed = evolve(settings, username=username, token=secret)
    (check,) = collector_health_checks(changed, host)
    health = check.run()
    assert health.ok is ok
    assert said in health.message
    assert bool(health.hint) is not ok
    assert settings.token.reveal() not in health.message + health.hint
