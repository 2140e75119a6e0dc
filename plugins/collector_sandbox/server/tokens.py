"""Access tokens that Spotify's accounts service gave out."""

from __future__ import annotations

import secrets
import threading
import time

__all__ = ["LIFETIME", "Tokens"]

LIFETIME = 3600
"""Seconds that a token is good for; real ones, whatever a sandbox's minute lasts."""


class Tokens:
    """The tokens of one sandbox. Safe to use from several threads."""

    def __init__(self) -> None:
        self._ends: dict[str, float] = {}
        self._lock = threading.Lock()

    def issue(self) -> str:
        """A new random token."""
        token = f"BQ{secrets.token_urlsafe(96)}"
        with self._lock:
            self._ends[token] = time.monotonic() + LIFETIME
        return token

    @property
    def issued(self) -> list[str]:
        """Every token given so far, the latest last."""
        with self._lock:
            return list(self._ends)

    def expire(self) -> None:
        """End every token now."""
        with self._lock:
            self._ends = dict.fromkeys(self._ends, 0.0)

    def problem(self, header: str) -> str:
        """What is wrong with an ``Authorization`` header, in Spotify's words; empty if nothing."""
        scheme, _, token = header.partition(" ")
        with self._lock:
            end = self._ends.get(token)
        if scheme != "Bearer" or not token:
            return "No token provided"
        if end is None:
            return "Invalid access token"
        return "" if end > time.monotonic() else "The access token expired"
