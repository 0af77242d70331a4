"""Adds, edits, deletes and questions for long: memory and open files stay flat."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from bench.load import Server
from bench.reliability.overload import ASKED, build
from bench.reliability.record import ROOT, record
from bench.reliability.texts import text


def run(seconds: float, seed: int = 9) -> dict[str, Any]:
    """A mix of everything by one client, with the server's memory and open files."""
    dice = random.Random(seed)
    statuses: Counter[str] = Counter()
    samples: list[tuple[float, float, int]] = []
    bad: list[str] = []
    with tempfile.TemporaryDirectory() as work:
        archive = Path(work) / "archive"
        build(archive)
        made = subprocess.run(
            [sys.executable, "-m", "api.main", "key", "new", "soak", "--archive", str(archive)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        server = Server(archive)
        ids: list[str] = []
        begun = time.monotonic()
        try:
            headers = {"Authorization": f"Bearer {made.stdout.strip()}"}
            with httpx.Client(base_url=server.url, timeout=120, headers=headers) as client:
                while (now := time.monotonic() - begun) < seconds:
                    kind = dice.choice(("add", "edit", "delete", "ask", "ask", "search", "list"))
                    body = {"title": f"Soak {dice.randrange(10**6)}",
                            "text": f"Soak {text(dice, 5)}"}  # fmt: skip
                    if kind == "add" and len(ids) < 40:
                        answer = client.post("/v1/articles", json=body)
                        ids += [answer.json()["article_id"]] if answer.is_success else []
                    elif kind == "edit" and ids:
                        answer = client.put(f"/v1/articles/{dice.choice(ids)}", json=body)
                    elif kind == "delete" and ids:
                        gone = ids.pop(dice.randrange(len(ids)))
                        answer = client.delete(f"/v1/articles/{gone}")
                    elif kind == "ask":
                        answer = client.post("/v1/ask", json={"question": dice.choice(ASKED)})
                    elif kind == "search":
                        answer = client.get("/v1/search", params={"q": dice.choice(ASKED)})
                    else:
                        answer = client.get("/v1/articles", params={"limit": 10})
                    statuses[f"{kind} {answer.status_code}"] += 1
                    if not answer.is_success:
                        bad.append(f"{kind}: {answer.status_code} {answer.text[:120]}")
                    handles = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
                    samples.append((now, server.megabytes(), handles))
        finally:
            server.process.terminate()
            server.process.wait()
    # The first fifth fills caches; after it nothing may grow.
    rest = [sample for sample in samples if sample[0] > seconds / 5]
    quarter = max(1, len(rest) // 4)
    early = sum(m for _, m, _ in rest[:quarter]) / quarter
    late = sum(m for _, m, _ in rest[-quarter:]) / quarter
    return {
        "seconds": seconds, "requests": sum(statuses.values()), "statuses": dict(statuses),
        "memory_mb": {"early": round(early), "late": round(late)},
        "memory_growth": round(late / early - 1, 4),
        "open_files": {"early": max(h for *_, h in rest[:quarter]),
                       "late": max(h for *_, h in rest[-quarter:])},
        "bad": bad[:10],
    }  # fmt: skip


def long(command: str, count: int = 0, seconds: float = 3600) -> bool:
    """The long form."""
    found = run(seconds)
    flat = found["memory_growth"] <= 0.05
    flat &= found["open_files"]["late"] <= found["open_files"]["early"] + 2
    record("soak", command, found["requests"], flat and not found["bad"], found)
    return flat and not found["bad"]
