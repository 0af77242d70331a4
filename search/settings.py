"""What can be set for a search, in one place, with the ranges that are refused outside."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from index.errors import BadInput
from search.filters import NONE, Filters

Mode = Literal["hybrid", "dense", "sparse"]
Fusion = Literal["convex", "rrf"]
Sort = Literal["score", "date"]

LONGEST_QUESTION = 2_000
"""Characters. The embedding model reads about the first 1,200."""
MOST_HITS = 100
READ, READ_FAST = 10, 6
"""Passages that the trained reader and the picker read: as many as they were fitted with."""
DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How passages are ranked and when an answer is given."""

    mode: Mode = "hybrid"
    fusion: Fusion = "convex"
    dense_weight: float = 0.8
    """Share of the dense ranking in the convex combination."""
    depth: int = 100
    """Candidates from each ranking."""
    read: int | None = None
    """Passages that are read for an answer; None for as many as the reader was fitted with."""
    one_per_article: bool = False
    one_per_story: bool = False
    """Near-duplicate articles give one hit and one citation, which names the others; without it an
    answer cites every article that says its sentences."""
    sort: Sort = "score"
    """Order of the hits that were chosen: best first, or newest first and undated last."""
    rerank: bool = False
    """Order the first hits of a search by what the trained reader makes of them."""
    fast: bool = False
    """Leave the trained reader out: the sentence picker answers."""
    min_support: float | None = None
    """Threshold of support for an answer; None for the fitted one."""
    filters: Filters = NONE
    """Which articles may be used."""
    asked_on: str | None = None
    """The day on which the question is asked, an ISO date: news of the days before it counts more.
    None where only the words count."""

    def least(self, fitted: float) -> float:
        """Support that an answer needs: what was ``fitted``, unless a threshold is set."""
        return fitted if self.min_support is None else self.min_support

    def __post_init__(self) -> None:
        for name, allowed in (
            ("mode", get_args(Mode)), ("fusion", get_args(Fusion)), ("sort", get_args(Sort)),
        ):  # fmt: skip
            if getattr(self, name) not in allowed:
                raise BadInput(f"{name} {getattr(self, name)!r} is not one of {', '.join(allowed)}")
        for name in ("dense_weight", "min_support"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise BadInput(f"{name} {value} is not between 0 and 1")
        if self.asked_on is not None:
            checked_day(self.asked_on)
        for name, most in (("depth", DEEPEST), ("read", MOST_HITS)):
            value = getattr(self, name)
            if value is not None and not 1 <= value <= most:
                raise BadInput(f"{name} {value} is not between 1 and {most}")


def _flag(word: str) -> bool:
    if word not in ("true", "false"):
        raise ValueError(word)
    return word == "true"


def from_words(words: Sequence[str]) -> Settings:
    """Settings from words such as ``fusion=rrf``; what is not named keeps its default.

    Raises:
        BadInput: a name that is no setting, or a value that does not fit it.
    """
    kinds: dict[str, Callable[[str], object]] = {
        "mode": str, "fusion": str, "dense_weight": float, "depth": int, "read": int,
        "min_support": float, "fast": _flag, "rerank": _flag, "asked_on": str,
    }  # fmt: skip
    values: dict[str, object] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in kinds:
            raise BadInput(f"setting {word!r}: expected NAME=VALUE with one of {', '.join(kinds)}")
        try:
            values[name] = kinds[name](value)
        except ValueError as error:
            raise BadInput(f"setting {name}: {value!r} is not a value for it") from error
    return Settings(**values)  # type: ignore[arg-type]


def checked_question(question: str, name: str = "the question") -> str:
    """``question`` without white space around it; errors call it ``name``.

    Raises:
        BadInput: blank, without a letter or digit, too long, or not valid text.
    """
    text = " ".join(question.split())
    if not text:
        raise BadInput(f'{name} is blank: ask something, like "what gifts were exchanged?"')
    if len(text) > LONGEST_QUESTION:
        raise BadInput(
            f"{name} has {len(text):,} characters, at most {LONGEST_QUESTION:,} are read: "
            "shorten it"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadInput(f"{name} holds half a surrogate pair: it is not valid text") from error
    if not any(c.isalnum() for c in text):
        raise BadInput(f"{name} holds no letter and no digit")
    return text


def checked_day(text: str) -> datetime.date:
    """The day that ``text`` names.

    Raises:
        BadInput: it is not an ISO date of a day that the calendar has.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"asked_on {text[:40]!r} is not a day like 2024-06-20") from error


def checked_count(k: int) -> int:
    """``k`` if it is a number of hits that can be asked for.

    Raises:
        BadInput: it is not.
    """
    if not 1 <= k <= MOST_HITS:
        raise BadInput(f"k is {k}; it must be between 1 and {MOST_HITS}")
    return k
