"""What the archive has: which sources, authors and days, the newest and the oldest, how many."""

import datetime
from dataclasses import replace

import pytest
from conftest import HashedEmbedder, said
from hypothesis import given, settings
from hypothesis import strategies as st

from index import update
from index.models import load
from index.records import Draft
from search.engine import Archive, ask
from search.filters import Filters
from search.finder import Finder
from search.holdings import held
from search.settings import Settings
from search.topics import requests

TODAY = datetime.date(2026, 11, 29)
ARTICLES = (
    ("Ferry hits pier", "The ferry Plover hit the old pier of Halvern on Monday.", "2025-03-03",
     "Halvern Post", "Ann Lee"),
    ("Pier to close", "Halvern will close the old pier for good, the council said.", "2025-06-20",
     "Halvern Post", "Bo Ray and Ann Lee"),
    ("New pier opens", "Halvern opened its new pier with a brass band on Saturday.", "2027-05-08",
     "The Coast", "Bo Ray"),
    ("Rye loaf wins", "A rye loaf won the bread contest of Halvern on Sunday.", None, "", None),
)  # fmt: skip
PLOVER, CLOSE, OPENED, LOAF = (text for _, text, *_ in ARTICLES)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("listing") / "archive"
    drafts = [
        Draft(f"api:{n}", title, text, source, published=day, author=author)
        for n, (title, text, day, source, author) in enumerate(ARTICLES)
    ]
    drafts[3] = replace(drafts[3], url="https://www.loaf.example/rye")
    update.put(folder, drafts, embedder=load())
    return Archive(folder)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("what sources do you have", "source"),
        ("list all the sources", "source"),
        ("which newspapers are in the archive", "source"),
        ("how many publications are there", "source"),
        ("where do these articles come from", "source"),
        ("who are the authors", "author"),
        ("who wrote these articles", "author"),
        ("how many journalists are there", "author"),
        ("what years do the articles cover", "published"),
        ("how recent are the articles", "published"),
        ("what is the date range of the articles", "published"),
        ("who are the authors of the bill", None),
        ("who are the authors of the report", None),
        ("where does the report come from", None),
        ("what sources of energy are there", None),
        ("which newspapers printed it", None),
        ("what days is the museum open", None),
    ],
)
def test_what_of_the_articles_is_asked_for(question, wanted):
    assert held(question) == wanted


def test_sources_are_told_with_how_many_articles_each_has(archive):
    answer = ask(archive, "which newspapers are there?")
    assert answer.status == "answered"
    assert answer.reason == (
        "3 sources: Halvern Post (2 articles), loaf.example (1 article), The Coast (1 article)"
    )
    assert said(answer) == [CLOSE, LOAF, OPENED]  # the newest of each


def test_an_author_counts_wherever_he_is_named(archive):
    answer = ask(archive, "who are the authors?")
    assert answer.reason == "2 authors: Ann Lee (2 articles), Bo Ray (2 articles)"
    assert said(answer) == [CLOSE, OPENED]


def test_the_days_are_those_of_the_oldest_and_the_newest(archive):
    answer = ask(archive, "what dates do the articles cover?")
    assert answer.reason == "the articles with a date are of 2025-03-03 to 2027-05-08"
    assert said(answer) == [PLOVER, OPENED]


def test_filters_hold(archive):
    only = Settings(filters=Filters(source="Halvern Post"))
    assert ask(archive, "which sources are there?", only).reason == (
        "one source: Halvern Post (2 articles)"
    )
    days = ask(archive, "what dates do the articles cover?", only).reason
    assert days == "the articles with a date are of 2025-03-03 to 2025-06-20"


def test_what_no_article_has_is_said(tmp_path):
    embedder = HashedEmbedder()
    update.put(tmp_path / "archive", [Draft("api:1", "", "A pier.")], embedder=embedder)
    archive = Archive(tmp_path / "archive", embedder)
    for question, reason in (
        ("who are the authors?", "no article names its author"),
        ("which sources are there?", "no article names its source"),
        ("what dates do the articles cover?", "no article has a date"),
    ):
        answer = ask(archive, question, Settings(fast=True))
        assert (answer.status, answer.reason) == ("no_answer", reason)


def test_more_sources_than_can_be_told_are_counted(tmp_path):
    embedder = HashedEmbedder()
    drafts = [Draft(f"api:{n}", "", f"Pier {n}.", f"Paper {n:02}") for n in range(50)]
    update.put(tmp_path / "archive", drafts[:15], embedder=embedder)
    archive = Archive(tmp_path / "archive", embedder)
    fast = Settings(fast=True)
    reason = ask(archive, "which sources are there?", fast).reason
    assert reason.startswith("15 sources: Paper 00 (1 article), Paper 01 (1 article)")
    assert reason.endswith("Paper 11 (1 article), and 3 more")
    update.put(tmp_path / "archive", drafts, embedder=embedder)
    reason = ask(archive, "which sources are there?", fast).reason
    assert reason.startswith("more than 40 sources: ")
    assert reason.endswith(", and others")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what is the newest article about the pier?", [OPENED]),
        ("when was the last article about the pier published?", [OPENED]),
        ("which was the first report on the pier?", [PLOVER]),
        ("the two oldest articles about the pier", [PLOVER, CLOSE]),
        ("show me the latest 2 articles", [OPENED, CLOSE]),
        ("list all articles", [OPENED, CLOSE, PLOVER, LOAF]),
    ],
)
def test_the_newest_and_the_oldest_are_as_many_as_are_asked_for(archive, question, expected):
    assert said(ask(archive, question)) == expected


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("how many articles did Ann Lee write?", "there are 2 such articles"),
        ("how many articles are from The Coast?", "there is one such article"),
        ("how many articles were published in 2025?", "there are 2 such articles"),
        ("how many articles are there?", "there are 4 such articles"),
    ],
)
def test_how_many_there_are_is_said(archive, question, reason):
    assert ask(archive, question).reason == reason


def test_a_number_of_articles_is_no_request_of_another_kind():
    assert requests("how many articles did the treaty have?", TODAY) == []


SOURCES = ("Post", "Coast", "Sun")


@settings(deadline=None)  # each writes an archive to the disk
@given(
    articles=st.lists(st.tuples(st.sampled_from(SOURCES), st.integers(0, 2)), max_size=8),
    year=st.integers(0, 2),
)
def test_the_counts_are_those_of_the_articles_that_fit(tmp_path_factory, articles, year):
    folder = tmp_path_factory.mktemp("counts") / "archive"
    embedder = HashedEmbedder()
    drafts = [
        Draft(f"api:{n}", "", f"Pier number {n}.", source, published=f"202{at}-05-01")
        for n, (source, at) in enumerate(articles)
    ]
    update.put(folder, [*drafts, Draft("api:x", "", "Undated.")], embedder=embedder)
    archive = Archive(folder, embedder)
    finder = Finder(archive, archive.snapshot())
    expected: dict[str, int] = {}
    for source, at in articles:
        if at == year:
            expected[source.lower()] = expected.get(source.lower(), 0) + 1
    within = Filters().within(f"202{year}-01-01", f"202{year}-12-31")
    assert dict(finder.values("source", within)) == expected
