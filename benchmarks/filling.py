"""A workspace as a run leaves it, without the hours that the services' rates would take.

Releases and artists, facts, evidence, the ledger and the pictures' files are written through the
store's and the core's own operations, in the order of a run; what they say comes from the
sandbox's generator (see ``answers``). A run over it afterwards must find nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from attrs import define, field
from flask import Flask, g

from benchmarks.answers import Answers
from collector.engine.pictures import PLUGIN as PICTURES
from collector.engine.rendering import settle
from collector.engine.workshop import Workshop, open_workshop
from collector.images.looks import develop
from collector.model import Answer, Found, Item, NotFound, Speaker, Subject, SubjectView
from collector.store import LIST, Outcome, Store, inputs_of
from collector_sandbox.catalogue.make import Maker
from collector_sandbox.server import Sandbox
from collector_sandbox.server.drawing import draw
from collector_wikipedia.albums import AlbumArticles

__all__ = ["fill"]

PAGE = 100
"""Items of a page of the list."""


def fill(folder: Path, sandbox: Sandbox, seed: int) -> None:
    """Fill the store and the folder of images of a workspace that is configured.

    Args:
        folder: The workspace.
        sandbox: Running, with a made-up world; it is not asked.
        seed: Of that world.
    """
    with open_workshop(folder) as workshop, Store.open(workshop.config.store) as store:
        settle(store, workshop, print)
        wikipedia = workshop.enrichers["wikipedia", "album"]
        assert isinstance(wikipedia, AlbumArticles)
        maker = Maker(len(sandbox.world.releases), seed)
        filler = Filler(store, workshop, Answers.of(sandbox.world, maker, wikipedia.wiki))
        with Flask("filling").test_request_context(base_url=sandbox.url):
            g.hosts = {}
            filler.fill()


@define
class Filler:
    """Writes one world down."""

    store: Store
    workshop: Workshop
    answers: Answers
    _picture: bytes = field(factory=lambda: draw("picture", "picture", 600, 600))
    _look: dict[str, bytes] = field(factory=dict)

    def fill(self) -> None:
        """Everything, page after page."""
        number, walk = self.store.start_run(), "filled"
        copies = (self.answers.listed(copy) for copy in self.answers.world.copies)
        while page := list(islice(copies, PAGE)):
            with self.store.transaction():
                self._page(page, walk)
        self.store.finish_walk("discogs", walk, full=True)
        self.store.finish_run(number, "done", {})

    def _page(self, page: Sequence[Item], walk: str) -> None:
        received = self.store.receive("discogs", page, self.workshop.lineup, walk)
        for subject in received.new:
            for speaker in self._asked(subject):
                self._ask(subject, speaker)

    def _asked(self, subject: Subject) -> Iterator[Speaker]:
        return (one for one in self.workshop.lineup.of(subject.kind) if one.part != LIST)

    def _ask(self, subject: Subject, speaker: Speaker) -> None:
        view = self.store.view(subject)
        answer = self._answer(view, speaker)
        outcome = Outcome(subject, speaker, answer, inputs=inputs_of(view, speaker))
        self.store.answer(outcome, self.workshop.lineup)

    def _answer(self, view: SubjectView, speaker: Speaker) -> Answer:
        if speaker.plugin != PICTURES:
            return self.answers.about(speaker.plugin, speaker.part, view)
        (read,) = speaker.needs
        reference = view.fields.get(read)
        if not reference:
            return NotFound("no image is known")
        return Found({f"{read}_file": self._keep(str(reference["url"]))})

    def _keep(self, url: str) -> dict[str, object]:
        """A picture of its own for an address, of a usual size and with its copies."""
        data = self._picture + url.encode()  # what follows a JPEG's end is nobody's concern
        known = blake2b(data, digest_size=16).hexdigest()
        path = self.workshop.images.path(f"{known}.jpg")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self._develop(path)
        said = {"hash": known, "mime": "image/jpeg", "size": len(data), "width": 600, "height": 600}
        self.store.put_image(url, known, "image/jpeg", len(data), 600, 600)
        return {"url": url, "name": path.name, **said}

    def _develop(self, path: Path) -> None:
        """What pages show of the first is made by the core; the others look alike."""
        if not self._look:
            develop(path)
            made = path.parent.glob(f"{path.stem}-*")
            self._look = {one.name[len(path.stem) :]: one.read_bytes() for one in made}
        for end, content in self._look.items():
            path.with_name(path.stem + end).write_bytes(content)
