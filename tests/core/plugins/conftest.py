"""Real packages, built and installed by pip into a folder that only these tests see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

PYPROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "{name}"
version = "{version}"
[project.entry-points."collector.plugins"]
{plugins}
[project.entry-points."collector.commands"]
{commands}
[tool.hatch.build.targets.wheel]
include = ["*.py"]
"""

SHOP = """
from __future__ import annotations

from datetime import timedelta

from attrs import define, frozen

from collector.api import NotFound, Secret, hookimpl


@frozen
class Settings:
    market: str = "US"
    token: Secret | None = None


@define
class Prices:
    name: str = "prices"
    version: int = 3
    subjects: str = "release"
    service: str = ""
    needs: frozenset = frozenset({"release.title"})
    provides: frozenset = frozenset({"release.shop_price"})
    ttl: timedelta = timedelta(days=1)
    ttl_not_found: timedelta = timedelta(days=2)
    batch_size: int = 1

    def enrich(self, subjects):
        return [NotFound("not for sale") for _ in subjects]


@hookimpl
def collector_settings():
    return Settings


@hookimpl
def collector_enrichers(settings, host):
    return [Prices()]
"""

COMMAND = """
import click


@click.group()
def shop():
    "Ask the shop."


@shop.command()
@click.pass_obj
def where(context):
    click.echo(f"shop of {context.workspace}")


not_a_command = 3
"""

TYPO = """
from collector.api import hookimpl


@hookimpl
def collector_enricher(settings, host):
    return []


def collector_sources(settings, host):
    return []
"""

MOODY = """
from collector.api import BadInput, hookimpl


@hookimpl
def collector_enrichers(settings, host):
    raise RuntimeError("not today")
"""

KEYLESS = """
from collector.api import BadInput, hookimpl


@hookimpl
def collector_renderers(settings, host):
    raise BadInput("the key is no P-256 key", hint="download it again")
"""

GREEDY = """
from collector.api import hookimpl


@hookimpl
def collector_enrichers(settings, store):
    return []
"""

PACKAGES = {
    ("record-shop", "1.2.0"): (
        {"shop": "record_shop", "contested": "record_shop", "thing": "record_shop:Settings"},
        {
            "shop": "record_shop_commands:shop",
            "shop-odd": "record_shop_commands:not_a_command",
            "shop-lost": "record_shop_nowhere:command",
        },
        {"record_shop": SHOP, "record_shop_commands": COMMAND},
    ),
    ("broken-wing", "0.1"): (
        {"broken": "broken_wing", "quitter": "quitter", "base": "base_wing"},
        {},
        {
            "broken_wing": "import no_such_library\n",
            "quitter": "raise SystemExit(3)\n",
            "base_wing": "raise BaseException('out')\n",
        },
    ),
    ("typo-works", "0.2"): (
        {"typo": "typo_works", "greedy": "greedy_works"},
        {},
        {"typo_works": TYPO, "greedy_works": GREEDY},
    ),
    ("moody-plugin", "7.0"): (
        {"moody": "moody", "keyless": "keyless", "contested": "moody", "future": "future"},
        {},
        {"moody": MOODY, "keyless": KEYLESS, "future": "COLLECTOR_API = 99\n"},
    ),
}


@frozen
class Scratch:
    """An environment in which those packages are installed."""

    site: Path

    def run(
        self, workspace: Path, *args: str, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """``python -m collector`` in a workspace."""
        return subprocess.run(
            [sys.executable, "-m", "collector", *args],
            cwd=workspace,
            env={**os.environ, "PYTHONPATH": str(self.site), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def listed(self, workspace: Path, toml: str, **variables: str) -> dict[str, Any]:
        """The rows of ``plugins list --json`` by name, for a given plugins.toml."""
        (workspace / "plugins.toml").write_text("schema = 1\n" + toml)
        done = self.run(workspace, "plugins", "list", "--json", **variables)
        assert done.returncode == 0, done.stderr
        return {row["name"]: row for row in json.loads(done.stdout)["plugins"]}


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Build and install the packages, without a network."""
    root = tmp_path_factory.mktemp("packages")
    sources = []
    for (name, version), (plugins, commands, modules) in PACKAGES.items():
        folder = root / name
        folder.mkdir()
        fill = {"plugins": _table(plugins), "commands": _table(commands)}
        (folder / "pyproject.toml").write_text(PYPROJECT.format(name=name, version=version, **fill))
        for module, text in modules.items():
            (folder / f"{module}.py").write_text(text)
        sources.append(str(folder))
    flags = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet"]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *flags, "--target", str(root / "site"), *sources],
        check=True,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    return Scratch(root / "site")


def _table(entries: dict[str, str]) -> str:
    return "\n".join(f'{name} = "{value}"' for name, value in entries.items())
