"""Words in quotation marks: where they stand, and who says them."""

import pytest
from conftest import HashedEmbedder
from hypothesis import given
from hypothesis import strategies as st

from index import update
from index.records import Draft
from search.engine import Archive, ask
from search.settings import Settings
from search.verbatim import between_marks

FAST = Settings(fast=True)
CLOSED = """“We have a cracked pier,” Mr. Renwick told reporters. “Nobody drives over
that until I would.”

The bridge carries 38,000 vehicles on a working day — more than any other."""
ROTS = "Ann Lee said that the quay rots. He added that it will fall in spring."
AGAIN = "The bridge carries 38,000 vehicles on a working day, the paper wrote."


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verbatim") / "archive"
    drafts = [Draft("api:a", "Closed", CLOSED), Draft("api:b", "Again", AGAIN)]
    drafts.append(Draft("api:c", "Rot", ROTS))
    update.put(folder, drafts, embedder=HashedEmbedder())
    return Archive(folder, HashedEmbedder())


def told(answer):
    return [sentence.text for sentence in answer.sentences]


def test_who_said_it_is_cited_with_it(archive):
    answer = ask(archive, 'Who said "nobody drives over that until I would"?', FAST)
    assert told(answer) == [
        "“We have a cracked pier,” Mr. Renwick told reporters.",
        "“Nobody drives over\nthat until I would.”",
    ]
    assert answer.status == "answered"


def test_a_sentence_that_holds_a_part_and_names_who_says_the_other_is_cited_once(archive):
    answer = ask(archive, '"the quay rots. He added that it will fall"', FAST)
    assert [citation.quote for citation in answer.citations] == [
        "Ann Lee said that the quay rots.",
        "He added that it will fall in spring.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        '"38,000 vehicles on a working day"',
        "“38,000  vehicles on a working day”",
        'Where does it say "38,000 Vehicles on a working day"?',
    ],
)
def test_every_article_that_has_the_words_is_cited(archive, question):
    answer = ask(archive, question, FAST)
    assert {c.title for c in answer.citations} == {"Closed", "Again"}
    assert all("38,000 vehicles" in c.quote for c in answer.citations)


def test_dashes_and_marks_may_be_typed_otherwise(archive):
    answer = ask(archive, '"on a working day - more than any"', FAST)
    assert [c.title for c in answer.citations] == ["Closed"]


def test_words_that_stand_nowhere_are_not_found(archive):
    answer = ask(archive, '"39,000 vehicles on a working day"', FAST)
    assert answer.topic is None


@pytest.mark.parametrize(
    "question",
    [
        'Who wrote "Ulysses"?',
        "When was the bridge closed?",
        'The "old quay" and "the new one"',
        '""',
    ],
)
def test_names_are_no_quotations(question):
    assert between_marks(question) is None


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=3, max_size=12))
def test_what_stands_between_marks_is_what_is_looked_for(words):
    said = " ".join(words)
    for question in (f'"{said}"', f"“{said}”?", f"Who said “{said}”?", f'where is "{said}."'):
        assert between_marks(question) == said
