"""``python -m collector``, and the command ``collector``."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; Ctrl-C while it is still being imported ends it as later on."""
    try:
        from collector.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing is lost\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
