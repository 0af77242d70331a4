"""Invented articles with questions, written for this project: what people ask of news, blogs and
reports, in other words than the articles', with near misses that they do not answer.

Each file of training/articles holds several, as ``read`` says. Those in its folder ``kept`` are for
bench/fit_reader.py: the reader is not trained on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that answers, and the answer in it; both stand in the article as they are."""

    sentence: str
    short: str


@dataclass(frozen=True, slots=True)
class Addition:
    """What would answer a question, had it stood in the article behind the sentence ``after``."""

    after: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    quotes: tuple[Quote, ...] = ()
    """None: the article does not answer."""
    addition: Addition | None = None
    """Of one that the article does not answer. What tells near misses from other questions is how
    they are asked; with and without the addition the same question is answered and is not.
    """


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    source: str
    date: str
    kind: str
    """news, blog or report."""
    text: str
    """Paragraphs with an empty line between them."""
    questions: tuple[Question, ...]

    def answering(self, question: Question) -> tuple[Question, Article]:
        """One of its questions, and the article, as they are with the question's addition."""
        added = question.addition
        if added is None:
            raise ValueError(f"no addition: {question.text}")
        text = self.text.replace(added.after, f"{added.after} {added.quote.sentence}")
        return Question(question.text, (added.quote,)), replace(self, text=text)


def articles(*, kept: bool, folder: Path = FOLDER) -> list[Article]:
    """Those to train on, or those kept from that."""
    files = sorted((folder / "kept" if kept else folder).glob("*.txt"))
    return [one for file in files for one in read(file)]


def read(file: Path) -> Iterator[Article]:
    """A file's articles. Each begins with ``# Title``; then source, date and kind, a line each;
    paragraphs, a line each; and questions: ``? question``, and either for each sentence that
    answers ``= sentence`` and ``~ short answer``, or ``! none``, and, where there is an addition,
    ``@ sentence before it``, ``+ sentence`` and ``~ short answer``.

    Raises ValueError, with file and line, if a line is none of that or a quote does not stand
    exactly once in its article.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    begins = [n for n, line in enumerate(lines) if line.startswith("# ")]
    for low, high in zip(begins, [*begins[1:], len(lines)], strict=True):
        try:
            yield _article(lines[low:high])
        except (ValueError, LookupError) as error:
            raise ValueError(f"{file}, article at line {low + 1}: {error}") from error


def _article(lines: list[str]) -> Article:
    head: dict[str, str] = {}
    paragraphs: list[str] = []
    asked: list[list[tuple[str, str]]] = []
    for line in filter(None, map(str.strip, lines[1:])):
        mark, _, rest = line.partition(" ")
        if mark in ("source:", "date:", "kind:") and not paragraphs:
            head[mark[:-1]] = rest
        elif mark == "?":
            asked.append([(mark, rest)])
        elif mark in "=~!@+":
            asked[-1].append((mark, rest))
        elif asked:
            raise ValueError(f"a paragraph behind the questions: {line[:50]}")
        else:
            paragraphs.append(line)
    if missing := {"source", "date", "kind"} - set(head):
        raise ValueError(f"no {', '.join(sorted(missing))}")
    text = "\n\n".join(paragraphs)
    return Article(
        lines[0][2:].strip(), **head, text=text, questions=tuple(_question(q, text) for q in asked)
    )


def _question(lines: list[tuple[str, str]], text: str) -> Question:
    marks, (question, *rest) = "".join(m for m, _ in lines), [words for _, words in lines]
    if marks in ("?!", "?!@+~"):
        if not rest[1:]:
            return Question(question)
        after, sentence, short = rest[1:]
        return Question(question, (), Addition(_stands(after, text), _quote(sentence, short)))
    if not re.fullmatch(r"\?(=~)+", marks):
        raise ValueError(f"no short answer or no answer: {question[:50]}")
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return Question(question, tuple(_quote(_stands(a, text), b) for a, b in pairs))


def _stands(sentence: str, text: str) -> str:
    if text.count(sentence) != 1:
        raise ValueError(f"not once in the article: {sentence[:50]}")
    return sentence


def _quote(sentence: str, short: str) -> Quote:
    if not short or short not in sentence:
        raise ValueError(f"no short answer in: {sentence[:50]}")
    return Quote(sentence, short)
