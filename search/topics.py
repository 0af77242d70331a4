"""Requests that are no questions: "tell me about the flood", "any news of the mayor?", "plum cake",
"what are these articles about?"; and "who is Abena Mensah?", which an article answers where it
first names her. Told by their form, in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["overview", "news", "person", "words", "everything"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for of ``topic``: an overview, one with the newest first, or who that is.
    ``words``: nothing but a topic, which may also be a question in few words. ``everything``: an
    overview of all that there is.
    """

    topic: str
    kind: Kind = "overview"


MOST_WORDS = 12
"""Of a topic: more are a question, or several sentences."""
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
_PIECES = r"(?:articles?|stor(?:y|ies)|reports?|papers?|posts?|texts?|pieces?|coverage)"
_THESE = r"(?:the|these|those|this|your|my|our)"
_THEY = rf"(?:you|we|they|{_THESE} (?:{_PIECES}|sources|documents|files|news))"
_ALL = rf"(?:all |all of )?(?:{_THESE} )?(?:{_PIECES}|news|archive|folder)"
_NEW = r"(?:the |any |some )?(?:(?:latest|newest|recent|last) )?(?:news|updates?)"
_FACTS = rf"(?:(?:the|any|all|some|more) )*(?:info|information|details?|facts|{_PIECES})"
_GIST = r"(?:summary|overview|outline|rundown|gist|recap|synopsis)"
_TOLD = r"(?:a bit more|a little more|more|something|everything|anything|all|what you know)"
_SUM_UP = r"(?:summari[sz]e|sum up|recap|outline|describe|explain|introduce)"
_MENTION = (
    r"(?:(?:are |is )?about|mentions?|covers?|discuss|names?|deals? with|talks? about|reports? on)"
)

_EVERYTHING = re.compile(
    rf"{_POLITE}(?:what{_IS} {_ALL} about|what{_IS} (?:new|in here|in {_ALL})|"
    rf"(?:what{_IS} )?(?:the )?(?:latest |newest |recent )?news|"
    rf"(?:{_SUM_UP}|{_GIVE}(?:an? )?{_GIST} of|tell (?:me|us) about) {_ALL})",
    re.IGNORECASE,
)
_FORMS: tuple[tuple[Kind, str], ...] = (
    ("news", rf"(?:{_GIVE}|what{_IS} |(?:is|are) there ){_NEW} (?:{_ON}|from|in|with)"),
    ("news", rf"what{_IS} (?:the )?(?:new|latest|newest) (?:{_ON}|from|in|with)"),
    ("overview", rf"(?:tell|inform|brief) (?:me|us) (?:{_TOLD} )?{_ON}"),
    ("overview", rf"(?:what|anything|everything)(?: else)? (?:do|can|could|did|does) {_THEY} "
                 rf"(?:know|say|write|report|tell(?: me| us)?|have|find) {_ON}"),
    ("overview", rf"what{_IS} (?:said|known|written|reported|told) {_ON}"),
    ("overview", rf"{_GIVE}{_FACTS} {_ON}"),
    ("overview", rf"{_GIVE}(?:an? |the )?(?:short |brief |quick )?{_GIST} {_ON}"),
    ("overview", rf"(?:what|which|list|do|does|(?:is|are) there)(?: (?:all|any|the|of))* {_PIECES} "
                 rf"(?:that |which )?{_MENTION}"),
    ("overview", rf"{_SUM_UP}(?: (?:(?:the|all|these) )*{_PIECES} {_ON})?"),
    ("overview", r"(?:(?:what|all) )?about"),
    ("person", rf"who{_IS}"),
)  # fmt: skip
_REQUESTS = tuple(
    (kind, re.compile(rf"{_POLITE}(?:{form})\s+(?P<topic>\S.*)", re.IGNORECASE))
    for kind, form in _FORMS
)
_WH = r"what|which|who(?:m|se)?|when|where|why|how"
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


def request(question: str) -> Request | None:
    """What ``question`` requests, None where it is a question like others.

    >>> request("Tell me about the flood in Marlow Bay!")
    Request(topic='the flood in Marlow Bay', kind='overview')
    >>> request("what's the latest news about the mayor?").kind
    'news'
    >>> request("When was the flood?")
    """
    whole = " ".join(question.split())
    asked = whole.rstrip("?!. ")
    if _EVERYTHING.fullmatch(asked):
        return Request("", "everything")
    for kind, form in _REQUESTS:
        found = form.fullmatch(asked)
        if found:
            topic = found["topic"].strip("\"'“”‘’")
            if _NO_TOPIC.match(topic) or len(topic.split()) > MOST_WORDS:
                return None
            return Request(topic, kind)
    alone = len(asked.split()) <= MOST_WORDS_ALONE and "?" not in whole
    return Request(asked, "words") if alone and not _NOT_ALONE.match(asked) else None
