"""What a request is answered with: what the articles tell, or what the reader found."""

from __future__ import annotations

from search.agreement import touch
from search.overview import is_name
from search.periods import Period, told_of_other_years
from search.phrases import PIECES
from search.results import Answer
from search.tasks import sides
from search.topics import Request
from search.wording import compiled


def preferred(request: Request, view: Answer, answer: Answer) -> bool:
    """Whether ``view`` is what was asked for, rather than ``answer``, the reader's: the surer of
    both. Who somebody is, an answer without the name does not tell; where there are only words,
    they may be a question that the reader has answered; and what it is sure of somebody may have
    said in a way that no form tells.
    """
    sure, sentences = answer.status == "answered", [each.text for each in answer.sentences]
    match request.kind:
        case "everything" | "holdings" | "course" | "newest" | "oldest":
            better = True
        case "article" if request.wants and not any(
            getattr(citation, request.wants) for citation in view.citations
        ):
            better = False
        case "person":
            better = not any(is_name(request.topic, words) for words in sentences)
        case "quote":
            better = not sure or not _among(view, answer)
        case "said" if sure:
            better = _among(answer, view)
        case "count":
            better = not sure or not any(_counts(answer.question, words) for words in sentences)
        case "comparison":
            better = not any(_compares(view.topic or "", words, sure) for words in sentences)
        case "happened" | "words" | "definition":
            better = answer.status == "no_answer"
        case _:
            better = surest(view) > surest(answer)
    return better


def preferred_of(days: Period, answer: Answer, other: Answer, *, near: bool) -> bool:
    """Whether ``answer``, that of the articles of ``days`` alone, is what was asked for, rather
    than the ``other`` one, that of all: the surer of both, but that the other may be sure of what
    was at another time. Where ``near``, the days are counted from today, which is meant about so.
    An answer that tells of another year is none.
    """
    if answer.status == "no_answer" or (near and other.status == "answered"):
        return False
    if surest(answer) <= surest(other) and not _of_another_time(other, days):
        return False
    # A year alone may be the short answer.
    return not told_of_other_years(f"{answer.citations[0].quote} in {answer.short}", days)


def _of_another_time(answer: Answer, days: Period) -> bool:
    """Whether ``answer`` is of articles of other days, and does not say the year of these."""
    first, last = days
    return not any(
        (citation.published and first <= citation.published <= last) or first[:4] in citation.quote
        for citation in answer.citations
    )


def _counts(question: str, sentence: str) -> bool:
    """Whether ``sentence`` has the kind of text in it that ``question`` asks the number of."""
    kind = compiled(PIECES).search(question)
    return kind is not None and touch(kind[0], sentence)


def _compares(topics: str, sentence: str, sure: bool) -> bool:
    """Whether ``sentence`` may be what compares two topics: it has words of both, or of one where
    the reader is ``sure``.
    """
    told_apart = [[touch(side, sentence) for side in each] for each in sides(topics)]
    return any(map(all, told_apart)) or (sure and any(map(any, told_apart)))


def _among(some: Answer, others: Answer) -> bool:
    """Whether every sentence of ``some`` is one of ``others``."""
    texts = {sentence.text for sentence in others.sentences}
    return all(sentence.text in texts for sentence in some.sentences)


def surest(answer: Answer) -> float:
    """Support of its surest sentence, 0 where it has none."""
    return max((sentence.support for sentence in answer.sentences), default=0.0)
