"""Answers, hits and reports as lines for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence

from index.lists import lines as quoted_lines
from index.lists import unmarked
from index.records import Report
from search.cite_all import said
from search.results import Answer, Citation, Hit, Sentence
from search.said import SURE

Bold = Callable[[str], str]
"""Marks its argument as bold, or in a second tone, or leaves it as it is."""

Wanted = Callable[[str], bool]
"""Whether a word is one that the question has."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WORD = re.compile(r"\w+")
_PLAIN, _SENTENCE, _SHORT = "\x01", "\x02", "\x03"
"""Where a tone begins, while lines are broken. No text holds them: see ``safe``."""


def safe(text: str) -> str:
    """``text`` on one line without control characters: an article can't steer the terminal."""
    return " ".join(_CONTROL.sub(" ", text).split())


def place(
    source: str,
    published: str | None,
    author: str | None = None,
    section: str | None = None,
    speaker: str | None = None,
) -> str:
    """Author, source, date, the page or headings and who speaks, as far as they are known."""
    by = f"by {author}" if author else None
    said = f"said by {speaker}" if speaker else None
    return ", ".join(safe(part) for part in (by, source, published, section, said) if part)


def hit_lines(rank: int, hit: Hit, wanted: Wanted, *, bold: Bold, width: int) -> list[str]:
    """``rank score title — source · date ¶n #id`` and a snippet of two lines."""
    about = " · ".join(safe(p) for p in (hit.article.source, hit.article.published) if p)
    head = f"{rank:>2} {hit.score:.3f} {bold(safe(hit.article.title))}"
    head += f" — {about}" if about else ""
    where = hit.article.place(hit.passage.span.start)
    head += f" ¶{hit.passage.ordinal + 1}{f' ({safe(where)})' if where else ''} #{hit.article.id}"
    head += _similar(len(hit.similar))
    lines = _two_lines(safe(hit.passage.text), wanted, width - 3)
    return [head, *("   " + _marked(line, wanted, bold) for line in lines)]


def answer_lines(answer: Answer, bold: Bold, width: int, mark: Bold | None = None) -> list[str]:
    """The answer, then its citations; or why there is none, and what comes nearest. The sentences
    are ``bold``, and the short answer in them has the tone ``mark``.
    """
    if answer.status == "no_answer":
        lines = _wrapped(f"No answer: {answer.reason}.", width)
        return (
            [*lines, "", "Nearest:", *_sources(answer.nearest, width)] if answer.nearest else lines
        )
    broken = _broken(answer.sentences, answer.short, width, apart=answer.topic is not None)
    lines = _coloured(broken, bold, mark or bold)
    if answer.claims:
        told = " · ".join(
            f"{safe(claim.short)} {''.join(f'[{n}]' for n in claim.citations)}"
            for claim in answer.claims
        )
        lines += ["", *_wrapped(f"The articles differ: {told}", width)]
    if answer.reason:
        lines += ["", *_wrapped(f"({answer.reason[0].upper()}{answer.reason[1:]}.)", width)]
    elif answer.status == "partial":
        most = max(s.support for s in answer.sentences)
        what = " of all of it" if most >= SURE else f": support {most:.2f}"  # of several questions
        lines += ["", f"(Not sure{what}.)"]
    return [*lines, "", *_sources(answer.citations, width, quotes=False)]


def report_line(report: Report) -> str:
    """What an update did, on one line."""
    parts = [f"{report.new:,} new"] if report.new or not (report.changed or report.moved) else []
    if report.changed:
        parts.append(f"{report.changed:,} changed")
    parts.append(f"{report.unchanged:,} unchanged")
    if report.removed:
        parts.append(f"{report.removed:,} removed")
    if report.moved:
        parts.append(f"{report.moved:,} moved")
    if report.skipped:
        parts.append(f"{len(report.skipped):,} skipped")
    parts.append(f"{report.embedded:,} passage{'s' * (report.embedded != 1)} embedded")
    return ", ".join(parts)


def _sources(citations: Iterable[Citation], width: int, *, quotes: bool = True) -> list[str]:
    lines = []
    for c in citations:
        about = place(c.source, c.published, c.author, c.section, c.speaker)
        lines.append(
            f"[{c.number}] {safe(c.title)}{f' ({about})' if about else ''} "
            f"#{c.article_id} {c.start}–{c.end}{_similar(len(c.similar))}"
        )
        if quotes:
            lines += textwrap.wrap(f"“{safe(c.quote)}”", width - 4, initial_indent="    ",
                                   subsequent_indent="    ", max_lines=3)  # fmt: skip
        lines.append(f"    {safe(c.link)}")
    return lines


def _broken(
    sentences: Sequence[Sentence], short: str | None, width: int, *, apart: bool
) -> list[str]:
    """Lines of the ``sentences``, which follow one another, but for those that stand ``apart``, as
    they are of different matters; each item of a list has lines of its own.
    """
    made: list[str] = []
    running: list[str] = []
    tones = (
        [short, *map(unmarked, filter(None, map(str.strip, short.split("\n"))))] if short else []
    )

    def broken() -> None:
        made.extend(_wrapped(" ".join(running), width))
        running.clear()

    for sentence in sentences:
        first, *items = (safe(line) for line in quoted_lines(sentence.text))
        chips = "".join(f" [{n}]" for n in sentence.citations)
        running.append(_toned(first, tones) + chips)
        if items or apart:
            broken()
        for item in items:
            made += _wrapped(_toned(item, tones), width, "  – ")
    broken()
    return made


def _similar(count: int) -> str:
    return f" +{count} similar" if count else ""


def _toned(sentence: str, shorts: Sequence[str]) -> str:
    """``sentence`` with the beginning of each tone; the first of ``shorts`` in it has its own."""
    found = next(filter(None, (said(short, sentence) for short in shorts)), None)
    if found is None:
        return f"{_SENTENCE}{sentence}{_PLAIN}"
    start, end = found
    before, words, after = sentence[:start], sentence[start:end], sentence[end:]
    return f"{_SENTENCE}{before}{_SHORT}{words}{_SENTENCE}{after}{_PLAIN}"


def _coloured(lines: Sequence[str], bold: Bold, mark: Bold) -> list[str]:
    """``lines`` in their tones: each line ends its own, so that a colour stays in the text."""
    tones: dict[str, Bold] = {_PLAIN: str, _SENTENCE: bold, _SHORT: mark}
    now, made = _PLAIN, []
    for line in lines:
        shown = ""
        for part in re.split(f"([{_PLAIN}{_SENTENCE}{_SHORT}])", line):
            if part in tones:
                now = part
            elif part:
                shown += tones[now](part)
        made.append(shown)
    return made


def _wrapped(text: str, width: int, mark: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, break_long_words=False, break_on_hyphens=False, initial_indent=mark,
        subsequent_indent=" " * len(mark),
    )  # fmt: skip


def _two_lines(text: str, wanted: Wanted, width: int) -> list[str]:
    """Two lines of ``text`` with its first match; an ellipsis where more stands beside them."""
    lines = textwrap.wrap(text, width - 2)  # room for an ellipsis at either end
    hits = (n for n, line in enumerate(lines) if any(map(wanted, _WORD.findall(line))))
    start = max(0, min(next(hits, 0), len(lines) - 2))
    shown = lines[start : start + 2]
    if start:
        shown[0] = "…" + shown[0]
    if start + 2 < len(lines):
        shown[-1] += "…"
    return shown


def _marked(line: str, wanted: Wanted, bold: Bold) -> str:
    return _WORD.sub(lambda m: bold(m.group()) if wanted(m.group()) else m.group(), line)
