"""Every quote is its slice of the text that was given, in code points, through every door.

The text that a quote is compared with is the one that the trial put in, not one that was read back.
Generated articles are full of what makes counting hard (texts.py); the shared collections are what
people wrote. Vectors are hashed words, since offsets do not hang on them; in one batch of
ten the shipped reader marks the spans. A quote is looked at in the answer, in its JSON, in an event
of the stream, and marked on the page of its article; what a browser makes of offsets is tested in
one (tests/test_page.py).
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from api.events import event
from api.page import article_page
from bench.collection import DEFAULT, corpus, questions
from bench.reliability.hashed import HashedEmbedder
from bench.reliability.record import record
from bench.reliability.texts import drafts, question
from index.canonical import has_words, with_line_feeds
from index.origins import origin_key
from index.records import Draft
from index.update import put
from search.engine import Archive, ask, search
from search.settings import Settings
from search.wire import of_answer

BATCH = 1000
ASKED = 25
"""One question in so many is asked for an answer; the others are searched for."""


class Marked(HTMLParser):
    """The words that a page marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self._inside = "", False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        self._inside |= tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        self._inside &= tag != "mark"

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        self.words += data if self._inside else ""


def shown(archive: Archive, citation: dict[str, Any]) -> dict[str, str]:
    """By door, the quote of a citation that is given as a client of the API reads it."""
    article = archive.article(citation["article_id"])
    assert article is not None
    start, end = citation["start"], citation["end"]
    told = event("citation", citation).decode().removeprefix("event: citation\ndata: ")
    streamed = json.loads(told)
    return {
        "JSON": citation["quote"],
        "stream": streamed["quote"] if (streamed["start"], streamed["end"]) == (start, end) else "",
        "page": Marked(article_page(article, start, end)).words,
    }


def wrong(texts: dict[str, str], archive: Archive, asked: str, *, fast: bool) -> list[str]:
    """What does not fit of an answer and of the passages that were found."""
    bad = []
    for hit in search(archive, asked, 5):
        span = hit.passage.span
        if texts[span.article_id][span.start : span.end] != hit.passage.text:
            bad.append(f"passage of {span}")
    answer = ask(archive, asked, Settings(fast=fast, min_support=0.0))
    as_read = json.loads(json.dumps(of_answer(answer)))
    cited = (*answer.citations, *answer.nearest)
    for citation, read in zip(cited, (*as_read["citations"], *as_read["nearest"]), strict=True):
        words = texts[citation.article_id][citation.start : citation.end]
        for door, quote in {"answer": citation.quote, **shown(archive, read)}.items():
            if quote != words or not words:
                bad.append(f"{door}: quote of {citation.article_id} at {citation.start}")
    for sentence in answer.sentences:
        quotes = {c.quote for c in answer.citations if c.number in sentence.citations}
        if sentence.text not in quotes:
            bad.append(f"sentence {sentence.text[:40]!r} is none of its quotes")
    if answer.short and not any(answer.short in c.quote for c in answer.citations):
        bad.append(f"short answer {answer.short!r} stands in no quote")
    return bad


def batch(articles: list[Draft], asked: list[str], *, fast: bool) -> tuple[Counter[str], list[str]]:
    """Counts and faults of one archive."""
    texts = {origin_key(draft.origin): draft.text for draft in articles}
    counts: Counter[str] = Counter()
    bad: list[str] = []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "archive"
        put(folder, articles, embedder=HashedEmbedder())
        archive = Archive(folder, HashedEmbedder())
        with archive.catalogue() as catalogue:
            for article in catalogue.current():
                counts["articles"] += 1
                spans = catalogue.spans(article.revision)
                counts["passages"] += len(spans)
                if article.text != texts[article.id]:
                    bad.append(f"{article.id} is not the text that was given")
                if any(not 0 <= a < b <= len(article.text) for a, b in spans):
                    bad.append(f"{article.id}: spans {spans}")
        for one in asked:
            bad += wrong(texts, archive, one, fast=fast)
            counts["questions"] += 1
    return counts, bad


def generated(count: int, seconds: float, seed: int = 100) -> dict[str, Any]:
    """At most ``count`` generated articles, at most so many seconds."""
    end = time.monotonic() + seconds
    counts: Counter[str] = Counter()
    bad: list[str] = []
    while counts["articles"] < count and time.monotonic() < end:
        number = min(BATCH, count - counts["articles"])
        dice = random.Random(seed)
        asked = [question(seed, n, dice) for n in range(0, number, ASKED)]
        # One batch in ten has its spans marked by the reader, which takes long.
        made, faults = batch(drafts(number, seed), asked, fast=seed % 10 != 0)
        counts += made
        bad += faults
        seed += 1
    return {**counts, "bad": bad[:20]}


def collections(folder: Path, most: int, asked: int, seconds: float) -> dict[str, Any]:
    """Every shared collection, by name: at most ``most`` articles of each, ``asked`` questions."""
    found: dict[str, Any] = {}
    end = time.monotonic() + seconds
    for one in sorted(p for p in folder.iterdir() if (p / "corpus.jsonl.gz").is_file()):
        if time.monotonic() > end:
            break
        articles = [
            Draft(f"bench:{d['_id']}", " ".join(d["title"].split())[:190] or "Untitled",
                  with_line_feeds(d["text"].strip() or d["title"]))
            for d in corpus(one)[:most]
        ]  # fmt: skip
        articles = [draft for draft in articles if has_words(draft.text)]
        made, faults = batch(
            articles, [q["text"][:2000] for q in questions(one)[:asked]], fast=True
        )
        found[one.name] = {**made, "bad": faults[:20]}
    return found


def long(command: str, count: int = 100_000, seconds: float = 3600) -> bool:
    """The long form; what could not be done in ``seconds`` is not counted."""
    found = generated(count, seconds)
    record("citations, generated", command, found.get("articles", 0), not found["bad"], found)
    if not DEFAULT.is_dir():
        return not found["bad"]
    whole = collections(DEFAULT, 10**6, 200, seconds)
    bad = [fault for each in whole.values() for fault in each["bad"]]
    articles = sum(each["articles"] for each in whole.values())
    record("citations, collections", command, articles, not bad, whole)
    return not (found["bad"] or bad)
