"""Searching and asking: the two functions that every door is thin over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from index.errors import ArchiveDamaged
from index.facets import Mask
from index.guarded import storage
from search.answering import Answering
from search.archive import Archive, Superseded
from search.beside import nothing_asked, without_asides
from search.cite_all import cite_all
from search.claims import as_question, claims
from search.compound import Asked, split_question
from search.finder import Finder
from search.framed import unframed, with_mark
from search.preference import surest
from search.reader import Reading
from search.rerank import RERANKED, rerank
from search.respelling import Meant
from search.results import Answer, Hit
from search.scoped import address, of_all
from search.settings import Settings, checked_count, checked_question
from search.snapshot import Snapshot
from search.topics import plainly
from search.turn import in_turn
from search.watcher import Kept, Watcher
from search.within import of_source, within

__all__ = ["Archive", "Page", "Watcher", "ask", "page", "search"]

_T = TypeVar("_T")

RETRIES = 5
"""Times a question is asked anew when a writer published two generations meanwhile."""


BEFORE = "the question that was asked before"
ASK_SOMETHING = (
    "that asks nothing of the articles: ask about what they say, as in "
    '"what gifts were exchanged?" or "tell me about the flood"'
)
ADD_IT = "add its page first, as pressmark add does"


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the passages that were found, best first, all of one generation."""

    hits: tuple[Hit, ...]
    generation: int
    more: bool
    """Whether further hits follow these."""
    readings: tuple[Reading, ...] = ()
    """What the reader makes of each hit, where that was asked for."""
    respelt: dict[str, str] = field(default_factory=dict)
    """Words of the question that no article has, each with the word that was searched for."""


def search(
    archive: Archive, question: str, k: int = 10, settings: Settings | None = None
) -> list[Hit]:
    """The ``k`` best passages for ``question``, best first.

    Raises:
        BadInput: a question or a ``k`` that can't be used.
    """
    return list(page(archive, question, k, settings).hits)


def page(
    archive: Archive,
    question: str,
    k: int = 10,
    settings: Settings | None = None,
    *,
    offset: int = 0,
    read: bool = False,
) -> Page:
    """The ``k`` best passages after the first ``offset``; with ``read``, what the reader makes of
    each.

    Raises:
        BadInput: a question or a ``k`` that can't be used.
    """
    settings = settings or Settings()
    text, count = checked_question(question), checked_count(k)

    def found(snapshot: Snapshot) -> Page:
        asked = _meant(archive, snapshot, text, settings)
        some, known = _ordered(archive, snapshot, asked.text, count + 1, settings, offset)
        hits = some[:count]
        if settings.sort == "date":
            hits.sort(key=lambda hit: hit.article.published or "", reverse=True)
        readings: list[Reading] = []
        if read and hits:
            fresh = [hit for hit in hits if hit.passage.row not in known]
            made = archive.reader(snapshot, settings).read(asked.text, fresh) if fresh else []
            known |= {hit.passage.row: each for hit, each in zip(fresh, made, strict=True)}
            readings = [known[hit.passage.row] for hit in hits]
        number = snapshot.manifest.generation
        return Page(tuple(hits), number, len(some) > count, tuple(readings), asked.words)

    return _retrying(archive, found)


def ask(
    archive: Archive,
    question: str,
    settings: Settings | None = None,
    watcher: Watcher | None = None,
    *,
    after: str | None = None,
) -> Answer:
    """The answer to ``question``: sentences of the articles, each cited, or no answer. It may go on
    from the question ``after`` which it is asked: "why?", "what did she bake?".

    Raises:
        BadInput: a question that can't be used.
    """
    settings = settings or Settings()
    text = checked_question(question)
    before = checked_question(after, BEFORE) if after is not None else None

    def answer(snapshot: Snapshot) -> Answer:
        def alone(asked: str, heard: Watcher | None) -> Answer:
            return _answered(archive, snapshot, asked, settings, heard)

        if nothing_asked(text):
            if watcher:
                watcher.retrieved(snapshot.manifest.generation, [])
            return Answer(text, "no_answer", (), (), (), reason=ASK_SOMETHING)
        of_it = settings.filters.article is not None and of_all(_bare(text))
        if before is None or of_it:  # "who wrote it?" of one article is no question about another
            return alone(text, watcher)
        found = in_turn(_bare(text), _bare(before), alone, watcher)
        return replace(found, question=text)

    return _retrying(archive, answer)


def _bare(question: str) -> str:
    """``question`` without what is said beside it and around it, and with its mark."""
    return with_mark(unframed(without_asides(question)))


def _answered(
    archive: Archive,
    snapshot: Snapshot,
    text: str,
    settings: Settings,
    watcher: Watcher | None,
) -> Answer:
    """The answer to ``text``, which can be understood alone."""
    meant = _meant(archive, snapshot, plainly(_bare(text)), settings)
    asked, own = of_source(archive, snapshot, meant.text, settings)
    found = _within(archive, snapshot, asked, text, own, watcher)
    if found is None:
        answering = Answering(archive, snapshot, own, watcher)
        found = _Told(*_told(answering, asked, text), own)
    answer, own = found.answer, found.settings
    if not settings.one_per_story:
        told = Finder(archive, snapshot, found.rows).told_too(found.hits, answer, own)
        if watcher:
            watcher.cited([article for group in told.values() for article in group])
        answer = cite_all(answer, told)
    answer = replace(answer, question=text, respelt=meant.words)
    if answer.status == "no_answer" and found.rows is None and (at := address(asked)):
        return replace(answer, reason=f"no article has the address {at['address']}: {ADD_IT}")
    if found.hits or not own.filters:
        return answer
    only = own.filters.article
    if only is not None and archive.article(only) is None:
        return replace(answer, reason=f"there is no article {only}: pressmark list tells the ids")
    return replace(answer, reason=f"nothing fits both the question and {own.filters}")


@dataclass(frozen=True, slots=True)
class _Told:
    """An answer, the passages that were looked at for it, and which articles were asked."""

    answer: Answer
    hits: list[Hit]
    settings: Settings
    rows: Mask | None = None


def _within(
    archive: Archive,
    snapshot: Snapshot,
    asked: str,
    text: str,
    settings: Settings,
    watcher: Watcher | None,
) -> _Told | None:
    """What the articles that ``asked`` names answer to the rest of it, or what all do to all of it
    where these are as sure; None where it names none.
    """
    some = within(archive, snapshot, asked, settings)
    if some is None:
        return None
    kept = Kept()
    answering = Answering(archive, snapshot, some.settings, kept, some.rows)
    begun = answering.begun(asked, some.told) if some.told else None
    answer, hits = begun or _told(answering, _bare(some.text), some.text)
    told = _Told(some.noted(answer), hits, some.settings, some.rows)
    if answer.status != "answered" and not some.sure:
        heard = Kept()
        other, seen = _told(Answering(archive, snapshot, settings, heard), asked, text)
        if surest(other) >= surest(answer):
            told, kept = _Told(other, seen, settings), heard
    if watcher:
        kept.tell(watcher)
    return told


def _told(answering: Answering, asked: str, text: str) -> tuple[Answer, list[Hit]]:
    """The answer to ``asked``, and the passages that were looked at. A headline is that in ``text``
    too, which was asked so.
    """
    view = answering.told(asked) or answering.titled(asked)
    stated = not view and claims(asked) and not answering.requested(asked)
    if stated:
        asked = as_question(asked)
    parts = split_question(asked)
    found, hits = view or answering.read(asked, parts)
    if len(parts) > 1 and found.status == "no_answer":  # it may be one question after all
        found, hits = answering.read(asked, [Asked(asked)])
    if found.status == "no_answer":  # a headline may read like a question
        found, hits = answering.titled(text) or (found, hits)
    return (replace(found, read_as=asked) if stated else found), hits


def _meant(archive: Archive, snapshot: Snapshot, question: str, settings: Settings) -> Meant:
    plain = settings.mode == "dense" or address(question)  # an address is written as it stands
    return Meant(question) if plain else Finder(archive, snapshot).meant(question)


def _retrying(archive: Archive, work: Callable[[Snapshot], _T]) -> _T:
    for _ in range(RETRIES):
        try:
            with storage(archive.folder):
                return work(archive.snapshot())
        except Superseded:
            continue
    raise ArchiveDamaged(
        f"{archive.folder}: the catalogue lacks texts of the newest generation. "
        "Rebuild it: pressmark index --rebuild"
    )


def _ordered(
    archive: Archive, snapshot: Snapshot, question: str, k: int, settings: Settings, offset: int
) -> tuple[list[Hit], dict[int, Reading]]:
    """The ``k`` hits after ``offset`` in the order that is asked for, and by row the readings that
    this order took.
    """
    if not settings.rerank:
        return Finder(archive, snapshot).hits(question, k, settings, offset), {}
    first = Finder(archive, snapshot).hits(question, max(RERANKED, offset + k), settings)
    if not first:  # no model is loaded for nothing
        return [], {}
    hits, known = rerank(question, first, archive.reader(snapshot, settings))
    return hits[offset : offset + k], known
