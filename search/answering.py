"""Answering a question from the passages of one generation."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from index.embed import Vectors
from index.facets import Mask
from search.answer import compose
from search.archive import Archive
from search.at_time import AtTime
from search.choices import choice, choosing
from search.compound import Asked
from search.either import either
from search.finder import Finder
from search.framed import thing_wanted, without_texts
from search.headlines import is_headline, may_be_headline
from search.join import best_of, joined
from search.listing import MOST_NAMED, MOST_SHOWN, listed, named, of_days
from search.overview import (
    BY_DAY,
    MOST_OF_ONE,
    MOST_SENTENCES,
    READ_NEWS,
    calibration,
    none_of,
    opened,
    openings,
    overview,
    with_count,
)
from search.overview import READ as READ_OVERVIEW
from search.own_words import OwnWords
from search.periods import and_after, in_words
from search.pick import SentencePicker
from search.preference import preferred, preferred_of, surest
from search.reader import Reader
from search.results import Answer, Hit
from search.sayings import calibration as sayings_fitted
from search.sayings import sayings, sought, told
from search.settings import READ, READ_FAST, Settings, checked_day
from search.snapshot import Snapshot
from search.speakers import Speaker
from search.spoken import spoken
from search.tasks import sides
from search.timed import timed
from search.told_by import ToldBy
from search.topics import MOST_LISTED, Request, narrowings, requests
from search.verbatim import between_marks, holding
from search.watcher import Watcher
from search.within import first_with_articles

OF_ALL = ("everything", "oldest", "holdings")
"""Requests that have no topic, and are answered without reading."""


class Answering:
    """Answers ``question`` as ``settings`` want it. Each method also gives the passages that were
    looked at, and may raise Superseded.
    """

    def __init__(
        self,
        archive: Archive,
        snapshot: Snapshot,
        settings: Settings,
        watcher: Watcher | None,
        within: Mask | None = None,
    ) -> None:
        """``within``: the rows of the articles that alone are asked, where not all are."""
        self._archive, self._snapshot = archive, snapshot
        self._settings, self._watcher, self._within = settings, watcher, within
        self._finder = Finder(archive, snapshot, within)
        self._own = OwnWords(archive, snapshot, settings, within)
        self._at_time = AtTime(self._finder, snapshot, settings, lambda: self._today)
        self._found: dict[tuple[str, int], list[Hit]] = {}

    def told(self, question: str) -> tuple[Answer, list[Hit]] | None:
        """The newest articles, or those of some days or by somebody, where ``question`` requests
        that: nothing has to be read for it. None for other questions.
        """
        for about in self._requests(question):
            if about.topic or about.kind not in OF_ALL:
                return None
            view, seen = self._told_of(question, about)
            if not view and about.days:
                view = none_of(question, about.days)
            if view and about.days and (then := self._at_time.told(question, view)):
                view, seen = then[0], [*seen, *then[1]]
            if view:
                if self._watcher:
                    self._watcher.retrieved(self._snapshot.manifest.generation, seen)
                return view, seen
        return None

    def titled(self, text: str) -> tuple[Answer, list[Hit]] | None:
        """How the articles begin whose headline ``text`` is; None where it is none."""
        if not may_be_headline(text):
            return None
        found = self._hits(text, READ)
        own = {hit.article.id: hit for hit in found if is_headline(text, hit.article.title)}
        return self._opened(text, list(own.values()), 1)

    def begun(self, question: str, most: int) -> tuple[Answer, list[Hit]] | None:
        """The first ``most`` sentences of each article; None where there is none."""
        hits, _ = self._finder.newest(MOST_LISTED, self._settings)
        return self._opened(question, hits, most)

    def _opened(self, question: str, hits: list[Hit], most: int) -> tuple[Answer, list[Hit]] | None:
        view = opened(question, hits, self._finder.repeats, most)
        if view and self._watcher:
            self._watcher.retrieved(self._snapshot.manifest.generation, hits)
        return (view, hits) if view else None

    def read(self, question: str, parts: Sequence[Asked]) -> tuple[Answer, list[Hit]]:
        """The answer to the ``parts`` of ``question``."""
        settings, watcher = self._settings, self._watcher
        alone = self._archive.reader(self._snapshot, settings, self._within)
        count = settings.read or (READ_FAST if isinstance(alone, SentencePicker) else READ)
        reader = ToldBy(alone)
        texts = [self._sought(part.sought) for part in parts]
        found = [self._hits(words, count) for words in texts]
        hits = list({hit.passage.row: hit for each in found for hit in each}.values())
        if watcher:
            watcher.retrieved(self._snapshot.manifest.generation, hits)
        read = [reader.read(words, each) for words, each in zip(texts, found, strict=True)]
        if watcher:
            watcher.read(best_of(hits, found, read))
        least = self._settings.least(reader.threshold)
        answers = []
        for part, own, readings in zip(parts, found, read, strict=True):
            answer = compose(part.text, own, readings, least)
            answer, seen = self._or_told_of(part.text, answer)
            if then := self._at_time.told(part.text, answer):
                answer, seen = then[0], seen + then[1]
            if answer.untold and part.fuller and not part.leans:
                seen = self._hits(part.fuller, count)
                answer = compose(part.text, seen, reader.read(part.fuller, seen), least)
            if answer.topic is None:
                answer, seen = self._told_then(part.sought, count, reader, answer) or (answer, seen)
                answer, seen = self._chosen(part.sought, count, reader, answer) or (answer, seen)
                said = self._own.of_speakers(part.sought, count, own, answer)
                answer, seen = said or (answer, seen)
                answer, seen = self._own.of_author(part.sought, count, answer) or (answer, seen)
            if seen and watcher:
                watcher.cited([hit.article for hit in seen])
            hits += seen
            answers.append(answer)
        return joined(question, answers), hits

    def _told_then(
        self, question: str, count: int, reader: Reader, other: Answer
    ) -> tuple[Answer, list[Hit]] | None:
        """What the articles of the time that ``question`` names answer to the rest of it; None
        where the ``other`` answer, which all give, is to be preferred.
        """
        found = timed(question, self._today, self._finder.latest)
        if found is None:
            return None
        days = and_after(found.days, self._today)
        filters = self._settings.filters.within(*days)
        if filters is None:
            return None
        settings = replace(self._settings, filters=filters, asked_on=None)
        hits = self._finder.hits(found.text, count, settings)
        readings = reader.read(found.text, hits)
        answer = compose(question, hits, readings, self._settings.least(reader.threshold))
        if not preferred_of(days, answer, other, near=found.near):
            return None
        return replace(answer, reason=f"told by articles {in_words(days)}"), hits

    def _chosen(
        self, question: str, count: int, reader: Reader, other: Answer
    ) -> tuple[Answer, list[Hit]] | None:
        """What answers, of the choices that ``question`` names; None where the ``other`` answer,
        which the reader gave to all of it, is as sure.
        """
        if asked := choice(question):
            hits = self._hits(question, count)
            found = [
                (asked.text, hits, choosing(asked.options, hits, reader.read(asked.text, hits)))
            ]
        elif other.status != "answered":
            both = ((text, self._hits(text, count)) for text in either(question) or ())
            found = [(text, hits, reader.read(text, hits)) for text, hits in both]
        else:
            return None
        least = self._settings.least(reader.threshold)
        made = [(compose(text, hits, read, least), hits) for text, hits, read in found]
        answer, hits = max(made, key=lambda one: surest(one[0]), default=(other, []))
        surer = surest(answer) > surest(other)
        return (replace(answer, question=question), hits) if surer else None

    def _hits(self, words: str, count: int) -> list[Hit]:
        """The ``count`` best passages for ``words``, which are looked for once."""
        key = words, count
        if key not in self._found:
            self._found[key] = self._finder.hits(words, count, self._settings)
        return self._found[key]

    def _sought(self, asked: str) -> str:
        """What passages are looked for with, and read for, where ``asked`` may be an order."""
        thing = thing_wanted(asked)
        return without_texts(thing if thing and not self.requested(asked) else asked)

    def requested(self, asked: str) -> bool:
        """Whether ``asked`` is a request to be told of something, by more than naming it, or of a
        time.
        """
        of_topic = any(each.kind != "words" for each in self._requests(asked))
        return of_topic or self._at_time.asks(asked)

    def _requests(self, question: str) -> list[Request]:
        words = between_marks(question)
        quote = [Request(words, "quote")] if words else []
        asked = question, self._today, self._finder.latest
        return [*quote, *requests(*asked), *spoken(*asked)]

    @property
    def _today(self) -> datetime.date:
        on = self._settings.asked_on
        return checked_day(on) if on else datetime.date.today()

    def _or_told_of(self, question: str, answer: Answer) -> tuple[Answer, list[Hit]]:
        """``answer``, or what the articles tell where ``question`` requests that rather."""
        for about in self._requests(question):
            view, seen = self._told_of(question, about)
            if not view and about.days and not about.topic and answer.status == "no_answer":
                none = none_of(question, about.days)
                return replace(answer, reason=f"{answer.reason}; {none.reason}"), []
            if view:
                if about.kind == "happened" and about.topic:
                    rather = f"no sentence answers that; this is told of {about.topic}"
                    view = replace(view, reason=rather)
                return (view, seen) if preferred(about, view, answer) else (answer, [])
        return answer, []

    def _told_of(self, question: str, about: Request) -> tuple[Answer | None, list[Hit]]:
        """What the articles tell of a topic."""
        settings = self._settings
        tried = narrowings(about, settings.filters, self._names)
        filters = first_with_articles(self._archive, self._snapshot, tried)
        if filters is None:
            return None, []
        settings = replace(settings, filters=filters)
        if about.kind == "quote":
            hits = self._finder.hits(about.topic, READ_NEWS, settings)
            return holding(question, about.topic, hits), hits
        if not about.topic and about.kind != "said":
            return self._of_all(question, about, settings)
        if about.kind == "article":  # of several versions one may name its author
            settings = replace(settings, one_per_story=False)
        if settings.mode == "sparse":  # whether an article or a sentence is about it takes a cosine
            settings = replace(settings, mode="hybrid")
        if about.kind == "said":
            return self._said(question, about, settings)
        if about.kind == "comparison":
            both = [(about.topic, about.other)] if about.other else sides(about.topic)
            told = (self._compared(question, about, *each) for each in both)
            return next(filter(None, told), (None, []))
        if about.kind == "count":  # a sentence of as many articles as there is room for
            settings = replace(settings, one_per_article=True)
        count = READ_NEWS if about.kind in BY_DAY else READ_OVERVIEW
        hits = self._finder.hits(about.topic, count, settings)
        least = self._settings.least(calibration().threshold)
        terms, repeats = self._snapshot.terms, self._finder.repeats
        view = overview(question, about, hits, terms, least, repeats, self._encode)
        if about.kind == "count" and (of := self._finder.count(about.topic, settings)):
            view = with_count(question, view, about.topic, of)
        return view, hits

    def _of_all(
        self, question: str, about: Request, settings: Settings
    ) -> tuple[Answer | None, list[Hit]]:
        """The newest or the oldest articles, or what there is of sources, authors and days."""
        if about.kind == "holdings":
            return self._held(question, about, settings)
        count = min(about.most or MOST_SENTENCES, MOST_LISTED)
        hits, among = self._finder.newest(count, settings, oldest=about.kind == "oldest")
        return openings(question, hits, among, self._finder.repeats, about), hits

    def _held(
        self, question: str, about: Request, settings: Settings
    ) -> tuple[Answer | None, list[Hit]]:
        """Which sources, authors or days the articles have, with an article of each."""
        if about.wants == "published":
            ends = [self._finder.newest(1, settings, oldest=oldest)[0] for oldest in (True, False)]
            hits = [hit for each in ends for hit in each]
            return of_days(question, hits, self._finder.repeats), hits
        kind = about.wants or "source"
        found: list[tuple[str, int, Hit]] = []
        for value, count in self._finder.values(kind, settings.filters):
            narrowed = replace(settings.filters, **{kind: value})
            (hit, *_), _ = self._finder.newest(1, replace(settings, filters=narrowed))
            if name := named(kind, value, hit.article):
                found.append((name, count, hit))
            if len(found) > MOST_NAMED:
                break
        shown = [hit for *_, hit in found[:MOST_SHOWN]]
        return listed(question, kind, found, self._finder.repeats), shown

    def _compared(
        self, question: str, about: Request, one: str, other: str
    ) -> tuple[Answer, list[Hit]] | None:
        """What is told of each of both topics, where there is something of each."""
        views, seen = [], []
        for topic in (one, other):
            own = Request(topic, days=about.days, most=about.most or MOST_OF_ONE)
            view, hits = self._told_of(question, own)
            if view is None:
                return None
            views.append(view)
            seen += hits
        rather = "no sentence compares them; this is told of each"
        return replace(joined(question, views), reason=rather, topic=f"{one} and {other}"), seen

    def _said(
        self, question: str, about: Request, settings: Settings
    ) -> tuple[Answer | None, list[Hit]]:
        """What the speaker said of the topic."""
        speaker = Speaker.named(about.speaker) if about.speaker else None
        if about.speaker and not speaker:
            return None, []
        count = READ_OVERVIEW if about.topic else READ_NEWS
        hits = self._finder.hits(sought(about.speaker or "", about.topic), count, settings)
        found = sayings(speaker, about.topic, hits, self._snapshot.terms, self._encode)
        least = self._settings.least(sayings_fitted().threshold)
        return told(question, about.topic, found, least), hits

    def _encode(self, texts: list[str]) -> Vectors:
        return self._archive.embedder(self._snapshot.manifest).encode(texts)

    def _names(self, kind: str, words: str) -> list[str]:
        return self._archive.facets(self._snapshot).values(kind, words)
