"""Workspaces whose runs are killed at random moments, one after the other."""

from __future__ import annotations

import itertools
import random
import signal
import time
from collections import Counter
from pathlib import Path

from attrs import Factory, define
from killed import Trial, check_same, nothing, scramble
from moments import Signs, kill_at, phase_of, phases, signs_of
from places import open_place, place_at, strangers

__all__ = ["Kills", "kill_often"]

COPIES = 220
"""Of all records together: three pages of the list."""

MOST = 10
"""Kills of one workspace."""


@define
class Kills:
    """What came of them.

    Attributes:
        found: How many kills there were in each phase.
        late: How often the run had ended before its moment came; such a kill does not count.
        ended: Workspaces that were run to their end.
        questions: How many questions were asked by all runs, but for what was asked again.
        again: How many questions had been on their way, and were asked again.
        oldest: By service: how many answers back a lost one was at most.
        defects: What was wrong.
    """

    found: Counter[str] = Factory(Counter)
    late: int = 0
    ended: int = 0
    questions: int = 0
    again: int = 0
    oldest: Counter[str] = Factory(Counter)
    defects: list[str] = Factory(list)


def kill_often(folder: Path, kills: int, seed: int, records: int) -> Kills:
    """Kill runs in a folder until there were so many kills."""
    place = open_place(folder / "whole", strangers(records, COPIES // records + 1))
    place.sandbox.hooks.append(scramble)
    signs, done = signs_of(place), Kills()
    for number in itertools.count(seed):
        if done.found.total() >= kills:
            break
        trial = Trial(place_at(folder / str(number), place.sandbox), place)
        try:
            _try_out(trial, signs, random.Random(number), kills, done)
        except AssertionError as wrong:
            done.defects.append(f"seed {number}")
            print(f"seed {number}: {wrong}", flush=True)
        done.questions += len(trial.answered)
        done.again += trial.again
        done.oldest |= trial.oldest
    place.sandbox.stop()
    return done


def _try_out(trial: Trial, signs: Signs, dice: random.Random, kills: int, done: Kills) -> None:
    """Kill the runs of one workspace, then let it come to its end."""
    for phase in phases(dice, min(MOST, kills - done.found.total())):
        began = time.time()
        ended = trial.run(phase, kill_at(phase, trial, signs, dice))
        if ended == -signal.SIGKILL:
            done.found[phase_of(trial, began)] += 1
        done.late += ended == 0
    assert trial.run("the end", nothing) == 0
    check_same(trial.place, trial.whole)
    done.ended += 1
