"""The training folder's files, and where the sentences of a text begin."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[A-Z0-9])")


def rows(folder: Path) -> list[Row]:
    """Of train.jsonl: question, context, answers, title and source."""
    return list(_lines(folder / "train.jsonl.gz"))


def pairs(folder: Path) -> list[Row]:
    """Of pairs.jsonl: question, sentence, label and source."""
    return list(_lines(folder / "pairs.jsonl.gz"))


def sentence_starts(text: str) -> list[int]:
    return [0, *(m.end() for m in _END.finditer(text))]


def _lines(file: Path) -> Iterator[Row]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
