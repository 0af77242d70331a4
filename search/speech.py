"""How English reports what somebody says, as regular expressions without regard to case
(search/speakers.py compiles them with a name, search/wording.py those that need none).
"""

from __future__ import annotations

from search.wording import not_behind

_TITLES = """
the a an mr mrs ms miss dr sir dame lord lady prof professor president prime minister senator sen
representative rep governor gov mayor judge justice chancellor king queen prince princess pope
general gen captain chief secretary us u.s british former
"""
TITLES = frozenset(_TITLES.split())
"""Words before a name that need not stand there."""

_REGULAR = """
add announce argue assert claim comment complain concede confirm contend declare describe explain
express insist maintain mention note observe predict promise propose report respond reveal state
stress suggest tweet urge vow warn praise criticise criticize welcome condemn reject agree
acknowledge accuse believe recommend emphasise emphasize estimate expect hope call point ask demand
defend dismiss pledge remark recall joke caution conclude attribute
"""
_IRREGULAR = r"""
say says said saying tell tells told telling write writes wrote written writing think thinks
thinking thought(?!\sto\b) deny denies denied denying reply replies replied replying testify
testifies testified testifying admit admits admitted admitting
"""


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("ss", "ch", "sh")) else f"{verb}s"
    return verb, third, f"{stem}ed", f"{stem}ing"


SAYS = "(?:{})".format(
    "|".join((*_IRREGULAR.split(), *(f for verb in _REGULAR.split() for f in _forms(verb))))
)
INVERTED = (
    r"(?:says?|said|add(?:s|ed)|repl(?:ies|ied)|explain(?:s|ed)|not(?:es|ed)|wr(?:ites|ote)|"
    r"tweeted|recall(?:s|ed)|warn(?:s|ed)|insist(?:s|ed)|argue[sd]|claim(?:s|ed)|joke[sd]|"
    r"announced|conclude[sd]|stresse[sd]|admit(?:s|ted))"
)
"""Verbs behind which the one who says it may stand: "it was closed, said Ann Lee"."""
DOES = r"(?:\w+ed|\w+s|said|wrote|told)\b"
"""What somebody may do beside a quotation."""
THEN = (
    r"(?:(?:has|had|have|also|later|then|again|once|already|simply|just|would|did|not|never|too|"
    r"earlier|\w+ly|(?:is|was|were|been) (?:also )?(?:quoted|cited|reported) as|on \w+day)\s+)"
    r"{0,3}"
)
"""What may stand before the verb."""
_CAPITAL = r"(?<![\w’'.-])(?-i:[A-Z])[\w’'.-]*"
ASIDE = (
    r"(?:\s*,[^,“”\"]{1,120},|\s*\([^()]{1,80}\)|"
    r"\s+(?:of|in|on|at|from|near)(?:\s[\w’'-]+){1,4}?)?"
)
"""What may stand behind a name."""
FOR_IT = (
    r"(?:spokes\w+|officials?|officers|representatives?|press secretary|ministers?|director|"
    r"researchers?|scientists?|leaders?)"
)
"""Who may speak for somebody."""
FOR = rf"(?:(?:['’]s)?\s+{FOR_IT}(?:\s+(?-i:[A-Z])[\w’'.-]+){{0,3}})?"
"""Those behind the name of that one."""
OF_NONE = not_behind(
    (
        *("for", "of", "in", "by", "with", "about", "to", "from", "on", "at", "against"),
        *("how", "if", "whether"),
    ),
    ("the",),
)
"""No word before a name that makes it a part of another, or what it says a question."""
BETWEEN = (
    r"(?!(?:that|he|she|they|it|we|is|are|was|were|has|had|will|would|after|before|as|when|while|"
    r"who|if|in|on|at|about|to|and|but)\b)[^\W\d][\w’'.-]*"
)
"""A word between the verb and a name: of what that one is."""
ENDS = r"[,”\"’'?!…—–-]"
"""The end of what is said."""
QUOTED = r"[,?!…—–-]['’]?[”\"]"
"""The end of a quotation that its sentence goes on after."""

_HE = r"(?:he|she|they)"
_NAMED = rf"{_CAPITAL}(?<![Hh]e)(?<!They){ASIDE}\s+{THEN}"
HE_SAYS = rf"\b{_HE}\s+{THEN}{SAYS}\b|{ENDS}\s*{SAYS}\s+{_HE}\b|according to (?:him|her|them)\b"
SOMEBODY_SAYS = (
    rf"{_NAMED}{SAYS}\b|{ENDS}\s*{INVERTED}\s+(?!{_HE}\b)\w|{QUOTED}\s*{_NAMED}{DOES}|"
    r"according to (?!him\b|her\b|them\b)"
)
FULL_NAME = r"\W*(?:(?-i:[A-Z])[\w’'.-]+\s+){1,3}(?-i:[A-Z])[\w’'.-]+"
