"""``plugins.toml``: read, checked, merged with its overlay, edited without losing comments."""

from __future__ import annotations

from collector.config.model import Config, PluginEntry
from collector.config.read import read_config
from collector.config.settings import structure_settings
from collector.config.suggest import did_you_mean

__all__ = ["Config", "PluginEntry", "did_you_mean", "read_config", "structure_settings"]
