"""The command ``collector sandbox``: the five services, to try things against."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collector_sandbox.server import Sandbox

__all__ = ["sandbox"]


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default="a free one",
    help="Port on 127.0.0.1.",
)
@click.option(
    "--minute",
    default=60.0,
    show_default=True,
    type=click.FloatRange(min=0.01),
    help="Seconds that a minute of the services' limits lasts.",
)
@click.option(
    "--records",
    type=click.IntRange(min=1),
    help="Serve a generated collection of so many records instead of the catalogue.",
)
def sandbox(port: int, minute: float, records: int | None) -> None:
    """Serve the sandbox of the five services until Ctrl-C."""
    # Flask, waitress and Pillow take longer to load than all of `collector --help` may.
    try:
        from collector_sandbox.server import Options, Sandbox
    except ImportError as missing:
        raise click.ClickException(
            f"the sandbox needs {missing.name}: pip install 'record-collector[sandbox]'"
        ) from missing
    from collector_sandbox.catalogue import generate_world, load_world

    world = generate_world(records, seed=1) if records else load_world()
    running = Sandbox(world, Options(minute=minute))
    try:
        running.start(port)
    except OSError as taken:
        raise click.ClickException(f"port {port} can not be used: {taken}") from taken
    with running, tempfile.TemporaryDirectory(prefix="collector-sandbox-") as folder:
        click.echo(_settings(running, Path(folder)))
        click.echo("Serving; Ctrl-C ends it.")
        _wait()


def _settings(running: Sandbox, folder: Path) -> str:
    """A ``plugins.toml`` that runs against the sandbox."""
    files = running.write_config_secrets(folder)
    credentials = running.credentials
    secrets = {
        "discogs": [
            f'username = "{running.world.username}"',
            f'token = {{ file = "{files["discogs_token"]}" }}',
        ],
        "apple-music": [
            f'team_id = "{credentials.apple_team_id}"',
            f'key_id = "{credentials.apple_key_id}"',
            f'private_key = {{ file = "{files["apple_private_key"]}" }}',
        ],
        "spotify": [
            f'client_id = "{credentials.spotify_client_id}"',
            f'client_secret = {{ file = "{files["spotify_client_secret"]}" }}',
        ],
        "wikipedia": ['contact = "sandbox@example.org"'],
    }
    blocks = ["schema = 1"]
    for name, lines in secrets.items():
        addresses = [f'{key} = "{url}"' for key, url in running.addresses[name].items()]
        head = f'[[plugins]]\nname = "{name}"\n[plugins.config]'
        blocks.append("\n".join([head, *lines, *addresses]))
    return "\n\n".join(blocks) + "\n"


def _wait() -> None:
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("\nStopped.")
