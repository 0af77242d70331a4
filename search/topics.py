"""Requests that are no questions: "tell me about the flood", "any news of the mayor?", "plum cake",
"what are these articles about?", "what happened in May 2024?", "articles by Ann Lee"; and "who is
Abena Mensah?", which an article answers where it first names her. Told by their form, in English.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from search.filters import Filters
from search.periods import Period, trailing
from search.wording import compiled

Kind = Literal["overview", "article", "news", "person", "words", "everything", "happened"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for of ``topic``: an overview, one with the newest first, or who that is.
    ``words``: nothing but a topic, which may also be a question in few words. ``everything``: an
    overview of all that there is. ``happened``: the same, which may also be a question.
    ``article``: what wrote of it, who and when.

    ``wants``: what of an article is asked for.

    ``days`` and ``author``: of articles of that time, or by that author, alone. ``whole``: the
    topic with what was read as a time, which may be a part of it.
    """

    topic: str
    kind: Kind = "overview"
    days: Period | None = None
    author: str | None = None
    whole: str | None = None
    wants: Literal["author", "published"] | None = None


MOST_WORDS = 12
"""Of a topic: more are a question, or several sentences."""
MOST_WORDS_NAME = 5
MOST_WORDS_ALONE = 4
"""Of a topic that is all there is."""

_POLITE = (
    r"(?:(?:hi|hello|hey|so|and|ok|okay|now)\b[\s,]*)*(?:please\b[\s,]*)?"
    r"(?:(?:can|could|would|will) you (?:please )?|let['’]?s hear |"
    r"i(?:['’]d| would)? (?:like|want) to (?:know|hear|read|learn) )?"
)
_GIVE = r"(?:(?:tell|give|show|send|get|find|write) (?:me|us) )?"
_ON = r"(?:about|on|of|regarding|concerning)"
_IS = r"(?:['’]s| is| are| was| were| has been)"
_PIECES = (
    r"(?:articles?|stor(?:y|ies)|reports?|papers?|(?:blog )?posts?|blogs?|texts?|pieces?|coverage|"
    r"interviews?|reviews?|(?:e-?)?mails?|messages?|letters?|notes?|speech(?:es)?)"
)
_THESE = r"(?:the|these|those|this|your|my|our)"
_THEY = rf"(?:you|we|they|{_THESE} (?:{_PIECES}|sources|documents|files|news))"
_ALL = rf"(?:all |all of )?(?:{_THESE} )?(?:{_PIECES}|news|archive|folder)"
_NEW = r"(?:the |any |some )?(?:(?:latest|newest|recent|last) )?(?:news|updates?)"
_FACTS = rf"(?:(?:the|any|all|some|more) )*(?:info|information|details?|facts|{_PIECES})"
_GIST = r"(?:summary|overview|outline|rundown|gist|recap|synopsis)"
_COURSE = (
    r"(?:timeline|chronology|history|background|context|(?:key |main )(?:points?|facts|events)|"
    r"highlights|basics)"
)
_TOLD = r"(?:a bit more|a little more|more|something|everything|anything|all|what you know)"
_SUM_UP = r"(?:summari[sz]e|sum up|recap|outline|describe|explain|introduce)"
_PIECE = rf"(?:the|this|that|your|an?) {_PIECES}"
_WROTE = r"(?:write|wrote|written|publish(?:ed)?|report(?:ed)?|cover(?:ed)?|post(?:ed)?)"
_ANY = r"(?:(?:what|which|list|show|find|get|all|any|some|the|other|more|are|is|there|me|us) )*"
_MENTION = (
    r"(?:(?:are |is )?about|mentions?|covers?|discuss|names?|deals? with|talks? about|reports? on)"
)

_WH = r"what|which|who(?:m|se)?|when|where|why|how"
_NO_NEWS = (
    r"the|this|last|is|are|was|were|do|does|did|has|have|had|can|good|bad|big|old|other|no|fake|"
    r"false|local|world|breaking|daily|morning|evening"
)
_TOPIC = rf"(?!(?:{_WH}|{_NO_NEWS})\b|today|yesterday)\S.*?"
"""Words before "news" that may be a topic."""
_BRIEF = (
    r"(?!.*(?:\ds|century|years?)\b)"
    r"\S+(?: (?!when|that|which|who|where|after|before|if|while)\S+){0,3}"
)
"""A place or an event, rather than a question about it."""

_FORMS: tuple[tuple[Kind, str], ...] = (
    ("news", rf"(?:{_GIVE}|what{_IS} |(?:is|are) there ){_NEW} (?:{_ON}|from|in|with)"),
    ("news", rf"what{_IS} (?:the )?(?:new|latest|newest) (?:{_ON}|from|in|with)"),
    ("news", rf"{_GIVE}(?:the |any |some )?(?:very )?(?:latest|newest) (?:{_ON}|from|in|with)"),
    ("news", r"what(?:['’]s| is| are) (?:currently )?(?:happening|going on) "
             r"(?:in|with|at|around|on)"),
    ("overview", rf"(?:tell|inform|brief) (?:me|us) (?:{_TOLD} )?{_ON}"),
    ("overview", rf"(?:what|anything|everything)(?: else)? (?:do|can|could|did|does) {_THEY} "
                 rf"(?:know|say|write|report|tell(?: me| us)?|have|find) {_ON}"),
    ("overview", rf"what{_IS} (?:said|known|written|reported|told) {_ON}"),
    ("overview", rf"{_GIVE}{_FACTS} {_ON}"),
    ("overview", rf"{_GIVE}(?:an? |the )?(?:short |brief |quick )?{_GIST} {_ON}"),
    ("overview", rf"(?:what|which|list|do|does|(?:is|are) there)(?: (?:all|any|the|of))* {_PIECES} "
                 rf"(?:that |which )?{_MENTION}"),
    ("overview", rf"{_SUM_UP}(?: (?:(?:the|all|these) )*{_PIECES} {_ON})?"),
    ("overview", rf"{_GIVE}(?:an? |the )?(?:short |brief |quick |full )?{_COURSE} "
                 rf"(?:{_ON}|to|for|behind)"),
    ("happened", rf"what{_IS} the {_COURSE} (?:{_ON}|to|for|behind)"),
    ("overview", r"(?:(?:what|all) )?about"),
    ("article", rf"who(?: has| have)? {_WROTE}(?: {_PIECE})? {_ON}"),
    ("article", rf"(?:who|what|when){_IS} the (?:author|writer|date|title|source)s? of "
                 rf"{_PIECE} {_ON}"),
    ("article", rf"(?:by whom|when|where){_IS} {_PIECE} {_ON} (?P<topic>.+?)(?: first)? {_WROTE}"),
    ("article", rf"(?:what|which) (?:newspapers?|papers|sources?|sites?|journalists?|reporters?) "
                 rf"(?:that |who |which |has |have )?(?:{_MENTION}|{_WROTE} {_ON})"),
    ("person", rf"who{_IS}"),
    ("happened", rf"what (?:has |had )?happened (?:in|at|with|during) (?P<topic>{_BRIEF})"),
    ("news", rf"{_GIVE}(?:(?:the|any|some|more|latest|newest|recent|last) )*"
             rf"(?P<topic>{_TOPIC}) (?:news|updates?|headlines|latest)"),
    ("overview", rf"{_GIVE}(?:(?:an?|the) )?(?P<topic>{_TOPIC}) "
                 rf"(?:timeline|chronology|{_GIST}|background|explained)"),
)  # fmt: skip
_EVERYTHING = (
    rf"what{_IS} {_ALL} about|what{_IS} (?:new|in here|in {_ALL})|"
    rf"(?:what{_IS} |{_GIVE})?(?:the |any )?(?:latest |newest |recent |breaking )?"
    "(?:news|headlines)|"
    rf"(?:what{_IS} |{_GIVE})?(?:the )?latest|(?:is|are) there (?:any )?(?:news|updates?)|"
    rf"(?:{_SUM_UP}|{_GIVE}(?:an? )?{_GIST} of|tell (?:me|us) about) {_ALL}"
)
_ALL_PIECES = rf"{_ANY}(?:{_PIECES}|news|headlines)(?: (?:published|written|dated|are|is))*"
_OF_TIME = (
    rf"^(?P<start>(?:what{_IS} |{_GIVE}))"
    r"(?P<time>today|yesterday|(?:this|last|past) (?:week|month|year))"
    rf"['’]s (?P<what>(?:{_PIECES}|news|headlines)(?: {_ON} .+)?)$"
)
""""Today's news" is news of today."""
_HAPPENED = (
    r"(?:tell me )?what (?:has |had |was |is )?"
    r"(?:happen(?:ed|s|ing)|going on|t(?:ook|akes?) place|in the news|new|written|published)"
)
_BY = (
    rf"{_ANY}(?:{_PIECES}|everything|anything)(?: {_WROTE})? (?:by|from) (?P<author>\S.*?)",
    rf"(?:what|{_ANY}{_PIECES})(?: else)? (?:did|does|do|has|have) (?P<author>\S.*?) {_WROTE}",
    rf"(?P<author>\S.*?)['’]s? (?:latest |newest |last |other )?{_PIECES}",
)
_NO_TOPIC = re.compile(
    r"(?:it|this|that|these|those|them|him|her|yourself|you|me|us)$|"
    rf"(?:{_WH}|if|whether)\b|\d",
    re.IGNORECASE,
)
"""What "tell me about" goes on with where a question of its own follows, or nothing."""
_NOT_ALONE = re.compile(
    rf"(?:{_WH}|is|are|was|were|do|does|did|has|have|had|can|"
    r"could|will|would|should|may|might|must|name|list|give|show|find|tell|say|please|in|on|at|"
    rf"for|from|to|by|with|of|about|{_SUM_UP})\b",
    re.IGNORECASE,
)
"""How a question begins, or a part of one."""


def request(question: str, today: datetime.date) -> Request | None:
    """What ``question``, asked ``today``, requests, None where it is a question like others.

    >>> day = datetime.date(2026, 11, 28)
    >>> request("Tell me about the flood in Marlow Bay!", day).topic
    'the flood in Marlow Bay'
    >>> request("what's the latest news about the mayor?", day).kind
    'news'
    >>> request("What happened in May?", day).days
    ('2026-05-01', '2026-05-31')
    >>> request("When was the flood?", day)
    """
    whole = " ".join(question.split())
    asked = compiled(_OF_TIME).sub(r"\g<start>\g<what> \g<time>", _bare(whole))
    undated = _about(asked)
    found = trailing(asked, today)
    if found:
        before, days, near = found
        if _is(_HAPPENED, before):
            return Request("", "everything" if near else "happened", days)
        if _is(_EVERYTHING, before) or _is(_ALL_PIECES, before):
            return Request("", "everything", days)
        of_topic = _about(before)
        if of_topic and undated and of_topic.kind != "person":
            return replace(of_topic, days=days, whole=undated.topic)
    if _is(_EVERYTHING, asked):
        return Request("", "everything")
    alone = whole.rstrip("!. ")
    few = len(alone.split()) <= MOST_WORDS_ALONE and "?" not in alone
    words = Request(alone, "words") if few and not _NOT_ALONE.match(alone) else None
    return undated or words


def written_by(question: str) -> Request | None:
    """The articles by somebody that ``question`` requests, if that is an author.

    >>> found = written_by("What has Ann Lee written about trams?")
    >>> found.author, found.topic
    ('Ann Lee', 'trams')
    """
    asked = _bare(" ".join(question.split()))
    if compiled(_OF_TIME).fullmatch(asked):
        return None
    for form in _BY:
        found = _is(rf"{form}(?: {_ON} (?P<topic>\S.*))?", asked)
        if found and len(found["author"].split()) <= MOST_WORDS_NAME:
            topic = found["topic"] or ""
            return Request(topic, "overview" if topic else "everything", author=found["author"])
    return None


def requests(question: str, today: datetime.date) -> list[Request]:
    """How ``question`` may be understood as a request, in the order in which to try: it may name an
    author that no article has, or a time that is part of the topic.
    """
    dated = request(question, today)
    undated = [Request(dated.whole, dated.kind)] if dated and dated.whole else []
    return [each for each in (written_by(question), dated, *undated) if each]


def narrowings(
    about: Request, filters: Filters, authors: Callable[[str], list[str]]
) -> list[Filters]:
    """``filters`` narrowed to what ``about`` asks for, in the order in which to try them: who is
    named may be an author, or a newspaper, or one whose name ``authors`` completes. None where
    ``filters`` say otherwise.
    """
    if about.days:
        within = filters.within(*about.days)
        return [within] if within else []
    if about.author:
        bare = re.sub(r"^the ", "", about.author, flags=re.IGNORECASE)
        found = []
        if not filters.source:
            sources = dict.fromkeys((about.author, bare))
            found = [replace(filters, source=name) for name in sources]
        if not filters.author:
            names = [about.author, *_one_of(authors(about.author))]
            found[:0] = [replace(filters, author=name) for name in names]
        return found
    return [filters]


def _one_of(names: list[str]) -> list[str]:
    """The shortest of ``names`` where all others are of several authors with that one."""
    shortest = min(names, key=len, default="")
    return [shortest] if shortest and all(shortest in name for name in names) else []


def _about(asked: str) -> Request | None:
    for kind, form in _FORMS:
        whole = form if "?P<topic>" in form else rf"(?:{form})\s+(?P<topic>\S.*)"
        found = _is(whole, asked)
        if found:
            topic = found["topic"].strip("\"'“”‘’")
            asks = re.search(r"\b(?:what|which)\b", topic, re.IGNORECASE)
            if asks or _NO_TOPIC.match(topic) or len(topic.split()) > MOST_WORDS:
                return None
            return Request(topic, kind, wants=_wants(asked) if kind == "article" else None)
    return None


def _bare(question: str) -> str:
    """``question`` without its mark and what is said to be polite."""
    polite = _is(rf"(?P<polite>{_POLITE}).*", question)
    return question[polite.end("polite") if polite else 0 :].rstrip("?!. ")


def _is(form: str, words: str) -> re.Match[str] | None:
    return compiled(form).fullmatch(words)


def _wants(asked: str) -> Literal["author", "published"] | None:
    if re.search(r"\b(?:when|date)\b", asked, re.IGNORECASE):
        return "published"
    author = re.search(r"\b(?:who|whom|author|writer)s?\b", asked, re.IGNORECASE)
    return "author" if author else None
