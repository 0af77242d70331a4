"""What is said beside a question and is no part of it: "I need this for school.", "Thanks!". Told
by its form, in English.

Such words belong to no article, and a sentence that answers the question seems to answer less of it
with them. What may say what the question is about is left: names, numbers, "about …".
"""

from __future__ import annotations

import re

from index.split import sentence_spans
from search.phrases import WH
from search.wording import compiled

MOST_WORDS, MOST_OF_ORDERS = 10, 30
"""Of what somebody says of themselves, and of how they want the answer."""
_WH = rf"(?:{WH}|if|whether)"
_GREETING = (
    r"(?:(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)|thanks?|thank you|cheers|"
    r"sorry|excuse me|ok|okay|great|many thanks)\b(?:\W+(?:there|all|everyone|everybody|team|again|"
    r"so|very|much|in advance|a lot|for your (?:help|time)|to bother you|you|and)\b)*\W*)+"
)
_ANSWER = (
    r"(?:answer|reply|respond|explain)(?: (?:it|this|me|(?:this|the|my) question))?"
    r"(?: (?:briefly|shortly|simply|concisely|precisely|please|(?:in|with|as|only) \w.*))?"
)
_USE = (
    r"(?:only )?(?:use|cite|quote|give|name|include|list) (?:only |all )?(?:the |your )?"
    r"(?:articles|sources?|documents|citations|references|quotes)(?: .*)?"
)
_HOW = (
    rf"(?:please )?(?:{_ANSWER}|{_USE}|be (?:brief|concise|precise|short|specific|honest|quick)"
    r"(?:\W.*)?|keep (?:it|your answer|the answer) .*|"
    r"(?:do not|don['’]t) (?:make .* up|guess|invent|lie|hallucinate)\b.*|"
    r"if you (?:do not|don['’]t|can['’]t|cannot) .*|help(?: me)?(?: please)?|"
    r"think step by step|take a deep breath)"
)
_ROLE = r"you(?:['’]re| are) (?:an?|my|the) (?!.*\b(?:about|regarding)\b).*"
_OF_ME = (
    rf"(?:{_GREETING})?"
    r"(?:(?:i|we)(?:['’](?:m|re|ve|d|ll))?|my|our|"
    r"(?:this|it|that)(?:['’]s| is) (?:for|just|only|very|really|urgent|important|my|our)) "
    rf"(?!.*\b(?:the|about|on|regarding|(?:know|learn|understand|find|tell)\W+\w|{_WH}|than)\b).*"
)
_ANNOUNCED = (
    r"^\W*(?:(?:a|one|just a|my|another) )?(?:quick |simple |short )?question ?[:,–-]\s+(?=\S)"
)
_TO_US = (
    rf"(?:{_GREETING})?(?:help(?: me)?|(?:who|what) are you|what (?:can|do) (?:you|i) (?:do|ask)"
    r"(?: (?:you|here|with (?:this|you)))?|how (?:do|can|should) i use (?:this|you)|"
    r"how do you work|are you (?:sure|certain)(?: (?:about|of) (?:that|this|it))?|(?:oh )?really|"
    r"seriously|is (?:that|this|it) (?:true|right|correct|so)|how are you(?: (?:doing|today))*)"
)
_NAMES = re.compile(r"(?<=\s)(?!I\b)[A-Z]|\d")
_POINTS_BACK = (
    r"\b(?:he|him|his|she|her|they|them|their|it|its|this|that|these|those|there|one|so)\b"
)


def without_asides(question: str) -> str:
    """``question`` without what is said beside it; as it is where nothing else is left, or where
    that may be what "it" is.

    >>> without_asides("I need this for school. When was the bridge closed? Thanks!")
    'When was the bridge closed?'
    >>> without_asides("My neighbour resigned. Why did she do it?")
    'My neighbour resigned. Why did she do it?'
    """
    question = compiled(_ANNOUNCED).sub("", question, count=1)
    sentences = [question[a:b] for a, b in sentence_spans(question)]
    if len(sentences) < 2:
        return question
    asides = [sentence for sentence in sentences if _is_aside(_bare(sentence))]
    if not asides or len(asides) == len(sentences):
        return question
    asked = " ".join(sentence for sentence in sentences if sentence not in asides)
    told = any(_is(_OF_ME, _bare(aside)) for aside in asides)
    return question if told and compiled(_POINTS_BACK).search(asked) else asked


def nothing_asked(question: str) -> bool:
    """Whether ``question`` greets, thanks or asks what to ask, and asks nothing of the articles.

    >>> nothing_asked("Hello!"), nothing_asked("Hello, who won?")
    (True, False)
    """
    said = question.strip(" .!?:")
    return _is(_GREETING, said) or _is(_TO_US, said)


def _bare(sentence: str) -> str:
    return sentence.strip(" .!:")


def _is_aside(said: str) -> bool:
    if "?" in said or _NAMES.search(said):
        return False
    words = len(said.split())
    return (words <= MOST_WORDS and (_is(_GREETING, said) or _is(_OF_ME, said))) or (
        words <= MOST_OF_ORDERS and (_is(_HOW, said) or _is(_ROLE, said))
    )


def _is(form: str, said: str) -> bool:
    return compiled(form).fullmatch(said) is not None
