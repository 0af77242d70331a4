"""Requests that are no questions: "tell me about the flood", "any news of the mayor?", "plum cake",
"what are these articles about?", "what happened in May 2024?", "articles by Ann Lee"; and "who is
Abena Mensah?", which an article answers where it first names her. Told by their form, in English.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from search.filters import Filters
from search.holdings import Wanted, held
from search.periods import Latest, Period, and_after, trailing
from search.phrases import (
    ALL_PIECES,
    ANYTHING,
    ATTRIBUTED,
    BY,
    EVERYTHING,
    FORMS,
    HAPPENED,
    NO_TOPIC,
    NOT_ALONE,
    OF_PIECES,
    OF_TIME,
    OLDEST,
    ON,
    POLITE,
    Kind,
)
from search.tasks import AGAINST, TASKS, number, without_manner
from search.wording import compiled


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for of ``topic``: an overview, one with the newest first, or who that is.
    ``words``: nothing but a topic, which may also be a question in few words. ``everything``: an
    overview of all that there is. ``happened``: the same, which may also be a question.
    ``article``: what wrote of it, who and when. ``definition``: what it is, where that is said.
    ``said``: what ``speaker`` said of it, or at all, or what anybody did where that is empty.
    ``quote``: where these words stand. ``course``: an overview, the oldest first. ``count``: how
    many articles have the words of the topic. ``comparison``: an overview of it and of ``other``,
    or of two topics that both stand in it. ``newest``, ``oldest``: the newest or oldest articles
    about it, or of all. ``holdings``: which sources, authors or days the articles have.

    ``wants``: what of an article is asked for.

    ``days`` and ``author``: of articles of that time, or by that author, alone. ``whole``: the
    topic with what was read as a time, which may be a part of it. ``most``: sentences that are
    asked for, if a number is. ``counted``: it asks how many there are.
    """

    topic: str
    kind: Kind = "overview"
    days: Period | None = None
    author: str | None = None
    speaker: str | None = None
    whole: str | None = None
    wants: Wanted | None = None
    other: str | None = None
    most: int | None = None
    counted: bool = False


MOST_WORDS = 12
"""Of a topic: more are a question, or several sentences."""
MOST_WORDS_NAME = 5
MOST_LISTED = 20
"""Articles that are listed, where no other number is asked for."""
MOST_WORDS_ALONE = 4
"""Of a topic that is all there is."""


def request(question: str, today: datetime.date, latest: Latest | None = None) -> Request | None:
    """What ``question``, asked ``today`` of articles up to ``latest``, requests, None where it is a
    question like others.

    >>> day = datetime.date(2026, 11, 28)
    >>> request("Tell me about the flood in Marlow Bay!", day).topic
    'the flood in Marlow Bay'
    >>> request("what's the latest news about the mayor?", day).kind
    'news'
    >>> request("What happened in May?", day).days
    ('2026-05-01', '2026-05-31')
    >>> request("When was the flood?", day)
    """
    plain, most = without_manner(bare(question))
    asked = compiled(OF_TIME).sub(r"\g<start>\g<what> \g<time>", plain)
    undated = _about(asked, most)
    found = trailing(asked, today, latest)
    if found:
        before, days, near = found
        if _is(HAPPENED, before):
            return Request("", "everything" if near else "happened", days)
        if _is(EVERYTHING, before) or _is(ALL_PIECES, before):
            return Request("", "everything", days)
        of_topic = _about(before, most)
        if of_topic and of_topic.kind == "happened":
            return replace(of_topic, days=and_after(days, today) if days[0] == days[1] else days)
        if of_topic and undated and of_topic.kind != "person":
            return replace(of_topic, days=days, whole=undated.topic)
    all_of: tuple[tuple[Kind, str], ...] = (("everything", EVERYTHING), ("oldest", OLDEST))
    for kind, form in all_of:
        if found_all := _is(form, asked):
            of = _how_many(found_all.groupdict(), most)
            if not of and _is("list .*", asked):
                of = MOST_LISTED
            return Request("", kind, most=of)
    alone = " ".join(question.split()).rstrip("!. ")
    few = len(alone.split()) <= MOST_WORDS_ALONE and "?" not in alone
    words = Request(alone, "words") if few and not NOT_ALONE.match(alone) else None
    return undated or words


def written_by(question: str) -> Request | None:
    """The articles by somebody that ``question`` requests, if that is an author.

    >>> found = written_by("What has Ann Lee written about trams?")
    >>> found.author, found.topic
    ('Ann Lee', 'trams')
    """
    asked = bare(question)
    if compiled(OF_TIME).fullmatch(asked):
        return None
    for form in BY:
        found = _is(rf"{form}(?: {ON} (?P<topic>\S.*))?", asked)
        if found and len(found["author"].split()) <= MOST_WORDS_NAME:
            topic = found["topic"] or ""
            return Request(topic, "overview" if topic else "everything", author=found["author"])
    return None


def requests(question: str, today: datetime.date, latest: Latest | None = None) -> list[Request]:
    """How ``question`` may be understood as a request, in the order in which to try: it may name an
    author that no article has, or a time that is part of the topic.
    """
    dated = request(question, today, latest)
    undated = [replace(dated, topic=dated.whole, days=None)] if dated and dated.whole else []
    asked = bare(question)
    wants = held(asked)
    of_all = Request("", "holdings", wants=wants) if wants else None
    counted = _is(r"how many\b.*", asked) is not None
    found = (of_all, written_by(question), dated, *undated, _against(asked))
    return [replace(each, counted=counted) for each in found if each]


def _against(asked: str) -> Request | None:
    """The comparison that ``asked`` may be, where it is two things with "vs" between them."""
    found = _is(AGAINST, asked)
    if not found or len(asked.split()) > MOST_WORDS or NOT_ALONE.match(asked):
        return None
    return Request(found[1], "comparison", other=found[2])


def plainly(question: str) -> str:
    """``question``, or "tell me about …" where it asks whether there is anything to tell: whatever
    sentence says yes to another question is no answer to that.

    >>> plainly("Do you have any articles about the strike?")
    'tell me about the strike'
    """
    asked, _ = without_manner(bare(question))
    found = _is(ANYTHING, asked)
    return (
        f"tell me about {found['topic']}" if found and _may_be_told_of(found["topic"]) else question
    )


def attributed(question: str) -> tuple[str, str] | None:
    """Whose articles alone ``question`` asks about, and what it asks.

    >>> attributed("According to the Harbour Post, who won?")
    ('the Harbour Post', 'who won')
    >>> attributed("Who won?")
    """
    asked = bare(question)
    found = next(filter(None, (_is(form, asked) for form in ATTRIBUTED)), None)
    return (found["source"].strip(), found["asked"]) if found else None


Names = Callable[[str, str], list[str]]
"""Gives the sources or authors, by that kind, whose names have some words in them."""


def sources(name: str, names: Names) -> list[str]:
    """Which source may be meant by ``name``, in the order in which to try: what is written as a
    name, as "the Sentinel" is, may be a part of one, or of a host, as "USA Today" is of
    "usatoday.com".
    """
    bare = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    completed = []
    if bare[:1].isupper():
        completed = _one_of(names("source", bare)) or _one_of(
            names("source", bare.replace(" ", ""))
        )
    return list(dict.fromkeys((name, bare, *completed)))


def narrowings(about: Request, filters: Filters, names: Names) -> list[Filters]:
    """``filters`` narrowed to what ``about`` asks for, in the order in which to try them: who is
    named may be an author, or a newspaper, or one whose name ``names`` completes. None where
    ``filters`` say otherwise.
    """
    if about.days:
        within = filters.within(*about.days)
        return [within] if within else []
    if about.author:
        found = []
        if not filters.source:
            found = [replace(filters, source=name) for name in sources(about.author, names)]
        if not filters.author:
            authors = [about.author, *_one_of(names("author", about.author))]
            found[:0] = [replace(filters, author=name) for name in authors]
        return found
    return [filters]


def _one_of(names: list[str]) -> list[str]:
    """The shortest of ``names`` where all others are of several authors with that one."""
    shortest = min(names, key=len, default="")
    return [shortest] if shortest and all(shortest in name for name in names) else []


def _about(asked: str, most: int | None) -> Request | None:
    for kind, form in (*TASKS, *FORMS):
        whole = form if "?P<topic>" in form else rf"(?:{form})\s+(?P<topic>\S.*)"
        found = _is(whole, asked)
        if found:
            named = found.groupdict()
            topics = [
                compiled(OF_PIECES).sub("", words).strip("\"'“”‘’")
                for words in (named["topic"], named.get("other"))
                if words
            ]
            if not all(map(_may_be_told_of, topics)):
                return None
            own = _how_many(named, most)
            return Request(
                topics[0], kind, other=topics[1] if len(topics) > 1 else None, most=own,
                wants=_wants(asked) if kind == "article" else None,
            )  # fmt: skip
    return None


def _how_many(named: dict[str, str | None], most: int | None) -> int | None:
    """How many are asked for: a number, or one where "the article" is; else ``most``."""
    piece = named.get("piece")
    of = number(named.get("most") or named.get("few") or named.get("several")) or most
    return 1 if not of and piece and not piece.endswith(("s", "coverage")) else of


def _may_be_told_of(topic: str) -> bool:
    asks = re.search(r"\b(?:what|which)\b", topic, re.IGNORECASE)
    return not (asks or NO_TOPIC.match(topic) or len(topic.split()) > MOST_WORDS)


def bare(question: str) -> str:
    """``question`` without its mark and what is said to be polite, in single spaces."""
    question = " ".join(question.split())
    polite = _is(rf"(?P<polite>{POLITE}).*", question)
    return question[polite.end("polite") if polite else 0 :].rstrip("?!. ")


def _is(form: str, words: str) -> re.Match[str] | None:
    return compiled(form).fullmatch(words)


def _wants(asked: str) -> Wanted | None:
    if re.search(r"\b(?:when|date)\b", asked, re.IGNORECASE):
        return "published"
    author = re.search(r"\b(?:who|whom|author|writer)s?\b", asked, re.IGNORECASE)
    return "author" if author else None
