"""``python -m collector``, and the command ``collector``."""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]

GARBAGE = (50_000, 20, 50)
"""How many new objects make it worth while to look for garbage.

Importing makes many and no garbage; Python's own figure of 700 costs a tenth of a short command.
"""


def main() -> None:
    """Run the command line; Ctrl-C while it is still being imported ends it as later on."""
    gc.set_threshold(*GARBAGE)
    try:
        from collector.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing is lost\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
