"""What the benches of questions in other words ask: of kept articles, or of a collection."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import fit_reader
from bench.cached import CachedEmbedder
from index.models import load
from search.engine import Archive


@dataclass(frozen=True, slots=True)
class Given:
    """What a bench was called with, and the command that repeats it."""

    training: Path
    work: Path
    collection: Path | None
    most: int
    command: str

    @property
    def name(self) -> str:
        """Under which its figures are kept."""
        return self.collection.name if self.collection else "kept questions"


def given(module: str, doc: str | None, most: int) -> Given:
    """What ``module``, a bench with that docstring, was called with; ``most`` is its default."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("training", type=Path)
    parser.add_argument("work", type=Path, help="folder for archives and vectors")
    parser.add_argument("--most", type=int, default=most)
    parser.add_argument("--collection", type=Path)
    args = parser.parse_args()
    command = f"python -m bench.{module} TRAINING WORK --most {args.most}"
    if args.collection:
        command += f" --collection {args.collection.name}"
    return Given(args.training, args.work, args.collection, args.most, command)


def large(training: Path, work: Path) -> tuple[Archive, Sequence[fit_reader.Asked]]:
    """The large archive of bench/fit_reader.py, and what that asks of it."""
    embedder = CachedEmbedder(load(), work / "vectors.sqlite")
    return next(fit_reader.large(training, work, embedder))
