"""Files of bench/results: one JSON object of named figures, of which a run replaces its own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def held(file: Path) -> dict[str, Any]:
    """What ``file`` holds; nothing where there is none."""
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def write(file: Path, figures: dict[str, Any]) -> None:
    """Put ``figures`` in place of what ``file`` held, whole or not at all."""
    scratch = file.with_suffix(".new")
    scratch.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    os.replace(scratch, file)


def put(file: Path, name: str, figures: dict[str, Any]) -> None:
    """Put ``figures`` down under ``name``; the other names stay."""
    write(file, {**held(file), name: figures})
