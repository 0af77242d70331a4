"""Near-duplicates in an answer: folded into one citation, or every one cited."""

import pytest
from conftest import HashedEmbedder

from index import update
from index.records import Draft
from search.cite_all import said
from search.engine import Archive, ask
from search.filters import Filters
from search.settings import Settings

SAID = "The ferry to Quayle runs again on Monday."
MORE = "The harbour master said so on the quay in the early morning before the fog had lifted."


@pytest.fixture
def archive(tmp_path):
    drafts = [
        Draft("api:0", "First", f"{SAID} {MORE}", published="2024-05-01"),
        Draft("api:1", "Second", f"{MORE} {SAID.upper()}", published="2025-05-01"),
        Draft("api:2", "Third", f"{SAID} {MORE}"),
        Draft("api:3", "Owl", "An owl was seen in the tower of the old mill, wrote a teacher."),
    ]
    update.put(tmp_path / "archive", drafts, embedder=HashedEmbedder())
    return Archive(tmp_path / "archive", HashedEmbedder())


def asked(archive, **settings):
    return ask(archive, "When does the ferry to Quayle run again?",
               Settings(fast=True, min_support=0, **settings))  # fmt: skip


def ferry(answer):
    """The citations of the sentence on the ferry, by title."""
    sentence = next(s for s in answer.sentences if s.text.casefold() == SAID.casefold())
    cited = {c.number: c for c in answer.citations}
    return {cited[n].title: cited[n] for n in sentence.citations}


def test_one_citation_a_story_names_the_others(archive):
    answer = asked(archive, one_per_story=True)
    (citation,) = ferry(answer).values()
    with archive.catalogue() as catalogue:
        ids = {a.title: a.id for a in catalogue.current()}
    assert {citation.article_id, *citation.similar} == {
        ids[t] for t in ("First", "Second", "Third")
    }
    assert len(citation.similar) == 2


def test_all_that_say_it_are_cited_each_with_its_own_words(archive):
    # One passage is read, so two of the three were not even found.
    answer = asked(archive, read=1)
    cited = ferry(answer)
    assert set(cited) == {"First", "Second", "Third"}
    assert cited["Second"].quote in (SAID, SAID.upper())
    for citation in answer.citations:
        article = archive.article(citation.article_id)
        assert article.text[citation.start : citation.end] == citation.quote
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert sorted(n for s in answer.sentences for n in s.citations) == [
        c.number for c in answer.citations
    ]


def test_what_the_filters_leave_out_is_not_cited(archive):
    assert set(ferry(asked(archive, read=1, filters=Filters(until="2024")))) == {"First"}


def test_words_are_found_as_words():
    assert said("it ran", "Orbit ran. It\nran.") == (11, 17)
    assert said("1.5 m", "It was 115 m. Or 1.5 m?") == (17, 22)
    assert said("it ran", "it rank") is None
