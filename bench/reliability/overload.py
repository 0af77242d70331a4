"""Five times what the server can do: what is let in is answered about as fast as at its capacity,
the rest is told at once to come back, and afterwards it is as before.

Capacity is what as many clients as the gate has room for get answered in a second when each asks
again as soon as it has its answer. Then requests arrive at random moments (a Poisson process), five
times as many a second, whatever becomes of those before: clients that wait for an answer before
they ask again would spare the server just when it is slow.
"""

from __future__ import annotations

import queue
import random
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from api.serving import Options
from bench.load import Server, at_once, p95
from bench.reliability.record import record
from bench.reliability.texts import drafts
from index.update import put

ASKED = ("bridge council", "ferry and puffin", "lantern", "naïve ferry")
TIMES = 5

Seen = list[tuple[int, float]]
"""(status, seconds it took) of every request; status 0 where there was no answer."""


def build(archive: Path) -> None:
    """Some generated articles, with the packaged model."""
    put(archive, drafts(200, 7, sentences=6))


def asked(client: httpx.Client, number: int, seen: Seen) -> None:
    """Ask one question and note what became of it."""
    begun = time.perf_counter()
    try:
        body = {"question": ASKED[number % len(ASKED)], "fast": True}
        status = client.post("/v1/ask", json=body).status_code
    except httpx.HTTPError:
        status = 0
    seen.append((status, time.perf_counter() - begun))


def closed_loop(url: str, clients: int, seconds: float) -> Seen:
    """What ``clients`` see that ask again as soon as they have their answer."""
    end = time.monotonic() + seconds
    seen: Seen = []

    def one(number: int) -> None:
        with httpx.Client(base_url=url, timeout=120) as client:
            while True:  # at least one, however long it took to begin
                asked(client, number, seen)
                if time.monotonic() >= end:
                    break

    at_once(one, clients)
    return seen


def arriving(url: str, rate: float, seconds: float, seed: int = 5) -> Seen:
    """What is seen by requests that arrive ``rate`` times a second, each in a thread of its own."""
    dice = random.Random(seed)
    seen: Seen = []
    free: queue.LifoQueue[httpx.Client] = queue.LifoQueue()
    threads: list[threading.Thread] = []

    def one(number: int) -> None:
        try:
            client = free.get_nowait()
        except queue.Empty:
            client = httpx.Client(base_url=url, timeout=120)
        asked(client, number, seen)
        free.put(client)

    moment = time.monotonic()
    end = moment + seconds
    while (moment := moment + dice.expovariate(rate)) < end:
        time.sleep(max(0.0, moment - time.monotonic()))
        threads.append(threading.Thread(target=one, args=(len(threads),)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    while not free.empty():
        free.get().close()
    return seen


def summary(seen: Seen) -> dict[str, Any]:
    """Counts by status, and how long those that were let in and those that were refused took."""
    admitted = [t for status, t in seen if status == 200]
    refused = [t for status, t in seen if status in (429, 503)]
    return {
        "statuses": dict(Counter(str(status) for status, _ in seen)),
        "p95_admitted_s": round(p95(admitted), 2),
        "p95_refused_ms": round(1000 * p95(refused), 1) if refused else None,
    }


def run(seconds: float) -> dict[str, Any]:
    """Capacity, five times as much, recovery."""
    with tempfile.TemporaryDirectory() as work:
        archive = Path(work) / "archive"
        build(archive)
        server = Server(archive)
        given = Options(archive)
        room = given.running + given.waiting
        long_enough = max(10.0, seconds / 5)
        try:
            begun = time.monotonic()
            full = closed_loop(server.url, room, long_enough)
            rate = len(full) / (time.monotonic() - begun)
            over = arriving(server.url, TIMES * rate, seconds)
            ended = time.monotonic()
            recovered = 60.0
            for _ in range(600):
                ((status, took),) = closed_loop(server.url, 1, 0)
                if status == 200 and took < 2.0:
                    recovered = time.monotonic() - ended
                    break
            memory = server.megabytes()
        finally:
            server.process.terminate()
            server.process.wait()
    at_capacity, beyond = summary(full), summary(over)
    ratio = beyond["p95_admitted_s"] / at_capacity["p95_admitted_s"]
    return {
        "seconds": seconds, "clients_at_capacity": room, "capacity_per_second": round(rate, 1),
        "at_capacity": at_capacity, "arriving_per_second": round(TIMES * rate, 1),
        "beyond": beyond, "admitted_over_capacity": round(ratio, 2),
        "recovered_s": round(recovered, 2), "memory_mb": round(memory),
        "bad": [f"status {s}" for s, _ in (*full, *over) if s not in (200, 429, 503)][:5],
    }  # fmt: skip


def long(command: str, count: int = 0, seconds: float = 300) -> bool:
    """The long form."""
    found = run(seconds)
    held = not found["bad"] and found["admitted_over_capacity"] <= 2 and found["recovered_s"] <= 5
    held = held and (found["beyond"]["p95_refused_ms"] or 0) < 100
    handled = sum(found["beyond"]["statuses"].values())
    record("load, five times the capacity", command, handled, held, found)
    return held
