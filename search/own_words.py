"""What those whom a question names say of themselves: the author of an article, or who speaks in a
dialogue. These articles alone are asked then, with their "I" read as that name
(docs/decisions/0050-own-words.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.facets import Mask, plain
from search.answer import compose
from search.archive import Archive
from search.authored import Authored, authored
from search.finder import Finder
from search.preference import surest
from search.results import Answer, Hit
from search.retold import of_oneself
from search.settings import Settings
from search.snapshot import Snapshot
from search.told_by import ToldBy, names_a_speaker


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Asks as ``settings`` want it, of the rows ``within``, where not all are asked."""

    archive: Archive
    snapshot: Snapshot
    settings: Settings
    within: Mask | None

    def of_speakers(
        self, question: str, count: int, found: Sequence[Hit], other: Answer
    ) -> tuple[Answer, list[Hit]] | None:
        """What the speakers whom ``question`` names say in the dialogues among what was ``found``;
        None where there are none, or the ``other`` answer, that of all articles, is as sure.
        """
        own = [hit.article.revision for hit in found if names_a_speaker(question, hit)]
        if not own:
            return None
        rows = self.snapshot.rows.of(own)
        hits = Finder(self.archive, self.snapshot, rows).hits(question, count, self.settings)
        answer = self._read(question, hits, self.settings, rows, None)
        return (answer, hits) if surest(answer) > surest(other) else None

    def of_author(
        self, question: str, count: int, other: Answer
    ) -> tuple[Answer, list[Hit]] | None:
        """What an author whom ``question`` names says of themselves; None where it names none, or
        the ``other`` answer, of articles that have the name, is as sure.
        """
        found = authored(question, self._authors)
        wanted = self.settings.filters.author
        if found is None or (wanted and plain(wanted) != found.author):
            return None
        filters = replace(self.settings.filters, author=found.author)
        settings = replace(self.settings, filters=filters)
        finder = Finder(self.archive, self.snapshot, self.within)
        hits = finder.hits(found.text, count, settings)
        hits = [hit for hit in hits if of_oneself(hit.article.text)]
        answer = self._read(found.text, hits, settings, self.within, found.name)
        if not hits or (surest(answer) <= surest(other) and self._is_about(found, other)):
            return None
        if answer.citations:
            by = f"told by {answer.citations[0].author}, who wrote it"
            answer = replace(answer, reason=f"{answer.reason}; {by}" if answer.reason else by)
        return replace(answer, question=question), hits

    def _is_about(self, found: Authored, other: Answer) -> bool:
        """Whether an article that ``other`` cites has the author's name."""
        cited = (self.archive.article(id_) for id_ in {c.article_id for c in other.citations})
        return any(found.stands_in(f"{a.title}\n{a.text}") for a in cited if a)

    def _read(
        self, question: str, hits: list[Hit], settings: Settings, rows: Mask | None, by: str | None
    ) -> Answer:
        reader = ToldBy(self.archive.reader(self.snapshot, settings, rows), by)
        readings = reader.read(question, hits)
        return compose(question, hits, readings, settings.least(reader.threshold))

    def _authors(self, word: str) -> list[str]:
        return self.archive.facets(self.snapshot).having("author", word)
