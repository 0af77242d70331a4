"""Every article that says the sentences of an answer, cited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.records import Article
from search.cite import cite
from search.results import Answer, Citation

MOST_CITED = 100
"""Articles of one story that are looked at."""


def cite_all(answer: Answer, others: Mapping[str, Sequence[Article]]) -> Answer:
    """``answer`` with a citation, too, of each of ``others`` (by id of a cited article) that says
    the same sentence, but for case and white space. Numbers run in order of appearance again.
    """
    if not others:
        return answer
    by_number = {citation.number: citation for citation in answer.citations}
    citations: list[Citation] = []
    sentences = []
    for sentence in answer.sentences:
        proofs = [by_number[number] for number in sentence.citations]
        cited = {proof.article_id for proof in proofs}
        for proof in list(proofs):
            for article in others.get(proof.article_id, ()):
                found = None if article.id in cited else said(sentence.text, article.text)
                if found is not None:
                    cited.add(article.id)
                    proofs.append(cite(0, article, *found, proof.support))
        numbers = tuple(range(len(citations) + 1, len(citations) + len(proofs) + 1))
        citations += (replace(p, number=n) for n, p in zip(numbers, proofs, strict=True))
        sentences.append(replace(sentence, citations=numbers))
    return replace(answer, sentences=tuple(sentences), citations=tuple(citations))


def said(sentence: str, text: str) -> tuple[int, int] | None:
    """Where ``text`` says ``sentence`` first, None where it does not.

    >>> said("It ran.", "Yes. it  ran. It ran.")
    (5, 13)
    """
    words = r"\s+".join(map(re.escape, sentence.split()))
    found = re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None
