"""Invented articles with questions, written for this project: what people ask of news, blogs and
reports, in other words than the articles', with near misses that they do not answer.

Each file of training/articles holds several, as ``read`` says. Those in its folder ``kept`` are for
bench/fit_reader.py: the reader is not trained on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that answers, and the answer in it; both stand in the article as they are."""

    sentence: str
    short: str


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    quotes: list[Quote] = field(default_factory=list)
    """None: the article does not answer."""


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    source: str
    date: str
    kind: str
    """news, blog or report."""
    text: str
    """Paragraphs with an empty line between them."""
    questions: list[Question]


def articles(*, kept: bool, folder: Path = FOLDER) -> list[Article]:
    """Those to train on, or those kept from that."""
    files = sorted((folder / "kept" if kept else folder).glob("*.txt"))
    return [one for file in files for one in read(file)]


def read(file: Path) -> Iterator[Article]:
    """A file's articles. Each begins with ``# Title``; then source, date and kind, a line each;
    paragraphs, a line each; and questions: ``? question``, and either ``! none`` or for each
    sentence that answers ``= sentence`` and ``~ short answer``.

    Raises ValueError, with file and line, if a line is none of that or a quote does not stand
    exactly once in its article.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    begins = [n for n, line in enumerate(lines) if line.startswith("# ")]
    for low, high in zip(begins, [*begins[1:], len(lines)], strict=True):
        try:
            yield _article(lines[low:high])
        except (ValueError, IndexError) as error:
            raise ValueError(f"{file}, article at line {low + 1}: {error}") from error


def _article(lines: list[str]) -> Article:
    head: dict[str, str] = {}
    paragraphs: list[str] = []
    questions: list[Question] = []
    for line in filter(None, map(str.strip, lines[1:])):
        mark, _, rest = line.partition(" ")
        if mark in ("source:", "date:", "kind:") and not paragraphs:
            head[mark[:-1]] = rest
        elif mark == "?":
            questions.append(Question(rest))
        elif mark == "=":
            questions[-1].quotes.append(Quote(rest, ""))
        elif mark == "~":
            last = questions[-1].quotes.pop()
            questions[-1].quotes.append(Quote(last.sentence, rest))
        elif mark != "!":
            if questions:
                raise ValueError(f"a paragraph behind the questions: {line[:50]}")
            paragraphs.append(line)
    if missing := {"source", "date", "kind"} - set(head):
        raise ValueError(f"no {', '.join(sorted(missing))}")
    made = Article(lines[0][2:].strip(), **head, text="\n\n".join(paragraphs), questions=questions)
    for quote in (quote for question in questions for quote in question.quotes):
        if made.text.count(quote.sentence) != 1:
            raise ValueError(f"not once in the article: {quote.sentence[:50]}")
        if not quote.short or quote.short not in quote.sentence:
            raise ValueError(f"no short answer in: {quote.sentence[:50]}")
    return made
