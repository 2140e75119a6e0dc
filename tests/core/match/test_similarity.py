"""How alike two keys are."""

from __future__ import annotations

import subprocess
import sys
import textwrap

TOGETHER = """
    import sys
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier
    from collector.match import similarity

    def ask(barrier, question, one, other):
        barrier.wait()
        question(one, other)

    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(80):
            for name in [name for name in sys.modules if name.startswith("rapidfuzz")]:
                del sys.modules[name]
            barrier = Barrier(2)
            first = pool.submit(ask, barrier, similarity.alike, "abbey", "road")
            second = pool.submit(ask, barrier, similarity.surplus, "theatre", "theater")
            first.result(), second.result()
"""


def test_two_workers_may_be_the_first_to_compare_at_once():
    """In a process of its own: each round, two threads are the first to need the library."""
    script = [sys.executable, "-c", textwrap.dedent(TOGETHER)]
    done = subprocess.run(script, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
