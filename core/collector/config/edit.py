"""Change ``plugins.toml`` as a careful person would: comments, order and spacing stay.

Every function takes the text and gives the new text; :func:`save` puts it in place.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import tomlkit

from collector.config.suggest import did_you_mean
from collector.errors import BadInput, OutputError

__all__ = ["append", "move", "names", "read", "save", "set_enabled"]

_HEADER = re.compile(r"^[ \t]*\[{1,2}[ \t]*(?P<first>[\w-]+|\"[^\"\n]*\")[^\n]*", re.MULTILINE)
_TAIL = re.compile(r"\n[ \t]*\r?\n(?:[ \t\r]*(?:#[^\n]*)?\n)*[ \t\r]*(?:#[^\n]*)?\Z")
_ENTRY = re.compile(r"[ \t]*\[\[[ \t]*plugins[ \t]*\]\]")


def names(text: str) -> list[str]:
    """The plugins' names, in order."""
    return [str(entry["name"]) for entry in tomllib.loads(text).get("plugins", [])]


def set_enabled(text: str, name: str, *, enabled: bool) -> str:
    """Switch an entry on or off.

    Raises:
        BadInput: There is no such entry.
    """
    document = tomlkit.parse(text)
    entries: Any = document["plugins"] if names(text) else []
    entries[_index(names(text), name)]["enabled"] = enabled
    return tomlkit.dumps(document)


def append(text: str, name: str, package: str) -> str:
    """Add an entry behind the others, in front of the comment of what follows them.

    Args:
        text: The file.
        name: The plugin's name.
        package: The distribution that brings it.

    Raises:
        BadInput: The file is written in a way that cannot be added to.
    """
    entry = {"name": name, "package": package}
    block = tomlkit.dumps({"plugins": [entry]}).strip()
    if "\r\n" in text:
        block = block.replace("\n", "\r\n")
    wanted = tomllib.loads(text)
    wanted.setdefault("plugins", []).append(entry)
    # What looks like a header inside a text leads astray; the end of the file is always right.
    for at in [*(end for _, end in _blocks(text)[-1:]), len(text)]:
        added = _insert(text, at, block)
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(added) == wanted:
                return added
    raise BadInput(f"{name} cannot be added without changing more", hint="write its lines by hand")


def move(text: str, name: str, position: int) -> str:
    """Move an entry, together with the comment right above it.

    tomlkit takes a comment for the tail of the table before it, so whole blocks of text are moved
    instead; reading the result back proves that nothing else has changed.

    Args:
        text: The file.
        name: What to move.
        position: Where it shall be, from 0, once it is taken out of the list.

    Raises:
        BadInput: There is no such entry, or the file is written in a way that cannot be moved.
    """
    before = tomllib.loads(text)
    at = _index(names(text), name)
    spans = _blocks(text)
    bodies = [text[start:end] for start, end in spans]
    if len(bodies) == len(names(text)):
        bodies.insert(position, bodies.pop(at))
        before["plugins"].insert(position, before["plugins"].pop(at))
        moved = _fill(text, spans, bodies)
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(moved) == before:
                return moved
    raise BadInput(f"{name} cannot be moved without changing more", hint="move its lines by hand")


def read(path: Path) -> str:
    """The text, line ends as they are.

    Raises:
        BadInput: There is none.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}") from None


def save(path: Path, text: str) -> None:
    """Put a new text in place, whole or not at all.

    Raises:
        BadInput: The text is no TOML any more; the file is left alone.
        OutputError: It cannot be written; the file is left alone.
    """
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path} was left alone, the change would break it: {error}") from None
    try:
        _replace(path.resolve(), text)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from None


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(path, temporary)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _index(known: list[str], name: str) -> int:
    if name not in known:
        raise BadInput(
            f'"{name}" is not in plugins.toml{did_you_mean(name, known)}',
            hint="`collector plugins list` shows what is",
        )
    return known.index(name)


def _insert(text: str, at: int, block: str) -> str:
    """Put a block at a place, with a blank line around it."""
    line = "\r\n" if "\r\n" in text else "\n"
    before, after = text[:at].rstrip(), text[at:].lstrip("\r\n")
    return f"{before}{line * 2}{block}{line}{line + after if after else ''}".lstrip()


def _blocks(text: str) -> list[tuple[int, int]]:
    """Where each entry starts (with its comment) and ends (without what is behind it).

    A comment behind a blank line introduces what follows, and is no part of the entry.
    """
    headers = list(_HEADER.finditer(text))
    spans = []
    for at, header in enumerate(headers):
        if not _ENTRY.match(header[0]):
            continue
        rest = (
            one for one in headers[at + 1 :] if one["first"] != "plugins" or _ENTRY.match(one[0])
        )
        end = next((_with_comment(text, one.start()) for one in rest), len(text))
        start = _with_comment(text, header.start())
        spans.append((start, start + len(_TAIL.sub("", text[start:end]).rstrip())))
    return spans


def _with_comment(text: str, start: int) -> int:
    """Go up over the comment lines that touch a header."""
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _fill(text: str, spans: list[tuple[int, int]], bodies: list[str]) -> str:
    """Put bodies into the slots that the spans leave."""
    pieces, last = [], 0
    for (start, end), body in zip(spans, bodies, strict=True):
        pieces += [text[last:start], body]
        last = end
    return "".join([*pieces, text[last:]])
