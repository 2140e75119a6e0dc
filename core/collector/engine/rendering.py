"""Pages from the store, without a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from collector.engine.handover import leaving
from collector.engine.library import StoreLibrary
from collector.engine.upkeep import Upkeep, Work
from collector.engine.workshop import Workshop
from collector.errors import UserError
from collector.events import PagesWritten
from collector.images.darkroom import Darkroom
from collector.output import FileOutput
from collector.protocols import Renderer
from collector.stamps import Stock
from collector.store import Store
from collector.views import RenderContext

__all__ = ["render_all", "settle"]


def settle(store: Store, workshop: Workshop, say: Callable[[str], None]) -> None:
    """Resolve anew what another order or precedence of plugins changes, after saying so.

    Copies that a source has listed which is switched off now go with what else it said.
    """
    if store.lineup_signature() == workshop.lineup.signature():
        store.set_lineup(workshop.lineup)  # a plugin's new version may read or say other fields
        return
    if store.lineup_signature() is not None:
        count = store.resolve_all(workshop.lineup, dry=True)
        if count:
            say(f"The plugins or their precedence have changed: {count} records change with them.")
    with store.transaction():
        gone = store.retire({plugin for plugin, _ in workshop.sources} | leaving(workshop))
        store.resolve_all(workshop.lineup)
        store.set_lineup(workshop.lineup)
    if gone:
        say(f"{gone} copies went with the source that listed them; they come back with it.")


def render_all(
    store: Store,
    workshop: Workshop,
    emit: Callable[[Any], None],
    failed: Callable[[str, str], None],
    *,
    darkroom: Darkroom,
    anew: bool = False,
) -> None:
    """Let every renderer write; what it wrote is remembered for the next time.

    Args:
        store: Read, and told what was written.
        workshop: With the renderers.
        emit: Hears ``PagesWritten``.
        failed: Hears the name of a renderer that raised, and why; the others go on.
        darkroom: Makes what pages show of images.
        anew: Also those whose files cannot have become others.

    Raises:
        UserError: Something that only a person can mend, such as a folder that is not theirs.
    """
    upkeep = Upkeep(store, workshop.images)
    for renderer in workshop.renderers:
        try:
            emit(_render(renderer, store, workshop, upkeep, darkroom, anew=anew))
        except UserError:
            raise
        except Exception as error:  # noqa: BLE001 - a renderer's bug must not stop the others
            failed(renderer.name, f"{type(error).__name__}: {error}")


def _render(
    renderer: Renderer,
    store: Store,
    workshop: Workshop,
    upkeep: Upkeep,
    darkroom: Darkroom,
    *,
    anew: bool,
) -> PagesWritten:
    root = renderer.output_root(workshop.config.workspace)
    # Before the work: what changes meanwhile shows the next time.
    work = upkeep.all(renderer, root) if anew else upkeep.work(renderer, root)
    known = store.outputs(renderer.name)
    if work is None:
        return PagesWritten(renderer.name, 0, len(known), 0)
    wanted = store.new_outputs()
    output = FileOutput(root, store.outputs(renderer.name, work.subjects), wanted)
    context = RenderContext(workshop.config.workspace, workshop.clock.now())
    renderer.render(_library(store, workshop, work, darkroom), output, context)
    report = output.finish()
    with store.transaction():
        wanted.settle(renderer.name, work.subjects)
        store.set_rendered(renderer.name, work.note(Stock(wanted.left)))
    return PagesWritten(renderer.name, report.written, len(known) - report.written, report.removed)


def _library(store: Store, workshop: Workshop, work: Work, darkroom: Darkroom) -> StoreLibrary:
    changed = work.changed or {}
    keys = (changed.get("release"), changed.get("artist"))
    return StoreLibrary(store, workshop.images, darkroom, *keys)
