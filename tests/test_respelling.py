"""Misspelt words of a question, read as the articles write the nearest ones."""

import pytest
from conftest import HashedEmbedder

from index.read_markdown import read_markdown
from index.terms import Analyzer
from index.update import put
from search.engine import Archive, ask, page
from search.respelling import Meant, meant
from search.settings import Settings

ENGLISH = Analyzer("english")


@pytest.mark.parametrize(
    ("question", "respelt", "said", "text", "words"),
    [
        # Of the words with that stem the nearest to the typed one, then the commonest.
        (
            "When were the Brigdes shut?", {"brigd": "bridg"}, {"bridg": ["A bridge, bridges."]},
            "When were the Bridges shut?", {"brigdes": "bridges"},
        ),
        (
            "the brigdx", {"brigdx": "bridg"}, {"bridg": ["The bridgs, bridge, bridge."]},
            "the bridge", {"brigdx": "bridge"},
        ),
        # Each time it stands there, and more than one word.
        (
            "kestral, KESTRAL or fery", {"kestral": "kestrel", "feri": "ferri"},
            {"kestrel": ["Kestrel Bridge"], "ferri": ["ferries and a ferry"]},
            "kestrel, Kestrel or ferry", {"kestral": "kestrel", "fery": "ferry"},
        ),
        # Texts that have no such word: the term itself.
        ("a brigd", {"brigd": "bridg"}, {"bridg": []}, "a bridg", {"brigd": "bridg"}),
        # Nothing to read otherwise: not a character changes.
        ("The  bridge\u2026 ＡＢ?", {}, {}, "The  bridge\u2026 ＡＢ?", {}),
    ],
)  # fmt: skip
def test_words_are_mended_in_their_places(question, respelt, said, text, words):
    assert meant(question, respelt, said, ENGLISH) == Meant(text, words)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    place = tmp_path_factory.mktemp("respelling") / "archive"
    texts = {
        "Kestrel Bridge shut": "The Kestrel Bridge was shut on Monday after a barge had hit it.",
        "Ferry back": "The ferry runs again. It costs two euros.",
        "Owls": "An owl was seen at Quayle.",
    }
    drafts = [
        read_markdown(f"# {title}\n\n{text}\n", place / f"{n}.md")
        for n, (title, text) in enumerate(texts.items())
    ]
    put(place, drafts, embedder=HashedEmbedder())
    return Archive(place, HashedEmbedder())


@pytest.mark.parametrize("fast", [True, False])
def test_a_misspelt_question_gets_the_answer_of_the_right_one(archive, fast):
    right = ask(archive, "why was the Kestrel bridge shut?", Settings(fast=fast))
    wrong = ask(archive, "why was the Kestral brigde shut?", Settings(fast=fast))
    assert (right.citations, right.sentences) == (wrong.citations, wrong.sentences)
    assert (right.status, right.nearest) == (wrong.status, wrong.nearest)
    assert wrong.question == "why was the Kestral brigde shut?"
    assert wrong.respelt == {"kestral": "kestrel", "brigde": "bridge"}
    assert right.respelt == {}


def test_it_is_searched_by_words_and_meaning_alike(archive):
    right, wrong = page(archive, "the ferry", 3), page(archive, "the fery", 3)
    assert wrong.respelt == {"fery": "ferry"}
    assert [(h.passage.row, h.score) for h in wrong.hits] == [
        (h.passage.row, h.score) for h in right.hits
    ]
    assert page(archive, "the fery", 3, Settings(mode="dense")).respelt == {}


def test_two_questions_in_one_are_mended_before_they_are_parted(archive):
    answer = ask(archive, "when was the Kestral Bridge shut, and what does the fery cost?")
    assert answer.respelt == {"kestral": "kestrel", "fery": "ferry"}
    assert "Kestral" in answer.question
    said = " ".join(c.quote for c in (*answer.citations, *answer.nearest))
    assert "on Monday" in said
    assert "two euros" in said
