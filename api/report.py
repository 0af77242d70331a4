"""An evaluation for people: a table on the terminal, JSON, and one HTML file with its plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from html import escape
from typing import Any

from search.evaluate import Evaluation, Outcome
from search.judged import Judged
from search.measures import p_value
from search.settings import Settings

WORST = 50
_WIDE, _HIGH, _EDGE = 440, 300, 64
_COLOURS = ("#0b5cad", "#b3471d")

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
table { border-collapse: collapse } td, th { padding: .2rem .8rem; text-align: right }
td:first-child, th:first-child { text-align: left } tr:nth-child(even) { background: #f3f5f8 }
figure { display: inline-block; margin: 1rem 1rem 0 0 } figcaption { font-weight: 600 }
svg { max-width: 100%; height: auto } article { border-top: 1px solid #ccc; padding: .6rem 0 }
article h3 { margin: 0; font-size: 1rem } q { color: #333 } .no { color: #a11 }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #16181c }
  tr:nth-child(even) { background: #22252b } q { color: #ccc } .no { color: #f88 }
  article { border-color: #444 } }
"""


def label(settings: Settings) -> str:
    """What differs from the default settings."""
    plain = Settings()
    changed = [
        f"{f.name}={getattr(settings, f.name)}"
        for f in fields(settings)
        if getattr(settings, f.name) != getattr(plain, f.name)
    ]
    return ", ".join(changed) or "default"


def significance(found: Sequence[Evaluation]) -> dict[str, float]:
    """P of the difference of the two evaluations, for what is measured question by question."""
    if len(found) < 2:
        return {}
    one, other = found[0].by_question, found[1].by_question
    made = {}
    for name in one:
        shared = [q for q in one[name] if q in other.get(name, {})]
        if shared:
            made[name] = p_value([one[name][q] for q in shared], [other[name][q] for q in shared])
    return made


def table(found: Sequence[Evaluation], p: Mapping[str, float]) -> list[list[str]]:
    """A header and one row a measure: value and 95 % interval of each evaluation, p, questions."""
    rows = [["measure", *(label(e.settings) for e in found), *(["p"] if p else []), "questions"]]
    for name, first in found[0].figures.items():
        row = [name]
        for each in found:
            f = each.figures.get(name)
            row.append(f"{f.value:.3f}  [{f.low:.3f}, {f.high:.3f}]" if f else "")
        if p:
            row.append(f"{p[name]:.3f}" if name in p else "")
        rows.append([*row, f"{first.n:,}"])
    return rows


def text_table(judged: Judged, found: Sequence[Evaluation], p: Mapping[str, float]) -> str:
    """The table for a terminal; ``p`` is their ``significance``."""
    rows = table(found, p)
    wide = [max(len(row[c]) for row in rows) for c in range(len(rows[0]))]
    lines = [
        "  ".join(
            [
                row[0].ljust(wide[0]),
                *(cell.rjust(w) for cell, w in zip(row[1:], wide[1:], strict=True)),
            ]
        )
        for row in rows
    ]
    head = f"{judged.name}: {_sizes(judged)}"
    return "\n".join([head, "", lines[0], "-" * len(lines[0]), *lines[1:]])


def as_json(judged: Judged, found: Sequence[Evaluation], p: Mapping[str, float]) -> dict[str, Any]:
    """Everything that was measured, and what was shown for each question."""
    return {
        "collection": judged.name,
        "articles": len(judged.documents),
        "questions": len(judged.questions),
        "not_measured": list(judged.notes),
        "evaluations": [
            {
                "settings": asdict(e.settings),
                "figures": {name: asdict(f) for name, f in e.figures.items()},
                "curves": e.curves,
                "outcomes": [
                    {
                        "id": o.question.id,
                        "status": o.answer.status if o.answer else None,
                        "quote": o.quote,
                        "support": o.support,
                        "right": o.right,
                        "ranking": o.ranking[:10],
                    }
                    for o in e.outcomes
                ],
            }
            for e in found
        ],
        "p": dict(p),
    }


def html(judged: Judged, found: Sequence[Evaluation], p: Mapping[str, float]) -> str:
    """One page without anything from elsewhere."""
    rows = table(found, p)
    head = "".join(f"<th scope=col>{escape(c)}</th>" for c in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows[1:]
    )
    names = [label(e.settings) for e in found]
    plots = [
        _plot("Risk and coverage", "questions answered", "of these wrong", names,
              [e.curves.get("risk_coverage", []) for e in found]),
        _plot("Reliability", "support", "right", names,
              [[b[:2] for b in e.curves.get("reliability", [])] for e in found], diagonal=True),
        _plot("Recall at k (k / 100)", "k / 100", "relevant articles found", names,
              [[(k / 100, v) for k, v in e.curves.get("recall", [])] for e in found]),
    ]  # fmt: skip
    worst = "".join(_article(o) for o in _worst(found[0].outcomes))
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8>"
        f'<meta name=viewport content="width=device-width, initial-scale=1">'
        f"<title>{escape(judged.name)}: evaluation</title><style>{STYLE}</style>"
        f"<h1>{escape(judged.name)}</h1><p>{_sizes(judged)}. Intervals: 95 %, bootstrap over "
        f"questions.</p>{_notes(judged)}"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<div>{''.join(plots)}</div><h2>Worst questions</h2>{worst or '<p>None was wrong.</p>'}"
        "</html>\n"
    )


def _sizes(judged: Judged) -> str:
    many = ((len(judged.documents), "article"), (len(judged.questions), "question"))
    return ", ".join(f"{count:,} {word}{'s' * (count != 1)}" for count, word in many)


def _notes(judged: Judged) -> str:
    if not judged.notes:
        return ""
    told = "".join(f"<li>{escape(each)}" for each in judged.notes)
    return (
        f"<details><summary>Not measured: {len(judged.notes):,}</summary><ul>{told}</ul></details>"
    )


def _plot(
    caption: str,
    across: str,
    up: str,
    names: Sequence[str],
    lines: Sequence[Sequence[tuple[float, ...]]],
    diagonal: bool = False,
) -> str:
    """A line plot of points in [0, 1] × [0, 1], as SVG."""
    if not any(lines):
        return ""

    def at(x: float, y: float) -> str:
        return f"{_EDGE + x * (_WIDE - _EDGE - 10):.1f},{10 + (1 - y) * (_HIGH - _EDGE - 10):.1f}"

    marks = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = at(tick, 0).split(","), at(0, tick).split(",")
        marks.append(
            f'<text x="{x[0]}" y="{_HIGH - 28}" text-anchor="middle">{tick:g}</text>'
            f'<text x="{_EDGE - 6}" y="{float(y[1]) + 4}" text-anchor="end">{tick:g}</text>'
            f'<line x1="{_EDGE}" x2="{_WIDE - 10}" y1="{y[1]}" y2="{y[1]}" stroke="#9996"/>'
        )
    if diagonal:
        marks.append(
            f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999" stroke-dasharray="4"/>'
        )
    for n, (name, line) in enumerate(zip(names, lines, strict=True)):
        colour = _COLOURS[n % len(_COLOURS)]
        points = " ".join(at(*point[:2]) for point in line)
        marks.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{_WIDE - 14}" y="{22 + 16 * n}" text-anchor="end" '
            f'style="fill:{colour}">{escape(name)}</text>'
        )
    return (
        f"<figure><figcaption>{escape(caption)}</figcaption>"
        f'<svg viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" role="img" '
        f'aria-label="{escape(caption)}" font-size="12" fill="currentColor">{"".join(marks)}'
        f'<text x="{_WIDE / 2}" y="{_HIGH - 8}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="12" y="{_HIGH / 2}" text-anchor="middle" '
        f'transform="rotate(-90 12 {_HIGH / 2})">{escape(up)}</text></svg></figure>'
    )


def _worst(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Wrong and sure before wrong and unsure; then refusals of what the articles do say."""

    def loss(outcome: Outcome) -> float:
        given = bool(outcome.answer and outcome.answer.citations)
        if given:
            return outcome.support if not outcome.right else -1.0
        return -0.5 if outcome.question.answerable is not False else -1.0

    judged = [o for o in outcomes if o.right is not None]
    ranked = sorted(judged, key=lambda o: (-loss(o), o.question.id))
    return [o for o in ranked if loss(o) > -1.0][:WORST]


def _article(outcome: Outcome) -> str:
    question = outcome.question
    wanted = (
        "no answer" if question.answerable is False
        else " · ".join(question.answers) or ", ".join(e.document for e in question.evidence)
    )  # fmt: skip
    status = outcome.answer.status if outcome.answer else ""
    return (
        f"<article><h3>{escape(question.text)}</h3>"
        f"<p>{escape(status)}, support {outcome.support:.2f}: <q>{escape(outcome.quote)}</q><br>"
        f"<span class=no>expected:</span> {escape(wanted)}</p></article>"
    )
