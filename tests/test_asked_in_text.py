"""Interviews and lists of questions: the answer is quoted, and the question before it."""

from pathlib import Path

import pytest

from index.models import load
from index.read_text import read_text
from index.update import put
from search.engine import Archive, ask
from search.pick import is_question
from search.settings import Settings

INTERVIEW = """The cellist Tomas Reyl: never a star
Q: When did you start to play the cello?
A: I was six. My grandmother gave me hers.

Q: Who was your teacher?
A: Mostly Agnes Behr, in Vienna. She was strict, but fair.

Q: Why did you leave Berlin?
A: The rent. And I missed the mountains.
"""
REPORT = """Why the swifts are late
Where are the swifts? In most years they come to the valley in the first week of May. \
This year the first one was seen on 19 May.

Will they stay longer instead? Hardly. Swifts leave by the length of the day.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    place, embedder = tmp_path_factory.mktemp("asked") / "archive", load()
    texts = {"reyl.txt": INTERVIEW, "swifts.txt": REPORT}
    put(place, [read_text(t, Path(n)) for n, t in texts.items()], embedder=embedder)
    return Archive(place, embedder)


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Who was it?", True),
        ("Q: Who was it? ", True),
        ("“Who was it?” she asked.", False),
        ("She asked: “Who was it?”", False),
        ("I was six.", False),
        ("", False),
    ],
)
def test_a_question_is_one_that_nobody_is_quoted_with(sentence, asks):
    assert is_question(sentence) is asks


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who was the teacher of Tomas Reyl?", "A: Mostly Agnes Behr, in Vienna."),
        ("why did Tomas Reyl leave Berlin?", "A: The rent."),
        ("will the swifts stay longer?", "Hardly."),
    ],
)
def test_what_is_said_to_a_question_answers_and_not_the_question(archive, question, answer, fast):
    found = ask(archive, question, Settings(fast=fast, min_support=0))
    best = max(found.citations, key=lambda citation: citation.support)
    assert best.quote == answer


def test_the_question_stands_before_what_is_said_to_it_and_is_less_sure(archive):
    found = ask(archive, "why did Tomas Reyl leave Berlin?")
    asked, said = found.sentences[:2]
    assert (asked.text, said.text) == ("Q: Why did you leave Berlin?", "A: The rent.")
    assert asked.support < said.support
    assert found.short and "rent" in found.short


def test_an_article_of_questions_alone_is_still_searched(tmp_path):
    embedder = load()
    put(tmp_path, [read_text("Riddles\nWho built the bridge?\nWhen?", Path("a.txt"))],
        embedder=embedder)  # fmt: skip
    assert ask(Archive(tmp_path, embedder), "who built the bridge?").status == "no_answer"


def test_a_question_that_has_nothing_of_the_one_asked_is_left_out(tmp_path):
    embedder = load()
    text = "Dam\nWhat is his own take?\nHe says that the dam of Lisk cost 2.1 billion euros.\n"
    put(tmp_path, [read_text(text, Path("a.txt"))], embedder=embedder)
    answer = ask(Archive(tmp_path, embedder), "how much did the dam of Lisk cost?")
    assert [sentence.text for sentence in answer.sentences][-1].startswith("He says that the dam")
    assert all(not sentence.text.startswith("What") for sentence in answer.sentences)
