"""Questions about people who tell of themselves: who wrote an article, or speaks in a dialogue.

    python -m bench.own_words WORK

Articles by their authors, who say "I", and interviews, hearings, talks on the radio and questions
of readers, all invented for this, are in one archive with the invented articles of
training/written.py that the reader was not trained on; before: as without search/own_words.py and
what it needs. Found: the best sentence is a right one. Answered: it is shown as an answer. Wrong:
another is. Refused: of questions that nothing answers; many of these ask of one what another tells
of themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from bench import results_file
from bench.cached import keeping
from bench.tally import Counts, Right, count, none_yet, quoting
from bench.written import among
from index.facet_file import FacetTable
from index.read_markdown import read_markdown
from index.records import Draft
from search import sayings
from search.engine import Archive
from search.own_words import OwnWords
from search.results import Citation
from search.told_by import ToldBy

FILE = Path(__file__).parent / "own_words.json"
TARGET = results_file.FOLDER / "own_words.json"
GROUPS = ("first", "second", "third")
"""How they are read was chosen by the first and, in part, by the second, which was looked at later;
the third was written and looked at after that.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """``asked``: a question, and the sentences that answer it, one of which is enough; none where
    nothing does. ``author``: None for a dialogue.
    """

    title: str
    author: str | None
    text: str
    asked: list[tuple[str, list[str]]]
    written: str

    def draft(self, place: Path) -> Draft:
        made = read_markdown(f"# {self.title}\n\n{self.text}", place)
        return replace(made, author=self.author)

    def right(self, sentences: Sequence[str]) -> Right | None:
        """What tells a quote of one of ``sentences``."""

        def quotes(best: Citation) -> bool:
            return any(quoting(best, self.title, each) for each in sentences)

        return quotes if sentences else None


@contextmanager
def _before() -> Iterator[None]:
    def nobody(*_: object) -> None:
        return None

    with (
        mock.patch.object(OwnWords, "of_speakers", nobody),
        mock.patch.object(OwnWords, "of_author", nobody),
        mock.patch.object(ToldBy, "read", lambda self, asked, hits: self.inner.read(asked, hits)),
        mock.patch.object(sayings, "_in_turn", nobody),
        mock.patch.object(FacetTable, "having", lambda *_: []),
    ):
        yield


def measured(some: Sequence[Told], archive: Archive) -> Counts:
    """Counts of the questions of ``some``."""
    counts = none_yet()
    for told in some:
        for question, sentences in told.asked:
            count(counts, archive, question, told.right(sentences))
    return counts


def main() -> None:
    embedder = keeping(__doc__)
    everything = [Told(**each) for each in json.loads(FILE.read_text(encoding="utf-8"))]
    drafts = [told.draft(Path(f"{number}.md")) for number, told in enumerate(everything)]
    results: dict[str, object] = {"command": "python -m bench.own_words WORK"}
    with among(drafts, embedder) as archive:
        for group in GROUPS:
            own = [told for told in everything if told.written == group]
            for kind, some in (
                ("authors", [told for told in own if told.author]),
                ("dialogues", [told for told in own if not told.author]),
            ):
                with _before():
                    results[f"{kind}, {group}, before"] = measured(some, archive)
                results[f"{kind}, {group}, shipped"] = measured(some, archive)
                print(json.dumps(results), flush=True)
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
