"""Statements, typed to see whether the articles say so: made of questions and their answers.

    python -m bench.claims TRAINING WORK

"Who closed the bridge?" with the answer "Ann Lee" becomes "Ann Lee closed the bridge.", "When was
it closed?" with "1911" becomes "It was closed in 1911.". What answers the one shows the other.
Asked of the archives of bench/fit_reader.py, of which the answers to questions that are marked as
unanswerable are others' (bench/fit_stated.py), each as it was before search/claims.py and as
shipped, with its full stop, without, and as what it asks: with a question mark, "right?" or "True
or false?" behind it. Keywords: the words of questions without the small ones, of
those that are taken for a statement. Headlines: the titles of invented articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from bench import fit_reader, fit_stated, results_file, written
from bench.cached import CachedEmbedder, started
from bench.fit_reader import Asked
from bench.tally import Counts, none_yet, note
from index.stopwords import ENGLISH
from search import answering, engine
from search.claims import claims
from search.engine import Archive, ask
from training.written import articles

EACH = 5
TARGET = results_file.FOLDER / "claims.json"
_TRUE = "Is it true that "
_BE = re.compile(
    r"(?P<verb>was|were|is|are) (?P<thing>(?:(?! (?:the|a|an|that|who|which) ).)+) "
    r"(?P<what>\w+ed|born|built|held|made|found|known|won|written|given|taken|sold|sent|told|shown|"
    r"drawn|seen|lost|killed|set|put) (?P<rest>.+)\?",
    re.IGNORECASE,
)


def stated(question: str) -> str | None:
    """The statement that ``question``, one of bench/yes_no.py, asks about; without a full stop.

    >>> stated("Is it true that Ann Lee closed it?"), stated("Was the bridge closed in 1911?")
    ('Ann Lee closed it', 'The bridge was closed in 1911')
    """
    if question.startswith(_TRUE):
        words = question[len(_TRUE) : -1]
    elif found := _BE.fullmatch(question):
        words = f"{found['thing']} {found['verb'].lower()} {found['what']} {found['rest']}"
    else:
        return None
    return words[0].upper() + words[1:]


def statements(archives: fit_reader.Archives, training: Path) -> fit_reader.Archives:
    """``archives`` with what can be stated."""
    for archive, chosen in fit_stated.asked_so(archives, training):
        yield (
            archive,
            [
                ({**row, "question": words}, kind)
                for row, kind in chosen
                if (words := stated(row["question"]))
            ],
        )


def keywords(question: str) -> str:
    """What is left of ``question`` without small words and its mark.

    >>> keywords("When was the Kestrel Bridge closed?")
    'Kestrel Bridge closed'
    """
    words = re.findall(r"[\w’'-]+", question)
    return " ".join(word for word in words if word.lower() not in ENGLISH)


def counted(archive: Archive, chosen: Sequence[Asked], counts: Counts, form: str) -> None:
    """Ask each of ``chosen`` in ``form``."""
    for row, kind in chosen:
        answer = ask(archive, form.format(row["question"])[:1000])
        note(counts, answer, partial(fit_reader.is_right, row) if kind == 0 else None, answer)


WAYS = {
    "before": ("{}.", False),
    "before, without full stop": ("{}", False),
    "shipped": ("{}.", True),
    "shipped, without full stop": ("{}", True),
    "before, with a question mark": ("{}?", False),
    "before, right?": ("{}, right?", False),
    "before, true or false?": ("{}. True or false?", False),
    "with a question mark": ("{}?", True),
    "right?": ("{}, right?", True),
    "true or false?": ("{}. True or false?", True),
    "all as questions": (_TRUE + "{}?", True),
}


def of_statements(training: Path, work: Path, embedder: CachedEmbedder) -> dict[str, Any]:
    """How statements go in each of WAYS, and how many are known to be some."""
    counts = {name: none_yet() for name in WAYS}
    known = dict.fromkeys(("statements", "known", "known without full stop"), 0)
    with mock.patch.object(fit_reader, "QUESTIONS", fit_stated.MOST):
        for of in fit_reader.GROUPS:
            for archive, chosen in statements(of(training, work, embedder), training):
                texts = [row["question"] for row, _ in chosen]
                known["statements"] += len(texts)
                known["known"] += sum(claims(f"{text}.") for text in texts)
                known["known without full stop"] += sum(map(claims, texts))
                for name, (form, shipped) in WAYS.items():
                    with _reading(shipped):
                        counted(archive, chosen, counts[name], form)
            print(of.__name__, json.dumps(counts), flush=True)
    return {**known, **counts}


def of_keywords(training: Path, work: Path, embedder: CachedEmbedder) -> dict[str, Any]:
    """How keywords go that are taken for a statement."""
    archive, chosen = next(fit_reader.large(training, work, embedder))
    short = [({**row, "question": keywords(row["question"])}, kind) for row, kind in chosen]
    taken = [(row, kind) for row, kind in short if claims(row["question"])]
    told: dict[str, Any] = {"all": len(short), "taken for statements": len(taken)}
    for name in ("before", "shipped"):
        told[name] = none_yet()
        with _reading(name == "shipped"):
            counted(archive, taken, told[name], "{}")
    return told


def of_headlines(_: Path, work: Path, embedder: CachedEmbedder) -> dict[str, Any]:
    """How the titles of every fifth invented article go, asked of all."""
    all_ = [*articles(kept=True), *articles(kept=False)]
    archive = written.archive(work / "written" / written.version() / "titled", all_, embedder)
    titles = [article.title for article in all_[::EACH]]
    told: dict[str, Any] = {"headlines": len(titles)}
    for name in ("before", "shipped"):
        with _reading(name == "shipped"):
            answers = [ask(archive, title) for title in titles]
        first = [each.citations[0].title if each.citations else None for each in answers]
        told[name] = {
            "answered": sum(title is not None for title in first),
            "of that article": sum(a == b for a, b in zip(titles, first, strict=True)),
        }
    return told


def main() -> None:
    given = started(__doc__)
    for name, told in (
        ("statements", of_statements), ("keywords", of_keywords), ("headlines", of_headlines),
    ):  # fmt: skip
        figures = {"command": "python -m bench.claims TRAINING WORK", **told(*given)}
        results_file.put(TARGET, name, figures)
        print(name, json.dumps(figures), flush=True)


@contextmanager
def _reading(shipped: bool) -> Iterator[None]:
    """As before there was any of this, or as shipped."""
    with ExitStack() as without:
        if not shipped:
            without.enter_context(mock.patch.object(engine, "claims", lambda _: False))
            without.enter_context(mock.patch.object(answering, "may_be_headline", lambda _: False))
        yield


if __name__ == "__main__":
    main()
