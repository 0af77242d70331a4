"""Articles with questions that people have judged: what an evaluation reads.

Two layouts of a folder are read. BEIR (Thakur et al. 2021): ``corpus.jsonl`` or ``corpus.jsonl.gz``
with _id, title, text (and date, source, url); ``queries.jsonl`` with _id, text; ``qrels/test.tsv``
with query-id, corpus-id, score under a header. And articles as they are: a folder ``articles`` that
``pressmark index`` can read, and ``questions.jsonl`` with id, question and gold (article, the name
of a file, and quote).
A question may have more in both: ``answers`` (strings), ``answerable``, ``evidence`` (doc_id, and
quote or sentences or starts).
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from index.canonical import has_words, with_line_feeds
from index.errors import BadInput, NotAnArticle
from index.read import printable
from index.read_markdown import iso_date
from index.records import Draft
from index.sources import ALL, read_roots
from search.gold import Evidence, Texts


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is known of its answer.

    ``relevant`` has a grade for each judged document. ``answerable`` is None where nobody said.
    ``answers`` are strings of which a right quote holds one; empty where that can't be checked.
    """

    id: str
    text: str
    relevant: dict[str, int] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    answerable: bool | None = None
    evidence: tuple[Evidence, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A collection. The ``origin`` of a document is its id."""

    name: str
    documents: tuple[Draft, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()
    """What of it can't be measured, and why."""


def read_judged(folder: Path, limit: int | None = None, qrels: str = "test") -> Judged:
    """The collection in ``folder``; at most ``limit`` questions, taken evenly.

    Raises:
        BadInput: a file is missing or a line can't be used; the message names it.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder}: there is no such folder")
    documents, left_out = _documents(folder)
    if not documents:
        raise BadInput(f"{folder}: not one article with words in it")
    texts = Texts({d.origin: d.text for d in documents})
    questions = [q for q in _questions(folder, texts, _qrels(folder, qrels)) if q.text.strip()]
    if not questions:
        raise BadInput(f"{folder}: no questions")
    if limit is not None and limit < len(questions):
        step = len(questions) / limit
        questions = [questions[int(n * step)] for n in range(limit)]
    return Judged(folder.resolve().name, documents, tuple(questions), (*left_out, *texts.missing))


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for number, line in enumerate(file, 1):
            place = f"{path}, line {number}"
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise BadInput(f"{place}: not JSON: {error}") from error
            if not isinstance(row, dict):
                raise BadInput(f"{place}: not a JSON object")
            yield place, row


def _text(place: str, row: dict[str, Any], *names: str) -> str:
    for name in names:
        if isinstance(row.get(name), str | int):
            return str(row[name])
    raise BadInput(f"{place}: no text in field {' or '.join(map(repr, names))}")


def _documents(folder: Path) -> tuple[tuple[Draft, ...], list[str]]:
    """The documents, and what could not be read."""
    for path in (folder / "corpus.jsonl", folder / "corpus.jsonl.gz"):
        if path.is_file():
            return tuple(_corpus(path)), []
    root = (folder / "articles").resolve()
    if not root.is_dir():
        raise BadInput(f"{folder}: neither corpus.jsonl, corpus.jsonl.gz nor a folder articles")
    (read,) = read_roots([root], ALL, {}, None)
    named = [replace(draft, origin=_below(root, draft.origin)) for draft in read.drafts]
    return tuple(named), [f"{_below(root, s.origin)}: {s.reason}" for s in read.skipped]


def _below(root: Path, origin: str) -> str:
    return origin.removeprefix(f"{printable(root)}{os.sep}").replace(os.sep, "/")


def _corpus(path: Path) -> Iterator[Draft]:
    seen: set[str] = set()
    for place, row in _lines(path):
        id_, text = _text(place, row, "_id"), with_line_feeds(_text(place, row, "text"))
        if id_ in seen:
            raise BadInput(f"{place}: _id {id_!r} is there twice")
        seen.add(id_)
        title = " ".join(str(row.get("title") or "").split())
        if not has_words(text):
            text = title
        if has_words(text):
            published = _day(row.get("date"))
            yield Draft(id_, title, text, str(row.get("source") or ""), published=published)


def _day(value: object) -> str | None:
    """The day of ``value``; None where it begins with no ISO date."""
    try:
        return iso_date(str(value or "")[:10] or None)
    except NotAnArticle:
        return None


def _qrels(folder: Path, name: str) -> dict[str, dict[str, int]]:
    path = folder / "qrels" / f"{name}.tsv"
    if not path.is_file():
        if name != "test":
            raise BadInput(f"{path}: there is no such file")
        return {}
    grades: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.reader(file, delimiter="\t"), 1):
            if number == 1 and cells[:1] == ["query-id"]:
                continue
            try:
                query, document, grade = cells
                grades.setdefault(query, {})[document] = int(grade)
            except ValueError as error:
                raise BadInput(
                    f"{path}, line {number}: expected query-id, corpus-id and a whole number, "
                    "separated by tabs"
                ) from error
    return grades


def _questions(folder: Path, texts: Texts, qrels: dict[str, dict[str, int]]) -> Iterator[Question]:
    path = folder / "queries.jsonl"
    if not path.is_file():
        path = folder / "questions.jsonl"
    if not path.is_file():
        raise BadInput(f"{folder}: neither queries.jsonl nor questions.jsonl")
    for place, row in _lines(path):
        id_ = _text(place, row, "_id", "id")
        evidence = tuple(texts.evidence(place, row))
        answerable = row.get("answerable")
        if answerable is not None and not isinstance(answerable, bool):
            raise BadInput(f"{place}: field 'answerable' is neither true nor false")
        relevant = qrels.get(id_) or (
            {} if qrels else {e.document: 1 for e in evidence if e.document in texts}
        )
        checkable = row.get("answer_checkable", True)
        answers = row.get("answers") or [] if checkable else []
        yield Question(
            id_,
            _text(place, row, "text", "question"),
            relevant,
            tuple(str(a) for a in answers),
            answerable,
            evidence,
            _day(row.get("date")),
        )
