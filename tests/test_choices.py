"""Questions that name the answers to choose from."""

import pytest
from conftest import archive_of_dated
from hypothesis import given
from hypothesis import strategies as st

from search.choices import NAMED, choice
from search.engine import ask
from search.settings import Settings

RACES = (
    ("Regatta on the Sound", "The regatta on the Sound was rowed on Sunday in heavy rain. "
     "Halvern won by two lengths. Dorn came in second, ahead of Port Ellery.", "2025-06-02"),
    ("Dorn names its ferry", "Dorn has named its new ferry after a seal. The ferry was built in "
     "Quayle and holds 40 cars.", "2025-07-11"),
    ("Bread contest", "Nerys Vale baked the best loaf of the year. The jury praised its crust.",
     "2025-09-01"),
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return archive_of_dated(tmp_path_factory.mktemp("choices") / "archive", RACES)


@pytest.mark.parametrize(
    ("question", "text", "options"),
    [
        (
            "Who won the cup: Dorn, Halvern or Port Ellery?",
            "Who won the cup?",
            ("Dorn", "Halvern", "Port Ellery"),
        ),
        ("who won the cup? Dorn or Halvern", "who won the cup?", ("Dorn", "Halvern")),
        ("Who won the cup - Dorn or Halvern?", "Who won the cup?", ("Dorn", "Halvern")),
        ("who won the cup, either Dorn or Halvern?", "who won the cup?", ("Dorn", "Halvern")),
        ("In Dorn, who won, Lee or Okparo?", "In Dorn, who won?", ("Lee", "Okparo")),
        (
            "Which town, Dorn or Halvern, won the cup?",
            "Which town won the cup?",
            ("Dorn", "Halvern"),
        ),
        (
            "Between Dorn and Halvern, which town won the cup?",
            "which town won the cup?",
            ("Dorn", "Halvern"),
        ),
        ("Dorn or Halvern: who won the cup?", "who won the cup?", ("Dorn", "Halvern")),
        ("what's the mayor's name, Lee or Okparo?", "what's the mayor's name?", ("Lee", "Okparo")),
        ("what did Kim bring, a dog or a cat?", "what did Kim bring?", ("a dog", "a cat")),
        ("how many people died, 12 or 14?", "how many people died?", ("12", "14")),
        (
            "when did the mill close: May, June or neither?",
            "when did the mill close?",
            ("May", "June"),
        ),
        (
            "Who is right about seals, A. Lee or B. Dorn?",
            "Who is right about seals?",
            ("A. Lee", "B. Dorn"),
        ),
        (
            "who won the cup, Will Smith or Mark May?",
            "who won the cup?",
            ("Will Smith", "Mark May"),
        ),
        (
            "Which town won the cup? (a) Dorn (b) Halvern",
            "Which town won the cup?",
            ("Dorn", "Halvern"),
        ),
        (
            "Who won the cup?\n1. Dorn\n2. Halvern\n3. Lee",
            "Who won the cup?",
            ("Dorn", "Halvern", "Lee"),
        ),
    ],
)
def test_choices_are_told_from_what_is_asked(question, text, options):
    found = choice(question)
    assert found is not None
    assert (found.text, found.options) == (text, options)


@pytest.mark.parametrize(
    "question",
    [
        "Who won?",
        "who won in 2020 or 2021?",
        "did it close in May or June?",
        "who won the cup, or was it a draw?",
        "who won the cup, Dorn or did they give up?",
        "who is older, Lee or Okparo?",
        "What is cheaper in Dorn at night, bus or train?",
        "which is bigger, Dorn or Halvern?",
        "who won, Lee or Okparo?",
        "What did Lee, Okparo or Dorn say?",
        "What term is used for populations, clades or haplogroups?",
        "How many people identify as gay, lesbian or bisexual?",
        "Besides Britain and North America, where else did they settle?",
        "Between 1973 and 2015, how many were released?",
        "How many were injured, killed or captured?",
        "What would a site like GoFundMe or Kickstarter belong to?",
        "Which town won the cup? Dorn has two boats.",
    ],
)
def test_other_questions_name_no_choices(question):
    assert choice(question) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    found = choice(text)
    if found is not None:
        assert len(found.options) > 1
        words = " ".join(text.split())
        assert all(option in words for option in found.options)


@pytest.mark.parametrize(
    "question",
    [
        "who won the regatta: Dorn or Halvern?",
        "Who won the regatta, Halvern or Port Ellery?",
        "Who won the regatta? A) Dorn B) Halvern C) Port Ellery D) Quayle",
        "Dorn or Halvern: who won the regatta?",
    ],
)
def test_the_sentence_that_names_the_right_one_answers(archive, question):
    answer = ask(archive, question)
    assert answer.status == "answered"
    assert "Halvern won by two lengths." in [sentence.text for sentence in answer.sentences]
    assert answer.question == question


def test_where_no_sentence_names_one_the_whole_question_is_read(archive):
    asked = "Who baked the best loaf of the year, Abena Mensah or Paul Okafor?"
    quotes = [citation.quote for citation in ask(archive, asked).citations]
    assert quotes in ([], ["Nerys Vale baked the best loaf of the year."])


def test_other_sentences_are_no_answer(archive):
    answer = ask(
        archive, "Where was the ferry built: Quayle or Marlow Bay?", Settings(min_support=0)
    )
    assert [c.quote for c in answer.citations] == [
        "The ferry was built in Quayle and holds 40 cars."
    ]


def test_a_sentence_that_names_one_is_surer():
    assert NAMED[1] > 0
