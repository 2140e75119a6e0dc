from __future__ import annotations

import pytest

from collector.http.addresses import below, brief, host_of, join, redirected, shown


@pytest.mark.parametrize(
    ("base", "path", "whole"),
    [
        ("https://a.example", "b", "https://a.example/b"),
        ("https://a.example/sim/", "/b", "https://a.example/sim/b"),
        ("https://a.example/sim", "https://a.example/sim/c", "https://a.example/sim/c"),
        ("https://a.example", "//evil.example/c", "https://a.example/evil.example/c"),
    ],
)
def test_relative_paths_keep_the_prefix(base, path, whole):
    assert join(base, path) == whole


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/sim",
        "https://a.example.evil.example/sim",
        "https://evil.example/https://a.example/sim",
        "https://a.example:444/sim",
        "https://a.example/simulation",
        "https://a.example/other",
        "https://a.example@evil.example/sim",
    ],
)
def test_these_do_not_belong_to_the_service(url):
    assert not below(url, ["https://a.example/sim"])


@pytest.mark.parametrize(
    "url", ["https://a.example/sim", "https://A.example:443/sim/x?y=1", "https://b.example/z"]
)
def test_these_do(url):
    assert below(url, ["https://a.example/sim/", "https://b.example"])


def test_hosts_carry_a_port_only_if_it_is_unusual():
    assert host_of("https://a.example:443/x") == "a.example"
    assert host_of("http://a.example:8080/x") == "a.example:8080"


@pytest.mark.parametrize("url", ["ftp://a/b", "file:///etc/passwd", "//a/b", "x", "", "data:,x"])
def test_other_addresses_are_none(url):
    with pytest.raises(ValueError, match="not a web address"):
        host_of(url)


def test_redirects_are_relative_and_utf8():
    raw = "/wiki/Björk".encode().decode("latin-1")
    assert redirected("https://a.example/x/y", raw) == "https://a.example/wiki/Bj%C3%B6rk"
    assert redirected("https://a.example/x/y", "z?q=1") == "https://a.example/x/z?q=1"


@pytest.mark.parametrize("location", ["", "file:///etc/passwd", "javascript:alert(1)"])
def test_redirects_to_nowhere_are_refused(location):
    with pytest.raises(ValueError, match=r"not a web address|where to"):
        redirected("https://a.example/", location)


def test_secrets_in_addresses_are_not_shown():
    url = "https://me:pw@a.example/p?token=AAA&q=x&client_secret=BBB&api_key=CCC#frag"
    assert shown(url) == "https://a.example/p?token=...&q=x&client_secret=...&api_key=..."


def test_a_long_address_is_cut_in_messages_and_a_short_one_is_not():
    short = "https://a.example/p?token=AAA&q=x"
    assert brief(short) == shown(short)
    long = brief("https://a.example/p?q=" + "x" * 5000)
    assert long.startswith("https://a.example/p?q=xxx")
    assert long.endswith("...")
    assert len(long) < 400
