"""Articles as they are, and with their lines filled as news agencies, old mails and many programs
fill them: 72 characters wide, paragraphs indented, no blank lines. Both should answer alike.

    python -m bench.filled FOLDER

FOLDER is laid out as seeds/ is.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import textwrap
from pathlib import Path
from typing import Any

from bench import results_file
from search.evaluate import evaluate
from search.judged import Judged, read_judged
from search.settings import Settings

TARGET = results_file.FOLDER / "filled.json"
WIDTH, INDENT = 72, "    "
SHOWN = (
    "nDCG@10", "best quote right", "evidence precision", "evidence recall", "citations verbatim",
    "refusal F1", "answerable AUROC",
)  # fmt: skip


def filled(text: str) -> str:
    """``text`` with each of its lines as a paragraph of filled ones."""
    return "\n".join(
        textwrap.fill(
            line, WIDTH, initial_indent=INDENT, break_long_words=False, break_on_hyphens=False
        )
        for line in text.split("\n")
        if line.strip()
    )


def copy(judged: Judged, questions: Path, folder: Path) -> None:
    """Write ``judged`` into ``folder`` with the lines of its articles filled."""
    (folder / "articles").mkdir()
    for draft in judged.documents:
        head = f"Title: {draft.title}\n" + f"Date: {draft.published}\n" * bool(draft.published)
        place = folder / "articles" / f"{draft.origin}.txt"
        place.write_text(f"{head}\n{filled(draft.text)}\n", "utf-8")
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    for gold in (gold for row in rows for gold in row["gold"]):
        gold["article"] += ".txt"
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    (folder / "questions.jsonl").write_text(lines, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Articles with filled lines")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    results: dict[str, Any] = {"command": f"python -m bench.filled {options.folder}"}
    with tempfile.TemporaryDirectory() as scratch:
        as_they_are = read_judged(options.folder)
        copy(as_they_are, options.folder / "questions.jsonl", Path(scratch))
        for name, judged in (("as they are", as_they_are), ("filled", read_judged(Path(scratch)))):
            (found,) = evaluate(judged, [Settings()])
            results[name] = {each: round(found.figures[each].value, 3) for each in SHOWN}
            results[name]["questions"] = len(judged.questions)
            print(name, results[name], *judged.notes, flush=True)
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
