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
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="SERVICE:KIND[:OPTIONS]",
    help="Let something go wrong; may be given again.",
)
def sandbox(port: int, minute: float, records: int | None, faults: tuple[str, ...]) -> None:
    """Serve the sandbox of the five services until Ctrl-C.

    A fault names a service (discogs, apple, spotify, accounts, wikipedia, wikidata, sparql,
    images), what goes wrong (429, 401, stale-token, 403, 500, 502, 503, html, html-image,
    png-image, empty, truncated, cut-off, wrong-type, missing, null, slow, hang, reset, down), and
    when: after=20,count=5 for so many requests, since=10,seconds=30 for a time, share=0.2,seed=1
    for some of them; path=REGEX, retry_after=TEXT, delay=SECONDS, field=PLACE say more.

    \b
    collector sandbox --fault discogs:503:after=20,count=5
    collector sandbox --fault spotify:429:retry_after=3600 --fault images:hang:delay=60,share=0.1
    """  # noqa: D301 - click's own mark: these lines stay as they are
    # Flask, waitress and Pillow take longer to load than all of `collector --help` may.
    try:
        from collector_sandbox.server import Fault, Options, Sandbox
    except ImportError as missing:
        raise click.ClickException(
            f"the sandbox needs {missing.name}: pip install 'record-collector[sandbox]'"
        ) from missing
    from collector_sandbox.catalogue import generate_world, load_world

    world = generate_world(records, seed=1) if records else load_world()
    try:
        plan = tuple(Fault.parse(text) for text in faults)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--fault") from error
    # One port for all, as ever, unless a service is to go down alone.
    alone = any(fault.kind == "down" for fault in plan)
    running = Sandbox(world, Options(minute=minute, faults=plan, own_ports=alone))
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
