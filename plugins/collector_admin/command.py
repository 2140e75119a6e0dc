"""``collector admin``."""

from __future__ import annotations

from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

import click

__all__ = ["admin"]

PORT = 8421


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port of 127.0.0.1; 0 takes a free one.",
)
@click.option("--open/--no-open", "show", default=True, help="Open the page in the browser.")
@click.pass_obj
def admin(context: Any, port: int, show: bool) -> None:
    """Look at the collection, correct it, decide what is in doubt, and run: in the browser.

    Only this machine is answered, and only who has the link that is printed here.
    """
    # Flask takes longer to load than all of `collector --help` may.
    try:
        from collector_admin.serving import serving
    except ImportError as missing:
        raise click.ClickException(
            f"the admin needs {missing.name}: pip install 'record-collector[admin]'"
        ) from missing
    from collector.office import Office

    office = Office(Path(context.workspace), context.env)
    office.config()  # a wrong plugins.toml is told now
    try:
        server = serving(office, port, author=_author(), tell=click.echo, now=_now)
    except OSError as taken:
        raise click.ClickException(
            f"port {port} cannot be used: {taken.strerror}; choose another one: --port"
        ) from taken
    link = server.link()
    click.echo(f"The admin is here, for once: {link}\nCtrl-C ends it.")
    if show:
        click.launch(link)
    server.run()


def _author() -> str:
    """Who sits at this machine."""
    try:
        return getuser()
    except (KeyError, OSError):
        return "admin"


def _now() -> datetime:
    return datetime.now(UTC)
