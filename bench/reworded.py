"""Articles with questions that were put in other words than theirs on purpose: those of SelQA.

The questions of SQuAD share most of their words with the paragraph that they were written for.
Those of SelQA (Jurczyk, Zhai & Choi 2016, arXiv 1606.08513) were asked once, and then asked
otherwise. Only its test part is used: the reader was trained on another. What answers is marked
sentence by sentence.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.measures import holds
from training.source import pairs

SOURCE = "selqa/test"
SIZES = (1, 3, 8, 25, 100)
"""Articles of a folder."""
FOREIGN = 0.4
"""Share of the questions that another article than those of the folder answers."""
_BEFORE = re.compile(r" (?=[,.;:?!)\]%]|'s\b|'\B|n't\b|’)")
_AFTER = re.compile(r"(?<=[(\[$£€]) ")
_QUOTED = re.compile(r"[\"“] ([^\"“”]*?) [\"”]")
_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")

Row = dict[str, Any]


def written(words: str) -> str:
    """A text whose words and marks have spaces between them as a person writes it.

    >>> written('The film " All Is Lost " ( 2013 ) has n\\'t won , has it ?')
    'The film "All Is Lost" (2013) hasn\\'t won, has it?'
    """
    text = _QUOTED.sub(r'"\1"', " ".join(words.split()))
    return _HYPHEN.sub("-", _AFTER.sub("", _BEFORE.sub("", text)))


@dataclass(frozen=True, slots=True)
class Reworded:
    """An article and its questions, each with the sentences that answer it."""

    text: str
    rows: tuple[Row, ...]


def articles(training: Path) -> list[Reworded]:
    """All articles of ``SOURCE``."""
    sentences: dict[str, list[tuple[str, int]]] = {}
    for pair in pairs(training):
        if pair["source"] == SOURCE:
            sentence = written(pair["sentence"])
            sentences.setdefault(written(pair["question"]), []).append((sentence, pair["label"]))
    found: dict[str, list[Row]] = {}
    for question, marked in sentences.items():
        right = [sentence for sentence, label in marked if label]
        if right:
            text = " ".join(dict.fromkeys(sentence for sentence, _ in marked))
            row = {"question": question, "answers": {"text": right}, "whole": True}
            found.setdefault(text, []).append(row)
    return [Reworded(text, tuple(rows)) for text, rows in found.items()]


def answers(row: Row, quote: str) -> bool:
    """Whether ``quote`` is one of the sentences that answer, or holds the answer of a row of other
    sources. Where sentences end may be told otherwise here: half of one is enough.
    """
    texts: Sequence[str] = row["answers"]["text"]
    if holds(quote, texts):
        return True
    return bool(row.get("whole")) and any(
        2 * len(quote) >= len(text) and holds(text, [quote]) for text in texts
    )


def folders(
    all_of_them: Sequence[Reworded], luck: random.Random
) -> Iterator[tuple[list[Reworded], list[tuple[Row, int]]]]:
    """Articles of folders and (row, kind) of what is asked of them: 0 answerable, 2 foreign."""
    left = list(all_of_them)
    luck.shuffle(left)
    turn = 0
    while left:
        size = SIZES[turn % len(SIZES)]
        turn += 1
        own, left = left[:size], left[size:]
        rows = [luck.choice(article.rows) for article in own]
        count = max(1, round(len(rows) * FOREIGN / (1 - FOREIGN)))
        elsewhere = [a for a in luck.sample(list(all_of_them), count + size) if a not in own][
            :count
        ]
        questions = [(row, 0) for row in rows]
        questions += [(luck.choice(article.rows), 2) for article in elsewhere]
        yield own, questions
