"""The sentences of an answer while it is made."""

from __future__ import annotations

from search.cite import cite
from search.results import Answer, Citation, Hit, Sentence, Status

SURE = 0.5
"""Support from which an answer is called answered, not partial."""


def nothing(question: str, reason: str) -> Answer:
    """No answer to what was asked of all articles."""
    return Answer(question, "no_answer", (), (), (), reason=reason, topic="")


class Said:
    """Sentences and their citations, numbered as they come."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.citations: list[Citation] = []
        self._places: dict[str, int] = {}

    def add(self, hit: Hit, start: int, end: int, support: float) -> None:
        """A sentence; where another article said the same words, a further citation of it."""
        words = hit.article.text[start:end]
        key = " ".join(words.casefold().split())
        number = self._cite(hit, start, end, support)
        if key in self._places:
            self._also(self._places[key], number, support)
            return
        self._places[key] = len(self.sentences)
        self.sentences.append(Sentence(words, (number,), round(support, 4)))

    def back(self, hit: Hit, start: int, end: int, support: float) -> None:
        """Cite these words for the last sentence too."""
        number = self._cite(hit, start, end, support)
        self._also(len(self.sentences) - 1, number, support)

    @property
    def status(self) -> Status:
        """Of an answer of these sentences."""
        sure = max(sentence.support for sentence in self.sentences) >= SURE
        return "answered" if sure else "partial"

    def answer(self, question: str, topic: str) -> Answer | None:
        """What these sentences tell of ``topic``; None where there are none."""
        if not self.sentences:
            return None
        sentences, citations = tuple(self.sentences), tuple(self.citations)
        return Answer(question, self.status, sentences, citations, (), topic=topic)

    def _cite(self, hit: Hit, start: int, end: int, support: float) -> int:
        number = len(self.citations) + 1
        self.citations.append(cite(number, hit.article, start, end, support, hit.similar))
        return number

    def _also(self, at: int, number: int, support: float) -> None:
        old = self.sentences[at]
        self.sentences[at] = Sentence(
            old.text, (*old.citations, number), max(old.support, round(support, 4))
        )
