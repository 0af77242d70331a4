"""The reader's kernels unsigned as the file keeps them, and signed; batches of 512 tokens and of
256. The same windows in turn, and whether the logits are the same bits.

    python -m bench.kernels [ROUNDS]
"""

from __future__ import annotations

import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from bench import results_file
from index import signed as signed_kernels
from index.models import load
from index.prepared import cores
from index.update import update
from search import engine, reader_model
from search.judged import read_judged
from search.reader_model import Logits, ReaderModel, packaged
from search.windows import Window

SEEDS = Path(__file__).parents[1] / "seeds"
TARGET = results_file.FOLDER / "kernels.json"
ASKED = 8
TOKENS = (512, 256)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    if not signed_kernels.exact():
        sys.exit("bench.kernels: this processor has no use for signed kernels")
    signed = ReaderModel(packaged())
    with mock.patch.object(signed_kernels, "exact", lambda: False):
        unsigned = ReaderModel(packaged())
    questions = [each.text for each in read_judged(SEEDS, ASKED).questions]
    asked: list[Sequence[Window]] = []

    def recorded(windows: Sequence[Window]) -> list[Logits]:
        asked.append(windows)
        return signed.logits(windows)

    noting = SimpleNamespace(windows=signed.windows, logits=recorded)
    with (
        tempfile.TemporaryDirectory() as place,
        mock.patch("search.archive.ReaderModel", lambda _: noting),
    ):
        embedder = load()
        update(Path(place), [SEEDS / "articles"], embedder=embedder)
        archive = engine.Archive(Path(place), embedder)
        for question in questions:
            engine.ask(archive, question)
    times: dict[str, list[float]] = {}
    bits = set()
    for _ in range(rounds):
        for name, model in (("unsigned", unsigned), ("signed", signed)):
            for most in TOKENS:
                with mock.patch.object(reader_model, "MOST", most):
                    begun = time.perf_counter()
                    made = [one for windows in asked for one in model.logits(windows)]
                    spent = time.perf_counter() - begun
                times.setdefault(f"{name}, {most} tokens", []).append(spent)
                bits.add(b"".join(one.start.tobytes() + one.end.tobytes() for one in made))
    base = times[f"unsigned, {TOKENS[0]} tokens"]
    results_file.write(
        TARGET,
        {
            "command": f"python -m bench.kernels {rounds}",
            "machine": f"{platform.machine()}, {cores()} cores",
            "questions": len(questions),
            "windows": sum(map(len, asked)),
            "same bits": len(bits) == 1,
            "ms a question": {
                name: round(statistics.median(found) * 1000 / len(questions))
                for name, found in times.items()
            },
            "times as quick": {
                name: round(statistics.median(b / t for b, t in zip(base, found, strict=True)), 2)
                for name, found in times.items()
            },
        },
    )
    print(TARGET.read_text())


if __name__ == "__main__":
    main()
