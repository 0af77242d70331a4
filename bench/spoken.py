"""Questions for what somebody said of something, made of the archives of bench/topics.py.

Speakers are those whom search/speakers.py finds in an article. Of each they are asked for the topic
of the article, and for a thing that one of their sentences names; and for what is near and not
there: a topic that no article is about, a thing that the article names and they do not, and what
another article is about.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.cached import CachedEmbedder
from bench.topics import archives, groups
from search.engine import Archive
from search.pick import is_question, saying
from search.speakers import Speaker, said_by
from training.written import Article, articles

SEED = 5
SPEAKERS = 2
"""Of one article, at most."""
_NAME = re.compile(r"(?<![\w.“\"] )(?<!^)\b([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)")
_THING = re.compile(
    r"\b((?:the|its|their|an?) (?:[a-z]+ )?[a-z]{4,})(?= (?:of|in|on|was|is|were|are|had|has|would|"
    r"will|could|at|for|to|and)\b|[,.])"
)
_NO_THING = re.compile(r"\b(?:\w+ing|year|week|month|time|\w+ly|first|last|same|other|more|most)$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """``speaker`` is asked for what they said of ``topic``. ``right``: the sentences that tell it,
    none where nothing does. ``kind``: how the question was made.
    """

    speaker: str
    topic: str
    kind: str
    right: frozenset[str]


def spoken(
    group: str, work: Path, embedder: CachedEmbedder
) -> Iterator[tuple[Archive, list[Spoken]]]:
    """Archives of ``group``, and what is asked of each."""
    everything = {a.title: a for a in (*articles(kept=True), *articles(kept=False))}
    topics = {row["title"]: row for row in groups()[group]}
    luck = random.Random(SEED)
    for _, archive, asked in archives(group, work, embedder):
        titles = [each.title for each in asked if each.kind == "topic" and each.held]
        made = [
            one
            for title in titles
            for one in _of(
                everything[title],
                topics[title],
                [topics[t]["topic"] for t in titles if t != title],
                luck,
            )
        ]
        yield archive, made


def _of(
    article: Article, own: dict[str, str], others: Sequence[str], luck: random.Random
) -> Iterator[Spoken]:
    spans = saying(article.text)
    sentences = [article.text[a:b] for a, b in spans]
    for name in _speakers(article, sentences):
        speaker = Speaker.named(name)
        by = said_by(speaker, sentences) if speaker else []
        said = [
            s for s, n in zip(sentences, by, strict=True) if n is not None and not is_question(s)
        ]
        others_said = [s for s, n in zip(sentences, by, strict=True) if n is None]
        whole = frozenset(said)
        if not said:
            continue
        yield Spoken(name, own["topic"], "topic", whole)
        yield Spoken(name, own["miss"], "miss", frozenset())
        if others:
            yield Spoken(name, luck.choice(others), "another article's", frozenset())
        things = _things(said)
        if things:
            thing = luck.choice(things)
            yield Spoken(name, thing, "thing", frozenset(s for s in said if _last(thing) in s))
        heard = " ".join(said).casefold()
        missing = [t for t in _things(others_said) if _last(t)[:5].casefold() not in heard]
        if missing:
            yield Spoken(name, luck.choice(missing), "thing not said", frozenset())


def _speakers(article: Article, sentences: Sequence[str]) -> list[str]:
    names = dict.fromkeys(_NAME.findall(article.text))
    named = ((name, Speaker.named(name)) for name in names)
    found = (name for name, who in named if who and any(map(who.says, sentences)))
    return list(islice(found, SPEAKERS))


def _things(sentences: Sequence[str]) -> list[str]:
    found = (thing for words in sentences for thing in _THING.findall(words))
    return list(dict.fromkeys(t for t in found if not _NO_THING.search(t)))


def _last(thing: str) -> str:
    return thing.rsplit(maxsplit=1)[-1]
