"""What a request is answered with: what the articles tell, or what the reader found."""

from __future__ import annotations

from search.agreement import touch
from search.overview import is_name
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
            better = support(view) > support(answer)
    return better


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


def support(answer: Answer) -> float:
    """That of the best sentence of ``answer``; 0 where it has none."""
    return max((sentence.support for sentence in answer.sentences), default=0.0)
