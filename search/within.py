"""The articles that alone a question is asked of, where it names them: those of a newspaper, or
the one that it is told in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.facets import Mask
from index.records import Article
from search.archive import Archive
from search.filters import Filters
from search.finder import Finder
from search.followed import followed
from search.headlines import is_headline
from search.results import Answer, Hit
from search.scoped import Scoped, address, addresses, of_all, quoted, scoped, scoped_at
from search.settings import Settings
from search.snapshot import Snapshot
from search.topics import attributed, sources

NEAR = 0.9
"""Share of the best article's score at which another may be meant as well (bench/scoped.py)."""
MOST = 10
MOST_WORDS = 12
"""Of a title, as of a topic."""


@dataclass(frozen=True, slots=True)
class Within:
    """What is asked, of which rows, and with which settings. ``sure``: its title or its address
    tells the article, so that others are not asked.
    """

    text: str
    settings: Settings
    rows: Mask | None
    titles: tuple[str, ...]
    sure: bool = False
    told: int | None = None
    """Sentences of its beginning that are asked for, where nothing else is."""

    def noted(self, answer: Answer) -> Answer:
        """``answer`` with which articles were asked for it, where the question named them."""
        if self.told and not self.titles:
            return answer
        first, *others = self.titles or (None,)
        of = f"“{first}”" if first else f"articles of {self.settings.filters}"
        of += f" and {len(others)} more" if others else ""
        reason = f"{answer.reason}; " if answer.reason else ""
        return replace(answer, reason=f"{reason}asked of {of} alone")


def within(
    archive: Archive, snapshot: Snapshot, question: str, settings: Settings
) -> Within | None:
    """What ``question`` asks of the articles that it names; None where it names none, or none of
    these.

    Raises:
        Superseded: two generations were published since ``snapshot`` was opened.
    """
    if settings.filters.article and (sentences := of_all(question)):
        return Within(question, settings, None, (), sure=True, told=sentences)
    if found := _pointed_at(Finder(archive, snapshot), question, settings):
        return _named(snapshot, question, *found, settings)
    asked = scoped(question)
    return _described(archive, snapshot, asked, settings) if asked else None


def _pointed_at(
    finder: Finder, question: str, settings: Settings
) -> tuple[re.Match[str], list[Article]] | None:
    """Where ``question`` has the address of articles, or their headline and asks nothing more."""
    if at := address(question):
        return at, [each for url in addresses(question) for each in finder.of_address(url)]
    at = quoted(question)
    if at is None or at[0] == question.strip("?!. ") or not of_all(question, at):
        return None
    hits = _nearest(finder, at["title"], settings)
    articles = [hit.article for hit in hits if _is_title(at["title"], hit.article.title)]
    return (at, articles) if articles else None


def _described(
    archive: Archive, snapshot: Snapshot, asked: Scoped, settings: Settings
) -> Within | None:
    """What is ``asked`` of the articles that are called so."""
    topic = asked.topic
    if asked.by:
        narrowed = None if settings.filters.source else _of(archive, snapshot, asked.by, settings)
        topic = topic if narrowed else topic or asked.by
        settings = narrowed or settings
    if not topic:
        return Within(asked.text, settings, None, ())
    hits = _nearest(Finder(archive, snapshot), topic, settings)
    own = [hit for hit in hits if _is_title(topic, hit.article.title)]
    near = (hit for hit in hits if hit.score >= NEAR * hits[0].score)
    about = [] if asked.alone else [h for h in near if _holds(snapshot, topic, h.article)]
    articles = [hit.article for hit in own or about]
    if not articles:
        return None
    rows = snapshot.rows.of([article.revision for article in articles])
    # "How common is it?", of the article about long covid, asks of that.
    text = next(iter(followed(asked.text, f"tell me about {topic}", None)), asked.text)
    told = of_all(asked.text) if own else None
    return Within(text, settings, rows, _titles(articles), bool(own), told)


def _nearest(finder: Finder, words: str, settings: Settings) -> list[Hit]:
    """The best passage of each of the articles that are most about ``words``."""
    return finder.hits(words, MOST, replace(settings, one_per_article=True))


def _named(
    snapshot: Snapshot,
    question: str,
    at: re.Match[str],
    articles: Sequence[Article],
    settings: Settings,
) -> Within | None:
    """``question``, which names ``articles`` ``at`` a place in it."""
    rows = snapshot.rows.of([article.revision for article in articles])
    if not rows.any():
        return None
    title = " ".join(re.sub(r"[\"“”]", "", articles[0].title).split()[:MOST_WORDS])
    if found := scoped_at(question, at, title):
        text, told = found.text, of_all(found.text)
    else:
        text = f"{question[: at.start()]}the article about {title}{question[at.end() :]}"
        told = of_all(question, at)
    return Within(text, settings, rows, _titles(articles), sure=True, told=told)


def _is_title(words: str, title: str) -> bool:
    return words.casefold() == title.casefold() or is_headline(words, title)


def _titles(articles: Sequence[Article]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(article.title for article in articles))


def _holds(snapshot: Snapshot, topic: str, article: Article) -> bool:
    """Whether ``article`` has half of the words of ``topic``, in any form."""
    terms = snapshot.terms
    asked = [found for word in re.findall(r"\w+", topic) if (found := terms.asked(word))]
    said = set(terms.analyzer.terms(f"{article.title}\n{article.text}"))
    return 2 * sum(not said.isdisjoint(each) for each in asked) >= max(1, len(asked))


def of_source(
    archive: Archive, snapshot: Snapshot, question: str, settings: Settings
) -> tuple[str, Settings]:
    """``question`` and ``settings``, of the articles of one source alone where it asks for what
    that says.

    Raises:
        Superseded: two generations were published since ``snapshot`` was opened.
    """
    found = attributed(question)
    if found is None or settings.filters.source:
        return question, settings
    narrowed = _of(archive, snapshot, found[0], settings)
    return (found[1], narrowed) if narrowed else (question, settings)


def _of(archive: Archive, snapshot: Snapshot, name: str, settings: Settings) -> Settings | None:
    """``settings`` for the articles of the source ``name``, None where there are none."""
    names = sources(name, archive.facets(snapshot).values)
    tried = [replace(settings.filters, source=each) for each in names]
    filters = first_with_articles(archive, snapshot, tried)
    return replace(settings, filters=filters) if filters else None


def first_with_articles(
    archive: Archive, snapshot: Snapshot, tried: Sequence[Filters]
) -> Filters | None:
    """The first of ``tried`` that an article fits."""
    for filters in tried:
        rows = archive.narrowed(snapshot, filters).rows
        if rows is None or rows.any():
            return filters
    return None
