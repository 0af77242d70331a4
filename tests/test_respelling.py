"""Misspelt words of a question, read as the articles write the nearest ones."""

import pytest
from conftest import HashedEmbedder

from index.read_markdown import read_markdown
from index.update import put
from search.engine import Archive, ask, page
from search.finder import Finder
from search.respelling import MOST_WORDS, Meant
from search.settings import Settings


def test_a_question_of_known_words_is_left_as_it_is(archive):
    for question in ("The  bridge\u2026 ＡＢ?", "a barge", "was the zzzzz shut?", "fe1ri", "Owl"):
        assert mended(archive, question) == Meant(question)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("the frery", "the ferry", {"frery": "ferry"}),  # two letters changed places
        ("Why the fery?", "Why the ferry?", {"fery": "ferry"}),
        ("BRIGDE or brigde", "Bridge or bridge", {"brigde": "bridge"}),
        ("the Kestrol", "the Kestrel", {"kestrol": "kestrel"}),
        ("the zerry", "the zerry", {}),  # another first letter is another word
        # No article is found by them, but the reader reads them; of other words nothing is known.
        (
            "Waht was wich, wehn?",
            "What was which, when?",
            {"waht": "what", "wich": "which", "wehn": "when"},
        ),
        ("summarize and exchnge", "summarize and exchnge", {}),
        # What is quoted is meant as it stands.
        ('a "fery brigde" fery', 'a "fery brigde" ferry', {"fery": "ferry"}),
        ("a “fery” or „brigde“", "a “fery” or „brigde“", {}),
        ('a "fery', 'a "ferry', {"fery": "ferry"}),
        # A common English word of which articles have another form, far from it as stems are.
        ("elecions", "elections", {"elecions": "elections"}),
        # The ending alone, where no stem is found.
        ("conscientiousoly", "conscientiously", {"conscientiousoly": "conscientiously"}),
        # What stands for several words is another one that does, or none; but not where all does.
        ("was the FERY cut by HMFE?", "was the FERY cut by HMFC?", {"hmfe": "hmfc"}),
        ("THE FERY", "THE Ferry", {"fery": "ferry"}),
        # As near are "barge" and "barges": what articles have, and of that the nearest.
        ("a bargee", "a barge", {"bargee": "barge"}),
    ],
)
def test_words_are_mended_in_their_places(archive, question, text, words):
    assert mended(archive, question) == Meant(text, words)


def test_of_words_as_near_the_one_that_what_else_is_asked_stands_beside_is_meant(archive):
    assert mended(archive, "the layrs of a cake").words == {"layrs": "layers"}
    assert mended(archive, "the layrs of the court").words == {"layrs": "lairs"}


def test_no_more_words_are_mended_than_a_slip_has(archive):
    words = [f"bridge{'kqxzvjwmnp'[n]}" for n in range(10)]
    assert list(mended(archive, " ".join(words)).words) == words[:MOST_WORDS]


def mended(archive, question):
    return Finder(archive, archive.snapshot()).meant(question)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    place = tmp_path_factory.mktemp("respelling") / "archive"
    texts = {
        "Kestrel Bridge shut": "The Kestrel Bridge was shut on Monday after a barge had hit it.",
        "Ferry back": "The ferry runs again. It costs two euros, HMFC said.",
        "Owls": "An owl was seen at Quayle.",
        "Vote": "Conscientiously they held an election.",
        "Cakes": "A cake of nine layers was made.",
        "Beasts": "The court visited the lairs of beasts.",
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
