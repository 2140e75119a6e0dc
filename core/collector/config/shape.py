"""Raw tables into attrs classes, strictly: no coercion, no unknown key, every problem reported.

cattrs does the work. Left alone it turns ``"no"`` into True and 3 into ``"3"``, so the plain
types get hooks of their own here.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import attrs
from cattrs import ClassValidationError, Converter, IterableValidationError
from cattrs.cols import list_structure_factory
from cattrs.errors import ForbiddenExtraKeysError, StructureHandlerNotFoundError
from cattrs.gen import make_dict_structure_fn

from collector.config.suggest import did_you_mean
from collector.http.service import Rate
from collector.secret import Secret

__all__ = ["Problem", "structure"]

T = TypeVar("T")

Problem = tuple[tuple[str, ...], str]
"""Key path, and what is wrong there."""

_NAMES: dict[type, str] = {
    bool: "true or false",
    str: "a text",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
}


class _WrongError(ValueError):
    """A value that cannot be used; the message is for people."""


def structure(
    cls: type[T], raw: Mapping[str, Any], *, base: Path
) -> tuple[T | None, list[Problem]]:
    """Make an attrs class of a table.

    Args:
        cls: The attrs class.
        raw: The table, as the TOML reader gave it.
        base: What relative paths (also of secrets' files) start from.

    Returns:
        The object and no problems, or None and every problem found.
    """
    try:
        return _converter(base).structure(raw, cls), []
    except StructureHandlerNotFoundError as error:
        return None, [
            ((), f"{cls.__name__} has a field of a type that no text stands for: {error}")
        ]
    except NameError as error:
        return None, [((), f"{cls.__name__} has a type that is not there when it runs: {error}")]
    except Exception as error:  # noqa: BLE001 - validators are a plugin's own code
        return None, list(_problems(error, ()))


# -- problems ----------------------------------------------------------------------------------


def _problems(error: Exception, path: tuple[str, ...]) -> Iterator[Problem]:
    """Unfold cattrs' tree of exceptions."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            yield from _problems(inner, (*path, _step(note)))
        for inner in others:
            yield from _problems(inner, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [field.alias or field.name for field in attrs.fields(error.cl)]
        for key in sorted(error.extra_fields):
            yield (*path, key), f"unknown key{did_you_mean(key, known)}"
    elif isinstance(error, KeyError):
        yield path, "is required, and missing"
    else:
        yield _blamed(error, path), _said(error)


def _step(note: Any) -> str:
    return str(note.name if hasattr(note, "name") else note.index)


def _blamed(error: Exception, path: tuple[str, ...]) -> tuple[str, ...]:
    """Find the attribute that a validator refused.

    attrs hands it to the validator, and most validators do not put it into what they raise.
    """
    for frame, _ in traceback.walk_tb(error.__traceback__):
        for value in frame.f_locals.values():
            if isinstance(value, attrs.Attribute):
                return (*path, value.name)
    return path


def _said(error: Exception) -> str:
    text = str(error.args[0]) if error.args else ""
    return " ".join(text.split()) or type(error).__name__


# -- the converter -----------------------------------------------------------------------------


def _converter(base: Path) -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (bool, str, int, float):
        converter.register_structure_hook(kind, _strict(kind))
    converter.register_structure_hook(Path, lambda value, _: base / Path(_text(value)).expanduser())
    converter.register_structure_hook(Rate, lambda value, _: Rate.parse(_text(value)))
    converter.register_structure_hook(Secret, lambda value, _: _secret(value, base))
    converter.register_structure_hook_func(_is_literal, _literal)
    converter.register_structure_hook_factory(_is_collection, _collection)
    converter.register_structure_hook_factory(attrs.has, _table)
    return converter


def _show(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _expect(kind: type, value: object) -> None:
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not fits or (isinstance(value, bool) and kind is not bool):
        raise _WrongError(f"expected {_NAMES[kind]}, got {_show(value)}")


def _strict(kind: type) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        _expect(kind, value)
        return kind(value)

    return hook


def _text(value: Any) -> str:
    _expect(str, value)
    return str(value)


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _literal(value: Any, kind: Any) -> Any:
    allowed = get_args(kind)
    if any(value == one and type(value) is type(one) for one in allowed):
        return value
    close = get_close_matches(str(value), [str(one) for one in allowed], n=1)
    guess = f', did you mean "{close[0]}"?' if close else ""
    raise _WrongError(f"expected {' or '.join(map(_show, allowed))}, got {_show(value)}{guess}")


def _is_collection(kind: Any) -> bool:
    args = get_args(kind)
    if get_origin(kind) is tuple:
        return len(args) == 2 and args[1] is Ellipsis
    return get_origin(kind) in (list, set, frozenset) and len(args) == 1


def _collection(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    """A text is a sequence too, for Python; here only a list is."""
    make: Callable[[Any], Any] = get_origin(kind)
    # cattrs accepts parametrised aliases as types; mypy does not.
    listed: Any = list[get_args(kind)[0]]  # type: ignore[misc]
    members: Any = list_structure_factory(listed, converter)

    def hook(value: Any, _: Any) -> Any:
        _expect(list, value)
        return make(members(value, list))

    return hook


def _table(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    get_type_hints(kind)  # a NameError now is clearer than one from generated code
    attrs.resolve_types(kind)
    make = make_dict_structure_fn(kind, converter)

    def hook(value: Any, _: Any) -> Any:
        _expect(dict, value)
        return make(value, kind)

    return hook


def _secret(value: Any, base: Path) -> Secret:
    if not isinstance(value, dict):
        raise _WrongError('a secret takes no literal: write { env = "NAME" } or { file = "path" }')
    match list(value.items()):
        case [("env", str(name))] if name:
            return _secret_from_env(name)
        case [("file", str(text))] if text:
            return _secret_from_file(base / Path(text).expanduser())
    raise _WrongError('expected { env = "NAME" } or { file = "path" }')


def _secret_from_env(name: str) -> Secret:
    try:
        return Secret.from_env(name)
    except KeyError:
        state = "empty" if name in os.environ else "not set"
        what_next = f"put the secret into it: export {name}=..."
        raise _WrongError(f"environment variable {name} is {state}; {what_next}") from None


def _secret_from_file(path: Path) -> Secret:
    try:
        secret = Secret.from_file(path)
    except UnicodeDecodeError:
        raise _WrongError(f"{path} is not a text file") from None
    except OSError as error:
        raise _WrongError(f"{path} cannot be read: {error.strerror}") from None
    if not secret.reveal():
        raise _WrongError(f"{path} is empty")
    return secret
