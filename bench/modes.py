"""Whether questions are answered in each way to rank passages.

    python -m bench.modes COLLECTION WORK [--most N]

Questions of a collection that can be checked, and such as have no answer, asked of all its articles
by meaning and words, as they are fused by default and by RRF, by words alone and by meaning alone.
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path

from bench import results_file
from bench.answers import checkable
from bench.collection import judged_archive
from bench.lab import evenly
from bench.tally import holding, none_yet, note
from search.engine import ask
from search.judged import read_judged
from search.settings import Settings

TARGET = results_file.FOLDER / "modes.json"
MOST = 130
WAYS = {
    "hybrid": Settings(),
    "hybrid, RRF": Settings(fusion="rrf"),
    "sparse": Settings(mode="sparse"),
    "dense": Settings(mode="dense"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("work", type=Path, help="folder for archives")
    parser.add_argument("--most", type=int, default=MOST)
    args = parser.parse_args()
    judged = read_judged(args.collection)
    archive = judged_archive(judged, args.work)
    asked = list(evenly(checkable(judged), args.most))
    figures = {}
    for name, settings in WAYS.items():
        counts = none_yet()
        for question in asked:
            answer = ask(archive, question.text, settings)
            none = question.answerable is False
            right = None if none else partial(holding, question.answers)
            note(counts, answer, right, answer)
        figures[name] = counts
        print(name, json.dumps(counts), flush=True)
    command = f"python -m bench.modes {args.collection.name} WORK --most {args.most}"
    results_file.put(TARGET, args.collection.name, {"command": command, **figures})


if __name__ == "__main__":
    main()
