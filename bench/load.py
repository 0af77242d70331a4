"""Many clients at one server while its generation is swapped every second.

    python -m bench.load COLLECTION WORK [--route ask|search] [--clients 16] [--seconds 60]

Two generations are made: the second one has a sentence put before every article, so that every
offset differs between them. An answer mixes generations if it is not, word for word and number for
number, what the generation named in its header gives to a single client.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from bench.collection import corpus, questions
from index import durable, generation
from index.records import Draft
from index.update import put

ROOT = Path(__file__).parents[1]
EDITION = "This is the second edition of the report.\n\n"


def build(folder: Path, archive: Path, limit: int | None) -> tuple[dict[int, bytes], int]:
    """What CURRENT holds for each of the two generations, and the number of passages."""
    made: dict[int, bytes] = {}
    passages = 0
    for edition in ("", EDITION):
        drafts = [
            Draft(f"bench:{d['_id']}", " ".join(d["title"].split()) or "Untitled",
                  edition + (d["text"].strip() or d["title"]))
            for d in corpus(folder)[:limit]
        ]  # fmt: skip
        report = put(archive, [draft for draft in drafts if any(map(str.isalnum, draft.text))])
        made[report.generation] = (archive / generation.CURRENT).read_bytes()
        passages = report.passages
    return made, passages


class Server:
    """A served archive."""

    def __init__(self, archive: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(archive)}
        self.log = (archive.parent / "server.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.main", "serve", "--port", str(port), "--timeout", "300"],
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

    threads = [threading.Thread(target=one, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("collection", type=Path)
    options.add_argument("work", type=Path)
    options.add_argument("--route", choices=("ask", "search"), default="search")
    options.add_argument("--clients", type=int, default=16)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--articles", type=int)
    options.add_argument("--questions", type=int, default=40)
    given = options.parse_args()
    archive = given.work / "archive"
    made, passages = build(given.collection, archive, given.articles)
    asked = [q["text"] for q in questions(given.collection)[: given.questions]]
    current = archive / generation.CURRENT
    server = Server(archive)
    try:
        expected: dict[tuple[int, str], str] = {}
        with httpx.Client(base_url=server.url, timeout=310) as client:
            for number, content in made.items():
                durable.replace(current, content)
                for question in asked:
                    answer = ask(client, given.route, question)
                    assert int(answer.headers["x-generation"]) == number
                    expected[number, question] = digest(answer)
        one, other = made
        differ = sum(expected[one, q] != expected[other, q] for q in asked)
        alone = clients(server.url, given.route, asked, 1, given.seconds / 4)
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
        many = clients(server.url, given.route, asked, given.clients, given.seconds)
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
    result = {
        "command": " ".join(["python -m bench.load", given.collection.name, "WORK",
                             *sys.argv[3:]]),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, shared with other work",
        "route": given.route,
        "passages": passages,
        "questions": len(asked),
        "questions_whose_answer_differs_between_generations": differ,
        "clients": given.clients,
        "seconds": given.seconds,
        "swaps": swaps,
        "requests": len(many),
        "errors": errors,
        "answers_mixing_generations": mixed,
        "answers_by_generation": {
            str(n): sum(number == n for _, number, *_ in many) for n in made
        },
        "alone_p95_ms": round(1000 * alone_p95, 1),
        "many_p95_ms": round(1000 * many_p95, 1),
        "p95_per_queued_request_over_alone": round(many_p95 / given.clients / alone_p95, 2),
        "memory_mb": {
            "first_quarter": round(statistics.mean(memory[:quarter])),
            "last_quarter": round(statistics.mean(memory[-quarter:])),
            "most": round(max(memory)),
        },
    }  # fmt: skip
    target = ROOT / "bench" / "results" / f"load-{given.route}.json"
    target.write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
