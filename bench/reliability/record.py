"""The table of results: bench/results/reliability.json, one entry a kind of trial."""

from __future__ import annotations

import datetime
import json
import os
import platform
from pathlib import Path
from typing import Any

from bench import results_file

ROOT = Path(__file__).parents[2]
FILE = results_file.FOLDER / "reliability.json"


def record(name: str, command: str, count: int, passed: bool, figures: dict[str, Any]) -> None:
    """Put down what was found; the entry of that name is replaced, the others stay."""
    found = {
        "command": command,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, shared with other work",
        "load": round(os.getloadavg()[0], 1),
        "count": count,
        "passed": passed,
        **figures,
    }
    results_file.write(FILE, dict(sorted({**results_file.held(FILE), name: found}.items())))
    print(json.dumps({name: found}, indent=1, ensure_ascii=False), flush=True)
