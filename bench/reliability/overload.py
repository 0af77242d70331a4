"""Five times what the server can do: what is let in is answered about as fast as at its capacity,
the rest is told at once to come back, and afterwards it is as before.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from bench.load import Server, at_once, p95
from bench.reliability.record import record
from bench.reliability.texts import drafts
from index.update import put

ASKED = ("bridge council", "ferry and puffin", "lantern", "naïve ferry")


def build(archive: Path) -> None:
    """Some generated articles, with the packaged model."""
    put(archive, drafts(200, 7, sentences=6))


def closed_loop(url: str, clients: int, seconds: float) -> list[tuple[int, float, float]]:
    """(status, seconds it took, moment) of every search of ``clients`` that ask without a pause."""
    end = time.monotonic() + seconds
    seen: list[tuple[int, float, float]] = []

    def one(number: int) -> None:
        with httpx.Client(base_url=url, timeout=120) as client:
            while True:  # at least one, however long it took to begin
                begun = time.perf_counter()
                try:
                    body = {"question": ASKED[number % len(ASKED)], "fast": True}
                    status = client.post("/v1/ask", json=body).status_code
                except httpx.HTTPError:
                    status = 0
                seen.append((status, time.perf_counter() - begun, time.monotonic()))
                if status == 503:
                    time.sleep(0.2)  # patient: else refusals are all that is measured
                if time.monotonic() >= end:
                    break

    at_once(one, clients)
    return seen


def run(seconds: float) -> dict[str, Any]:
    """Capacity first: as many clients as fill the gate, running and waiting; then five times."""
    with tempfile.TemporaryDirectory() as work:
        archive = Path(work) / "archive"
        build(archive)
        server = Server(archive)
        try:
            room = 2 + 64  # questions running and waiting, see api/serving.py
            full = closed_loop(server.url, room, max(5.0, seconds / 5))
            over = closed_loop(server.url, 5 * room, seconds)
            ended = time.monotonic()
            recovered = 60.0
            for _ in range(600):
                begun = time.perf_counter()
                status = closed_loop(server.url, 1, 0.01)[0][0]
                if status == 200 and time.perf_counter() - begun < 2.0:
                    recovered = time.monotonic() - ended
                    break
            memory = server.megabytes()
        finally:
            server.process.terminate()
            server.process.wait()
    admitted = [t for status, t, _ in over if status == 200]
    refused = [t for status, t, _ in over if status in (429, 503)]
    at_capacity = p95([t for status, t, _ in full if status == 200])
    return {
        "seconds": seconds, "clients_at_capacity": room, "clients": 5 * room,
        "statuses": dict(Counter(str(status) for status, *_ in over)),
        "p95_at_capacity_s": round(at_capacity, 2), "p95_admitted_s": round(p95(admitted), 2),
        "admitted_over_capacity": round(p95(admitted) / at_capacity, 2),
        "p95_refused_ms": round(1000 * p95(refused), 1) if refused else None,
        "recovered_s": round(recovered, 2), "memory_mb": round(memory),
        "bad": [f"status {s}" for s, *_ in over if s not in (200, 429, 503)][:5],
    }  # fmt: skip


def long(command: str, count: int = 0, seconds: float = 300) -> bool:
    """The long form."""
    found = run(seconds)
    held = not found["bad"] and found["admitted_over_capacity"] <= 2 and found["recovered_s"] <= 5
    record("load, five times the capacity", command, sum(found["statuses"].values()), held, found)
    return held
