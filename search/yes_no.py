"""Questions for a yes or a no, as "did the bridge close?" and "is it true that it did?" are.

The reader was trained on questions for a name, a time or a reason. A sentence that says just what
is asked is the best answer to a question for a yes or a no, and a poor one to those. Or it says
something else, from which the answer follows, as where nobody was hurt. So how its signals are
weighed is fitted on such questions by themselves, in the words of the articles and in people's
(bench/fit_yes_no.py), and what means nearly the same is told by a cosine too
(docs/decisions/0052-yes-or-no-in-other-words.md). A statement, "is it true that it closed?", has
more of the words of the article, and a fit of its own. Told by their form, in English.
"""

from __future__ import annotations

import re

FILE = "yes_no.json"
"""The fitted calibration, of the reader's features; the threshold is the reader's."""
STATED = "stated.json"
"""The same for what is asked by stating it."""
_STATED = re.compile(r"\W*is it (?:true|right|correct) that\b", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:(?:so|and|but|well|please|ok|okay|hi|hello)\b[\s,]*)*"
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might)"
    r"(?:n[’']?t)?|(?:tell me |say )?(?:if|whether))\s+\S",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:can|could|will|would) (?:you|we|i)(?: (?:please|maybe|also))* (?:"
    r"tell|show|give|list|explain|summari[sz]e|sum up|describe|hear|help|name|define|compare|recap|"
    r"outline|introduce|brief|inform|talk|answer|quote|cite|\w+ (?:me|us)|"
    r"\w+ .*\b(?:articles?|stor(?:y|ies)|news|reports|info|information|details|updates))\b|"
    r"(?:do|does) (?:you|any|the|these) .*\babout\b|"
    r"(?:is|are) there (?:any )?(?:news|articles?|stor(?:y|ies)|updates?)\b",
    re.IGNORECASE,
)


def asks_if_true(question: str) -> bool:
    """Whether ``question`` states what it asks, as search/claims.py writes statements.

    >>> asks_if_true("Is it true that it closed?"), asks_if_true("Did it close?")
    (True, False)
    """
    return _STATED.match(question) is not None


def asks_yes_or_no(question: str) -> bool:
    """Whether ``question`` can be answered with yes or no.

    >>> asks_yes_or_no("Did the Fed raise rates?"), asks_yes_or_no("What did the Fed do?")
    (True, False)
    >>> asks_yes_or_no("Can you tell me about the flood?"), asks_yes_or_no("Can you swim there?")
    (False, True)
    """
    asked = question.strip()
    return bool(_ASKED.match(asked)) and not _REQUEST.match(asked)
