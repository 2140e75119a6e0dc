"""The demo's workspace: ordinary plugins, pointed at the sandbox.

A workspace of the demo keeps its port and credentials, so that running the demo again is a second
run over the same store: nothing new, nothing asked.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from attrs import asdict, frozen

from collector.api import BadInput
from collector_sandbox.server.credentials import Credentials
from collector_sandbox.server.sandbox import Sandbox

__all__ = ["Demo"]

MARK = "sandbox"
"""Folder that tells a workspace of the demo from any other."""

PUBLIC = ("apple_team_id", "apple_key_id", "spotify_client_id")


@frozen
class Demo:
    """A workspace for the sandbox.

    Attributes:
        folder: The workspace.
        seconds: How long a minute lasts.
    """

    folder: Path
    seconds: float = 1.0

    def prepare(self) -> None:
        """Make the folder, or make sure that it is a demo's.

        Raises:
            BadInput: It holds something else, or cannot be made.
        """
        if not self._state.is_file() and self._holds_something():
            raise BadInput(
                f"{self.folder} is not empty and not a demo",
                hint="Choose another folder: collector demo --dir FOLDER",
            )
        try:
            self._state.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(
                f"{self.folder} cannot be made: {error.strerror}",
                hint="Choose another folder: collector demo --dir FOLDER",
            ) from error

    def _holds_something(self) -> bool:
        """Whether anything but our own empty folder is there."""
        if not self.folder.exists():
            return False
        mine = self._state.parent
        others = any(path != mine for path in self.folder.iterdir())
        return others or (mine.exists() and (not mine.is_dir() or any(mine.iterdir())))

    @property
    def _state(self) -> Path:
        return self.folder / MARK / "state.json"

    @property
    def port(self) -> int:
        """The port of the last time; 0 (any free one) the first time."""
        return int(self._read().get("port", 0))

    def credentials(self) -> Credentials:
        """Those of the last time, or new ones."""
        state, secrets = self._read(), self._state.parent
        if not state:
            return Credentials.generate()
        return Credentials(
            discogs_token=(secrets / "discogs.token").read_text(encoding="utf-8"),
            apple_private_key=(secrets / f"AuthKey_{state['apple_key_id']}.p8").read_text(
                encoding="utf-8"
            ),
            spotify_client_secret=(secrets / "spotify.secret").read_text(encoding="utf-8"),
            **{name: state[name] for name in PUBLIC},
        )

    def _read(self) -> dict[str, Any]:
        if not self._state.is_file():
            return {}
        state: dict[str, Any] = json.loads(self._state.read_text(encoding="utf-8"))
        return state

    def configure(self, sandbox: Sandbox) -> None:
        """Write ``plugins.toml`` and the secrets; lay out templates and website."""
        secrets = sandbox.write_config_secrets(self._state.parent)
        known = asdict(sandbox.credentials)
        port = int(sandbox.url.rpartition(":")[2])
        state = {"port": port, **{name: known[name] for name in PUBLIC}}
        self._state.write_text(json.dumps(state), encoding="utf-8")
        collector(self.folder, "init", echo=False)
        text = plugins_toml(sandbox, secrets, self.folder, self.seconds)
        (self.folder / "plugins.toml").write_text(text, encoding="utf-8")


def plugins_toml(
    sandbox: Sandbox, secrets: Mapping[str, Path], folder: Path, seconds: float
) -> str:
    """The configuration of a demo: what a real one has, with addresses and faster paces."""
    known, where = sandbox.credentials, sandbox.addresses

    def secret(name: str) -> str:
        return f'{{ file = "{secrets[name].relative_to(folder)}" }}'

    def pace(a_minute: int) -> str:
        return f'"{a_minute}/{seconds:g} seconds"'

    return f"""\
# Made by `collector demo`: ordinary plugins, and a sandbox whose minute lasts {seconds:g} s.
schema = 1

[collector]
image_rate = {pace(60)}
contact = "demo@example.org"

[[plugins]]
name = "discogs"
[plugins.config]
username = "{sandbox.world.username}"
token = {secret("discogs_token")}
base_url = "{where["discogs"]["base_url"]}"
rate = {pace(60)}

[[plugins]]
name = "wikipedia"
[plugins.config]
contact = "demo@example.org"
base_url = "{where["wikipedia"]["base_url"]}"
wikidata_url = "{where["wikipedia"]["wikidata_url"]}"
sparql_url = "{where["wikipedia"]["sparql_url"]}"
rate = {pace(190)}

[[plugins]]
name = "apple-music"
[plugins.config]
team_id = "{known.apple_team_id}"
key_id = "{known.apple_key_id}"
private_key = {secret("apple_private_key")}
base_url = "{where["apple-music"]["base_url"]}"
rate = {pace(240)}

[[plugins]]
name = "spotify"
[plugins.config]
client_id = "{known.spotify_client_id}"
client_secret = {secret("spotify_client_secret")}
base_url = "{where["spotify"]["base_url"]}"
auth_url = "{where["spotify"]["auth_url"]}"
rate = {pace(60)}

[[plugins]]
name = "hugo"

[precedence]
"artist.biography" = ["wikipedia", "discogs"]
"""


def collector(workspace: Path, *arguments: str, echo: bool = True) -> int:
    """Run the command as a person would; ``echo`` shows what it prints."""
    shown = None if echo else subprocess.DEVNULL
    with subprocess.Popen(_command(workspace, *arguments), stdout=shown) as running:
        try:
            return running.wait()
        except KeyboardInterrupt:  # SIGTERM is one, too, and has reached this process only
            running.terminate()
            running.wait()
            raise


def become(workspace: Path, *arguments: str) -> NoReturn:
    """Go on as that command: whoever ends this process ends it."""
    sys.stdout.flush()
    os.execv(sys.executable, _command(workspace, *arguments))  # noqa: S606 - no shell


def _command(workspace: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "collector", "--workspace", str(workspace), *arguments]


def run_demo(demo: Demo, sandbox: Sandbox, say: Callable[[str], None]) -> int:
    """Run the main job, and build the site."""
    demo.configure(sandbox)
    say(f"$ collector run --workspace {demo.folder}")
    code = collector(demo.folder, "run", "--no-advice")
    if code > 1:
        return code
    say(f"$ collector site build --workspace {demo.folder}")
    return collector(demo.folder, "site", "build") or code
