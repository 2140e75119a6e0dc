"""What Discogs' answers have in common: how it refuses, and how it pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, request

from collector_sandbox.server.state import answer, whole

__all__ = ["error", "no_such_resource", "paged", "unauthenticated"]

T = TypeVar("T")


def error(status: int, message: str) -> Response:
    """A refusal."""
    return answer({"message": message}, status)


def no_such_resource() -> Response:
    """Nothing stands at this address."""
    return error(404, "The requested resource was not found.")


def unauthenticated() -> Response:
    """A token is missing."""
    headers = {"WWW-Authenticate": 'OAuth realm="https://api.discogs.com"'}
    return answer({"message": "You must authenticate to access this resource."}, 401, headers)


def paged(items: Sequence[T], key: str, shape: Callable[[T], dict[str, Any]]) -> Response:
    """A page of a list, with the addresses of its neighbours in body and ``Link`` header."""
    page, size = whole("page", 1), whole("per_page", 50)
    if page is None or size is None or page < 1 or size < 1:
        return error(422, "Invalid page or per_page parameter.")
    size = min(size, 100)
    pages = max(1, math.ceil(len(items) / size))
    if page > pages:
        return no_such_resource()
    urls = _neighbours(page, pages, size)
    pagination = {
        "page": page,
        "pages": pages,
        "per_page": size,
        "items": len(items),
        "urls": urls,
    }
    shown = [shape(item) for item in items[(page - 1) * size : page * size]]
    links = ", ".join(f'<{url}>; rel="{name}"' for name, url in urls.items())
    return answer({"pagination": pagination, key: shown}, headers={"Link": links} if links else {})


def _neighbours(page: int, pages: int, size: int) -> dict[str, str]:
    numbers: dict[str, int] = {}
    if page > 1:
        numbers |= {"first": 1, "prev": page - 1}
    if page < pages:
        numbers |= {"last": pages, "next": page + 1}
    rest = {k: v for k, v in request.args.items() if k not in ("page", "per_page", "token")}
    return {
        name: f"{request.base_url}?{urlencode({'page': number, 'per_page': size} | rest)}"
        for name, number in numbers.items()
    }
