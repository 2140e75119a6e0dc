"""Every error of the project, named by what to do about it.

Three families:

* :class:`UserError`: a person must change something before a run can start (exit code 2).
* :class:`Intent`: a plugin, or the wire, says how the run shall go on with a subject or a service.
* :class:`PluginError`: a plugin broke its contract; the run isolates it.

Each error carries a ``hint``: what to do next, in a sentence.
"""

from __future__ import annotations

from datetime import timedelta

__all__ = [
    "AuthRequired",
    "BadInput",
    "BreakerOpen",
    "CollectorError",
    "ConfigError",
    "Forbidden",
    "Intent",
    "MalformedAnswer",
    "NotCached",
    "OutputError",
    "PluginError",
    "RequestRefused",
    "RetryLater",
    "ServiceDown",
    "SkipItem",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreTooNew",
    "UserError",
]


class CollectorError(Exception):
    """Base of all errors that this project raises on purpose.

    Args:
        message: What happened, and where.
        hint: What to do next; empty if the message already says so.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes together with their hints."""
        return _revive, (type(self), dict(self.__dict__))


def _revive(kind: type[CollectorError], state: dict[str, object]) -> CollectorError:
    error = kind.__new__(kind)
    error.args = (state["message"],)
    error.__dict__.update(state)
    return error


# -- a person must act first: exit code 2 ------------------------------------------------------


class UserError(CollectorError):
    """A person must change something; nothing was started, nothing is lost.

    Args:
        message: What happened, or a heading over ``problems``.
        problems: Every problem found, or everything that may be meant, one line each.
        hint: What to do next.
    """

    def __init__(self, message: str, *, problems: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class ConfigError(UserError):
    """``plugins.toml`` or a plugin's settings are wrong."""


class BadInput(UserError):
    """A file or argument that a person gave cannot be used: a CSV without its header, no key."""


class StoreError(UserError):
    """The store cannot be opened or written: a broken file, a read-only folder, a full disk."""


class StoreDamaged(StoreError):
    """A store's file, or a backup, is damaged: a backup must take its place."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of this program."""


class StoreBusy(StoreError):
    """Another run holds the workspace."""


class OutputError(UserError):
    """A page or an image cannot be written."""


# -- intents: how the run goes on --------------------------------------------------------------


class Intent(CollectorError):
    """Said on purpose, by a plugin or by the wire; never a bug."""


class RetryLater(Intent):
    """The service asks for patience: rest it, and come back after a while.

    Args:
        message: What the service said.
        after: How long to stay away.
    """

    def __init__(self, message: str, *, after: timedelta, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.after = after


class AuthRequired(Intent):
    """The service refuses our credentials: the plugin rests until a person has acted."""


class Forbidden(AuthRequired):
    """The service refuses one document (403) and may give others: only its subject waits."""


class ServiceDown(Intent):
    """The service does not answer, or its breaker is open: its subjects wait for another run."""


class BreakerOpen(ServiceDown):
    """The service has failed too often of late: this request was not sent at all.

    Args:
        message: What failed before.
        after: When it is tried again.
    """

    def __init__(self, message: str, *, after: timedelta, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.after = after


class SkipItem(Intent):
    """This subject is not for this plugin; it is recorded as not found, with the reason."""


class NotCached(Intent):
    """Offline, and the cache does not hold the answer: nothing is recorded."""


class RequestRefused(Intent):
    """The service calls the request itself wrong (400, 422): recorded against the subject.

    Args:
        message: Service, address and what it answered.
        status: The HTTP status.
    """

    def __init__(self, message: str, *, status: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status


class MalformedAnswer(Intent):
    """An answer that is not what the service documents: fails this subject only.

    The message names the address and the path inside the document, for example
    ``discogs releases/249504: tracklist[3].title: expected str, got int``.
    """


# -- contracts ---------------------------------------------------------------------------------


class PluginError(CollectorError):
    """A plugin broke its contract (a wrong answer type, a field it does not provide)."""
