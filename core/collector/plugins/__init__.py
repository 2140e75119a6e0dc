"""Plugins: found by entry point, checked, loaded one at a time, put in order."""

from __future__ import annotations

from collector.plugins.finding import Offer, find
from collector.plugins.hooks import Hooks
from collector.plugins.host import IdleClient, PluginHost
from collector.plugins.loading import load
from collector.plugins.ordering import check_order, lineup_of, speaker_of
from collector.plugins.precedence import check_precedence
from collector.plugins.ready import ensure_ready, known_name
from collector.plugins.roster import LoadedPlugin, Roster, State

__all__ = [
    "Hooks",
    "IdleClient",
    "LoadedPlugin",
    "Offer",
    "PluginHost",
    "Roster",
    "State",
    "check_order",
    "check_precedence",
    "ensure_ready",
    "find",
    "known_name",
    "lineup_of",
    "load",
    "speaker_of",
]
