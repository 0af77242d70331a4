"""How a comparison, a timeline and a count are asked for in English, and in how many sentences.
Regular expressions, as in search/phrases.py.
"""

from __future__ import annotations

from search.periods import NUMBERS
from search.phrases import ALL, GIVE, IS, MENTION, NUMBER, ON, PIECE, PIECES, SHORT, TOPIC, Kind
from search.wording import compiled

_ONE = r"(?P<topic>\S.*?)"
_OTHER = (
    r"(?P<other>(?!(?:any |each |all |most |some )*(?:others?|another|those|that|these|them|"
    r"the rest|its|his|her|their|average)\b)\S.*)"
)
_ABOUT = "(?:about|on|regarding|concerning)"
_TIMELINE = r"(?:timeline|chronology|(?:course|order|sequence|chain) of events)"
_FULL = r"(?:(?:an?|the) )?(?:(?:short|brief|quick|full|complete|detailed) )?"
_DIFFERENCE = r"(?:(?:main|key|biggest) )?(?:differences?|similarit(?:y|ies)|comparison)"
_COUNTED = rf"(?:{PIECES}|of {ALL})"
_DO = r"(?:is|are|was|were|do|does|did|has|have)"
_NAMED = r"(?:mentioned|named|covered|discussed|reported(?: on)?|written about|talked about)"

MOST_SIDES = 4
"""Places where two things may be told apart."""

_WORD = r"(?:(?:the )?(?:word|name|term|phrase|topic)s? )?"
_HAVING = (
    r"(?:(?:mention|name|contain)(?:s|ing)?|"
    r"(?:has|have|having|with)(?= the (?:word|name|term|phrase)s? ))"
)
_LEAD = rf"(?:(?:what|which|when){IS} |{GIVE}|list )?(?:the |your )?"
_PUBLISHED = r"(?: (?:published|written|posted|dated|from))?"

TASKS: tuple[tuple[Kind, str], ...] = (
    ("comparison", r"compare (?P<topic>\S.* (?:and|with|to|against) \S.*)"),
    ("comparison", rf"(?:what{IS} |{GIVE})(?:an? |the )?{_DIFFERENCE} between "
                   r"(?P<topic>\S.* and \S.*)"),
    ("comparison", rf"how {_DO} {_ONE} (?:differ(?:ent)?|compared?) (?:from|to|with) {_OTHER}"),
    ("comparison", rf"how {_DO} {_ONE} and {_OTHER} (?:differ(?:ent)?|compare)"),
    ("comparison", rf"what {_DO} {_ONE} and {_OTHER} have in common"),
    ("newest", rf"{_LEAD}(?:(?P<most>{NUMBER}) )?(?:latest|newest|most recent|last) "
               rf"(?:(?P<few>{NUMBER}) )?(?P<piece>{PIECES}) {_ABOUT} {_ONE}{_PUBLISHED}"),
    ("oldest", rf"{_LEAD}(?:(?P<most>{NUMBER}) )?(?:oldest|earliest|(?:very )?first) "
               rf"(?:(?P<few>{NUMBER}) )?(?P<piece>{PIECES}) {_ABOUT} {_ONE}{_PUBLISHED}"),
    ("overview", rf"(?:{GIVE}|list )(?:the )?(?P<most>{NUMBER}) "
                 rf"(?:{PIECES}|headlines|facts|things|points) "
                 rf"(?:{_ABOUT}|(?:from|in)(?= {PIECE} {ON} ))"),
    ("course", rf"(?:what{IS} |{GIVE}){_FULL}{_TIMELINE} (?:{ON}|for|behind|in|during)"),
    ("course", rf"{GIVE}{_FULL}(?P<topic>{TOPIC}) timeline"),
    ("course", rf"how did (?P<topic>{SHORT}) (?:unfold|play out)"),
    ("count", rf"how many {_COUNTED} {_ABOUT} {_ONE} (?:(?:are|is) there|(?:do|have) (?:you|we|i) "
              r"(?:have|got|know)|(?:have been|has been|were|was) (?:published|written))"),
    ("count", rf"how many {_COUNTED} (?:(?:are there|{_DO}) )?(?:that )?(?:{MENTION}|{_ABOUT})"),
    ("count", rf"how many {_COUNTED} (?:(?:do|have) (?:you|we|i) (?:have|got|know) |there are )"
              rf"(?:{_ABOUT}|that {MENTION})"),
    ("count", rf"(?:how (?:often|many times)|in how many {_COUNTED}) {_DO} {_WORD}{_ONE} "
              rf"{_NAMED}(?: in {ALL})?"),
    ("count", rf"how (?:often|many times) {_DO} {_WORD}{_ONE} (?:appear|come up) in {ALL}"),
    ("count", rf"in how many {_COUNTED} {_DO} {_WORD}{_ONE} (?:appear|come up)"),
    ("count", rf"(?:in )?(?:what|which) {PIECES} {_DO} {_WORD}{_ONE} (?:named|mentioned)"),
    ("count", rf"(?:(?:what|which|list|find|show(?: me)?) )?(?:(?:all|the|any) )*{PIECES} "
              rf"(?:(?:that|which) )?{_HAVING} {_WORD}{_ONE}"),
    ("count", rf"(?:is|are|was|were) (?:there )?(?:any )?{_WORD}{_ONE}(?<!\bthan)(?<!\bnot) "
              r"(?:ever )?mentioned"
              rf"(?: anywhere| at all| here)*(?: in (?:any of )?{ALL})?"),
)  # fmt: skip

AGAINST = r"(\S.*?) (?:vs?\.?|versus) (\S.*)"
"""Two things that are compared, or that met."""

_MANNER = (
    r"(?P<asked>\S.*?)(?:,? (?:please|for me|briefly|quickly|in (?:short|brief|detail|a nutshell)|"
    r"in (?:simple|plain|easy|your own|other|layman['’]s) (?:words|terms|language|english)|"
    r"in (?:bullet points|a list|chronological order|a few (?:words|sentences|lines))|"
    r"in (?:at most |max(?:imum)? |under |about )?"
    rf"(?P<most>{NUMBER}|a) (?:(?:short|simple|brief) )?"
    r"(?:sentence|line|bullet(?: point)?|point)s?|as (?:a list|bullet points)|"
    r"(?:like|as if) i(?:['’]m| am| were) (?:five|5)))+"
)


def sides(words: str) -> list[tuple[str, str]]:
    """Which two things ``words`` may name, in the order in which to try.

    >>> sides("bread and butter with jam")
    [('bread', 'butter with jam'), ('bread and butter', 'jam')]
    """
    between = list(compiled(r" (?:and|with|to|against) ").finditer(words))[:MOST_SIDES]
    return [(words[: each.start()], words[each.end() :]) for each in between]


def without_manner(question: str) -> tuple[str, int | None]:
    """``question`` without how it is to be answered, and in how many sentences at most.

    >>> without_manner("summarise the flood in two sentences, please")
    ('summarise the flood', 2)
    >>> without_manner("When was the flood?")
    ('When was the flood?', None)
    """
    found = compiled(_MANNER).fullmatch(question)
    if not found:
        return question, None
    return found["asked"], number(found["most"])


def number(word: str | None) -> int | None:
    """What ``word`` counts, None where it is none or 0.

    >>> number("Three"), number("12"), number("a"), number(None)
    (3, 12, 1, None)
    """
    if not word:
        return None
    return int(word) or None if word.isdigit() else NUMBERS.get(word.lower(), 1)
