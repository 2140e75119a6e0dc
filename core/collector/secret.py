"""Values that must not be seen: tokens, passwords, keys.

A :class:`Secret` is born from an environment variable or a file, never from a literal. It prints
as ``Secret(env:NAME)``. It travels between processes as the place it comes from, not as a value.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["Secret"]


class Secret:
    """A value read from outside that never shows itself.

    Args:
        origin: Where it comes from, as ``env:NAME`` or ``file:/path``; safe to print.
        value: The value itself; only :meth:`reveal` gives it back.
    """

    __slots__ = ("_value", "origin")

    def __init__(self, origin: str, value: str) -> None:
        self.origin = origin
        self._value = value

    @classmethod
    def from_env(cls, name: str) -> Secret:
        """Read an environment variable.

        Raises:
            KeyError: If it is unset or empty.
        """
        value = os.environ.get(name, "").strip()
        if not value:
            raise KeyError(name)
        return cls(f"env:{name}", value)

    @classmethod
    def from_file(cls, path: Path) -> Secret:
        """Read a file's text, without the white space around it.

        Raises:
            OSError: If it cannot be read.
        """
        return cls(f"file:{path}", path.read_text(encoding="utf-8").strip())

    def reveal(self) -> str:
        """The value, for the one line that hands it to a service."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({self.origin})"

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> tuple[object, ...]:
        return _reopen, (self.origin,)


def _reopen(origin: str) -> Secret:
    kind, _, place = origin.partition(":")
    return Secret.from_env(place) if kind == "env" else Secret.from_file(Path(place))
