"""Sentences that say what something is: "a turbine, a kind of engine", "a way called stitching".

The forms are those by which definitions are found in texts since Hearst 1992, "Automatic
acquisition of hyponyms from large text corpora", and Joho and Sanderson 2000, "Retrieving
descriptive phrases from large amounts of free text": the copula, the apposition, "called".
"""

from __future__ import annotations

import re

from index.canonical import has_words
from search.wording import not_behind

_ARTICLE = re.compile(r"(?:an?|the) ", re.IGNORECASE)
_KIND = r"(?:an?|the|one of|any|another)"
_MANY = (
    rf"(?:{_KIND}|those|all|some|two|three|\w+(?: \w+)? (?:that|which|who|whose|of|for|with|used))"
)
_IS = (
    rf"(?:is|was|became|remains) "
    rf"(?:{_KIND}|what|when|where|how|(?!because)\w+ (?:that|which|of|for)) |"
    rf"(?:are|were) {_MANY} |"
    r"(?:is |are |was |were )?(?:means?|meant|refers? to|describes?|denotes?|stands? for|"
    r"defined as|short for|the (?:name|term|word) (?:of|for)) "
)
_OF_NONE = not_behind(("at", "by", "for", "from", "in", "on", "to", "with"), ("a", "an", "the"))
"""No word before a name with which something else is said: "money from the Fed was a gift"."""
_ON_ITS_OWN = (
    r"(?:(?!\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|do|does|did)\b)"
    r"[^,.;:?!()])+(?:\b(?:that|which|who|whose|where|when)\b|[,.;:?!()]|$)"
)
"""What goes on without a verb: "at the mill, the owner is asleep" does not say what the mill is."""
_CALLED = (
    r"(?:called|known as|termed|named|dubbed|nicknamed|referred to as|by the name of|defines?|"
    r"the (?:term|word|name))"
)


def defines(topic: str, sentence: str) -> bool:
    """Whether ``sentence`` says what ``topic`` is, by its form, in English.

    >>> defines("a tram", "A tram is a train that runs on streets.")
    True
    >>> defines("tram", "The tram is late."), defines("trams", "They are called trams here.")
    (False, True)
    """
    words = re.split(r"[\s_-]+", _ARTICLE.sub("", topic, count=1).strip("\"'“”‘’?!. "))
    if not any(map(has_words, words)):
        return False
    name = r"[\s_-]+".join(map(re.escape, words))
    said = rf"(?<!\w)(?:{name})(?:['’]?s)?[\"'”’*]?(?: ?\([^()]{{1,80}}\))?"
    forms = (
        rf"{_OF_NONE}{said},? (?:{_IS})",
        rf"{said}, {_KIND} {_ON_ITS_OWN}",
        rf"{said}, (?:which (?:is|are|was|were|means)|also known as|formerly|meaning|"
        r"short for|or|i\.e\.,?) ",
        rf"{said} ?(?:\(|[:–—] ?|- )(?:{_KIND}|short for|formerly|i\.e\.,?) ",
        rf"\b{_CALLED} (?:an? |the )?[\"'“‘*]?{said}(?!\w)",
    )
    return any(re.search(form, sentence, re.IGNORECASE) for form in forms)
