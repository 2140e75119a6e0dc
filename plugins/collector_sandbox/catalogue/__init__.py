"""The sandbox's records: a catalogue of real ones, and as many made-up ones as are wanted."""

from __future__ import annotations

from collector_sandbox.catalogue.generate import generate_world
from collector_sandbox.catalogue.load import load_world

__all__ = ["generate_world", "load_world"]
