"""What the C library itself says of its heaps."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

WORK = """
import ctypes, sys, threading
from collector.memory import few_heaps
if sys.argv[1:]:
    few_heaps(int(sys.argv[1]))
meet = threading.Barrier(8)
def take():
    kept = [bytearray(4096) for _ in range(100)]
    meet.wait()
threads = [threading.Thread(target=take) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
ctypes.CDLL(None).malloc_stats()
"""


def heaps(*arguments: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", WORK, *arguments], capture_output=True, text=True, check=True
    )
    return done.stderr.count("Arena ")


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_stats"), reason="the C library is not glibc"
)
def test_many_threads_share_a_few_heaps():
    assert heaps() > 2
    assert heaps("2") == 2
