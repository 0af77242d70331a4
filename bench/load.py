"""Many clients at one server while its generation is swapped every second.

    python -m bench.load COLLECTION WORK [--passages 100000] [--clients 16] [--seconds 60]

The articles are those of the collection, repeated with half of their words replaced until there
are as many passages as asked for. Vectors are synthetic: each is near the real vector of one of
``BASES`` passages. Questions are embedded, searched, read and answered by the real parts.

Two generations are published beforehand; the second one has a sentence put before every article,
so that every offset differs between them. Then CURRENT is swapped every second, as a publish does
at its end: at this size a publish itself takes longer than that. An answer mixes generations if it
is not, word for word and number for number, what the generation named in its header gives to a
single client.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx
import numpy as np

from bench import results_file
from bench.collection import corpus, questions
from index import durable, generation
from index.models import load
from index.records import Draft
from index.update import put

ROOT = Path(__file__).parents[1]
EDITION = "This is the second edition of the report.\n\n"
BASES, NOISE = 256, 0.5
"""Real vectors that the synthetic ones lie around, and the length of what is added to them: a
cosine of about .9 to the real one."""
REPLACED = 0.5
"""Share of words that a repeated article has others for: enough not to be a near-duplicate."""
WORDS = 75
"""Words of a passage, about: how many articles are made."""


class Near:
    """Vectors near real ones, chosen by a digest of the text."""

    def __init__(self, texts: list[str]) -> None:
        real = load()
        self.name, self.fingerprint = real.name, real.fingerprint
        self.dimension = real.dimension
        self._bases = real.encode(texts)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        made = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for line, text in enumerate(texts):
            seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
            rng = np.random.default_rng(seed)
            noise = rng.standard_normal(self.dimension, dtype=np.float32)
            base = self._bases[seed % len(self._bases)]
            made[line] = base + NOISE * noise / np.linalg.norm(noise)
        return made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)


def drafts(folder: Path, passages: int, edition: str) -> Iterator[Draft]:
    """Articles of about ``passages`` passages; the same ones at each call."""
    documents = [d for d in corpus(folder) if len(d["text"].split()) > WORDS]
    vocabulary = " ".join(d["text"] for d in documents[:300]).split()
    rng = random.Random(7)
    left, n = passages * WORDS, 0
    while left > 0:
        document = documents[n % len(documents)]
        text = document["text"].strip()
        if n >= len(documents):
            text = " ".join(
                rng.choice(vocabulary) if rng.random() < REPLACED else word for word in text.split()
            )
        title = f"{' '.join(document['title'].split())[:180] or 'Untitled'} {n}"
        yield Draft(f"bench:{n}", title, edition + text)
        left -= len(text.split())
        n += 1


def build(folder: Path, archive: Path, passages: int) -> tuple[dict[int, bytes], int]:
    """What CURRENT holds for each of the two generations, and the number of passages."""
    embedder = Near([d["text"][:400] for d in corpus(folder)[:BASES]])
    made: dict[int, bytes] = {}
    count = 0
    for edition in ("", EDITION):
        report = put(archive, list(drafts(folder, passages, edition)), embedder=embedder)
        made[report.generation] = (archive / generation.CURRENT).read_bytes()
        count = report.passages
        print(f"generation {report.generation}: {count:,} passages", flush=True)
    return made, count


SERVING = """
from api.main import main
from search import window_cache

window_cache.KEPT = 0
main()
"""
"""The command, in which a question that is asked again is read again as a new one is."""


class Server:
    """A served archive."""

    def __init__(self, archive: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(archive)}
        self.log = (archive.parent / "server.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVING, "serve", "--port", str(port), "--timeout", "300",
             *options],
            env=env, stderr=self.log,
        )  # fmt: skip
        self.url = f"http://127.0.0.1:{port}"
        while True:
            try:
                if httpx.get(f"{self.url}/ready").status_code == 200:
                    break
            except httpx.ConnectError:
                time.sleep(0.2)

    def megabytes(self) -> float:
        """Resident memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def ask(client: httpx.Client, route: str, question: str) -> httpx.Response:
    if route == "ask":
        return client.post("/v1/ask", json={"question": question, "min_support": 0})
    return client.get("/v1/search", params={"q": question, "k": 10})


def digest(answer: httpx.Response) -> str:
    return hashlib.sha256(answer.content).hexdigest()


def clients(
    url: str, route: str, asked: list[str], number: int, seconds: float
) -> list[tuple[str, int, str, int, float]]:
    """(question, generation, digest, status, seconds) of every request of ``number`` clients."""
    end = time.monotonic() + seconds
    seen: list[tuple[str, int, str, int, float]] = []

    def one(first: int) -> None:
        with httpx.Client(base_url=url, timeout=310) as client:
            n = first
            while time.monotonic() < end:
                question = asked[n % len(asked)]
                begun = time.perf_counter()
                try:
                    answer = ask(client, route, question)
                except httpx.HTTPError:
                    seen.append((question, 0, "", 0, time.perf_counter() - begun))
                    continue
                finally:
                    n += number
                took = time.perf_counter() - begun
                number_ = int(answer.headers.get("x-generation", 0))
                seen.append((question, number_, digest(answer), answer.status_code, took))

    at_once(one, number)
    return seen


def at_once(work: Callable[[int], None], count: int) -> None:
    """Call ``work`` with 0, 1, … in so many threads, and wait for all of them."""
    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def p95(values: list[float]) -> float:
    """The 95th percentile; of one value that value, of none 0."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else sum(values)


def run(archive: Path, made: dict[int, bytes], route: str, asked: list[str], given) -> dict:
    """One route: what each generation answers, one client alone, then all with the swaps."""
    current = archive / generation.CURRENT
    server = Server(archive)
    try:
        expected: dict[tuple[int, str], str] = {}
        with httpx.Client(base_url=server.url, timeout=310) as client:
            for number, content in made.items():
                durable.replace(current, content)
                for question in asked:
                    answer = ask(client, route, question)
                    assert int(answer.headers["x-generation"]) == number
                    expected[number, question] = digest(answer)
        one, other = made
        differ = sum(expected[one, q] != expected[other, q] for q in asked)
        alone = clients(server.url, route, asked, 1, given.seconds / 2)
        stop = threading.Event()
        swaps = 0
        memory: list[float] = []

        def swap() -> None:
            nonlocal swaps
            while not stop.wait(1):
                durable.replace(current, made[(one, other)[swaps % 2]])
                swaps += 1
                memory.append(server.megabytes())

        swapper = threading.Thread(target=swap)
        swapper.start()
        many = clients(server.url, route, asked, given.clients, given.seconds)
        stop.set()
        swapper.join()
    finally:
        server.process.terminate()
        server.process.wait()
    errors = sum(status != 200 for *_, status, _ in many)
    mixed = sum(
        status == 200 and expected.get((number, question)) != seen
        for question, number, seen, status, _ in many
    )
    alone_p95, many_p95 = p95([t for *_, t in alone]), p95([t for *_, t in many])
    quarter = max(1, len(memory) // 4)
    return {
        "questions": len(asked),
        "questions_whose_answer_differs_between_generations": differ,
        "swaps": swaps,
        "requests": len(many),
        "errors": errors,
        "answers_mixing_generations": mixed,
        "answers_by_generation": {
            str(n): sum(number == n for _, number, *_ in many) for n in made
        },
        "requests_alone": len(alone),
        "alone_p95_ms": round(1000 * alone_p95, 1),
        "many_p95_ms": round(1000 * many_p95, 1),
        "p95_per_queued_request_over_alone": round(many_p95 / given.clients / alone_p95, 2),
        "memory_mb": {
            "first_quarter": round(statistics.mean(memory[:quarter])),
            "last_quarter": round(statistics.mean(memory[-quarter:])),
            "most": round(max(memory)),
        },
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("collection", type=Path)
    options.add_argument("work", type=Path)
    options.add_argument("--passages", type=int, default=100_000)
    options.add_argument("--clients", type=int, default=16)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--questions", type=int, default=20)
    given = options.parse_args()
    archive = given.work / "archive"
    made, passages = build(given.collection, archive, given.passages)
    asked = [q["text"] for q in questions(given.collection)[: given.questions]]
    result = {
        "command": " ".join(["python -m bench.load", given.collection.name, "WORK",
                             *sys.argv[3:]]),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, shared with other work: "
        f"load {os.getloadavg()[0]:.1f} at the start",
        "passages": passages,
        "texts": f"{given.collection.name}, repeated with half of the words replaced",
        "vectors": f"synthetic, around {BASES} real ones",
        "clients": given.clients,
        "seconds": given.seconds,
        "swapped": "CURRENT, every second, between two generations published beforehand",
    }  # fmt: skip
    for route in ("search", "ask"):
        result[route] = run(archive, made, route, asked, given)
        results_file.write(results_file.FOLDER / "load.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
