"""The way to one service below the cache: breaker, retry, rate, auth, transport."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve

from collector.clock import Clock
from collector.errors import (
    AuthRequired,
    BreakerOpen,
    Forbidden,
    MalformedAnswer,
    RequestRefused,
    RetryLater,
    ServiceDown,
)
from collector.events import RequestDone, ServiceState, StateName
from collector.http.addresses import below, brief, shown
from collector.http.breaker import Breaker, State
from collector.http.pace import Pace
from collector.http.retry import ATTEMPTS, PATIENCE, Backoff, is_transient, retry_after
from collector.http.service import Exchange, NoAuth, Service
from collector.http.standing import ServiceStatistics, Standing
from collector.http.transport import MAX_BYTES, Broken, Raw, Request, TooLong, Transport, said
from collector.http.waiting import Waiting

__all__ = ["Line", "OnEvent"]

OnEvent = Callable[[Any], None]

_COOLDOWN = 30.0  # seconds a failing service is left alone, before the scale of its pauses
_FORBIDDEN = 3  # so many 403 in a row mean the account, not the document


class _CutOff(MalformedAnswer):
    """Each answer broke off: the document may be to blame, or the service."""


class Line:
    """Everything that one service's requests share. Safe in threads.

    Args:
        service: The declaration.
        waiting: Clock and stop signal.
        backoff: Its pauses.
        on_event: Hears :class:`RequestDone` and :class:`ServiceState`, in the calling thread.
    """

    def __init__(
        self, service: Service, waiting: Waiting, backoff: Backoff, on_event: OnEvent
    ) -> None:
        self.service = service
        self._waiting = waiting
        self._clock: Clock = waiting.clock
        self._backoff = backoff
        self._on_event = on_event
        self._pace = Pace(service.rate, waiting)
        self._at_once = threading.Semaphore(max(1, service.in_flight))
        self._bases = (service.base_url, *service.also)
        self._forbidden = 0
        self._last_failure = ""
        self.standing = Standing(service.name, self._clock, self._state_changed)
        self._breaker = Breaker(
            self._clock, cooldown=_COOLDOWN * backoff.scale, on_change=self._breaker_changed
        )
        self._transport = Transport(
            service.base_url,
            timeout=service.timeout,
            connections=service.in_flight,
            clock=self._clock,
        )

    def get(self, url: str, *, max_bytes: int = MAX_BYTES) -> Raw:
        """Ask for one address; redirects are handed back.

        Returns:
            An answer with status 2xx, 3xx or 404.

        Raises:
            RetryLater: The service rests, or asks for a longer pause.
            AuthRequired: It refuses our credentials; ``Forbidden``: perhaps this document alone.
            ServiceDown: It does not answer, or its breaker is open.
            RequestRefused: Any other status.
            MalformedAnswer: The answer was cut off each time, or is too long.
        """
        self._waiting.check()
        self.standing.check()
        with self._guarded():
            return self._settled(self._asked(Request("GET", url), max_bytes))

    def statistics(self) -> ServiceStatistics:
        """What the service has cost, and how it stands."""
        return self.standing.statistics

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    # -- the breaker ---------------------------------------------------------------------------

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        ticket = self._breaker.permit()
        if ticket is None:
            raise BreakerOpen(
                f"{self.service.name}: not asked, it keeps failing ({self._last_failure})",
                after=timedelta(seconds=self._breaker.wait()),
            )
        try:
            yield
        except (ServiceDown, _CutOff) as error:
            self._last_failure = error.message
            self._breaker.failed(ticket)
            raise
        except (AuthRequired, RequestRefused, MalformedAnswer):
            self._breaker.passed(ticket)
            raise
        except BaseException:
            self._breaker.dropped(ticket)
            raise
        self._breaker.passed(ticket)

    def _breaker_changed(self, state: State) -> None:
        if state == "open":
            until = self._clock.now() + timedelta(seconds=self._breaker.wait())
            self.standing.become("open", self._last_failure, until)
        elif state == "closed":
            self.standing.become("ok")

    def _state_changed(self, state: StateName, reason: str, until: datetime | None) -> None:
        self._on_event(ServiceState(self.service.name, state, reason, until))

    # -- auth ----------------------------------------------------------------------------------

    def _asked(self, request: Request, max_bytes: int) -> Raw:
        """Ask; after a 401 once more, with renewed credentials."""
        signed = below(request.url, self._bases)
        raw = self._persist(request, signed=signed, max_bytes=max_bytes)
        if raw.status == 401 and signed and self.service.auth.renew():
            raw = self._persist(request, signed=True, max_bytes=max_bytes)
        return raw

    def _signature(self, *, signed: bool) -> Mapping[str, str]:
        if not signed:
            return {}
        try:
            headers = self.service.auth.headers(self._post)
        except AuthRequired as error:
            raise self._refusing(error.message) from error
        # Checked here, because the libraries below would show the whole value in their error.
        if not all(value.isascii() and value.isprintable() for value in headers.values()):
            raise self._refusing(
                f"{self.service.name}: the credentials hold a character that cannot be sent "
                "(a line break, a letter with an accent)"
            )
        return headers

    def _post(
        self, url: str, data: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        """For :class:`Auth`: a paced and retried, unsigned and uncached POST of a form."""
        request = Request("POST", url, headers or {}, data)
        raw = self._persist(request, signed=False, max_bytes=MAX_BYTES)
        return Exchange(raw.status, raw.body.decode("utf-8", "replace"))

    # -- what an answer means ------------------------------------------------------------------

    def _settled(self, raw: Raw) -> Raw:
        if raw.status == 403 or (raw.status == 401 and isinstance(self.service.auth, NoAuth)):
            raise self._forbidding(raw)  # without credentials both are about the document
        self._forbidden = 0
        if raw.status < 400 or raw.status == 404:
            return raw
        if raw.status == 401:
            raise self._refusing(f"{self._about(raw)}: our credentials are refused: {_said(raw)}")
        raise RequestRefused(f"{self._about(raw)}: {raw.status}: {_said(raw)}", status=raw.status)

    def _forbidding(self, raw: Raw) -> AuthRequired:
        self._forbidden += 1
        message = f"{self._about(raw)}: access is refused: {_said(raw)}"
        if self._forbidden >= _FORBIDDEN:
            return self._refusing(message)
        return Forbidden(message)

    def _refusing(self, message: str) -> AuthRequired:
        self.standing.become("auth", message)
        return AuthRequired(
            message, hint=f"Check the credentials of {self.service.name}, then run again."
        )

    def _about(self, raw: Raw | Request) -> str:
        return f"{self.service.name} {brief(raw.url)}"

    # -- retry ---------------------------------------------------------------------------------

    def _persist(self, request: Request, *, signed: bool, max_bytes: int) -> Raw:
        """Ask until there is an answer that another attempt would not better."""
        attempt = 1
        while True:
            answer = self._once(request, attempt, signed=signed, max_bytes=max_bytes)
            if isinstance(answer, Raw) and answer.sound and not is_transient(answer.status):
                return answer
            if isinstance(answer, Raw) and answer.status == 429:
                self._heed_refusal(answer, attempt)
            elif attempt == ATTEMPTS:
                return self._given_up(request, answer)
            else:
                self._pause(answer, attempt)
            attempt += 1

    def _heed_refusal(self, raw: Raw, attempt: int) -> None:
        """429: the whole service pauses, as long as it says."""
        asked = retry_after(raw.headers, self._clock.now())
        if asked is not None and asked > PATIENCE:
            raise self._resting(raw, asked)
        if attempt == ATTEMPTS:
            raise self._resting(raw, PATIENCE * self._backoff.scale)
        # "0" cannot mean at once: the same request would be refused again
        self._pace.rest(asked or self._backoff.after_refusal(attempt))

    def _pause(self, answer: Raw | Broken, attempt: int) -> None:
        asked = None
        if isinstance(answer, Raw):
            asked = retry_after(answer.headers, self._clock.now())
            if asked is not None and asked > PATIENCE:
                raise self._resting(answer, asked)
        self._waiting.sleep(max(asked or 0.0, self._backoff.after_failure(attempt)))

    def _resting(self, raw: Raw, seconds: float) -> RetryLater:
        after = timedelta(seconds=seconds)
        message = f"{self._about(raw)}: {raw.status}: it asks for a pause of {after}"
        self.standing.become("resting", message, self._clock.now() + after)
        return RetryLater(message, after=after)

    def _given_up(self, request: Request, answer: Raw | Broken) -> Raw:
        if isinstance(answer, Raw):
            if not is_transient(answer.status):
                return answer  # broken JSON: whoever reads it will say where
            raise ServiceDown(
                f"{self._about(request)}: {answer.status} after {ATTEMPTS} attempts: "
                f"{_said(answer)}"
            )
        message = f"{self._about(request)}: {answer.reason} ({ATTEMPTS} attempts)"
        raise _CutOff(message) if answer.cut_off else ServiceDown(message)

    # -- one attempt ---------------------------------------------------------------------------

    def _once(
        self, request: Request, attempt: int, *, signed: bool, max_bytes: int
    ) -> Raw | Broken:
        # Signing may itself post, which takes a place of its own: so it comes before ours.
        private = {**request.headers, **self._signature(signed=signed)}
        headers = {**self.service.headers, **private}
        outgoing = Request(request.method, request.url, headers, request.data)
        with self._at_once, self._pace.slot() as waited:
            self.standing.check()  # it may have gone to rest while we waited
            self.standing.sent(attempt, waited)
            answer = self._timed(outgoing, attempt, max_bytes)
        if isinstance(answer, Raw):
            self._heed_remaining(answer)
            return _veiled(answer, private.values())
        return answer

    def _timed(self, request: Request, attempt: int, max_bytes: int) -> Raw | Broken:
        began = self._clock.monotonic()
        try:
            answer = self._transport.send(request, max_bytes=max_bytes)
        except TooLong as error:
            raise MalformedAnswer(f"{self._about(request)}: {error}") from error
        status = answer.status if isinstance(answer, Raw) else 0
        seconds = self._clock.monotonic() - began
        self._on_event(RequestDone(self.service.name, shown(request.url), status, seconds, attempt))
        return answer

    def _heed_remaining(self, raw: Raw) -> None:
        name = self.service.remaining_header
        if name and raw.headers.get(name, "").strip() == "0":
            self._pace.hold()


def _veiled(raw: Raw, private: Iterable[str]) -> Raw:
    """A refusal may repeat what it refuses, and goes into messages: without our credentials."""
    if raw.status < 400:
        return raw
    words = {word for value in private for word in re.split(r"[\s=]+", value) if len(word) > 7}
    body = raw.body
    for word in words:
        body = body.replace(word.encode(), b"...")
    return evolve(raw, body=body)


def _said(raw: Raw) -> str:
    """The first 200 characters that a person would read in a body of any kind."""
    text = raw.body[:20_000].decode("utf-8", "replace")
    text = re.sub(r"(?is)<(script|style)\b.*?</\1>|<[^>]*>", " ", text)
    return said(text) or "(empty answer)"
