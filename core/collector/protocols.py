"""What plugins give to the core, and what they get from it: the shapes, without behaviour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from collector.clock import Clock
from collector.http.service import Client, Service
from collector.model import Answer, Checkpoint, Cost, Fields, Item, Kind, SubjectView
from collector.views import AlbumView, ArtistView, RenderContext

__all__ = [
    "Costed",
    "Enricher",
    "Host",
    "Library",
    "Observer",
    "Output",
    "PinReader",
    "PullContext",
    "RenderReport",
    "Renderer",
    "Source",
    "SteadyRenderer",
    "SubjectwiseRenderer",
]


class Host(Protocol):
    """What the core offers a plugin while it sets itself up.

    Attributes:
        plugin: The plugin's name.
        workspace: The folder with ``plugins.toml``, absolute.
        clock: The time.
    """

    @property
    def plugin(self) -> str: ...
    @property
    def workspace(self) -> Path: ...
    @property
    def clock(self) -> Clock: ...

    def client(self, service: Service) -> Client:
        """The client of a service; the same one for the same name within a run."""
        ...

    def path(self, text: str) -> Path:
        """A path from the settings, relative to the workspace."""
        ...

    def user_agent(self, contact: str = "") -> str:
        """``record-collector/0.1.0 (contact)``: who we are, as services ask to be told."""
        ...


class PullContext(Protocol):
    """What a source may ask while it lists.

    Attributes:
        full: Walk the whole list; otherwise stop after a page that :meth:`known` knows whole.
        checkpoint: The state to go on from, if an earlier walk broke off; else None.
    """

    @property
    def full(self) -> bool: ...
    @property
    def checkpoint(self) -> Fields | None: ...

    def known(self, item: Item) -> bool:
        """True if the store holds this copy just as the item says."""
        ...

    def warn(self, message: str) -> None:
        """Tell the owner of something skipped (a bad row: file, line, why)."""
        ...


class Source(Protocol):
    """Lists what is owned.

    Attributes:
        name: Shown to people.
        service: Name of the service it asks, or empty if it reads files.
        provides: Fields its items carry, with the kind: ``release.title``.
    """

    @property
    def name(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def provides(self) -> frozenset[str]: ...

    def pull(self, ctx: PullContext) -> Iterator[Item | Checkpoint]:
        """Yield items in the order of the list, newest first, and a checkpoint after each page.

        Ending without an error says that the walk is complete (or, unless ``ctx.full``, that it
        may stop here). An exception says that it broke off: nothing is removed then.
        """
        ...


class Enricher(Protocol):
    """Says something about releases or artists.

    Attributes:
        name: Unique within the plugin.
        version: Raise it when the answers to the same inputs change.
        subjects: ``release`` or ``artist``.
        service: Name of the service it asks: its lane in the run; empty for pure computation.
        needs: Fields it reads, with the kind: ``release.barcodes``. Its answer is asked again
            when one of them changes.
        provides: Fields it may state, with the kind.
        ttl: How long a found answer stays fresh.
        ttl_not_found: How long "not found" is believed.
        batch_size: How many subjects it takes at once.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def subjects(self) -> Kind: ...
    @property
    def service(self) -> str: ...
    @property
    def needs(self) -> frozenset[str]: ...
    @property
    def provides(self) -> frozenset[str]: ...
    @property
    def ttl(self) -> timedelta: ...
    @property
    def ttl_not_found(self) -> timedelta: ...
    @property
    def batch_size(self) -> int: ...

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for each subject, in order; one answer each.

        An intent (``RetryLater``, ``ServiceDown`` ...) may be raised for all of them, or stand in
        the place of one answer.
        """
        ...


@runtime_checkable
class Costed(Protocol):
    """A source or an enricher that tells how many requests it needs, cache apart.

    ``collector run --dry-run`` reckons with it until a run has shown what it is. Without it, an
    enricher counts as one request a batch, a source as one for a hundred items.
    """

    @property
    def cost(self) -> Cost: ...


@runtime_checkable
class PinReader(Enricher, Protocol):
    """An enricher that knows how the ids and addresses of what it finds are written.

    So what can be none is refused when a person types it, instead of being asked for in vain.
    Of an enricher without this method, any text is taken for an id.
    """

    def read_pin(self, text: str) -> str:
        """The id that a person means: as it comes in :attr:`SubjectView.pins`.

        Args:
            text: An id or an address, as it was typed or pasted; without white space around it.

        Raises:
            BadInput: It can be neither. The message says what it is, the hint what would be right.
        """
        ...


# -- rendering ---------------------------------------------------------------------------------


class Library(Protocol):
    """The whole collection, read-only. Iterating reads row by row; nothing is held."""

    def albums(self) -> Iterator[AlbumView]:
        """Every release with a copy that is not gone, newest addition first."""
        ...

    def gone(self) -> Iterator[AlbumView]:
        """Every release that was owned once, and is no longer listed; ``gone`` says since when.

        It comes back among the albums, as it was, when its source lists it again.
        """
        ...

    def artists(self) -> Iterator[ArtistView]:
        """Every artist credited on a release that is owned, by slug."""
        ...


class Output(Protocol):
    """Where a renderer writes. Writes are atomic; an identical file is left alone.

    After the renderer has ended, files it wrote in an earlier run and not in this one are removed.
    """

    @property
    def root(self) -> Path: ...

    def write(self, path: str, content: str | bytes, *, subject: str = "") -> None:
        """Write ``root/path``.

        Raises:
            OutputError: It cannot be written; what was there before is still there.
        """
        ...

    def copy(self, path: str, origin: Path, *, subject: str = "") -> None:
        """Put a copy of a file at ``root/path``, unless it is there already."""
        ...


class RenderReport(Protocol):
    """What rendering changed: counts of files."""

    @property
    def written(self) -> int: ...
    @property
    def same(self) -> int: ...
    @property
    def removed(self) -> int: ...


class Renderer(Protocol):
    """Makes something of the library. A second run over an unchanged store changes no file."""

    @property
    def name(self) -> str: ...

    def output_root(self, workspace: Path) -> Path:
        """The folder it writes to."""
        ...

    def render(self, library: Library, output: Output, ctx: RenderContext) -> None:
        """Write everything."""
        ...


@runtime_checkable
class SteadyRenderer(Renderer, Protocol):
    """A renderer whose files follow from the library and its inputs, whatever the time is.

    A run does not call it while neither these nor the program has changed, and all of its files
    lie as it left them. ``collector render`` always does.
    """

    def inputs(self) -> Iterable[str]:
        """Everything else that its files follow from, such as settings and texts of templates."""
        ...


@runtime_checkable
class SubjectwiseRenderer(SteadyRenderer, Protocol):
    """A steady renderer, each of whose files follows from one subject and its inputs alone.

    A run in which some releases and artists have changed gives it a library of only these, in no
    order; files of the others stay as they are. So each file of a release or an artist is written
    with ``subject=f"release {key}"`` or ``subject=f"artist {key}"``; one for several of them, such
    as a picture, is copied for each. Files of no subject follow from the inputs alone, and are
    written whatever the library holds.

    An album's view has the slugs of its artists, an artist's those of the albums: what changes one
    of these changes the view.

    Attributes:
        subjectwise: Whether this holds with the settings that it has.
    """

    @property
    def subjectwise(self) -> bool: ...


class Observer(Protocol):
    """Hears every event of a run (``collector.events``), in order, from one thread."""

    def on_event(self, event: Any) -> None:
        """Something happened."""
        ...
