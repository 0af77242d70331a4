"""Statements, read as the question whether they are true."""

import pytest
from conftest import archive_of
from hypothesis import given
from hypothesis import strategies as st

from index.models import load
from search.claims import as_question, claims
from search.engine import Archive, ask
from search.headlines import is_headline

STATEMENTS = [
    "The Kestrel Bridge was closed after a barge hit it.",
    "The Kestrel Bridge was closed after a barge hit it",
    "the kestrel bridge will stay shut until march",
    "Putin gave Kim a luxury car",
    "Ann Lee won the bread contest",
    "Dorn sold 12 ferries",
    "The council didn't agree",
    "There are seals in the harbour",
    "It rained in Dorn.",
    "Vitamin B12 increases blood levels of homocysteine.",
    "On Monday the mayor resigned.",
    "The man who was hurt has left hospital",
    "True or false: Dorn has a new bridge",
    "Fact check: the bridge opened in May",
    "Dorn closed the bridge?",
    "Ann Lee won the contest, right?",
    "Putin gave Kim a car, didn't he?",
    "The bridge is shut. True or false?",
    "Prices up in May, true or false?",
    "evidence that the bridge is safe",
    "any proof that seals swim there",
]
OTHERS = [
    "Kestrel Bridge",
    "Kestrel Bridge closed in May",
    "kestrel bridge closed may 2024",
    "people injured in Dorn",
    "man arrested Monday",
    "countries that have joined NATO",
    "the man who was shot in Dorn",
    "reforms he would make if he could",
    "the day the bridge was closed",
    "the will of the people",
    "what happened in May",
    "was the bridge closed",
    "when it was closed",
    "bridge was closed when",
    "Did it rain?",
    "It rained?",
    "whether the bridge was closed",
    "name the man who was hurt",
    "I want a list",
    "The plant was sold to",
    "The new song is titled:",
    "Tell me who won",
    "It rained. The bridge was closed.",
    "PERSONS INVOLVED IN THE COUP .",
    "In what year was it closed",
    "Against whom are cases pending.",
    "Dorn closed what?",
    "who won the cup, right?",
    "In 1972, did Norway join?",
    "What, along with rain, closed the bridge?",
    "Was it the mayor, is that right?",
    "evidence of a leak",
    "is there evidence that it is safe?",
    "",
    "was",
]


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_is_told_by_its_verb(text):
    assert claims(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_states_nothing_is_none(text):
    assert not claims(text)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The bridge was closed in May.", "Is it true that the bridge was closed in May?"),
        ("Ann Lee won it", "Is it true that Ann Lee won it?"),
        ("True or false:  It rained in Dorn!", "Is it true that it rained in Dorn?"),
        ("fact-check: Dorn has a bridge.", "Is it true that Dorn has a bridge?"),
        ("Dorn has a bridge?", "Is it true that Dorn has a bridge?"),
        ("It rained in Dorn, didn’t it?", "Is it true that it rained in Dorn?"),
        ("It rained in Dorn. Is that true?", "Is it true that it rained in Dorn?"),
        ("Dorn has a bridge (yes or no)", "Is it true that Dorn has a bridge?"),
        ("proof that Dorn has a bridge", "Is it true that Dorn has a bridge?"),
    ],
)
def test_a_statement_as_a_question(text, question):
    assert as_question(text) == question
    assert not claims(question)


PIECES = st.lists(st.sampled_from(["the", "was", "a", "May", "may", "2024", ".", "?", "it", ":"]))


@given(st.text(max_size=80) | PIECES.map(" ".join))
def test_any_text_is_read(text):
    if claims(text):
        assert as_question(text).startswith("Is it true that ")


@pytest.fixture(scope="module")
def archive(seeds_archive):
    return Archive(seeds_archive / "archive", load())


@pytest.mark.parametrize(
    ("statement", "quoted"),
    [
        ("Five people were injured in the barge strike", "Five people were injured"),
        ("Terns had a good year on the Skerrow islands.", "worst summer on record"),
        ("True or false: Putin gave Kim a luxury car", "luxury Aurus car"),
        ("Putin gave Kim a luxury car?", "luxury Aurus car"),
    ],
)
def test_a_statement_is_answered_with_what_the_articles_say_of_it(archive, statement, quoted):
    answer = ask(archive, statement)
    assert answer.question == statement
    assert quoted in answer.citations[0].quote
    asked = ask(archive, as_question(statement))
    assert answer.citations == asked.citations
    assert (answer.read_as, asked.read_as) == (as_question(statement), None)


def test_a_statement_that_no_article_tells_of_is_refused(archive):
    assert ask(archive, "The Danube froze at Vienna in 1929.").status == "no_answer"


HEADLINE = "Kestrel Bridge shut after barge strikes pier"


@pytest.mark.parametrize(
    "text", [HEADLINE, f"{HEADLINE.lower()}.", f"{HEADLINE} | Sentinel", f"“{HEADLINE}”"]
)
def test_a_headline_is_answered_with_how_its_article_begins(archive, text):
    answer = ask(archive, text)
    assert (answer.status, len(answer.citations)) == ("answered", 1)
    assert answer.citations[0].title == HEADLINE
    assert answer.citations[0].quote.startswith("The Kestrel Bridge in Port Ellery was closed")
    assert answer.read_as is None
    assert ask(archive, f"{HEADLINE}?").topic is None  # a question is read


def test_a_statement_may_go_on_from_a_question(archive):
    answer = ask(archive, "It was hit by a barge.", after="When was the Kestrel Bridge closed?")
    assert answer.read_as == "Is it true that the Kestrel Bridge was hit by a barge?"
    assert "barge" in answer.citations[0].quote


def test_a_headline_that_reads_like_a_question_is_found_where_that_is_refused(tmp_path):
    text = "Nobody in Dorn was told. The heron came back to its old tree in the allotments."
    title = "What the heron left on the allotments"
    held = archive_of(tmp_path / "archive", {title: text})
    answer = ask(held, title.lower())
    assert answer.citations[0].quote in text
    assert ask(held, f"{title}?").status == "no_answer"


@pytest.mark.parametrize(
    ("text", "title", "same"),
    [
        ("Bridge shut after a strike", "bridge SHUT after “a strike”", True),
        ("Bridge shut after a strike", "Bridge shut after a strike | Post", True),
        ("Bridge shut after a strike", "Bridge shut after a ...", True),
        ("Bridge shut after a strike", "Bridge shut after", False),
        ("Bridge shut after", "Bridge shut after", False),
        ("Bridge shut after a strike", "A bridge shut after a strike", False),
        ("Bridge shut after a strike", "", False),
    ],
)
def test_a_headline_is_the_same_whatever_its_marks(text, title, same):
    assert is_headline(text, title) is same


@pytest.mark.parametrize(
    "request_", ["news of the bridge since it was hit", "articles about the bridge that was hit"]
)
def test_a_request_is_none(archive, request_, monkeypatch):
    before = ask(archive, request_)
    monkeypatch.setattr("search.engine.claims", lambda _: False)
    assert ask(archive, request_) == before
