"""From the enrichers of the plugins to the stages and lanes of the conveyor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from collector.engine.lanes import ExecutorFactory, Lane, threads
from collector.engine.stages import Stage
from collector.http.service import Service
from collector.model import Kind, Lineup, Speaker
from collector.protocols import Enricher

__all__ = ["lanes_of", "stages_of"]

COMPUTING = "computing"
"""Lane of the enrichers that ask no service."""


def stages_of(
    lineup: Lineup,
    enrichers: Mapping[tuple[str, str], Enricher],
    selected: Callable[[str], bool],
) -> dict[Kind, Sequence[Stage]]:
    """The stops of each kind of subject, in the order of the plugins."""

    def stage(speaker: Speaker) -> Stage:
        enricher = enrichers[speaker.plugin, speaker.part]
        return Stage(
            speaker,
            enricher.service or COMPUTING,
            batch_size=enricher.batch_size,
            selected=selected(speaker.plugin),
        )

    def of(kind: Kind) -> list[Stage]:
        return [stage(one) for one in lineup.of(kind) if (one.plugin, one.part) in enrichers]

    return {"release": of("release"), "artist": of("artist")}


def lanes_of(
    stages: Mapping[Kind, Sequence[Stage]],
    services: Mapping[str, Service],
    make_executor: ExecutorFactory = threads,
) -> dict[str, Lane]:
    """A lane for every service that a stage works with; releases come before artists."""
    lanes: dict[str, Lane] = {}
    for kind in ("release", "artist"):
        for stage in stages[kind]:
            lane = lanes.setdefault(stage.lane, _lane(stage.lane, services, make_executor))
            lane.stages.append(stage)
    return lanes


def _lane(name: str, services: Mapping[str, Service], make_executor: ExecutorFactory) -> Lane:
    service = services.get(name)
    if service is None:
        return Lane(name, workers=2, make_executor=make_executor)
    return Lane(name, service.in_flight, make_executor)
