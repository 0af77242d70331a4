"""How long a warm question takes in two checkouts of this project, asked in turn.

    python -m bench.turns OTHER COLLECTION WORK [--most N] [--rounds N]

OTHER: the folder of the other checkout; both must read the same archive, which is made in WORK of
COLLECTION (seeds, or a shared one). Each checkout answers in a process of its own, one question
after the other, so that what else the machine does bears on both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench import results_file
from index.models import load
from index.update import put
from search.judged import read_judged

TARGET = results_file.FOLDER / "turns.json"
HERE = Path(__file__).parents[1]
ASKED = """
import sys, time
from pathlib import Path
from index.models import load
from search.engine import Archive, ask
try:  # each round reads all anew, as the first
    from search import window_cache
    window_cache.KEPT = 0
except ImportError:
    pass
archive = Archive(Path(sys.argv[1]), load())
for line in sys.stdin:
    begun = time.perf_counter()
    ask(archive, line.strip())
    print(time.perf_counter() - begun, flush=True)
"""


def asker(checkout: Path, archive: Path) -> subprocess.Popen[str]:
    """A process that answers each line and prints the seconds."""
    return subprocess.Popen(
        [sys.executable, "-c", ASKED, str(archive)],
        cwd=checkout, env={**os.environ, "PYTHONPATH": str(checkout.resolve())},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def seconds(process: subprocess.Popen[str], question: str) -> float:
    assert process.stdin is not None
    assert process.stdout is not None
    print(" ".join(question.split()), file=process.stdin, flush=True)
    return float(process.stdout.readline())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("other", type=Path)
    parser.add_argument("collection", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    judged = read_judged(given.collection, given.most)
    place = (given.work / judged.name).resolve()
    if not place.exists():
        put(place, list(judged.documents), embedder=load())
    askers = {"other": asker(given.other, place), "this": asker(HERE, place)}
    spent: dict[str, list[float]] = {name: [] for name in askers}
    for turn in range(given.rounds + 1):  # the first one warms up
        for question in judged.questions:
            for name, process in askers.items():
                took = seconds(process, question.text)
                if turn:
                    spent[name].append(took)
    for process in askers.values():
        process.communicate()
    figures: dict[str, Any] = {
        "command": f"python -m bench.turns OTHER {judged.name} WORK",
        "questions": len(judged.questions),
        "rounds": given.rounds,
        **{
            f"{name}, ms a question": round(statistics.median(each) * 1000)
            for name, each in spent.items()
        },
        "share of the other's time": round(sum(spent["this"]) / sum(spent["other"]), 3),
    }
    results_file.put(TARGET, judged.name, figures)
    print(figures)


if __name__ == "__main__":
    main()
