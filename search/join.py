"""The answer to a question that asks several things, from those to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.reader import Reading
from search.results import NOT_SAID, Answer, Citation, Claim, Hit, Sentence


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """``answers`` in their order as one; a sentence that answers twice stands there once. Where
    some things are not said, it is partial, and its reason names them behind what is told of the
    others: also that no article has a word.
    """
    if len(answers) == 1:
        return answers[0]
    given = [answer for answer in answers if answer.status != "no_answer"]
    if not given:
        return replace(answers[0], question=question)
    missing = any(answer.status == "no_answer" for answer in answers)
    untold = [answer for answer in answers if answer.untold]
    reasons = [answer.reason for answer in answers if answer.reason and not answer.untold]
    if untold:
        reasons.append(f"{NOT_SAID}: {' '.join(answer.question for answer in untold)}".rstrip("?"))
    citations: dict[tuple[str, int, int], Citation] = {}
    sentences: dict[tuple[str, int, int], Sentence] = {}
    claims: list[Claim] = []
    for answer in given:
        renumbered = {}
        for citation in answer.citations:
            place = (citation.article_id, citation.start, citation.end)
            known = citations.setdefault(place, replace(citation, number=len(citations) + 1))
            renumbered[citation.number] = known.number
        of_number = {citation.number: citation for citation in answer.citations}
        for sentence in answer.sentences:
            first = of_number[sentence.citations[0]]
            numbers = tuple(renumbered[number] for number in sentence.citations)
            sentences.setdefault(
                (first.article_id, first.start, first.end), replace(sentence, citations=numbers)
            )
        claims += (
            replace(claim, citations=tuple(renumbered[number] for number in claim.citations))
            for claim in answer.claims
        )
    return Answer(
        question,
        "partial" if missing or any(a.status == "partial" for a in given) else "answered",
        tuple(sentences.values()),
        tuple(citations.values()),
        (),
        given[0].short,
        reason="; ".join(dict.fromkeys(reasons)) or None,
        claims=tuple(claims),
        topic=next((answer.topic for answer in given if answer.topic is not None), None),
    )


def best_of(
    hits: Sequence[Hit], found: Sequence[Sequence[Hit]], read: Sequence[Sequence[Reading]]
) -> list[Reading]:
    """One reading for each of ``hits``: of those in ``read``, which are of the passages in
    ``found``, the one with the most support.
    """
    best: dict[int, Reading] = {}
    for own, readings in zip(found, read, strict=True):
        for hit, reading in zip(own, readings, strict=True):
            row = hit.passage.row
            if row not in best or reading.no_answer < best[row].no_answer:
                best[row] = reading
    return [best[hit.passage.row] for hit in hits]
