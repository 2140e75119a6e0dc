"""Nobody comes in, and nothing is changed, but by the owner's own pages."""

from __future__ import annotations

import re

import pytest
import requests

from collector.office import Office
from collector_admin.serving import Server

pytestmark = pytest.mark.xdist_group("admin")

PAGES = ["/", "/releases", "/artists", "/review", "/runs", "/plugins", "/backups", "/changes"]


def plugins(office: Office) -> str:
    return (office.workspace / "plugins.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*PAGES, "/runs/live", "/pictures/x.jpg", "/release/discogs:1"])
def test_a_stranger_sees_no_page(stranger, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "Come in by the link" in answer.text


def test_a_stranger_changes_nothing(stranger, office: Office) -> None:
    before = plugins(office)
    url = f"{stranger.server.url}/plugins/spotify/switch"
    assert requests.post(url, data={"on": "no"}, timeout=20).status_code == 403
    assert plugins(office) == before


def test_a_used_link_lets_nobody_else_in(server: Server, stranger) -> None:
    link = server.link()
    first = requests.get(link, timeout=20)
    assert first.ok
    assert "Your collection" in first.text
    second = requests.get(link, timeout=20)
    assert second.status_code == 403
    assert "Come in by the link" in second.text


def test_who_has_no_link_gets_one_in_the_terminal_alone(stranger, said: list[str]) -> None:
    answer = requests.post(f"{stranger.server.url}/ask", timeout=20)
    link = re.search(r"http://\S+", said[-1])[0]
    assert link.partition("key=")[2] not in answer.text
    assert requests.get(link, timeout=20).ok


def test_the_cookie_is_for_this_site_and_for_no_script(server: Server) -> None:
    answer = requests.get(server.link(), timeout=20, allow_redirects=False)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_session_is_not_one_that_somebody_chose(server: Server) -> None:
    chosen = {"collector_session": "chosen-by-somebody"}
    answer = requests.get(server.link(), cookies=chosen, timeout=20, allow_redirects=False)
    assert "chosen-by-somebody" not in answer.headers["Set-Cookie"]
    assert requests.get(server.url, cookies=chosen, timeout=20).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "[::1]:1"])
def test_another_name_for_this_address_is_not_answered(owner, host: str) -> None:
    answer = owner.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Your collection" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_page_changes_nothing(owner, office: Office, headers) -> None:
    before, token = plugins(office), owner.token
    answer = owner.session.post(
        f"{owner.server.url}/plugins/spotify/switch",
        data={"on": "no", "token": token},
        headers=headers,
        timeout=20,
    )
    assert answer.status_code == 403
    assert plugins(office) == before


@pytest.mark.parametrize("token", ["", "wrong", "ä"])
def test_a_form_without_its_token_changes_nothing(owner, office: Office, token: str) -> None:
    before = plugins(office)
    answer = owner.post("/plugins/spotify/switch", on="no", token=token)
    assert answer.status_code == 403
    assert plugins(office) == before


def test_the_token_of_another_session_is_none(owner, server: Server, office: Office) -> None:
    other = type(owner)(server).enter()
    before = plugins(office)
    answer = owner.post("/plugins/spotify/switch", on="no", token=other.token)
    assert answer.status_code == 403
    assert plugins(office) == before


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/static/admin.css", "/closed"])
def test_every_answer_forbids_what_is_not_ours(owner, path: str) -> None:
    headers = owner.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_who_has_left_is_out(owner) -> None:
    owner.post("/leave")
    assert owner.get("/").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/pictures/..%2f..%2fcollection.db",
        "/pictures/../collection.db",
        "/pictures/%2fetc%2fpasswd",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ],
)
def test_no_path_leads_out(owner, path: str) -> None:
    request = requests.Request("GET", owner.server.url).prepare()
    request.url = owner.server.url + path  # as it is: requests would tidy it up
    request.prepare_cookies(owner.session.cookies)
    answer = owner.session.send(request, timeout=20)
    assert answer.status_code == 404


def test_it_is_bound_to_this_machine_alone(server: Server) -> None:
    assert server.url.startswith("http://127.0.0.1:")
