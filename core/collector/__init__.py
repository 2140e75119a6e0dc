"""collector: a record collection becomes a website that its owner keeps."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
