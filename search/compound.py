"""Questions that ask several things: "when was the bridge closed and why?", "Who won? What did she
get?". Told by their form, in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.phrases import AUX, WH
from search.wording import compiled

MOST_PARTS = 3

_WH = (
    r"(?:how (?:many|much|long|old|far|often|big|large|high|tall|deep)|(?:since|until) when|"
    r"(?:in|on|at|by|to|for|from|with|of|under|after|during|through) "
    r"(?:what|which|whom|whose|how (?:many|much|long))|"
    rf"{WH})"
)
_AUX = rf"(?:{AUX}|isn['’]t|aren['’]t|wasn['’]t|didn['’]t|doesn['’]t)"
_SUBJECT = (
    r"(?:it|he|she|they|there|the|an?|his|her|its|their|this|that|these|those|any\w*|every\w*|"
    r"(?-i:[A-Z])\w* \S+)"
)
_BETWEEN = rf",? (?:and|but)(?: also)? (?=(?:{_WH}\b)|(?:{_AUX} {_SUBJECT}\b))"
_ASKS = rf"(?:\w+,? )?(?:{_WH}|{_AUX})\b"
_EMBEDDED = r"\b(?:what|how|why|whether|if|when|where)\b"
_TWO_WORDS = rf"(?P<one>{_WH}),? (?:and|or)(?: also)? (?P<other>{_WH}) (?P<rest>\S+ \S.*)"
_LAST_WORD = rf"(?P<one>.+?),? and(?: also)? (?P<other>{_WH})"
_ASKED_FOR = (
    rf"(?:how (?:many|much)|what|which) (?P<what>(?:\w+ )*?\w+) (?P<rest>{_AUX} .+)|"
    rf"{_WH} (?P<all>.+)"
)
_POINTS_BACK = r"\b(?:it|its|he|him|his|she|her|they|them|their|this|that|these|those|there|one)\b"
_MAY_ASK_SEVERAL = re.compile(r"\?\s+\S|\b(?:and|or|but)\b", re.IGNORECASE)
_NAMES = re.compile(r"(?<=\s)(?:the )?[A-Z][\w'’-]*(?: (?:of |the )*[A-Z][\w'’-]*)*")
_NOT_ABOUT = rf"\b(?:{_WH}|{_AUX}|the|an?)\b"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked. ``fuller``: the same with what the first thing is about, None for
    the first; ``leans``: it can't be understood without.
    """

    text: str
    fuller: str | None = None
    leans: bool = False

    @property
    def sought(self) -> str:
        """What passages are looked for with, and read for."""
        return self.fuller if self.leans and self.fuller else self.text


def split_question(question: str) -> list[Asked]:
    """What ``question`` asks, in order; itself alone where that is one thing.

    >>> [asked.text for asked in split_question("When was the bridge closed and who closed it?")]
    ['When was the bridge closed?', 'who closed it?']
    >>> [asked.text for asked in split_question("How many jobs does Quillon cut, and why?")]
    ['How many jobs does Quillon cut?', 'why does Quillon cut jobs?']
    >>> [asked.text for asked in split_question("When and where did it open?")]
    ['When did it open?', 'where did it open?']
    """
    if not _MAY_ASK_SEVERAL.search(question):  # as nearly always
        return [Asked(question)]
    pieces = [piece for each in re.split(r"(?<=\?)\s+", question) for piece in _pieces(each)]
    if not 1 < len(pieces) <= MOST_PARTS or not all(
        compiled(_ASKS).match(piece) for piece in pieces
    ):
        return [Asked(question)]
    about = _about(pieces[0])
    later = (
        Asked(f"{piece}?", f"{piece}, {about}?", compiled(_POINTS_BACK).search(piece) is not None)
        for piece in pieces[1:]
    )
    return [Asked(f"{pieces[0]}?"), *later]


def _about(question: str) -> str:
    """The longest name in ``question``, else the words that say what it is about."""
    names = _NAMES.findall(question)
    return (
        max(names, key=len) if names else " ".join(compiled(_NOT_ABOUT).sub(" ", question).split())
    )


def _pieces(question: str) -> list[str]:
    asked = question.rstrip("?!. ")
    if found := compiled(_TWO_WORDS).fullmatch(asked):
        return [f"{found['one']} {found['rest']}", f"{found['other']} {found['rest']}"]
    if (found := compiled(_LAST_WORD).fullmatch(asked)) and (
        of := compiled(_ASKED_FOR).fullmatch(found["one"])
    ):
        rest = of["all"] or f"{of['rest']} {of['what']}"
        return [found["one"], f"{found['other']} {rest}"]
    pieces, at = [], 0
    for between in compiled(_BETWEEN).finditer(asked):
        one = asked[at : between.start()]
        # "who decides what is taught and how": what follows belongs to a clause.
        if len(one.split()) < 3 or compiled(_EMBEDDED).search(one.partition(" ")[2]):
            continue
        if len(asked[between.end() :].split()) < 2:
            continue
        pieces.append(one)
        at = between.end()
    return [*pieces, asked[at:]]
