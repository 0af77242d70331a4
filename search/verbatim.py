"""Sentences that hold given words: what somebody put between quotation marks is looked for as it
stands, and found or not.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.split import sentence_spans
from search.gold import found
from search.results import Answer, Hit
from search.said import Said
from search.speakers import said_by
from search.wording import compiled

LEAST_WORDS = 3
"""Fewer are a name."""
MOST_ARTICLES = 6
AROUND = 1_000
"""Characters beside a passage into which a sentence of it may go on."""
_BETWEEN = r"[\"“„«](?P<words>[^\"“”„«»]+)[\"”“»]"
_FORMS = (
    rf"\W*{_BETWEEN}\W*",
    rf"(?:who|which|where|what|does|did|do|is|find|search|look|show|cite)\b[^\"“”„«»]{{0,60}}"
    rf"{_BETWEEN}[^\"“”„«»]{{0,30}}",
)


def between_marks(question: str) -> str | None:
    """The words that ``question`` has in quotation marks, where it asks who says them, or where.

    >>> between_marks('Who said "it will fall in spring"?')
    'it will fall in spring'
    >>> between_marks('Who wrote "Ulysses"?')
    """
    for form in _FORMS:
        match = compiled(form).fullmatch(question.strip())
        if match and len(match["words"].split()) >= LEAST_WORDS:
            return match["words"].strip(" .,!?;:")
    return None


def holding(question: str, words: str, hits: Sequence[Hit]) -> Answer | None:
    """The sentences of the articles of ``hits`` in which ``words`` stand, once an article, and the
    ones that name who says so; None where there are none.
    """
    said = Said()
    seen: set[str] = set()
    for hit in hits:
        if hit.article.id in seen or len(seen) == MOST_ARTICLES:
            continue
        low = max(0, hit.passage.span.start - AROUND)
        text = hit.article.text[low : hit.passage.span.end + AROUND]
        place = found(text, words)
        if place is None:
            continue
        seen.add(hit.article.id)
        spans = sentence_spans(text)
        by = said_by(None, [text[a:b] for a, b in spans])
        held = [n for n, (start, end) in enumerate(spans) if start < place[1] and end > place[0]]
        naming = [number for number in (by[n] for n in held) if number is not None]
        for n in sorted({*held, *naming}):
            start, end = spans[n]
            said.add(hit, low + start, low + end, 1.0)
    return said.answer(question, words)
