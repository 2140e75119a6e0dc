"""Photograph the demo's site for the README; run by hand, with chromium installed.

``collector demo --serve --dir /tmp/demo``, then ``python docs/screenshots.py ADDRESS``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

PAGES = {
    "demo-home": ("/", "1280,1330"),
    "demo-album": ("/albums/homework-92038827/", "1280,1150"),
}
FOLDER = Path(__file__).parent / "images"


def photograph(url: str, size: str, target: Path) -> None:
    """Save a page as PNG of 256 colours, after its images have come.

    Args:
        url: Of the page.
        size: Of the window, ``width,height`` in pixels.
        target: The file.

    Raises:
        subprocess.CalledProcessError: chromium ended with an error.
    """
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        options += ["--no-first-run", "--disable-background-networking", "--disable-sync"]
        options += ["--disable-component-update", f"--user-data-dir={profile}"]
        options += ["--virtual-time-budget=20000", f"--window-size={size}"]
        options += [f"--screenshot={target}", url]
        subprocess.run(["chromium", *options], check=True, capture_output=True)
    with Image.open(target) as image:
        small = image.convert("RGB").quantize(256)
    small.save(target, optimize=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, (path, size) in PAGES.items():
        photograph(sys.argv[1].rstrip("/") + path, size, FOLDER / f"{name}.png")
