"""How good the answers are on a judged collection: every question searched and asked for real."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.embed import Embedder
from index.models import load
from index.origins import origin_key
from index.records import Draft
from index.update import put
from search import measures
from search.engine import Archive, ask, search
from search.gold import Evidence
from search.judged import Judged, Question
from search.measures import Figure, Floats
from search.results import Answer, Citation
from search.settings import LONGEST_QUESTION, MOST_HITS, Settings

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was shown for one question. ``right`` is None where nobody can say."""

    question: Question
    ranking: tuple[str, ...]
    answer: Answer | None
    quote: str
    support: float
    right: bool | None
    verbatim: tuple[bool, ...]
    cited: tuple[bool, ...]
    """Of each citation: does it stand on a gold sentence (empty without gold sentences)."""
    covered: tuple[bool, ...]
    """Of each gold sentence: is it cited."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Outcomes of one setting and the figures made of them, each by question where it can be."""

    settings: Settings
    outcomes: tuple[Outcome, ...]
    by_question: dict[str, dict[str, float]]
    figures: dict[str, Figure]
    curves: dict[str, list[tuple[float, ...]]]


def evaluate(
    judged: Judged,
    settings: Sequence[Settings],
    *,
    embedder: Embedder | None = None,
    answers: bool = True,
    dated: bool = False,
    progress: Progress | None = None,
) -> list[Evaluation]:
    """Index ``judged`` into a temporary archive and measure each of ``settings`` on it; with
    ``dated``, each question is asked on its own day, where it has one.

    Raises:
        ModelMissing: the embedding model can't be loaded.
    """
    embedder = embedder or load()
    with tempfile.TemporaryDirectory(prefix="pressmark-eval-") as folder:
        place = Path(folder) / "archive"
        put(place, judged.documents, embedder=embedder, progress=progress, apart=True)
        archive = Archive(place, embedder)
        return [_evaluate(archive, judged, each, (answers, dated), progress) for each in settings]


def _evaluate(
    archive: Archive,
    judged: Judged,
    settings: Settings,
    how: tuple[bool, bool],
    progress: Progress | None,
) -> Evaluation:
    names = {origin_key(d.origin): d.origin for d in judged.documents}
    drafts = {d.origin: d for d in judged.documents}
    answers, dated = how
    outcomes = []
    for number, question in enumerate(judged.questions, 1):
        own = replace(settings, asked_on=question.date) if dated and question.date else settings
        outcomes.append(_outcome(archive, question, own, names, drafts, answers))
        if progress:
            progress("asking", number, len(judged.questions))
    return _summary(settings, tuple(outcomes))


def _outcome(
    archive: Archive,
    question: Question,
    settings: Settings,
    names: dict[str, str],
    drafts: dict[str, Draft],
    answers: bool,
) -> Outcome:
    text = question.text[:LONGEST_QUESTION]
    ranking: tuple[str, ...] = ()
    if any(grade > 0 for grade in question.relevant.values()):
        one = replace(settings, one_per_article=True, one_per_story=False)
        ranking = tuple(names[h.article.id] for h in search(archive, text, MOST_HITS, one))
    gold = tuple(e for e in question.evidence if e.start is not None)
    if not answers or not (question.answers or gold or question.answerable is False):
        return Outcome(question, ranking, None, "", 0.0, None, (), (), ())
    answer = ask(archive, text, settings)
    best = max(answer.citations or answer.nearest[:1], key=lambda c: c.support, default=None)
    cited = tuple(any(_covers(c, names, e) for e in gold) for c in answer.citations)
    return Outcome(
        question,
        ranking,
        answer,
        best.quote if best else "",
        best.support if best else 0.0,
        _right(question, best, names, gold),
        tuple(
            drafts[names[c.article_id]].text[c.start : c.end] == c.quote
            for c in (*answer.citations, *answer.nearest)
        ),
        cited if gold else (),
        tuple(any(_covers(c, names, e) for c in answer.citations) for e in gold),
    )


def _covers(citation: Citation, names: dict[str, str], gold: Evidence) -> bool:
    if gold.start is None or gold.end is None or names[citation.article_id] != gold.document:
        return False
    return citation.start < gold.end and gold.start < citation.end


def _right(
    question: Question,
    best: Citation | None,
    names: dict[str, str],
    gold: tuple[Evidence, ...],
) -> bool | None:
    """Whether the best quote holds the answer; for one that has none, no quote is right."""
    if question.answerable is False:
        return False
    if question.answers:
        return best is not None and measures.holds(best.quote, question.answers)
    if gold:
        return best is not None and any(_covers(best, names, e) for e in gold)
    return None


def _summary(settings: Settings, outcomes: tuple[Outcome, ...]) -> Evaluation:
    qrels = {
        o.question.id: o.question.relevant
        for o in outcomes
        if any(grade > 0 for grade in o.question.relevant.values())
    }
    by_question: dict[str, dict[str, float]] = {}
    if qrels:
        by_question |= measures.retrieval(qrels, {o.question.id: o.ranking for o in outcomes})
    asked = [o for o in outcomes if o.answer is not None]
    yes = [o for o in asked if o.question.answerable is not False and o.right is not None]
    by_question["best quote right"] = {o.question.id: float(bool(o.right)) for o in yes}
    short = [o for o in yes if o.question.answers and o.answer and o.answer.short]
    for name, of in (("short F1", measures.token_f1), ("short EM", measures.exact)):
        by_question[name] = {
            o.question.id: of(o.answer.short, o.question.answers)
            for o in short
            if o.answer and o.answer.short
        }
    for name, kind in (
        ("evidence precision", "cited"), ("evidence recall", "covered"),
        ("citations verbatim", "verbatim"),
    ):  # fmt: skip
        by_question[name] = {
            o.question.id: float(np.mean(getattr(o, kind))) for o in asked if getattr(o, kind)
        }
    by_question = {name: values for name, values in by_question.items() if values}
    figures = {
        name: figure
        for name, values in by_question.items()
        if (figure := measures.mean(list(values.values())))
    }
    curves: dict[str, list[tuple[float, ...]]] = {}
    judged = [o for o in asked if o.right is not None]
    if judged:
        figures |= _refusal_figures(judged)
        right, support = _columns(judged)
        curves["risk_coverage"] = list(measures.risk_coverage(right, support))
        curves["reliability"] = list(measures.reliability(right, support))
    if qrels:
        curves["recall"] = _recall_curve(outcomes)
    return Evaluation(settings, outcomes, by_question, figures, curves)


def _columns(judged: Sequence[Outcome]) -> tuple[Floats, Floats]:
    return (
        np.array([float(bool(o.right)) for o in judged]),
        np.array([o.support for o in judged]),
    )


def _refusal_figures(judged: Sequence[Outcome]) -> dict[str, Figure]:
    right, support = _columns(judged)
    refused = np.array([float(o.answer is not None and not o.answer.citations) for o in judged])
    never = np.array([float(o.question.answerable is False) for o in judged])
    made = {
        "answered": measures.mean((1 - refused).tolist()),
        "right of answered": measures.mean(right[refused == 0].tolist()),
        "risk-coverage area": measures.statistic(measures.area_risk_coverage, [right, support]),
        "calibration error": measures.statistic(measures.calibration_error, [right, support]),
    }
    if never.any():
        for n, name in enumerate(("precision", "recall", "F1")):
            made[f"refusal {name}"] = measures.statistic(
                lambda r, u, n=n: measures.refusal(r, u)[n], [refused, never]
            )
        made["answerable AUROC"] = measures.statistic(measures.auroc, [1 - never, support])
    return {name: figure for name, figure in made.items() if figure}


def _recall_curve(outcomes: Sequence[Outcome]) -> list[tuple[float, ...]]:
    """(k, mean share of the relevant documents among the first k)."""
    wanted = [
        (o.ranking, {d for d, grade in o.question.relevant.items() if grade > 0})
        for o in outcomes
        if any(grade > 0 for grade in o.question.relevant.values())
    ]
    return [
        (
            float(k),
            float(np.mean([len(gold & set(found[:k])) / len(gold) for found, gold in wanted])),
        )
        for k in (1, 2, 3, 5, 10, 20, 30, 50, 100)
    ]
