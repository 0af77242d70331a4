"""Requests that are no questions, "tell me about the flood", "any news of the mayor?"; and "who is
Abena Mensah?", which an article answers where it first names her.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["overview", "news", "person"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for of ``topic``: an overview, one with the newest first, or who that is."""

    topic: str
    kind: Kind = "overview"


_POLITE = (
    r"(?:(?:hi|hello|hey|so|and|ok|okay|now)\b[\s,]*)*(?:please\b[\s,]*)?"
    r"(?:(?:can|could|would|will) you (?:please )?|(?:i(?:['’]d| would)? (?:like|want) to "
    r"(?:know|hear|read|learn) )|let['’]?s hear )?"
)
_ON = r"(?:about|on|of|regarding|concerning)"
_PIECES = r"(?:articles?|stor(?:y|ies)|reports?|papers?|posts?|texts?|pieces?|coverage)"
_THEY = rf"(?:you|we|they|(?:the|these|those|your|my) (?:{_PIECES}|sources|documents|files|news))"
_NEW = r"(?:the |any |some )?(?:(?:latest|newest|recent|last) )?(?:news|updates?)"
_ALL = rf"(?:the |any |all |some |more )*(?:information|info|details?|facts|background|{_PIECES})"
_FORMS: tuple[tuple[Kind, str], ...] = (
    ("news", r"(?:(?:tell|give|show|send) (?:me|us) |(?:what(?:['’]s| is| are)|(?:is|are) there) )?"
             rf"{_NEW} (?:{_ON}|from|in|with)"),
    ("news", rf"(?:what(?:['’]s| is)) (?:the )?(?:new|latest|newest) (?:{_ON}|from|in|with)"),
    ("overview", r"(?:tell|inform|brief) (?:me|us)(?: (?:(?:a (?:bit|little) )?(?:more|something|"
                 r"everything|anything|all)|all there is|what you know|a bit|a little))?"
                 rf" {_ON}"),
    ("overview", rf"(?:what|anything|everything)(?: else)? (?:do|can|could|did|does) {_THEY} "
                 rf"(?:know|say|write|report|tell(?: me| us)?|have|find) {_ON}"),
    ("overview", r"what(?:['’]s| is| was| has been| have you) (?:said|known|written|reported|told|"
                 rf"got) {_ON}"),
    ("overview", rf"(?:(?:give|show|find|get|send) (?:me|us) )?{_ALL} {_ON}"),
    ("overview", r"(?:(?:give|write|show) (?:me|us) )?(?:an? |the )?(?:short |brief |quick )?(?:"
                 rf"summary|overview|outline|rundown|gist|recap|synopsis) {_ON}"),
    ("overview", r"(?:summari[sz]e|sum up|recap|outline|describe)(?: (?:the |all |these )?"
                 rf"{_PIECES} {_ON})?"),
    ("overview", r"(?:(?:what|all) )?about"),
    ("person", r"who(?:['’]s| is| was| are| were)"),
)  # fmt: skip
_REQUESTS = tuple(
    (kind, re.compile(rf"{_POLITE}(?:{form})\s+(?P<topic>\S.*)", re.IGNORECASE))
    for kind, form in _FORMS
)
_NO_TOPIC = re.compile(
    r"(?:it|this|that|these|those|them|him|her|yourself|you|me|us)$|"
    r"(?:what|which|who(?:m|se)?|when|where|why|how|if|whether)\b|\d",
    re.IGNORECASE,
)
"""What "tell me about" goes on with where a question of its own follows, or nothing."""
MOST_WORDS = 12
"""Of a topic: more are a question, or several sentences."""


def request(question: str) -> Request | None:
    """What ``question`` requests, None where it is a question like others.

    >>> request("Tell me about the flood in Marlow Bay!")
    Request(topic='the flood in Marlow Bay', kind='overview')
    >>> request("what's the latest news about the mayor?").kind
    'news'
    >>> request("When was the flood?")
    """
    asked = " ".join(question.split()).rstrip("?!. ")
    for kind, form in _REQUESTS:
        found = form.fullmatch(asked)
        if found:
            topic = found["topic"].strip("\"'“”‘’")
            if _NO_TOPIC.match(topic) or len(topic.split()) > MOST_WORDS:
                return None
            return Request(topic, kind)
    return None
