from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from collector.api import BearerAuth, Exchange, Secret, TokenAuth
from collector.errors import AuthRequired
from collector.testing import ManualClock


def no_post(*_: object) -> None:
    raise AssertionError("nothing to fetch")


def test_an_answer_with_a_token_in_it_does_not_print_it():
    assert "sesame" not in repr(Exchange(200, '{"access_token": "sesame"}'))


def test_a_token_stands_behind_its_scheme():
    auth = TokenAuth(Secret("env:T", "abc"), "Discogs token=")
    assert auth.headers(no_post) == {"Authorization": "Discogs token=abc"}
    assert not auth.renew()
    assert "abc" not in repr(auth)


@pytest.mark.parametrize(("lifetime", "kept"), [(3600.0, 3540.0), (100.0, 90.0)])
def test_a_bearer_token_is_renewed_before_it_ends(lifetime, kept):
    clock = ManualClock()
    numbers = iter(range(9))
    auth = BearerAuth(lambda _post: (f"t{next(numbers)}", lifetime), clock)
    assert auth.headers(no_post) == {"Authorization": "Bearer t0"}
    clock.advance(kept - 1)
    assert auth.headers(no_post) == {"Authorization": "Bearer t0"}
    clock.advance(1)
    assert auth.headers(no_post) == {"Authorization": "Bearer t1"}


def test_many_threads_cause_one_fetch():
    fetched = []
    gate = threading.Barrier(8)
    auth = BearerAuth(lambda _post: (fetched.append(1) or "t", 60.0), ManualClock())

    def ask(_: int) -> object:
        gate.wait()
        return auth.headers(no_post)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    assert len(fetched) == 1


def test_threads_refused_with_the_same_token_renew_it_once():
    numbers = iter(range(9))
    auth = BearerAuth(lambda _post: (f"t{next(numbers)}", 3600.0), ManualClock())
    sent = threading.Barrier(4)

    def refused(_: int) -> str:
        auth.headers(no_post)
        sent.wait()
        assert auth.renew()
        return auth.headers(no_post)["Authorization"]

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(refused, range(4))) == {"Bearer t1"}


def test_a_failed_fetch_is_tried_again_by_the_next():
    answers = iter([AuthRequired("no"), ("t", 60.0)])

    def fetch(_post: object) -> tuple[str, float]:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    auth = BearerAuth(fetch, ManualClock())
    with pytest.raises(AuthRequired):
        auth.headers(no_post)
    assert auth.headers(no_post) == {"Authorization": "Bearer t"}
