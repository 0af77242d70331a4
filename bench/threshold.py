"""Where to refuse: supports of answerable questions of one collection, and of questions of another
one that it can't answer.

    python -m bench.threshold COLLECTION OTHER_COLLECTION WORK [LIMIT]

Prints, for thresholds, which share of answerable questions is refused wrongly and which share of
foreign ones rightly, and writes the one of best balanced accuracy into search/picker.json.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from bench import results_file
from bench.collection import archive_of, questions
from index.models import load
from search.engine import Archive, ask
from search.settings import Settings


def main() -> None:
    collection, other, work = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    limit = int(sys.argv[4]) if len(sys.argv) > 4 else 150
    archive = Archive(archive_of(collection, work), load())

    def supports(folder: Path) -> np.ndarray:
        asked = [q for q in questions(folder) if q.get("answerable") and q.get("answers")]
        found = []
        for question in asked[:: max(1, len(asked) // limit)]:
            answer = ask(archive, question["text"], Settings(min_support=0.0))
            found.append(max((c.support for c in answer.citations), default=0.0))
        return np.array(found)

    own, foreign = supports(collection), supports(other)
    grid = (0.05, 0.08, 0.09, 0.1, 0.12, 0.15, 0.19, 0.25, 0.32, 0.5)
    best = max(grid, key=lambda t: (own >= t).mean() + (foreign < t).mean())
    shipped = Path(__file__).parents[1] / "search" / "picker.json"
    fields = json.loads(shipped.read_text(encoding="utf-8"))
    fields["threshold"] = best
    shipped.write_text(json.dumps(fields, indent=2) + "\n", encoding="utf-8")
    result = {
        "command": f"python -m bench.threshold {collection.name} {other.name} WORK {limit}",
        "answerable": len(own),
        "foreign": len(foreign),
        "support_that_95_of_100_answerable_reach": round(float(np.quantile(own, 0.05)), 3),
        "thresholds": {
            f"{t:.2f}": {
                "answerable_refused": round(float((own < t).mean()), 3),
                "foreign_refused": round(float((foreign < t).mean()), 3),
            }
            for t in grid
        },
    }
    results_file.write(results_file.FOLDER / f"threshold-{collection.name}.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
