"""Schemathesis over every route for as long as is asked for, with all its phases and checks.

    python -m bench.fuzz_api WORK [--seconds 600] [--examples N] [--seed 7]

With ``--examples`` each phase makes so many cases an operation, however long that takes. A run of
another seed makes other requests: their counts add up, so each seed has an entry of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx

from api import keys
from bench import results_file
from bench.load import Server
from index.update import update


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("work", type=Path)
    options.add_argument("--seconds", type=int, default=600)
    options.add_argument("--examples", type=int)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    work = given.work.resolve()
    more = work / "more"
    more.mkdir(parents=True, exist_ok=True)
    # Two short articles: the time goes into requests, not into reading passages.
    (more / "heron.txt").write_text("Heron seen\nA grey heron stood in Vendmark lake.\n")
    (more / "gifts.md").write_text("# Gifts for Kim\n\nGifts were exchanged: a car, a tea set.\n")
    archive = work / "archive"
    update(archive, [more])
    key = keys.new(archive, f"fuzz {time.time_ns()}")
    extent = (
        ["--max-examples", str(given.examples)]
        if given.examples
        else ["--max-time", str(given.seconds)]
    )
    server = Server(archive, "--folder", str(more))
    begun = time.monotonic()
    try:
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("st")), "run", f"{server.url}/openapi.json",
                "-H", f"Authorization: Bearer {key}", *extent, "--seed", str(given.seed),
                "--no-color",
            ],
            cwd=work, capture_output=True, text=True, check=False,
        )  # fmt: skip
        took = time.monotonic() - begun
        (work / "schemathesis.log").write_text(done.stdout)
        with httpx.Client(base_url=server.url, timeout=60) as client:
            paths = client.get("/openapi.json").json()["paths"].values()
            metrics = client.get("/metrics").text
    finally:
        server.process.terminate()
        server.process.wait()
    statuses: dict[str, int] = {}
    for status, count in re.findall(
        r'pressmark_requests_total\{.*status="(\d+)".*\} ([0-9.e+]+)', metrics
    ):
        statuses[status] = statuses.get(status, 0) + int(float(count))
    cases = re.search(r"([\d,]+) generated", done.stdout)
    tested = re.search(r"Tested: (\d+)", done.stdout)
    result = {
        "command": " ".join(["python -m bench.fuzz_api WORK", *sys.argv[2:]]),
        "machine": f"{os.cpu_count()} cores, shared with other work",
        "seconds": round(took),
        "operations": sum(len(methods) for methods in paths),
        "operations_tested": int(tested[1]) if tested else None,
        "cases": int(cases.group(1).replace(",", "")) if cases else None,
        "exit_code": done.returncode,
        "requests_by_status": dict(sorted(statuses.items())),
    }
    results_file.put(results_file.FOLDER / "fuzz_api.json", f"seed {given.seed}", result)
    print(json.dumps(result, indent=1))
    print(done.stdout[-1500:], file=sys.stderr)


if __name__ == "__main__":
    main()
