"""A canary in every credential: it must be nowhere but where it was put."""

from __future__ import annotations

from pathlib import Path

from places import Place

from collector_sandbox.server import Credentials


def canaries(credentials: Credentials) -> dict[str, bytes]:
    key = "".join(credentials.apple_private_key.split("-----")[2].split())
    return {
        "the Discogs token": credentials.discogs_token.encode(),
        "the Spotify secret": credentials.spotify_client_secret.encode(),
        "the Apple key": key[20:60].encode(),
    }


def test_no_secret_is_ever_written_or_printed(place: Place):
    printed = []
    for arguments in (
        ["run"],
        ["run", "--refresh"],
        ["run", "--json"],
        ["render"],
        ["status", "--json"],
        ["doctor"],
        ["plugins", "list"],
        ["plugins", "list", "--json"],
        ["why", "249504", "--json"],
        ["backup", "create"],
        ["site", "build"],
    ):
        done = place.collector(*arguments, COLLECTOR_DEBUG="1")
        printed.append(f"{done.stdout}{done.stderr}".encode())
    issued = [token.encode() for token in place.sandbox.issued_tokens]
    assert issued, "a Spotify token was issued"
    secrets = {**canaries(place.sandbox.credentials), "a Spotify token": issued[-1]}
    texts = {"output": b"".join(printed)}
    for path in place.folder.rglob("*"):
        if path.is_file() and (place.folder / "sandbox") not in path.parents:
            texts[str(path.relative_to(place.folder))] = path.read_bytes()
    assert "cache.db" in texts
    assert "collection.db" in texts
    for name, secret in secrets.items():
        assert [where for where, text in texts.items() if secret in text] == [], name
    for where, text in texts.items():
        assert b"Bearer ey" not in text, where
        assert b"Discogs token=" not in text, where


def test_a_refused_token_is_said_without_being_shown(place: Place):
    secret = place.folder / "sandbox" / "discogs.token"
    secret.write_text("CANARYcanaryCANARYcanaryCANARYcanary1234")
    done = place.collector("doctor")
    assert done.returncode == 1
    assert "CANARY" not in done.stdout + done.stderr
    done = place.collector("run")
    assert done.returncode == 1
    assert "CANARY" not in done.stdout + done.stderr
    assert "discogs" in done.stdout
    assert Path(secret).exists()
