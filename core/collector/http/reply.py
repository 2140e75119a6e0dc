"""An answer, read strictly: what a service documents, or an error that says where it differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import Message
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

import attrs
from attrs import define, field
from cattrs import Converter, transform_error
from cattrs.cols import (
    homogenous_tuple_structure_factory,
    is_mapping,
    is_sequence,
    list_structure_factory,
    mapping_structure_factory,
)
from cattrs.gen import make_dict_structure_fn, override

from collector.errors import MalformedAnswer
from collector.http.addresses import brief

__all__ = ["HttpReply"]

T = TypeVar("T")

_SHOWN = 5  # problems in one message, at most
_PRIMITIVES = {str, int, float, bool}
_JSON_NAMES: Mapping[type, str] = {dict: "object", list: "list", NoneType: "null"}


@define
class HttpReply:
    """An answer with status 200 to 299, or 404.

    Attributes:
        service: Who answered; for messages.
        status: HTTP status.
        url: What was asked, without secret parameters.
        headers: Names in any case.
        body: As sent, decoded from its transfer and content encodings.
        from_cache: True if no request was needed.
        fetched_at: When the service said this.
    """

    service: str
    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    from_cache: bool
    fetched_at: datetime
    _forget: Callable[[], None] = field(repr=False, eq=False)

    @cached_property
    def text(self) -> str:
        """The body as text."""
        return _decoded(self.body, self.headers.get("Content-Type", ""))

    @property
    def found(self) -> bool:
        """False for a 404."""
        return self.status != 404

    def discard(self) -> None:
        """Take the answer out of the cache: the next run asks again."""
        self._forget()

    def json(self) -> Any:
        """The body as JSON. If it is none, the cache forgets it: the next run asks again.

        Raises:
            MalformedAnswer: If it is none (HTML, cut off, empty).
        """
        try:
            return json.loads(self.body, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            self._forget()
            raise MalformedAnswer(
                f"{self.service} {brief(self.url)}: no JSON: {error}; it begins {self.text[:80]!r}"
            ) from error

    def read(self, shape: type[T]) -> T:
        """The body as an attrs class.

        Keys that the class does not name are ignored. A key that is no Python name is taken by
        ``attrs.field(metadata={"key": "#text"})``. Nothing is coerced: ``"3"`` is no int, true is
        no int; an int is a float, though. Null is allowed where the type says so.

        Raises:
            MalformedAnswer: Names the address and the path of what is wrong.
        """
        value = self.json()
        try:
            return _converter().structure(value, shape)
        except Exception as error:
            self._forget()
            problems = transform_error(error, path="", format_exception=_problem)
            raise MalformedAnswer(
                f"{self.service} {brief(self.url)}: {_listed(problems)}"
            ) from error


def _decoded(body: bytes, content_type: str) -> str:
    header = Message()
    header["Content-Type"] = content_type
    charset = header.get_content_charset() or "utf-8"
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):  # some of Python's codecs are no charsets, and raise
        return body.decode("utf-8", "replace")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _listed(problems: list[str]) -> str:
    lines = []
    for problem in problems[:_SHOWN]:
        what, _, path = problem.rpartition(" @ ")
        lines.append(f"{path.lstrip('.')}: {what}" if path else what)
    more = len(problems) - _SHOWN
    return "; ".join(lines) + (f"; and {more} more" if more > 0 else "")


def _problem(error: BaseException, _type: type | None) -> str:
    if isinstance(error, KeyError):
        return "missing"
    return str(error)


def _named(value: object) -> str:
    return _JSON_NAMES.get(type(value), type(value).__name__)


def _expect(value: object, allowed: tuple[type, ...], name: str) -> None:
    # type() and not isinstance(): to Python, True is an int
    if type(value) not in allowed:
        raise TypeError(f"expected {name}, got {_named(value)}")


@cache
def _converter() -> Converter:
    converter = Converter()
    for kind, allowed in ((str, (str,)), (int, (int,)), (bool, (bool,)), (float, (float, int))):
        converter.register_structure_hook(kind, _strict(kind, allowed))
    converter.register_structure_hook_factory(attrs.has, _checked(_class_hook, dict, "object"))
    converter.register_structure_hook_factory(
        is_sequence, _checked(list_structure_factory, list, "list")
    )
    converter.register_structure_hook_factory(
        _is_long_tuple, _checked(homogenous_tuple_structure_factory, list, "list")
    )
    converter.register_structure_hook_factory(_is_mixed, _mixed_hook)
    converter.register_structure_hook_factory(
        is_mapping, _checked(mapping_structure_factory, dict, "object")
    )
    return converter


def _is_long_tuple(kind: Any) -> bool:
    """True for ``tuple[str, ...]``."""
    return get_origin(kind) is tuple and get_args(kind)[-1] is ...


def _strict(kind: type, allowed: tuple[type, ...]) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _type: Any) -> Any:
        _expect(value, allowed, kind.__name__)
        return kind(value)

    return structure


def _is_mixed(kind: Any) -> bool:
    """True for ``str | int`` and the like, where a service is of two minds."""
    members = set(get_args(kind)) - {NoneType}
    return isinstance(kind, UnionType) and len(members) > 1 and members <= _PRIMITIVES


def _mixed_hook(kind: Any, _converter: Converter) -> Callable[[Any, Any], Any]:
    name = " or ".join(_JSON_NAMES.get(one, one.__name__) for one in get_args(kind))

    def structure(value: Any, _type: Any) -> Any:
        _expect(value, get_args(kind), name)
        return value

    return structure


def _class_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    keys = {
        one.name: override(rename=one.metadata["key"])
        for one in attrs.fields(get_origin(kind) or kind)
        if "key" in one.metadata
    }
    return make_dict_structure_fn(kind, converter, **keys)  # type: ignore[arg-type]


def _checked(
    factory: Callable[[Any, Converter], Callable[[Any, Any], Any]], allowed: type, name: str
) -> Callable[[Any, Converter], Callable[[Any, Any], Any]]:
    """The factory's hooks, after a look at the JSON type (a str would pass as a list of str)."""

    def make(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
        hook = factory(kind, converter)

        def structure(value: Any, wanted: Any) -> Any:
            _expect(value, (allowed,), name)
            return hook(value, wanted)

        return structure

    return make
