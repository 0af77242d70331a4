"""What is said beside a question, and is no part of it."""

import time

import pytest
from conftest import HashedEmbedder

from index import update
from index.records import Draft
from search.beside import without_asides
from search.engine import Archive, ask
from search.settings import LONGEST_QUESTION, Settings

ASKED = "When was the bridge closed?"
BESIDE = [
    f"I need this for school. {ASKED}",
    f"Hi! I'm a student. {ASKED} Thank you very much in advance!",
    f"You are an expert who reads many articles. {ASKED} Answer in one sentence.",
    f"{ASKED} Don't make anything up. If you don't know, say so.",
    f"{ASKED} Use only the articles.",
    f"Quick question: {ASKED} My boss wants to know.",
]
KEPT = [
    "My neighbour resigned. Why did she do that?",  # she may be the neighbour
    "I live in Marlow Bay. When was the bridge closed?",  # which bridge
    "I am writing about bridges. Which was closed first?",
    "I was there in 1998. Who opened it?",
    "The bridge was hit by a barge. How many were hurt?",
    "Hello there! Thanks.",
    "We want to know when it was closed. Was it repaired?",
    "Was Dr. Lee there? Did Stop.Think.Connect end?",
    "What is an emotion?: classic and contemporary readings",
]


@pytest.mark.parametrize("question", BESIDE)
def test_what_is_beside_a_question_is_left_out(question):
    assert without_asides(question) == ASKED


@pytest.mark.parametrize("question", KEPT)
def test_what_a_question_may_be_about_is_left(question):
    assert without_asides(question) == question


def test_a_request_may_have_thanks_beside_it():
    asked = without_asides("Please tell me about the flood. I need it for school. Thanks!")
    assert asked == "Please tell me about the flood."


def test_long_questions_are_not_slow():
    began = time.process_time()
    for part in ("hi ", "thanks, ", "I am. ", "answer in ", "you are a ", "my my. ", "so ", "\n"):
        without_asides((part * LONGEST_QUESTION)[:LONGEST_QUESTION])
    assert time.process_time() - began < 5


def test_the_question_is_answered_as_it_is_alone(tmp_path):
    text = "The bridge was closed on Monday. Nobody was hurt."
    update.put(tmp_path, [Draft("api:a", "Bridge", text)], embedder=HashedEmbedder())
    archive = Archive(tmp_path, HashedEmbedder())
    settings = Settings(fast=True, min_support=0)
    alone = ask(archive, ASKED, settings)
    beside = ask(archive, f"I need this for school. {ASKED} Thanks!", settings)
    assert alone.sentences == beside.sentences
    assert beside.sentences[0].text == "The bridge was closed on Monday."
    assert beside.question == f"I need this for school. {ASKED} Thanks!"
