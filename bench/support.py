"""How the answers of a collection stand: does the best quote hold the answer, is a refusal right.

    python -m bench.support COLLECTION_FOLDER WORK_FOLDER [LIMIT]

Answerable and unanswerable questions are taken evenly up to LIMIT each. A quote is right if it
holds one of the answers, compared in lower case. Every quote is compared with the stored text.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from bench import results_file
from bench.collection import archive_of, questions
from index.models import load
from search.engine import Archive, ask
from search.pick import calibration
from search.settings import Settings


def main() -> None:
    collection, work = Path(sys.argv[1]), Path(sys.argv[2])
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 400
    name = collection.name
    archive = Archive(archive_of(collection, work), load())
    asked = [q for q in questions(collection) if q.get("answerable") and q.get("answers")]
    no = [q for q in questions(collection) if q.get("answerable") is False]
    if (collection / "queries_unanswerable.jsonl").exists():
        no += questions(collection, "queries_unanswerable.jsonl")
    asked, no = asked[:: max(1, len(asked) // limit)], no[:: max(1, len(no) // limit)]
    right, support, has, verbatim = [], [], [], []
    for question in asked + no:
        answer = ask(archive, question["text"], Settings(min_support=0.0))
        best = max(answer.citations, key=lambda c: c.support, default=None)
        quote = best.quote.casefold() if best else ""
        for citation in answer.citations:
            stored = archive.article(citation.article_id)
            verbatim.append(
                stored is not None and stored.text[citation.start : citation.end] == citation.quote
            )
        has.append(bool(question.get("answerable")))
        right.append(has[-1] and any(a.casefold() in quote for a in question["answers"]))
        support.append(best.support if best else 0.0)
    r, s, h = np.array(right), np.array(support), np.array(has)
    given = s >= calibration().threshold
    bins = np.clip((s * 10).astype(int), 0, 9)
    error = sum(
        abs(s[bins == b].mean() - r[bins == b].mean()) * (bins == b).mean() for b in set(bins)
    )
    result = {
        "command": f"python -m bench.support {name} WORK {limit}",
        "answerable": int(h.sum()),
        "unanswerable": int((~h).sum()),
        "best_quote_holds_answer": round(float(r[h].mean()), 4),
        "quotes": len(verbatim),
        "quotes_verbatim": round(float(np.mean(verbatim)), 4),
        "answered_of_answerable": round(float(given[h].mean()), 4),
        "right_of_answered": round(float(r[given].mean()), 4) if given.any() else None,
        "calibration_error_10_bins": round(float(error), 4),
    }
    if (~h).any():
        result["refused_of_unanswerable"] = round(float((~given[~h]).mean()), 4)
        result["auroc_answerable"] = round(float(roc_auc_score(h, s)), 4)
    results_file.write(results_file.FOLDER / f"support-{name}.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
