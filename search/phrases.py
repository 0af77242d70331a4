"""How requests are worded in English, as regular expressions (search/wording.py compiles them).
``topic`` and ``author`` are what is named in them.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "overview",
    "article",
    "news",
    "person",
    "words",
    "everything",
    "happened",
    "definition",
    "said",
    "quote",
    "course",
    "count",
    "comparison",
    "newest",
    "oldest",
    "holdings",
]
"""See search.topics.Request."""

POLITE = (
    r"(?:(?:hi|hello|hey|so|and|ok|okay|now)\b[\s,]*)*(?:please\b[\s,]*)?"
    r"(?:(?:can|could|would|will) you (?:please )?|let['’]?s hear |"
    r"i(?:['’]d| would)? (?:like|want) to (?:know|hear|read|learn) )?"
)
GIVE = r"(?:(?:tell|give|show|send|get|find|write) (?:me|us) )?"
ON = r"(?:about|on|of|regarding|concerning)"
IS = r"(?:['’]s| is| are| was| were| has been)"
PIECES = (
    r"(?:articles?|stor(?:y|ies)|reports?|papers?|(?:blog )?posts?|blogs?|texts?|pieces?|coverage|"
    r"interviews?|reviews?|(?:e-?)?mails?|messages?|letters?|notes?|speech(?:es)?)"
)
NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_THESE = r"(?:the|these|those|this|your|my|our)"
_THEY = rf"(?:you|we|they|{_THESE} (?:{PIECES}|sources|documents|files|news))"
ALL = rf"(?:all |all of )?(?:{_THESE} )?(?:{PIECES}|news|archive|folder)"
_FIND = (
    r"(?:find|search(?: for)?|look(?: up| for)|list|get|show|give|send|see|open|read|"
    r"(?:bring|pull|call) up)(?: me| us)? (?:(?:all|any|some|the|every|more|other) )*"
)
_GREAT = r"(?:top|main|major|key|leading|big(?:gest)?|(?:most )?important)"
_NEW = (
    rf"(?:the |any |some )?(?:(?:latest|newest|(?:most )?recent|last|{_GREAT}) )?(?:news|updates?)"
)
_FACTS = (
    rf"(?:(?:the|any|all|some|more|{_GREAT}) )*"
    rf"(?:info|information|details?|facts|sources|documents|materials?|{PIECES})"
)
_WHOLE = r"(?:(?:the|an?|any) )*(?:links?|urls?|address|(?:(?:full|whole|complete) )?text)"
_GIST = r"(?:summary|overview|outline|rundown|gist|recap|synopsis)"
_COURSE = (
    rf"(?:timeline|chronology|history|background|context|{_GREAT} (?:points?|facts|events)|"
    r"highlights|basics)"
)
_TOLD = (
    r"(?:a bit more|a little more|more|something|everything|anything|all|"
    rf"what {_THEY} (?:know|say|write|report|have))"
)
_SOME = rf"(?:(?:anything|something|everything|much|a lot|{_FACTS})(?: else)?)"
_HAVE = (
    rf"(?:(?:is|are) there|(?:do|does|have|has) {_THEY}(?: (?:have|got|find|know|contain|say))?|"
    r"(?:have )?got|any)"
)
_BRIEFLY = (
    r"(?:(?:an?|the) )?(?:(?:very )?(?:short|brief|quick|concise|full|complete|detailed|"
    r"\w+[- ](?:sentence|line|paragraph|word)) )*"
)
_SUM_UP = r"(?:summari[sz]e|sum up|recap|outline|describe|explain|introduce)"
PIECE = rf"(?:the|this|that|your|an?) (?:(?-i:[A-Z][\w.&’'-]*) ){{0,3}}{PIECES}"
"""An article, also one with the name of its newspaper: "the Harbour Post article"."""
_WROTE = r"(?:write|wrote|written|publish(?:ed)?|report(?:ed)?|cover(?:ed)?|post(?:ed)?)"
_ANY = r"(?:(?:what|which|list|show|find|get|all|any|some|the|other|more|are|is|there|me|us) )*"
MENTION = (
    r"(?:(?:are |is )?about|mentions?|covers?|discuss|names?|deals? with|talks? about|reports? on)"
)

WH = "what|which|who|whom|whose|when|where|why|how"
AUX = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must"
ASKING = frozenset(WH.split("|"))
"""Words that ask."""
_NO_NEWS = (
    r"the|this|last|is|are|was|were|do|does|did|has|have|had|can|good|bad|big|old|other|no|fake|"
    r"false|local|world|breaking|daily|morning|evening"
)
TOPIC = rf"(?!(?:{WH}|{_NO_NEWS})\b|today|yesterday)\S.*?"
"""Words before "news" or "timeline" that may be a topic."""
_BRIEF = (
    r"(?!.*(?:\ds|century|years?)\b)"
    r"\S+(?: (?!when|that|which|who|where|after|before|if|while)\S+){0,3}"
)
"""A place or an event, rather than a question about it."""

SHORT = (
    r"(?:an? |the )?(?!.*\b(?:of|in|on|at|for|to|from|by|with|that|which|who|when|than|as|not)\b)"
    rf"(?!{WH}|his|her|its|their|our|my|your|this|these|those|it|they|you|there)"
    r"[^\s'’]+(?: [^\s'’]+){0,2}"
)
"""What may be defined: a few words, and nothing of something."""

FORMS: tuple[tuple[Kind, str], ...] = (
    ("news", rf"(?:{GIVE}|what{IS} |(?:is|are) there ){_NEW} (?:{ON}|from|in|with)"),
    ("news", rf"(?:what{IS} (?:the )?(?:new|latest|newest)|(?:is there )?anything new) "
             rf"(?:{ON}|from|in|with)"),
    ("news", rf"{GIVE}(?:the |any |some )?(?:very )?(?:latest|newest) (?:{ON}|from|in|with)"),
    ("news", r"what(?:['’]s| is| are) (?:currently )?(?:happening|going on) "
             r"(?:in|with|at|around|on)"),
    ("overview", rf"(?:tell|inform|brief) (?:me|us) (?:{_TOLD} )?{ON}"),
    ("overview", rf"(?:what|anything|everything)(?: else)? (?:(?:do|can|could|did|does) )?{_THEY} "
                 rf"(?:know|say|write|report|tell(?: me| us)?|have|find) {ON}"),
    ("overview", rf"what (?:should|must|do) (?:i|we|people) (?:need to |have to )?know {ON}"),
    ("overview", rf"(?:{_FIND})?(?:(?:all|any|the) )*{PIECES} (?:that|which) {MENTION}"),
    ("overview", rf"what{IS} (?:said|known|written|reported|told) {ON}"),
    ("overview", rf"{GIVE}(?:{_WHOLE} (?:to|of|for) )?{_FACTS} {ON}"),
    ("overview", r"where (?:can|could|do|should) (?:i|we|one) (?:read|find|learn|see) "
                 rf"(?:(?:{_TOLD}|{_FACTS}) )?{ON}"),
    ("overview", rf"in (?:what|which) {PIECES}{IS} (?P<topic>\S.*?) "
                 r"(?:covered|discussed|described|explained|reported|talked about)"),
    ("overview", rf"{_FIND}(?:{_TOLD}|{_FACTS})(?: {_THEY} (?:have|know|say|found))? {ON}"),
    ("overview", rf"what(?: is| are|['’]s| do| does) {PIECE} {ON} "
                 rf"(?P<topic>\S.*?) (?:about|say|tell(?: us)?|report)"),
    ("overview", rf"{GIVE}{_BRIEFLY}{_GIST} {ON}"),
    ("overview", rf"(?:what|which|list|do|does|(?:is|are) there)(?: (?:all|any|the|of))* {PIECES} "
                 rf"(?:that |which )?{MENTION}"),
    ("overview", rf"{_SUM_UP}(?: (?:(?:the|all|these) )*{PIECES} {ON})?"),
    ("overview", rf"{GIVE}{_BRIEFLY}{_COURSE} (?:{ON}|to|for|behind)"),
    ("overview", rf"what{IS} the {_COURSE} (?:of|in|from)(?= {PIECE} {ON} )"),
    ("happened", rf"what{IS} the {_COURSE} (?:{ON}|to|for|behind)"),
    ("overview", r"(?:(?:what|all) )?about"),
    ("article", rf"who(?: has| have)? {_WROTE}(?: {PIECE})? {ON}"),
    ("article", rf"(?:who|what|when){IS} the (?:author|writer|date|title|source)s? of "
                 rf"{PIECE} {ON}"),
    ("article", rf"(?:by whom|when|where){IS} {PIECE} {ON} (?P<topic>.+?)(?: first)? {_WROTE}"),
    ("article", rf"(?:what|which) (?:newspapers?|papers|sources?|sites?|journalists?|reporters?) "
                 rf"(?:that |who |which |has |have )?(?:{MENTION}|{_WROTE} {ON})"),
    ("person", rf"who{IS}"),
    ("happened", rf"what (?:has |had )?happened (?:in|at|with|during) (?P<topic>{_BRIEF})"),
    ("happened", rf"what(?:['’]s| is| has| had)? (?:happen(?:ed|ing) to|bec[ao]me of) "
                 rf"(?P<topic>{SHORT})"),
    ("news", rf"{GIVE}(?:(?:the|any|some|more|latest|newest|recent|last) )*"
             rf"(?P<topic>{TOPIC}) (?:news|updates?|headlines|latest)"),
    ("overview", rf"{GIVE}(?:(?:an?|the) )?(?P<topic>{TOPIC}) "
                 rf"(?:chronology|{_GIST}|background|explained)"),
    ("definition", rf"what(?: do| does)? (?P<topic>{SHORT}) (?:mean|stand for|refer to)"),
    ("definition", rf"(?:define|(?:what{IS} )?(?:the )?(?:definition|meaning) of) "
                   rf"(?P<topic>{SHORT})"),
    ("definition", rf"what{IS} (?P<topic>{SHORT})"),
)  # fmt: skip
OF_PIECES = rf"^(?:(?:{_THESE}|an?) )?{PIECES} {ON} (?=\S)"
"""Before a topic, as in "the main points of the article about …"."""
ANYTHING = (
    rf"(?:{_HAVE} {_SOME}|(?:has|have|did) (?:anyone|anybody|someone|you|they|we) {_WROTE}"
    rf"(?: anything| something|(?: an?)? {PIECES})?) {ON} (?P<topic>\S.*)"
)
"""Asks whether there is something to tell of, which no sentence says yes to."""
EVERYTHING = (
    rf"what{IS} {ALL} about|what{IS} (?:new|in here|in {ALL})|"
    r"(?:is there )?anything new|"
    r"what (?:has |had )?happened (?:recently|lately|last|most recently)|"
    r"what(?:['’]s| is| has been) (?:currently )?(?:happening|going on)"
    r"(?: (?:now|right now|at the moment|at present|currently|lately|recently))?|"
    rf"(?:what{IS} |{GIVE})?(?:the |any )?"
    rf"(?:(?:latest|newest|(?:most )?recent|breaking|{_GREAT}) )?(?:news|headlines)|"
    rf"(?:what{IS} |{GIVE})?(?:the )?latest|(?:is|are) there (?:any )?(?:news|updates?)|"
    rf"(?:{_SUM_UP}|{GIVE}(?:an? )?{_GIST} of|tell (?:me|us) about) {ALL}|"
    rf"(?:(?:what|which){IS} |{GIVE}|list )?(?:the |your |all )?"
    rf"(?:(?P<most>{NUMBER}) )?(?:latest|newest|most recent|last) (?:(?P<few>{NUMBER}) )?"
    rf"(?P<piece>{PIECES})|"
    rf"(?:list|show|give|see)(?: me| us)? {ALL}|"
    rf"(?:(?:what|which){IS} (?:the )?(?:{_GREAT} )?|(?:{GIVE}|list )(?:the |your )?{_GREAT} )"
    rf"(?:(?P<several>{NUMBER}) )?(?:{_GREAT} )?(?:topics|themes|subjects|stories|headlines|events)"
    rf"(?: (?:of|in|covered in) {ALL})?|"
    rf"how many {PIECES} (?:are there|(?:do|have) (?:you|we|i) (?:have|got|know|read)|"
    rf"(?:are|is) in (?:{ALL}|here))(?: (?:in all|in total|here|altogether))?"
)
OLDEST = (
    rf"(?:(?:what|which){IS} |{GIVE}|list )?(?:the |your )?"
    rf"(?:(?P<most>{NUMBER}) )?(?:oldest|earliest|first) (?:(?P<few>{NUMBER}) )?(?P<piece>{PIECES})"
)
ALL_PIECES = (
    rf"{_ANY}(?:{PIECES}|news|headlines)(?: (?:published|written|dated|are|is))*|"
    rf"how many {PIECES}(?: (?:published|written|dated|are|were|have|been|there))*|"
    r"what (?:do|did) (?:the )?(?:newspapers|papers|press|media) (?:write|report|say|publish)|"
    r"what (?:was|were|is|has been) (?:published|written|reported|posted)"
)
OF_TIME = (
    rf"^(?P<start>(?:what{IS} |{GIVE}))"
    r"(?P<time>today|yesterday|(?:this|last|past) (?:week|month|year))"
    rf"['’]s (?P<what>(?:{PIECES}|news|headlines)(?: {ON} .+)?)$"
)
""""Today's news" is news of today."""
HAPPENED = (
    r"(?:tell me )?what (?:has |had |was |is )?"
    r"(?:happen(?:ed|s|ing)|going on|t(?:ook|akes?) place|in the news|new)"
)
_SAID = rf"(?:{_WROTE}|say|said|tell|told|state|claim)"
BY = (
    rf"{_ANY}(?:{PIECES}|everything|anything)(?: {_WROTE})? (?:by|from) (?P<author>\S.*?)",
    rf"how many {PIECES} (?:are|is|were|was)(?: {_WROTE})? (?:by|from) (?P<author>(?!\d)\S.*?)",
    rf"(?:what|(?:how many )?{_ANY}{PIECES})(?: else)? (?:did|does|do|has|have) "
    rf"(?P<author>\S.*?) {_SAID}",
    rf"(?P<author>\S.*?)['’]s? (?:latest |newest |last |other )?{PIECES}",
)
ATTRIBUTED = (
    r"according to (?P<source>[^,?]{2,60}), *(?P<asked>\S.+)",
    r"(?P<asked>\S.+?),? according to (?P<source>[^,?]{2,60})",
)
"""A question of what one newspaper says."""
NO_TOPIC = re.compile(
    r"(?:it|this|that|these|those|them|him|her|yourself|you|me|us)$|"
    rf"(?:{WH}|if|whether)\b|\d",
    re.IGNORECASE,
)
"""What "tell me about" goes on with where a question of its own follows, or nothing."""
NOT_ALONE = re.compile(
    rf"(?:{WH}|is|are|was|were|do|does|did|has|have|had|can|"
    r"could|will|would|should|may|might|must|name|list|give|show|find|tell|say|please|in|on|at|"
    rf"for|from|to|by|with|of|about|{_SUM_UP})\b",
    re.IGNORECASE,
)
"""How a question begins, or a part of one."""
