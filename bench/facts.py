"""Questions about facts that stand below an article, one a line: "Length: 2.4 km".

    python -m bench.facts WORK

Articles with such facts each, invented for this, are read as plain text, in an archive with the
invented articles of training/written.py that the reader was not trained on; before: as without
search/rows.py telling these lines apart. Found: the best sentence is the right line. Answered: it
is shown as an answer. Wrong: another is. Refused: of questions that no line answers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from bench import results_file
from bench.cached import keeping
from bench.tables import of_row
from bench.tally import Counts, count, none_yet
from bench.written import among
from index.read_text import read_text
from index.records import Draft
from search import rows
from search.engine import Archive

FILE = Path(__file__).parent / "facts.json"
TARGET = results_file.FOLDER / "facts.json"


@dataclass(frozen=True, slots=True)
class Told:
    """``asked``: a question, and the number of the fact that answers it, None where none does."""

    title: str
    text: str
    facts: list[str]
    asked: list[tuple[str, int | None]]
    written: str
    """``first``: how facts are told apart was chosen by it; ``second``: looked at after that."""

    def draft(self, place: Path) -> Draft:
        facts = "\n".join(self.facts)
        return read_text(f"{self.title}\n\n{self.text}\n\n{facts}\n", place)


def counted(some: Sequence[Told], archive: Archive) -> Counts:
    counts = none_yet()
    for told in some:
        for question, number in told.asked:
            right = None if number is None else of_row(told.title, [told.facts[number]])
            count(counts, archive, question, right)
    return counts


def main() -> None:
    embedder = keeping(__doc__)
    everything = [Told(**each) for each in json.loads(FILE.read_text(encoding="utf-8"))]
    drafts = [told.draft(Path(f"{number}.txt")) for number, told in enumerate(everything)]
    results: dict[str, object] = {"command": "python -m bench.facts WORK"}
    with among(drafts, embedder) as archive:
        for group in ("first", "second"):
            some = [told for told in everything if told.written == group]
            with mock.patch.object(rows, "_facts", lambda _: []):
                results[f"{group}, before"] = counted(some, archive)
            results[f"{group}, shipped"] = counted(some, archive)
            print(json.dumps(results), flush=True)
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
