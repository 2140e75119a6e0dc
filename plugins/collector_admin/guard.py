"""What stands before every page: the right address, a session, a form that is ours.

* Host: a page elsewhere can give its own name our address (DNS rebinding); so only the names that
  we told are answered.
* Origin and token: a page elsewhere can send a form to us; it has neither.
* Headers: nothing is loaded but from here, no script stands in a page, and no frame holds one.
"""

from __future__ import annotations

from collections.abc import Collection
from secrets import compare_digest

from flask import Flask, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from collector_admin.gate import Gate

__all__ = ["COOKIE", "guard"]

COOKIE = "collector_session"
OPEN = {"entry.enter", "entry.closed", "entry.ask", "static"}
"""What is answered without a session."""

TEXT = 2 * 1024 * 1024
"""Bytes of a form."""

UPLOAD = 40 * 1024 * 1024
"""Bytes of a form with a picture."""

WITH_PICTURE = {"record.picture"}

SAFE = {"GET", "HEAD", "OPTIONS"}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guard(app: Flask, gate: Gate, hosts: Collection[str]) -> None:
    """Put the guard before an application.

    Args:
        app: The application.
        gate: Knows the sessions.
        hosts: Names and ports under which it may be asked for: ``127.0.0.1:8421``.
    """

    @app.before_request
    def check() -> AnyResponse | None:
        if request.host not in hosts:
            abort(421)
        request.max_content_length = UPLOAD if request.endpoint in WITH_PICTURE else TEXT
        g.session = gate.session(request.cookies.get(COOKIE, ""))
        if request.method not in SAFE:
            _check_origin()
        if request.endpoint in OPEN:
            return None
        if g.session is None:
            if request.method in SAFE:
                return redirect(url_for("entry.closed"))
            abort(403)
        if request.method not in SAFE and not _has_token():
            abort(403)
        return None

    @app.after_request
    def headed(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _check_origin() -> None:
    """Browsers say from which page a form comes; old ones and programs may not."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != request.host_url.rstrip("/"):
        abort(403)
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        abort(403)


def _has_token() -> bool:
    given = request.form.get("token", "")
    return compare_digest(given.encode(), g.session.token.encode())
