"""How long it takes to make what pages show of a thousand covers.

Run ``python -m benchmarks.pictures``: covers of 600 pixels, as Discogs has them, are drawn by the
sandbox's artist, each another one; then the core makes their copies with its two processes. Beside
that stands what one process needs to decode and scale them, so that two machines can be compared.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from PIL import Image

from collector.images import Images
from collector.images.darkroom import Darkroom
from collector_sandbox.server.drawing import draw

COVERS = 1000
LIMIT = 15
"""Seconds."""


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        images = Images(Path(folder))
        drawn = (draw(f"cover {number}", f"No. {number}", 600, 600) for number in range(COVERS))
        paths = [images.store(one, "").path for one in drawn]
        began = time.perf_counter()
        with Darkroom() as darkroom:
            darkroom.prepare(paths)
        took = time.perf_counter() - began
        began = time.perf_counter()
        for path in paths:
            with Image.open(path) as image:
                image.resize((480, 480), Image.Resampling.HAMMING)
        bare = time.perf_counter() - began
    print(
        f"{took:.1f} s for the copies of {COVERS} covers, limit {LIMIT} s; "
        f"{took / bare:.1f} times what decoding and scaling them takes one process"
    )


if __name__ == "__main__":
    main()
