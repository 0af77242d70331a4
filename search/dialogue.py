"""Texts in which people talk in turn, and who of them a question is about. Told by their form:
"THE CHAIR: Good evening.", "Q: Were you there? A: No.", and interviews whose questions are
paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.records import Article
from index.stopwords import ENGLISH
from search.retold import of_oneself
from search.speech import TITLES
from search.wording import compiled, not_whose, words_of

FEWEST = 4
"""Turns of a dialogue."""
MOST_LINES = 6
"""Of a turn, on the average."""
FEWEST_QUESTIONS = 3
"""Paragraphs of an interview that are questions and nothing else."""
LEAST_OF_ONESELF = 0.25
"""Share of the turns of a dialogue, and of the answers of an interview, with an "I" in them."""
LONGEST_QUESTION = 300
"""Characters of one."""
MOST_WORDS = 7
"""Of who talks."""
MOST_SMALL = 1
"""Of them without a capital letter, as in "Our doctor" and "Anna de Vries"."""
BEFORE = 6_000
"""Characters before a passage in which its turn may begin."""
BEHIND = 2_000
"""Characters behind that tell whether it stands in a dialogue."""
LEAD = 1_200
"""Characters of an article that say who is asked in an interview."""
_WHEN = r"(?:[\[(]?\d{1,2}(?::\d\d){1,2}[\])]?\s*[–—-]?\s*)?"
_TURN = (
    rf"(?m)^[ \t]*{_WHEN}(?P<who>(?-i:[A-Z])[^\n:!?“”\"]{{0,59}}?)"
    r"(?:\s*[\[(]\d[\d:]*[\])])?:(?=\s)\s*"
)
_NOBODY = (
    r"(?:more|related|read|see|also|watch|listen|note|source|update|photos?|video|image|credit|"
    r"file|fact|opinion|live|breaking|part|step|chapter|section|example|warning|tip|http|"
    r"(?:editor|author|reporter)['’]s note)\b"
)
"""How a line begins that a newspaper sets before a link, and other lines in which nobody talks."""
_PARAGRAPH = re.compile(r"[^\n]+")
_ASKS = re.compile(r"(?:[^?]*\?[”\"]?\s*)+")
_WORD = r"[^\W_](?:[\w’'-]*[^\W_])?"
_YOU = r"\byour?\b"
_NAME = re.compile(
    r"(?<!\bin )(?<!\bon )(?<!\bat )(?<!\bfrom )(?<!\bin the )(?<!\bon the )(?<!\bof the )"
    r"\b[A-Z][\w’'-]+\.?(?: (?:[A-Z]\.? ?)?[A-Z][\w’'-]+){1,3}"
)
_ASKED, _ASKER = "A", "Q"
_QUESTIONS = words_of("q question")
_ANSWERS = words_of("a answer")
_OFFICES = words_of(
    "the a an our your mr mrs ms miss dr prof professor sir dame lord lady cllr councillor council "
    "captain reader readers town for of and"
)
"""Words of who talks by which nobody is told apart from others."""


@dataclass(frozen=True, slots=True)
class Turn:
    """[start, end) of what ``who`` says."""

    start: int
    end: int
    who: str

    def meets(self, start: int, end: int) -> bool:
        """Whether a part of [start, end) is said in it."""
        return start < self.end and self.start < end

    @property
    def asks(self) -> bool:
        """Whether it is one of the questions of an interview."""
        return self.who.casefold() in _QUESTIONS

    @property
    def answers(self) -> bool:
        """Whether it is one of the answers of an interview, which does not say whose it is."""
        return self.who.casefold() in _ANSWERS


def turns(text: str, low: int = 0, high: int | None = None) -> list[Turn]:
    r"""The turns of a dialogue that begin in ``text[low:high]``; none where it is none.

    >>> said = "Lee: Come in.\nBo: I can't.\nLee: Why?\nBo: It is late."
    >>> [(turn.who, said[turn.start : turn.end]) for turn in turns(said)][:2]
    [('Lee', 'Come in.\n'), ('Bo', "I can't.\n")]
    """
    end = len(text) if high is None else high
    found = [each for each in compiled(_TURN).finditer(text, low, end) if _may_talk(each["who"])]
    names = [each["who"] for each in found]
    several = len(found) >= FEWEST and 1 < len(set(names)) < len(names)
    if several and _lines(text, found[0].start(), found[-1].start()) <= MOST_LINES * len(found):
        stops = [*(each.start() for each in found[1:]), end]
        made = [Turn(e.end(), stop, e["who"]) for e, stop in zip(found, stops, strict=True)]
        # "Details: 8 p.m." below every concert is said by nobody.
        if _share_of_oneself(text, made) >= LEAST_OF_ONESELF:
            return made
    return _interview(text, low, end)


def _may_talk(who: str) -> bool:
    """Whether that may be the name or the office of somebody, and no heading."""
    words = who.split()
    small = sum(word.isalpha() and word.islower() for word in words)
    return (
        len(words) <= MOST_WORDS
        and not any(c.isdigit() for c in who)
        and small <= MOST_SMALL
        and not compiled(_NOBODY).match(who)
    )


def _lines(text: str, low: int, high: int) -> int:
    return sum(1 for _ in _PARAGRAPH.finditer(text, low, high))


def speaker(text: str, start: int, end: int) -> str | None:
    """Who says "I" in ``text[start:end]``, where that stands in a dialogue and does not itself name
    who speaks.
    """
    if not of_oneself(text[start:end]):
        return None
    turn = next((each for each in around(text, start, end) if start < each.end), None)
    said = turn is not None and turn.start <= start and not (turn.asks or turn.answers)
    return turn.who if turn and said else None


def _interview(text: str, low: int, high: int) -> list[Turn]:
    """The turns of one whose questions are paragraphs."""
    made: list[Turn] = []
    for each in _PARAGRAPH.finditer(text, low, high):
        asks = len(each[0]) <= LONGEST_QUESTION and _ASKS.fullmatch(each[0]) is not None
        if asks or made:
            made.append(Turn(*each.span(), _ASKER if asks else _ASKED))
    asked = [turn for turn in made if turn.asks]
    told = [turn for turn in made if not turn.asks]
    to_you = sum(compiled(_YOU).search(text, turn.start, turn.end) is not None for turn in asked)
    if len(asked) < FEWEST_QUESTIONS or 2 * to_you < len(asked):
        return []
    if len(told) > MOST_LINES * len(asked):
        return []
    # A newspaper that explains something asks and answers so too, but says "I" of nobody.
    return made if _share_of_oneself(text, told, alone=True) >= LEAST_OF_ONESELF else []


def _share_of_oneself(text: str, found: list[Turn], *, alone: bool = False) -> float:
    own = sum(of_oneself(text[turn.start : turn.end], alone=alone) for turn in found)
    return own / max(1, len(found))


def around(text: str, start: int, end: int) -> list[Turn]:
    """The turns of the dialogue in which ``text[start:end]`` stands, as far as it is near; none
    where it stands in none.
    """
    return turns(text, max(0, start - BEFORE), min(len(text), end + BEHIND))


def named(question: str, article: Article, found: list[Turn]) -> dict[str, str]:
    """Those of the ``found`` turns' speakers whom ``question`` names and who speak of themselves,
    each with the words that it names them with. Who answers in an interview is named in its title
    or its first lines.
    """
    text = article.text
    # "MORE:" before a link is nobody.
    of_themselves = (turn.who for turn in found if of_oneself(text[turn.start : turn.end]))
    speakers = dict.fromkeys(of_themselves)
    own = {who: own_words(who) for who in speakers}
    asked = _words(question)
    made = {}
    for who, words in own.items():
        # "Owen" is "Owen Tarrant", as he is called where he first speaks.
        fuller = (other for other in own.values() if words and words <= other)
        if held := set().union(words, *fuller) & asked:
            made[who] = _called(question, held)
    if made:
        return made
    answers = next((turn.who for turn in found if turn.answers), None)
    if answers not in speakers:
        return {}
    held = _asked_one(f"{article.title}. {text[: min(LEAD, found[0].start)]}") & asked
    return {answers: _called(question, held)} if held else {}


def _asked_one(begins: str) -> set[str]:
    """The words of the name of who is asked in an interview that ``begins`` so: the one that is
    named most often, the first of several.
    """
    names = [own_words(name) - set(ENGLISH) for name in _NAME.findall(begins)]
    words = re.findall(_WORD, begins.casefold())
    often = [max((words.count(word) for word in name), default=0) for name in names]
    return names[often.index(max(often))] if names else set()


def own_words(name: str) -> set[str]:
    """Those of ``name`` by which it is told apart from others.

    >>> own_words("Councillor Reyes"), own_words("the engineer")
    ({'reyes'}, {'engineer'})
    """
    return _words(name) - _OFFICES


def _words(text: str) -> set[str]:
    found = compiled(_WORD).findall(text)
    return {not_whose(word).casefold() for word in found}


def _called(question: str, held: set[str]) -> str:
    """The words of ``question`` that are a name of which these are ``held``, with a title before
    it.
    """
    words = list(compiled(_WORD).finditer(question))
    numbers = [n for n, word in enumerate(words) if _words(word[0]) & held]
    first = last = numbers[0]
    while last + 1 in numbers:
        last += 1
    before = words[first - 1][0] if first else ""
    if before.casefold() in TITLES | _OFFICES:
        first -= 1
    return not_whose(" ".join(word[0] for word in words[first : last + 1]))
