"""One question, asked on behalf of a door: watched, counted, kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from api.service import Service
from index.records import Article
from search import engine
from search.reader import Reading
from search.results import Hit
from search.settings import Settings
from search.wire import of_answer, of_hit, of_reading

Tell = Callable[[str, Any], None]
"""Called with the name of an event and what it holds, from the thread that answers."""


class _Notes:
    """See engine.Watcher: notes the revisions that were read, and tells what was found."""

    def __init__(self, tell: Tell | None) -> None:
        self._tell = tell
        self._hits: Sequence[Hit] = ()
        self.digests: dict[str, str] = {}
        self.generation = 0

    def retrieved(self, generation: int, hits: Sequence[Hit]) -> None:
        """See engine.Watcher."""
        self._hits, self.generation = hits, generation
        self.digests = {hit.article.id: hit.article.digest for hit in hits}
        if self._tell:
            found = [of_hit(rank, hit) for rank, hit in enumerate(hits, 1)]
            self._tell("retrieval", {"generation": generation, "hits": found})

    def cited(self, articles: Sequence[Article]) -> None:
        """See engine.Watcher."""
        self.digests |= {article.id: article.digest for article in articles}

    def read(self, readings: Sequence[Reading]) -> None:
        """See engine.Watcher."""
        if self._tell:
            pairs = zip(self._hits, readings, strict=True)
            made = [{"rank": n, **of_reading(h, r)} for n, (h, r) in enumerate(pairs, 1)]
            self._tell("reading", {"readings": made})


class Asked:
    """An answer in its JSON form, the id it is kept under, and the generation it is from."""

    def __init__(self, answer: dict[str, Any], id_: str | None, generation: int) -> None:
        self.answer, self.id, self.generation = answer, id_, generation

    @property
    def link(self) -> str | None:
        """Where it is kept."""
        return f"/v1/answers/{self.id}" if self.id else None


def asked(
    service: Service,
    question: str,
    settings: Settings,
    tell: Tell | None = None,
    *,
    after: str | None = None,
) -> Asked:
    """Answer ``question``, which may go on from the one ``after`` which it is asked; ``tell``
    hears of the passages, the readings, the sentences and their citations on the way.

    Raises:
        BadInput: a question that can't be used.
    """
    notes = _Notes(tell)
    answer = of_answer(engine.ask(service.archive, question, settings, notes, after=after))
    service.metrics.answer(answer["status"])
    cited = {c["article_id"] for c in (*answer["citations"], *answer["nearest"])}
    digests = {id_: digest for id_, digest in notes.digests.items() if id_ in cited}
    kept = Asked(answer, service.answers.keep(answer, digests), notes.generation)
    if tell:
        by_number = {citation["number"]: citation for citation in answer["citations"]}
        for sentence in answer["sentences"]:
            tell("sentence", sentence)
            for number in sentence["citations"]:
                tell("citation", by_number[number])
        if kept.link:
            tell("kept", {"id": kept.id, "link": kept.link})
    return kept
