"""A text that is signed above its first paragraph without a "by": the name of whoever wrote it,
and the newspaper, office or address of that person, as agencies and papers send their stories.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 60
"""Characters of one of the lines."""
_LOOKED_AT = 400
"""Characters of a text in which they are looked for."""
NAME_WORD = r"[^\W\d_a-z][\w’'.-]*"
PARTICLE = r"(?:al|bin|d[aeiou]|de[lnr]|la|le|van|von|y)"
"""What names are made of."""
_NAME = rf"{NAME_WORD}(?:\s(?:{PARTICLE}\s)*{NAME_WORD}){{1,3}}"
_NAMES = rf"{_NAME}(?:(?:,\s{_NAME})*,?\sand\s{_NAME})?"
_PAPER = (
    r"(?:today|press|times|post|news|journal|tribune|herald|register|republic|sentinel|courier|"
    r"record|gazette|chronicle|star|sun|observer|democrat|statesman|guardian|telegraph|independent|"
    r"mail|express|mirror|globe|dispatch|[ei]nquirer|examiner|bulletin|citizen|advocate|ledger|"
    r"monitor|argus|echo|review|weekly|magazine|street|network|(?:news|wire)\s?(?:service|agency)|"
    r"reuters|afp|ap|dpa|upi|pti|cnn|cnbc|bbc|nbc|abc|cbs|npr|bloomberg)"
)
_OUTLET = (
    rf"(?:the\s)?(?:[\w’'.&/()-]+\s){{0,4}}{_PAPER}(?:\s(?:sports|business|politics|opinion|network))?"
    r"|[\w-]+\.(?:com|org|net|info|co\.uk)"
)
_OFFICE = (
    r"(?:[\w’'&/-]+\s){0,3}(?:writer|reporter|correspondent|columnist|contributor|editor)|"
    r"@\w+(?:,\s.*)?|[\w.+-]+@[\w.-]+\.[a-z]{2,}"
)
_BELOW = re.compile(
    rf"(?:(?:special\s)?(?:to|for)\s)?(?P<outlet>(?!special\s){_OUTLET})(?:\s*[|,]\s*\S.*)?|{_OFFICE}",
    re.IGNORECASE,
)
_ABOVE = re.compile(rf"(?!By\s){_NAMES}")
_BOTH = re.compile(rf"(?!By\s)(?P<names>{_NAMES})(?:,|\s[|–—-])\s(?P<outlet>(?i:{_OUTLET}))")


@dataclass(frozen=True, slots=True)
class Credit:
    """``names``: who signed; ``outlet``: a newspaper or an agency, where it is one; ``end``: of the
    lines in the text.
    """

    names: str
    outlet: str | None
    end: int


def credit(text: str) -> Credit | None:
    r"""What the first line of ``text``, or the first two, say; None where they are none.

    >>> credit("Ann Lee\n\nHarbour Post\n\nThe ferry runs again.")
    Credit(names='Ann Lee', outlet='Harbour Post', end=21)
    >>> credit("Ann Lee, Harbour Post\nThe ferry runs again.").outlet
    'Harbour Post'
    >>> credit("Ann Lee\n\nThe ferry runs again.")
    """
    lines = list(re.finditer(r"\S[^\n]*", text[:_LOOKED_AT]))
    said = [line.group().rstrip() for line in lines[:3]]
    if len(said) < 2 or len(said[0]) > LONGEST:
        return None
    if both := _BOTH.fullmatch(said[0]):
        return Credit(both["names"], both["outlet"], lines[0].end())
    if len(said) < 3 or len(said[1]) > LONGEST or not _ABOVE.fullmatch(said[0]):
        return None
    if below := _BELOW.fullmatch(said[1]):
        return Credit(said[0], below["outlet"], lines[1].end())
    return None
