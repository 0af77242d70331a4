"""What the peers' scripts share: reading what prepare.py wrote, writing runs. Needs only numpy."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

DEPTH = 100
"""Documents that a run holds for each question."""

Vectors = npt.NDArray[np.float32]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Vectors of texts that were embedded before; called with texts."""

    rows: dict[str, int]
    vectors: Vectors

    @classmethod
    def read(cls, folder: Path, window: int) -> Lookup | None:
        """The vectors of texts read up to ``window`` tokens; None where there are none."""
        names = folder / f"texts-{window}.json"
        if not names.is_file():
            return None
        texts = json.loads(names.read_text(encoding="utf-8"))
        vectors = np.load(folder / f"vectors-{window}.npy")
        return cls({text: row for row, text in enumerate(texts)}, vectors)

    def has(self, texts: Iterable[str]) -> bool:
        """Whether each of the texts was embedded."""
        return self.rows.keys() >= set(texts)

    def __call__(self, texts: Iterable[str]) -> Vectors:
        return self.vectors[[self.rows[text] for text in texts]]


def documents_of(found: Iterable[int], owners: list[str]) -> list[str]:
    """The first DEPTH documents that own the passages ``found``, each at its best passage."""
    return list(dict.fromkeys(owners[place] for place in found))[:DEPTH]


def write_run(folder: Path, row: str, run: dict[str, list[str]], about: dict[str, Any]) -> None:
    """The documents of each question, best first, and what made them."""
    target = folder / "runs" / f"{row}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"about": about, "run": run}), encoding="utf-8")
    print(f"{folder.name}: {row}, {len(run)} questions", flush=True)


def each_folder(run: Callable[[Path], None]) -> None:
    """``run`` of every folder that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    for folder in parser.parse_args().folders:
        run(folder)
