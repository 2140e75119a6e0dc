"""One flight per key: who asks for what is already on its way waits for that answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from copy import copy
from typing import Generic, TypeVar

__all__ = ["Flights"]

T = TypeVar("T")


class Flights(Generic[T]):
    """The calls under way, by key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[Hashable, Future[T]] = {}

    def fly(self, key: Hashable, call: Callable[[], T]) -> tuple[T, bool]:
        """Make the call, or wait for the one under way with the same key.

        Returns:
            The result, and True if it was this thread that called.

        Raises:
            BaseException: Whatever the call raised; each thread that waited gets a copy of its own,
                if there can be one.
        """
        with self._lock:
            known = self._under_way.get(key)
            mine: Future[T] = self._under_way.setdefault(key, Future())
        if known is None:
            return self._lead(key, mine, call), True
        error = known.exception()
        if error is not None:
            raise _copied(error)
        return known.result(), False

    def _lead(self, key: Hashable, mine: Future[T], call: Callable[[], T]) -> T:
        try:
            result = call()
        except BaseException as error:
            self._land(key)
            mine.set_exception(error)
            raise
        self._land(key)
        mine.set_result(result)
        return result

    def _land(self, key: Hashable) -> None:
        with self._lock:
            del self._under_way[key]


def _copied(error: BaseException) -> BaseException:
    try:
        mine = copy(error)
    except Exception:  # noqa: BLE001 - its class asks for more than it hands on: it is shared
        return error
    mine.__cause__ = error
    return mine
