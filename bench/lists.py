"""Questions about lists: what their lead-in announces, or what one of their items says.

    python -m bench.lists WORK

Articles with a list each, invented for this, are read as Markdown, as plain text, and as Markdown
in the middle of a longer article, each way in an archive with the invented articles of
training/written.py that the reader was not trained on. Asked for is all of a list, one item, its
lead-in, a sentence beside it, or something that is not there. Of the first: shown are all items,
some, none. Of an item: it is shown (and how many beside it), or only others are. Of a sentence: it
is shown, another is. Of the last: refused. Before: as it was without search/items.py, when passages
ended anywhere in a list.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from unittest import mock

from bench import results_file
from bench.cached import keeping
from bench.written import draft
from index import split
from index.lists import Span
from index.read_markdown import read_markdown
from index.read_text import read_text
from index.records import Draft
from index.update import put
from search import pick, rows
from search.engine import Archive, ask
from search.items import Unit
from search.results import Answer, Hit
from training.written import articles

FILE = Path(__file__).parent / "lists.json"
TARGET = results_file.FOLDER / "lists.json"
GROUPS = ("first", "second")
"""How lists are read was chosen by the first; the second was looked at after that."""


@dataclass(frozen=True, slots=True)
class Listed:
    """``asked``: a question, and what of the article answers it: ``all`` items, the number of one,
    the ``lead``, what stands ``before`` or ``after``; None where nothing does.
    """

    title: str
    before: str
    lead: str
    items: list[str]
    after: str
    asked: list[tuple[str, str | int | None]]
    written: str

    def as_markdown(self, place: Path, among: Sequence[str] = ()) -> Draft:
        """The article, or its list ``among`` paragraphs."""
        middle = len(among) // 2
        items = "\n".join(f"- {item}" for item in self.items)
        parts = [f"# {self.title}", self.before, *among[:middle], self.lead, items]
        text = "\n\n".join([*parts, self.after, *among[middle:]])
        return read_markdown(text, place.with_suffix(".md"))

    def as_text(self, place: Path, _: Sequence[str]) -> Draft:
        """With a mark before each item."""
        items = "\n".join(f"* {item}" for item in self.items)
        text = f"{self.title}\n\n{self.before} {self.lead}\n{items}\n\n{self.after}\n"
        return read_text(text, place.with_suffix(".txt"))


WAYS: dict[str, Callable[[Listed, Path, Sequence[str]], Draft]] = {
    "Markdown": lambda listed, place, _: listed.as_markdown(place),
    "plain text": Listed.as_text,
    "in a longer article": Listed.as_markdown,
}


def counted(listed: Listed, wanted: str | int | None, answer: Answer) -> list[str]:
    """What ``answer`` counts as."""
    quotes = [citation.quote for citation in answer.citations]
    shown = [any(item in quote for quote in quotes) for item in listed.items]
    if wanted is None:
        return ["none"] + ["none: refused"] * (answer.status == "no_answer")
    if wanted == "all":
        how = "all" if all(shown) else "some" if any(shown) else "no"
        return ["all", f"all: {how} items"]
    if isinstance(wanted, int):
        found = ["item: shown"] if shown[wanted] else ["item: wrong"] if quotes else []
        return ["item", *found] + ["item: others beside it"] * (sum(shown) - 1 if found else 0)
    text = {"lead": listed.lead, "before": listed.before, "after": listed.after}[wanted]
    right = any(quote in text or text in quote for quote in quotes)
    return ["sentence"] + (["sentence: shown"] if right else ["sentence: wrong"] * bool(quotes))


def measured(some: Sequence[Listed], archive: Archive) -> dict[str, int]:
    """Counts of the questions of ``some``."""
    counts: Counter[str] = Counter()
    for listed in some:
        for question, wanted in listed.asked:
            counts.update(counted(listed, wanted, ask(archive, question)))
    return dict(sorted(counts.items()))


@contextmanager
def _before() -> Iterator[None]:
    def plain(_: Hit, sentences: Sequence[Span]) -> list[Unit]:
        return [Unit(*each) for each in sentences]

    with (
        mock.patch.object(pick, "units", plain),
        mock.patch.object(split, "lists", lambda _: []),
        mock.patch.object(rows, "_facts", lambda _: []),
    ):
        yield


def main() -> None:
    embedder = keeping(__doc__)
    everything = [Listed(**each) for each in json.loads(FILE.read_text(encoding="utf-8"))]
    kept = articles(kept=True)
    among = [article.text.split("\n\n") for article in kept[: len(everything)]]
    others = [draft(article) for article in kept[len(everything) :]]
    results: dict[str, object] = {"command": "python -m bench.lists WORK"}
    for shipped, (way, read) in product((False, True), WAYS.items()):
        with tempfile.TemporaryDirectory() as folder, nullcontext() if shipped else _before():
            place = Path(folder)
            drafts = [
                read(each, place / f"{n}", paragraphs)
                for n, (each, paragraphs) in enumerate(zip(everything, among, strict=True))
            ]
            put(place / "archive", [*drafts, *others], embedder=embedder)
            archive = Archive(place / "archive", embedder)
            for group in GROUPS:
                some = [each for each in everything if each.written == group]
                name = f"{way}, {group}, {'shipped' if shipped else 'before'}"
                results[name] = counts = measured(some, archive)
                print(name, json.dumps(counts), flush=True)
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
