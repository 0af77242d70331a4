"""The table of results: bench/results/reliability.json, one entry a kind of trial."""

from __future__ import annotations

import datetime
import json
import os
import platform
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FILE = ROOT / "bench" / "results" / "reliability.json"


def record(name: str, command: str, count: int, passed: bool, figures: dict[str, Any]) -> None:
    """Put down what was found; the entry of that name is replaced, the others stay."""
    held = json.loads(FILE.read_text()) if FILE.is_file() else {}
    held[name] = {
        "command": command,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, shared with other work",
        "load": round(os.getloadavg()[0], 1),
        "count": count,
        "passed": passed,
        **figures,
    }
    scratch = FILE.with_suffix(".new")
    scratch.write_text(json.dumps(dict(sorted(held.items())), indent=1, ensure_ascii=False) + "\n")
    os.replace(scratch, FILE)
    print(json.dumps({name: held[name]}, indent=1, ensure_ascii=False), flush=True)
