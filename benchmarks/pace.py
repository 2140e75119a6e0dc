"""How much of an allowed rate is reached, and whether it is ever exceeded.

Run ``python benchmarks/pace.py``: a server on 127.0.0.1 answers after some milliseconds, and its
own log is judged.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from collector.clock import SystemClock
from collector.http.service import Rate, Service
from collector.http.wire import Wire
from collector.testing import LoopbackServer


def measure(rate: Rate, latency: float, threads: int, seconds: float = 5.0) -> str:
    """One line of the result."""

    def answering(*_: object) -> tuple[int, Mapping[str, str], bytes]:
        time.sleep(latency)
        return 200, {"Content-Type": "application/json"}, b"{}"

    wanted = int(rate.count / rate.seconds * seconds)
    with tempfile.TemporaryDirectory() as folder, LoopbackServer(answering) as server:
        wire = Wire(Path(folder) / "http.db", SystemClock())
        client = wire.client(Service("bench", server.url, rate, in_flight=threads))
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda number: client.get(f"{number}"), range(wanted)))
        wire.close()
    times = [asked.at for asked in server.asked]
    reached = (wanted - 1) / (times[-1] - times[0]) * rate.seconds / rate.count
    most = max(sum(1 for other in times if at <= other < at + rate.seconds) for at in times)
    return (
        f"{rate!s:>16}  {latency * 1000:4.0f} ms  {threads:2} threads  "
        f"{reached:6.1%} of the rate  at most {most} in a window"
    )


if __name__ == "__main__":
    for rate in (Rate(60, 1.0), Rate(200, 1.0), Rate(5, 1.0)):
        for latency in (0.01, 0.1):
            print(measure(rate, latency, threads=8))
