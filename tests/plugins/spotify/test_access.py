"""Tokens, refusals, quotas, health, settings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from shops import Shop, album, view

from collector.api import AuthRequired, Enricher, Found, RetryLater, Secret, ServiceDown
from collector_sandbox.server import Fault
from collector_spotify import Settings, collector_enrichers, collector_health_checks

ID = "A" * 22


def health(settings: Settings, shop: Shop):
    (check,) = collector_health_checks(settings, shop.host)
    return check.run()


def test_one_token_serves_all_requests(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), album("B" * 22, "Third", songs=("Silence", "Hunter")))
    albums.enrich([view()])
    albums.enrich([view("Third", songs=("Silence", "Hunter"))])
    assert len(shop.sandbox.issued_tokens) == 1


def test_a_token_that_ends_in_the_middle_is_renewed_once(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), album("B" * 22, "Third", songs=("Silence", "Hunter")))
    assert isinstance(albums.enrich([view()])[0], Found)
    shop.sandbox.expire_tokens()
    assert isinstance(albums.enrich([view("Third", songs=("Silence", "Hunter"))])[0], Found)
    assert len(shop.sandbox.issued_tokens) == 2
    assert shop.sandbox.statuses("spotify")[401] == 1


def test_without_premium_the_reason_is_told_in_spotify_s_words(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), premium_missing=True)
    with pytest.raises(AuthRequired, match="Active premium subscription required"):
        albums.enrich([view()])


def test_a_used_up_quota_rests_the_service_at_once(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), rate_quota=True)
    with pytest.raises(RetryLater) as caught:
        albums.enrich([view()])
    assert caught.value.after == timedelta(days=1)
    with pytest.raises(RetryLater):
        albums.enrich([view("Third")])
    assert len(shop.asked("spotify")) == 1


def test_a_wrong_secret_is_told_without_being_shown(shop: Shop, settings: Settings):
    wrong = evolve(settings, client_secret=Secret("env:SPOTIFY", "hush-hush-hush"))
    (albums,) = collector_enrichers(wrong, shop.host)
    with pytest.raises(AuthRequired, match="Invalid client secret") as caught:
        albums.enrich([view()])
    assert "hush" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("kind", ["html", "truncated", "empty"])
def test_no_token_in_a_good_answer_is_no_word_on_the_credentials(
    shop: Shop, albums: Enricher, kind: str
):
    shop.sell(album(ID, "Dummy"), faults=(Fault("accounts", kind),))
    with pytest.raises(ServiceDown, match="/accounts answers, but not with a token"):
        albums.enrich([view()])
    shop.sandbox.change(faults=())
    assert isinstance(albums.enrich([view()])[0], Found)


def test_health_says_that_the_app_may_search(shop: Shop, settings: Settings):
    found = health(settings, shop)
    assert found.ok
    assert "market US" in found.message


def test_health_says_that_premium_is_missing(shop: Shop, settings: Settings):
    shop.sell(premium_missing=True)
    found = health(settings, shop)
    assert not found.ok
    assert "premium" in found.message
    assert found.hint


@pytest.mark.parametrize("market", ["", "USA", "4Z", "U1"])
def test_a_market_is_two_letters(market: str, settings: Settings):
    with pytest.raises(ValueError, match="two letters"):
        evolve(settings, market=market)
    assert evolve(settings, market="de").market == "DE"
