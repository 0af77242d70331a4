"""Questions about the articles as such: where they come from, who wrote them, of what time they
are. Told by their form, in English.
"""

from __future__ import annotations

from typing import Literal

from search.phrases import GIVE, IS
from search.wording import compiled

Wanted = Literal["source", "author", "published"]

_ALL = (
    r"(?:all )?(?:of )?(?:(?:the|these|those|your|my|our) )?(?:articles|stories|reports|papers|"
    r"posts|texts|pieces|documents|files|news|archive|folder|collection)"
)
_LIST = rf"(?:(?:what|which|how many)(?:{IS})? |{GIVE}|list )(?:(?:all|the|of|different|your) )*"
_HELD = (
    rf"(?: (?:are|is) there| (?:do|have) (?:you|we|i) (?:have|got|know|use)| (?:are|is) (?:in|"
    rf"included in|covered in|behind|of) (?:here|{_ALL})| (?:of|for|in) {_ALL}|"
    rf" (?:do|did) {_ALL} (?:come|stem) from)"
)
_SOURCES = (
    r"(?:sources?|news sources?|newspapers?|publications?|(?:news )?(?:outlets?|sites?)|websites?|"
    r"magazines?)"
)
_AUTHORS = r"(?:authors?|writers?|journalists?|reporters?)"
_TIMES = r"(?:dates?|days|years?|months?|(?:time )?(?:period|span|range|frame)|date range|timespan)"
FORMS: tuple[tuple[Wanted, str], ...] = (
    ("source", rf"{_LIST}{_SOURCES}{_HELD}|"
               rf"(?:list|what{IS}|show me) (?:all |the |your )+{_SOURCES}"),
    ("source", rf"where (?:do|did) {_ALL} (?:come|stem) from|who published {_ALL}"),
    ("author", rf"(?:who{IS} |{_LIST})(?:the )?{_AUTHORS}{_HELD}"),
    ("author", rf"(?:who{IS}|list|show me) (?:all |the |your )+{_AUTHORS}|who wrote {_ALL}"),
    ("published", rf"(?:what|which) {_TIMES} (?:do|does|are|is) {_ALL} (?:cover|span|from|of)"),
    ("published", rf"(?:from )?(?:when|how (?:old|new|recent|up[- ]to[- ]date|current)){IS} {_ALL}"
                  r"(?: from)?"),
    ("published", rf"what{IS} (?:the )?(?:date range|time ?span|time range|period)(?: of {_ALL})?"),
)  # fmt: skip


def held(question: str) -> Wanted | None:
    """What of all articles ``question`` asks for.

    >>> held("which newspapers are in here"), held("Who are the authors of these articles")
    ('source', 'author')
    >>> held("who are the authors of the report")
    """
    return next((of for of, form in FORMS if compiled(form).fullmatch(question)), None)
