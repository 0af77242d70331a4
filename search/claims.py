"""Statements: what is typed to see whether the articles say so, "the bridge was closed in May".

What answers one is what answers the question whether it is true, and the reader, which was trained
on questions, does not know what to make of a statement. So it is read as that question
(search/yes_no.py). Told by its form, in English: a verb that says something of what stands before
it. Verbs that may be nouns as well, or belong to the noun before them ("people injured in Dorn"),
count where their object follows, or where the statement ends with a full stop.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence

from search.phrases import ASKING, WH
from search.wording import compiled, words_of
from search.yes_no import asks_yes_or_no

FEWEST = 3
"""Words of a statement."""
_AUX = words_of(
    "is are was were has have had will would can could may might must should does did cannot "
    "isn aren wasn weren hasn haven hadn won wouldn couldn doesn didn shouldn mustn"
)
_PAST = words_of(
    "arose ate awoke became began blew broke came chose drank drew drove fell flew forbade "
    "forgot froze gave grew knew overthrew overtook ran rang sang sank shook shrank sprang "
    "stole swam swore tore threw took undertook underwent went withdrew woke wore wrote"
)
_MAYBE_PAST = words_of(
    "beat bent bet bit bled bought bound bred brought built burnt caught clung cost crept cut "
    "dealt dug fed felt fled fought found got heard held hid hit hung hurt kept laid led left "
    "lent lost made meant met paid put quit read rose said sat saw sent set shone shot shut "
    "slept slid sold spent split spoke spread stood struck stuck swept swung taught thought "
    "told understood upheld withstood won wound"
)
_BEFORE_NOUNS = words_of(
    "the a an this these those his her its their our my your every some any no in on at by to "
    "of for from with without under over about into after before during through between since "
    "until and or"
)
"""What stands before "will", "may" or "cut" where it is no verb."""
_OBJECT = words_of(
    "the a an this that these those his her its their our my your him them it us all both "
    "each every some any no one two three four five six seven eight nine ten"
)
_DAYS = {name.lower() for name in (*calendar.day_name, *calendar.month_name)}
_NOT_FIRST = ASKING | words_of(
    "that i we you my our please let lets tell give show find list name explain describe "
    "summarise summarize compare say write if whether because thanks thank ok okay yes no"
)
_NOT_LAST = ASKING | _BEFORE_NOUNS | {"as", "is", "are", "was", "were", "than", "called", "titled"}
"""Of a statement with a gap: "the plant was sold to"."""
_HEADS = words_of(
    "reason reasons day days date dates time times year years way ways place places name "
    "names number amount cost moment"
)
"""Of which a clause tells without "that": "the day the bridge was closed"."""
_HE = words_of("he she it they")
_SMALL = _OBJECT | _HE | {"there", "in", "on", "at", "after", "before", "during"}
_TRUE = (
    r"(?:(?:true or false|(?:is (?:this|it|that) )?true(?: or not)?|fact[ -]?check|claim|verify)"
    r"\s*[:?–—-]\s*(?=\w+\W+\w+\W+\w)|"
    r"(?:(?:any|the|some) )?(?:evidence|proof) that (?=\w+\W+\w)(?!.*\?))"
)
"""What is written before a statement that is to be checked."""
_BEHIND = (
    r"\W*[,.;:(–—-]\s*\(?(?:true or (?:false|not)|yes or no|right or wrong|true|right|correct|"
    r"is (?:that|this|it) (?:true|right|correct|so)(?: or (?:not|false))?|"
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)(?:n[’']?t)? "
    r"(?:it|he|she|they|there|that)(?: not)?(?: so| true| right| correct)?)\)?\W*$"
)
"""What is written behind a statement that is to be checked."""
_WORD = r"[^\W_]+(?:['’-][^\W_]+)*,?"
_NO_STATEMENT = (
    r"\?.|[.!] +\W*(?-i:[A-Z])|(?::|\.\.|…|_)\W*$|\bhow (?:many|much|old|far|long)\b|"
    r"\b(?:in|into|at|of|for|by|from|to|on|with|under|against|about) (?:what|which|whom)\b|"
    r"\b(?:what|when|where|why) (?:is|are|was|were|did|does|do|would|will|can)\b"
)
"""Of a question, of several statements, or of one with a gap."""
_ASKED_IN_IT = (
    rf"\b(?:{WH})\b|"
    r", (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should) \w"
)
"""Of what has a mark and is a question: "in 1972, did Norway join?"."""
_YEAR = r"1\d\d\d|20\d\d"


def claims(text: str) -> bool:
    """Whether ``text`` states something that may be so or not.

    >>> claims("The Kestrel Bridge was closed in May"), claims("Dorn closed the bridge")
    (True, True)
    >>> claims("Kestrel Bridge closed in May"), claims("countries that have joined NATO")
    (False, False)
    >>> claims("Kestrel Bridge closed in May."), claims("True or false: Dorn has a bridge")
    (True, True)
    >>> claims("Dorn closed the bridge?"), claims("Dorn closed what?")
    (True, False)
    >>> claims("Dorn closed the bridge, true or false?"), claims("Who closed the bridge, right?")
    (True, False)
    >>> claims("evidence that the bridge is safe"), claims("evidence of a leak")
    (True, False)
    """
    said = " ".join(text.split())
    if compiled(_TRUE).match(said):
        return True
    said, checked = compiled(_BEHIND).subn("", said)
    words = compiled(_WORD).findall(said)
    if len(words) < FEWEST or said.isupper() or compiled(_NO_STATEMENT).search(said):
        return False
    low = [compiled(r"['’].*(?<!,)").sub("", word.lower()) for word in words]
    if low[0] in _NOT_FIRST or low[-1] in _NOT_LAST or asks_yes_or_no(said):
        return False
    if said.endswith("?") or checked:
        asks, ended = compiled(_ASKED_IN_IT).search(said) is not None, True
    else:
        head = low[1] if low[0] in ("the", "a", "an") else low[0]
        ended = said.endswith(".")
        asks = head in _HEADS and not ended
    return not asks and (
        checked > 0 or any(_says(low, words, at, ended) for at in range(1, len(low)))
    )


def as_question(text: str) -> str:
    """The question whether what ``text`` states is true.

    >>> as_question("The bridge was closed in May.")
    'Is it true that the bridge was closed in May?'
    """
    said = compiled(_TRUE).sub("", " ".join(text.split()))
    said = compiled(_BEHIND).sub("", said).rstrip(".!? ")
    first, *_ = said.split(" ", 1)
    if first.lower() in _SMALL:
        said = said[0].lower() + said[1:]
    return f"Is it true that {said}?"


def _says(low: Sequence[str], words: Sequence[str], at: int, ended: bool) -> bool:
    """Whether the word ``at`` is a verb of which those before it are the subject."""
    word, before = low[at], low[at - 1]
    if before in _BEFORE_NOUNS or before in ASKING or before == "that":
        return False
    if before in _HE and at > 1 and low[0] not in _BEFORE_NOUNS and not ended:
        return False  # "reforms he would make"
    behind, after = words[at + 1 : at + 2], low[at + 1 : at + 2]
    named = bool(behind) and (behind[0][0].isupper() or behind[0][0].isdigit())
    month = words[at] == "May" or (word == "may" and bool(after) and after[0][0].isdigit())
    if word in _PAST or (word in _AUX and not month):
        return True
    if _AUX & set(low[max(at - 2, 0) : at]):
        return False  # "countries that have joined NATO"
    followed = bool(set(after) & _OBJECT) or (
        named and after[0] not in _DAYS and not compiled(_YEAR).fullmatch(after[0])
    )
    if word in _MAYBE_PAST or (word.endswith("ed") and len(word) > 3):
        return followed or (ended and after[:1] not in (["by"], ["of"]))
    present = len(word) > 3 and word.endswith("s") and word[-2] not in "aisu"
    follows = followed and (ended or after != ["this"])  # "wickets this season"
    return present and (follows or (ended and bool(after) and after[0] not in _BEFORE_NOUNS))
