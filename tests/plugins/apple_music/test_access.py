"""Keys, developer tokens, refusals, health, settings."""

from __future__ import annotations

from pathlib import Path

import jwt
import pytest
from attrs import evolve
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from shops import Shop, album, view

from collector.api import AuthRequired, BadInput, Enricher, Found, Secret
from collector.testing import ManualClock
from collector_apple_music import Settings, collector_enrichers, collector_health_checks
from collector_apple_music.token import LIFETIME, developer_auth


def health(settings: Settings, shop: Shop):
    (check,) = collector_health_checks(settings, shop.host)
    return check.run()


def other_key(curve: ec.EllipticCurve) -> str:
    pem = ec.generate_private_key(curve).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode()


def no_post(*_: object):
    raise AssertionError("developer tokens are exchanged with nobody")


def token(auth) -> str:
    return auth.headers(no_post)["Authorization"].removeprefix("Bearer ")


def test_the_developer_token_is_accepted(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy"))
    assert isinstance(albums.enrich([view()])[0], Found)
    assert 401 not in shop.sandbox.statuses("apple")


def test_a_token_names_key_and_team_and_ends_soon(settings: Settings):
    clock = ManualClock()
    auth = developer_auth(settings.team_id, settings.key_id, settings.private_key, clock)
    made = token(auth)
    assert jwt.get_unverified_header(made) == {
        "alg": "ES256",
        "kid": settings.key_id,
        "typ": "JWT",
    }
    claims = jwt.decode(made, options={"verify_signature": False})
    assert claims["iss"] == settings.team_id
    assert claims["iat"] == int(clock.now().timestamp())
    assert claims["exp"] - claims["iat"] == LIFETIME.total_seconds()


def test_a_token_is_kept_while_it_lives_and_then_made_anew(settings: Settings):
    clock = ManualClock()
    auth = developer_auth(settings.team_id, settings.key_id, settings.private_key, clock)
    first = token(auth)
    clock.advance(LIFETIME.total_seconds() / 2)
    assert token(auth) == first
    clock.advance(LIFETIME.total_seconds() / 2)
    later = token(auth)
    assert later != first
    claims = jwt.decode(later, options={"verify_signature": False})
    assert claims["exp"] > clock.now().timestamp()


def test_a_key_of_another_team_is_refused_with_one_clear_line(shop: Shop, settings: Settings):
    (albums,) = collector_enrichers(evolve(settings, team_id="ZZZZZZZZZZ"), shop.host)
    (found,) = albums.enrich([view()])
    assert isinstance(found, AuthRequired)
    assert "apple-music" in found.message
    assert len(shop.asked("apple")) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "hush-hush",
        "-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----",
        other_key(ec.SECP384R1()),
        "",
    ],
    ids=["no key", "a broken key", "another curve", "nothing"],
)
def test_a_bad_key_is_told_by_its_place_and_never_by_its_content(
    shop: Shop, settings: Settings, tmp_path: Path, text: str
):
    path = tmp_path / "AuthKey_ABC.p8"
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        collector_enrichers(evolve(settings, private_key=Secret.from_file(path)), shop.host)
    error = caught.value
    assert str(path) in error.message
    assert ".p8" in error.hint
    assert error.__cause__ is None
    shown = repr(error) + error.message + error.hint
    assert not any(line in shown for line in text.split("\n") if line)


def test_health_says_that_the_key_is_good(shop: Shop, settings: Settings):
    found = health(settings, shop)
    assert found.ok
    assert "storefront us" in found.message
    assert len(shop.asked("apple")) == 1


def test_health_says_that_the_key_is_refused_and_what_to_do(shop: Shop, settings: Settings):
    found = health(evolve(settings, key_id="ZZZZZZZZZZ"), shop)
    assert not found.ok
    assert found.hint


@pytest.mark.parametrize("storefront", ["", "usa", "4z", "u1"])
def test_a_storefront_is_two_letters(storefront: str, settings: Settings):
    with pytest.raises(ValueError, match="two letters"):
        evolve(settings, storefront=storefront)
    assert evolve(settings, storefront="DE").storefront == "de"
