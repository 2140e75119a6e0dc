"""accounts.spotify.com: tokens for client credentials."""

from __future__ import annotations

from flask import Blueprint, Response, request

from collector_sandbox.server.state import State, answer, hooked
from collector_sandbox.server.tokens import LIFETIME

__all__ = ["blueprint"]


def blueprint(state: State) -> Blueprint:
    """Routes of ``/accounts``."""
    routes = Blueprint("accounts", __name__, url_prefix="/accounts")
    routes.before_request(lambda: hooked(state, "accounts"))
    routes.add_url_rule("/api/token", "token", lambda: _token(state), methods=["POST"])
    return routes


def _token(state: State) -> Response:
    problem = state.credentials.spotify_accepts(request.headers.get("Authorization", ""))
    if problem:
        return _refuse("invalid_client", problem)
    if request.form.get("grant_type") != "client_credentials":
        return _refuse("unsupported_grant_type", "grant_type parameter is missing or unsupported")
    token = state.tokens.issue()
    return answer({"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME})


def _refuse(error: str, description: str) -> Response:
    return answer({"error": error, "error_description": description}, 400)
