"""Measures of the peers' runs, into bench/results/peers.json.

    python -m bench.peers.score WORK... [--values FOLDER] [--result FILE]

Run it with the project's Python, from the project's folder. WORK is a folder that prepare.py wrote
and that the peers searched. ``--values`` keeps the nDCG@10 of each question, for a paired test.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench.peers.shared import read_lines
from search.measures import mean, retrieval

SHOWN = ("nDCG@10", "RR@10", "R@1", "R@100")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--values", type=Path)
    parser.add_argument(
        "--result", type=Path, default=Path(__file__).parents[1] / "results" / "peers.json"
    )
    options = parser.parse_args()
    results = json.loads(options.result.read_text()) if options.result.exists() else {}
    for folder in options.folders:
        questions = read_lines(folder / "questions.jsonl")
        qrels = {q["id"]: q["relevant"] for q in questions}
        rows = {}
        for file in sorted((folder / "runs").glob("*.json")):
            kept = json.loads(file.read_text())
            by_question = retrieval(qrels, kept["run"])
            rows[file.stem] = {"about": kept["about"]}
            for measure in SHOWN:
                if figure := mean(list(by_question[measure].values())):
                    rows[file.stem][measure] = [
                        round(v, 4) for v in (figure.value, figure.low, figure.high)
                    ]
            print(
                f"{folder.name:22} {file.stem:16}",
                " ".join(f"{m} {rows[file.stem][m][0]:.4f}" for m in SHOWN),
            )
            if options.values:
                options.values.mkdir(parents=True, exist_ok=True)
                target = options.values / f"{folder.name}-{file.stem.replace(' ', '-')}.json"
                target.write_text(json.dumps(by_question["nDCG@10"], indent=0))
        results[folder.name] = {
            "command": f"python -m bench.peers.score WORK/{folder.name}",
            "documents": len(read_lines(folder / "documents.jsonl")),
            "questions": len(questions),
            "rows": rows,
        }
    options.result.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
