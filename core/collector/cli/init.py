"""``collector init``: lay out a workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from collector import skeleton
from collector.cli.options import CliContext
from collector.errors import BadInput, OutputError

__all__ = ["command"]

_NEXT = """
Next:
  1. Choose what lists your records: csv (a list exported from Discogs) or discogs.
     The comments in {file} say what each wants and where to get it.
     collector plugins enable csv{where}
  2. collector doctor{where}    checks settings and credentials
  3. collector run{where}       reads, enriches and renders; run it again whenever you like"""


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.pass_obj
def command(context: CliContext, folder: Path | None) -> None:
    """Lay out plugins.toml, templates/ and website/ in DIR (default: here).

    A file that is there already is never touched.
    """
    target = folder or context.workspace
    _refuse_obstacles(target)
    kept = _lay_out(target)
    click.echo(_outcome(target.resolve(), kept))
    here = target.samefile(".")  # also if the current folder was deleted
    where = "" if here else f" --workspace {target}"
    click.echo(_NEXT.format(file=target / "plugins.toml", where=where))


def _outcome(target: Path, kept: list[Path]) -> str:
    """What was done; an old workspace holds far too many files to name each."""
    if len(kept) == len(list(skeleton.files())):
        return f"{target} is a workspace already: nothing was changed"
    done = f"Workspace laid out in {target}"
    if not kept:
        return done
    same = f"it was: {kept[0]}" if len(kept) == 1 else f"they were: {len(kept)} files"
    return f"{done}\n  kept as {same}"


def _refuse_obstacles(target: Path) -> None:
    """Find what is in the way before anything is written."""
    for relative in skeleton.files():
        path = target / relative
        for folder in path.parents:
            if folder.exists() and not folder.is_dir():
                raise BadInput(
                    f"{folder} is in the way: it should be a folder",
                    hint="move it away, or choose another folder: collector init DIR",
                )
        if path.is_dir():
            raise BadInput(f"{path} is in the way: it should be a file", hint="move it away")


def _lay_out(target: Path) -> list[Path]:
    """Copy what is missing; returns what was kept."""
    kept = []
    for relative in skeleton.files():
        path = target / relative
        if path.exists():
            kept.append(path)
        else:
            _copy(skeleton.path() / relative, path)
    return kept


def _copy(origin: Path, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin, path)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}", hint="choose another folder"
        ) from None
