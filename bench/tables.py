"""How a row of a table has to stand in the text, for questions about it to be answered.

    python -m bench.tables

Articles with a table each, invented for this, are read as Markdown by the reader of index, and with
the rows told in two other ways; each is asked about with the others in one archive. Found: the best
sentence is the row (with each cell by itself: a cell of it). Answered: it is shown as an answer.
Wrong: another line is. Refused: of questions whose answer stands in no row.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench import results_file
from bench.tally import Counts, count, none_yet
from index.models import load
from index.read_markdown import read_markdown
from index.tables import row
from index.update import put
from search.engine import Archive
from search.results import Citation

FILE = Path(__file__).parent / "tables.json"
TARGET = results_file.FOLDER / "tables.json"


@dataclass(frozen=True, slots=True)
class Table:
    """``asked``: a question, and the number of the row that answers it, None where none does."""

    title: str
    text: str
    head: list[str]
    rows: list[list[str]]
    asked: list[tuple[str, int | None]]
    written: str
    """``first``: the way to tell rows was chosen by it; ``second``: before search/rows.py, whose
    need was seen in it; ``third``: after all that.
    """

    def markdown(self) -> str:
        """The article with its table, as people write it."""
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        drawn = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        return f"# {self.title}\n\n{self.text}\n\n{drawn}\n"


def shipped(table: Table) -> list[list[str]]:
    """The lines of each row, as the reader of index has them."""
    text = read_markdown(table.markdown(), Path("a.md")).text
    return [[line] for line in text.split("\n\n")[2:]]


def with_bars(table: Table) -> list[list[str]]:
    return [[row(cells)] for cells in table.rows]


def by_cells(table: Table) -> list[list[str]]:
    return table.rows


Telling = Callable[[Table], list[list[str]]]
TELLINGS: dict[str, Telling] = {
    "with the names of the columns (shipped)": shipped,
    "with bars": with_bars,
    "a cell by itself": by_cells,
}


def measured(tables: list[Table], told: Telling, work: Path) -> Counts:
    """Counts of questions, with all ``tables`` in one archive."""
    embedder, drafts = load(), []
    for at, table in enumerate(tables):
        draft = read_markdown(table.markdown(), Path(f"{at}.md"))
        lines = [line for each in told(table) for line in each]
        drafts.append(replace(draft, text="\n\n".join([table.text, *lines])))
    put(work, drafts, embedder=embedder)
    archive = Archive(work, embedder)
    counts = none_yet()
    for table in tables:
        rows = told(table)
        for question, number in table.asked:
            right = None if number is None else of_row(table.title, rows[number])
            count(counts, archive, question, right)
    return counts


def of_row(title: str, lines: list[str]) -> Callable[[Citation], bool]:
    """What tells a quote of a row, told in ``lines``, of the article with that title."""
    return lambda best: best.title == title and best.quote in lines


def main() -> None:
    tables = [Table(**each) for each in json.loads(FILE.read_text(encoding="utf-8"))]
    results: dict[str, Any] = {"command": "python -m bench.tables"}
    for name in ("first", "second", "third"):
        some = [table for table in tables if table.written == name]
        results[name] = {}
        for label, told in TELLINGS.items():
            with tempfile.TemporaryDirectory() as folder:
                results[name][label] = measured(some, told, Path(folder) / "archive")
            print(name, label, results[name][label], flush=True)
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
