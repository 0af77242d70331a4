"""Interviews, lists of questions and answers, and questions in reports, which say what is asked in
one sentence and the answer in the next: whether the answer is quoted, not the question.

    python -m bench.asked_in_text

The articles were invented for this; each is asked about with the others in one archive, and right
is a sentence that holds the answer (bench/tally.py). ``first``: the way was chosen by them;
``second``: written down before, and looked at after.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import results_file
from bench.tally import Counts, count, none_yet
from index.models import load
from index.read_markdown import read_markdown
from index.update import put
from search.engine import Archive
from search.results import Citation

FILE = Path(__file__).parent / "asked_in_text.json"
TARGET = results_file.FOLDER / "asked_in_text.json"


def measured(archive: Archive, texts: list[dict[str, Any]]) -> Counts:
    """Counts of questions about ``texts``, each with its answer or None."""
    counts = none_yet()
    for text in texts:
        for question, gold in text["asked"]:
            count(counts, archive, question, _holding(gold.split("|")) if gold else None)
    return counts


def _holding(golds: list[str]) -> Callable[[Citation], bool]:
    return lambda best: any(words in best.quote for words in golds)


def main() -> None:
    texts = json.loads(FILE.read_text(encoding="utf-8"))
    results: dict[str, Any] = {"command": "python -m bench.asked_in_text"}
    with tempfile.TemporaryDirectory() as folder:
        embedder, work = load(), Path(folder) / "archive"
        drafts = [
            read_markdown(f"# {text['title']}\n\n{text['text']}\n", Path(f"{at}.md"))
            for at, text in enumerate(texts)
        ]
        put(work, drafts, embedder=embedder)
        archive = Archive(work, embedder)
        for name in ("first", "second"):
            some = [text for text in texts if text["written"] == name]
            results[name] = measured(archive, some)
            print(name, results[name], flush=True)
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
