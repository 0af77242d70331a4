"""Requests for what somebody said: "what did the mayor say about the bridge?". Told by their form,
in English.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from search.periods import Latest, trailing
from search.phrases import ON
from search.topics import MOST_WORDS, MOST_WORDS_NAME, Request, bare
from search.wording import compiled

_WHO = r"(?P<speaker>\S+(?: \S+)*?)(?<! the)(?<! a)(?<! an)(?<! of)(?<! not)(?<!['’]s)"
_TOPIC = r"(?P<topic>\S.*)"
_SAYS = (
    r"(?:say|said|saying|tell(?: (?:us|reporters|journalists))?|told(?: (?:us|reporters))?|think|"
    r"thinking|believe|comment|claim|claimed|announced?|argued?|warn|warned|promised?|suggest|"
    r"suggested|explain|explained|write|written|tweet|tweeted|declared?|stated|predict|"
    r"predicted|mention|mentioned|complain|complained|speak|spoken|talk|talked)"
)
_VIEWS = (
    r"(?:views?|opinions?|position|stance|take|reactions?|response|repl(?:y|ies)|comments?|"
    r"statements?|remarks?|words|thoughts?|quotes?|criticisms?|praise|warnings?|claims?)"
)
_GIVE = r"(?:(?:show|give|find|list|get) (?:me |us )?)?(?:(?:all|any|the|some|an?|one) )*"
_ON = rf"(?:{ON}|to|towards?)"
_DID = r"(?:did|does|do|has|have|had|is|was|were|are)"
_FORMS = (
    rf"what(?: else| exactly)? {_DID} {_WHO}(?: (?:ever|just|recently|publicly))? {_SAYS} "
    rf"{ON} {_TOPIC}",
    rf"what(?: else| exactly)? {_DID} {_WHO}(?: (?:ever|just|recently|publicly))? "
    r"(?:say|said|saying)(?P<topic>)",
    rf"what(?: else)? {_DID} {_WHO} (?:think|believe)(?P<topic>)",
    rf"who said what {ON} {_TOPIC}",
    rf"{_GIVE}{_VIEWS} {_ON} {_TOPIC}",
    rf"what(?:['’]s| is| are| was| were) the {_VIEWS} {_ON} {_TOPIC}",
    rf"{_DID} {_WHO}(?: ever)? {_SAYS} (?:anything|something|more) {ON} {_TOPIC}",
    rf"what(?:['’]s| is| are| was| were) {_WHO}(?:['’]s?) {_VIEWS} {_ON} {_TOPIC}",
    rf"how {_DID} {_WHO} (?:react(?:ed|ing)?|respond(?:ed|ing)?|repl(?:y|ied)) to {_TOPIC}",
    rf"what (?:is|was|has been) said {ON} (?P<topic>\S.*?) by (?P<speaker>\S.*)",
    rf"{_GIVE}{_VIEWS} (?:by|from|of) {_WHO}(?: {ON} {_TOPIC})?",
    rf"{_GIVE}{_WHO}(?:['’]s?) {_VIEWS} {_ON} {_TOPIC}",
)
_ANYBODY = re.compile(
    r"(?:the )?(?:people|everyone|everybody|anyone|anybody|someone|somebody|public|others)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:i|you|we|they|he|she|it|this|that|these|those|there|one|who|whom|nobody|"
    r"his|her|their|its|my|your|our)\b|"
    r"(?:the |this |that |these |those )?(?:articles?|sources?|documents?|files?|texts?|news|"
    r"reports?|stor(?:y|ies)|what|which)\b",
    re.IGNORECASE,
)


def spoken(question: str, today: datetime.date, latest: Latest | None = None) -> list[Request]:
    """How ``question``, asked ``today`` of articles up to ``latest``, may be understood as a
    request for what somebody said, in the order in which to try: a time at its end may be one of
    the articles or of the topic.

    >>> day = datetime.date(2026, 11, 29)
    >>> one, = spoken("What did the mayor say about the bridge?", day)
    >>> one.speaker, one.topic
    ('the mayor', 'the bridge')
    >>> [(each.topic, each.days) for each in spoken("What did Lee say in May 2024?", day)]
    [('', ('2024-05-01', '2024-05-31'))]
    >>> spoken("What did they say about it?", day)
    []
    """
    asked = bare(question)
    found = trailing(asked, today, latest)
    dated = _said(found.before) if found else None
    narrowed = [replace(dated, days=found.days)] if found and dated else []
    undated = None if narrowed and found and found.near else _said(asked)
    return [*narrowed, *([undated] if undated else [])]


def _said(asked: str) -> Request | None:
    for form in _FORMS:
        found = compiled(form).fullmatch(asked)
        if found is None:
            continue
        who, topic = found.groupdict().get("speaker", ""), found["topic"] or ""
        if _ANYBODY.fullmatch(who):
            who = ""
        if _NOBODY.match(who) or len(who.split()) > MOST_WORDS_NAME:
            return None
        if len(topic.split()) > MOST_WORDS or not (who or topic):
            return None
        return Request(topic, "said", speaker=who)
    return None
