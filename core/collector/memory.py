"""How the C library keeps memory for a program of many threads."""

from __future__ import annotations

from contextlib import suppress

__all__ = ["few_heaps"]

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def few_heaps(most: int = 2) -> None:
    """Let all threads share a few heaps, where the C library is glibc; call it before they start.

    glibc gives each thread a heap of its own, up to eight for a processor, and each of them keeps
    what an unpacked image or a long answer once took: a long run seems to grow for ever.
    https://www.gnu.org/software/libc/manual/html_node/Malloc-Tunable-Parameters.html
    """
    import ctypes

    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, most)
