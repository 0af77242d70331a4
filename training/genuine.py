"""Genuine SQuAD questions and sentences with the span of their answer.

The pairs have no spans, but most of their questions are among the back-translated rows in other
words: the row whose answer stands in the sentence, whose question is near and whose paragraph says
what the sentence says. The sentence takes the place of its own translation in that paragraph.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from index import terms
from training.source import Row, sentence_starts

SOURCES = ("squad1-en-sentence/kou", "squad1-en-sentence/nqg-test")
NEAR = 20
"""Rows whose question is nearest that are looked at."""
ALIKE = 0.4
"""Share of the terms of two questions that both have."""
SAME = 0.45
"""Share of the sentence's terms that the sentence it replaces has."""
_SPACED = re.compile(r" (?=[.,;:?!%)\]]|'s\b|n't\b)|(?<=[(\[$]) ")


def kind(question: str) -> str:
    """What is asked for: the interrogative, "which" as "what"."""
    words = re.findall(r"[a-z]+", question.lower())
    for n, word in enumerate(words):
        if word == "how":
            return " ".join(words[n : n + 2])
        if word in ("who", "whom", "whose"):
            return "who"
        if word in ("what", "which"):
            return "what"
        if word in ("when", "where", "why"):
            return word
    return ""


def found(pairs: list[Row], rows: list[Row]) -> Iterator[Row]:
    """Rows like those of train.jsonl, made of the genuine ones of ``pairs`` and of ``rows``."""
    answered = [r for r in rows if r["source"].startswith("squad2-bt") and r["answers"]["text"]]
    with tempfile.TemporaryDirectory() as place:
        terms.write((("", r["question"]) for r in answered), Path(place), "english")
        index = terms.TermIndex(Path(place), "english")
        cut = index.analyzer.terms
        for pair in pairs:
            if pair["source"] not in SOURCES:
                continue
            question, sentence = (_SPACED.sub("", pair[k]) for k in ("question", "sentence"))
            said = set(cut(sentence))
            asked = list(dict.fromkeys(cut(question)))
            near = [answered[n] for n, _ in index.search(asked, NEAR)]
            alike = [(jaccard(set(asked), set(cut(row["question"]))), row) for row in near]
            alike.sort(key=lambda x: -x[0])
            for share, row in alike:
                if share < ALIKE or kind(row["question"]) != kind(question):
                    continue
                answer = row["answers"]["text"][0]
                at = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", sentence, re.IGNORECASE)
                if not at:
                    continue
                text, start = row["context"], row["answers"]["answer_start"][0]
                bounds = [*sentence_starts(text), len(text)]
                low = max(b for b in bounds if b <= start)
                high = min(b for b in bounds if b >= start + len(answer))
                if not said or len(said & set(cut(text[low:high]))) < SAME * len(said):
                    continue
                context = f"{text[:low]}{sentence} {text[high:]}"
                begin = low + at.start()
                yield {
                    "title": row["title"], "context": context, "question": question,
                    "answers": {"text": [context[begin : begin + len(answer)]],
                                "answer_start": [begin]},
                    "source": "squad1-en-sentence",
                }  # fmt: skip
                break


def jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0
