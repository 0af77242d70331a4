"""Questions that the training makes unanswerable by changing one thing."""

import random
import re

import pytest

from training.swaps import ANTONYMS, swapped

TOWN = "In 1960 Abebe Bikila won in Rome, in 1964 in Tokyo; Mamo Wolde came first in Mexico City."


def made(question, passage=TOWN, answers=("Abebe Bikila",), more=""):
    found = {swapped(question, passage, list(answers), more, random.Random(n)) for n in range(200)}
    return found - {None}


def test_one_thing_is_changed_for_another_of_the_passage():
    found = made("Who won in Rome in 1960?")
    assert {
        "Who won in Tokyo in 1960?",
        "Who won in Rome in 1964?",
        "Who lost in Rome in 1960?",
    } <= found
    # A year that the question has already would leave it as it was; the answer would answer it.
    assert not any(
        "Bikila" in question or "Rome" in re.sub("in Rome", "", question) for question in found
    )


def test_what_the_answer_holds_is_never_put_in():
    found = made("Where was it in 1960?", answers=("Rome", "1964"))
    assert found
    assert not any("1964" in question for question in found)


def test_entities_come_from_another_passage_of_the_article_too():
    found = made("Who won in Rome in 1960?", more="Later he ran for Kenya.")
    assert "Who won in Kenya in 1960?" in found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "What is the highest tower?",
            {"What is the lowest tower?", "What isn't the highest tower?"},
        ),
        ("Why don't they sing?", set()),
        ("Whose hat?", set()),
    ],
)
def test_antonyms_and_negations(question, expected):
    assert made(question, passage="nothing", answers=()) == expected


def test_antonyms_go_both_ways():
    assert set(ANTONYMS.values()) <= set(ANTONYMS)
    assert ANTONYMS["first"] == "last"
    assert ANTONYMS["last"] == "first"


def test_two_names_change_places_unless_they_stand_side_by_side():
    passage = "At Rome Abe beat Bo in the final. Abe and Bo are friends."
    assert "Where did Bo beat the great Abe?" in made(
        "Where did Abe beat the great Bo?", passage, ("Rome",)
    )
    assert not any(
        question.startswith("Where did Bo") for question in made(
            "Where did Abe and his friend Bo meet?", passage, ("Rome",)
        )
    )  # fmt: skip
