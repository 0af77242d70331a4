"""What a question is wrapped in is no part of it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.framed import FIRST, SECOND, wrapped
from index import update
from index.models import load
from index.records import Draft
from search.engine import Archive, ask
from search.framed import thing_wanted, unframed
from search.topics import request

TEXT = """The swing bridge at Dorn was closed on 3 June because of rust. The council will repair \
it for 2.4 million euros.

Ms Ada Lund, the harbour master, said that ferries carry the cyclists meanwhile."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("framed") / "archive"
    update.put(folder, [Draft("api:1", "The bridge at Dorn", TEXT, "Post")], embedder=load())
    return Archive(folder)


@pytest.mark.parametrize("form", [form for form in (*FIRST, *SECOND) if "quick one" not in form])
def test_the_question_is_left(form):
    for question in ("When was the bridge closed?", "In which year did it open?", "Who won?"):
        left = unframed(wrapped(form, question))
        assert left.rstrip("?").lower() == question.rstrip("?").lower()


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Hi there, can you tell me is the bridge closed?", "is the bridge closed?"),
        ("so is it closed?", "is it closed?"),
        ("I'm interested in what happened at Dorn", "what happened at Dorn?"),
        ("can you tell me since when it is closed", "since when it is closed?"),
        ("I was wondering if the bridge is closed or not", "Is it true that the bridge is closed?"),
        ("Do the articles say whether or not it closed?", "Is it true that it closed?"),
        ("can you confirm that it closed?", "Is it true that it closed?"),
        ("Do you know if you can swim there?", "Is it true that you can swim there?"),
        ("does anyone know if you know who won?", "who won?"),
        ("Based on the articles, name the mayor.", "name the mayor?"),
        ("Which bridge, according to the text, was closed?", "Which bridge was closed?"),
        ("What do you know about why it closed?", "why it closed?"),
        ("WHO WON, PLEASE", "WHO WON?"),
        ("Is it closed, yes or no", "Is it closed?"),
        ("Yes or no: did it close?", "did it close?"),
        ("Did it close (yes/no)?", "Did it close?"),
        ("is it closed y/n", "is it closed?"),
    ],
)  # fmt: skip
def test_what_is_left(question, left):
    assert unframed(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "When was the bridge closed?", "Is it true that it closed?", "how do you know who won?",
        "According to whom was it closed?", "Based on what was it closed?",
        "Out of what city is it?",
        "According to the report, who won?", "According to the Harbour Post, who won?",
        "In the article about trams, who won?", "There are how many bridges?", "one can do what?",
        "The idea of what quality was new?", "What should you do if you want to cross?",
        "What do you find in those who cross?", "Who said please?", "Do they cross as they please?",
        "How do you say thank you?", "Do you know the mayor?", "Tell me about the bridge",
        "what do the articles say", "What is it?", "tell me how", "are you sure that she won?",
        "Does it happen when the bridge closes?", "Passages in what book tell of it?", "so", "",
        "plum cake", "What can I ask?", "Did she say yes or no?", "Who won, yes or no?",
        "I read that it closed. When did it close?",
    ],
)  # fmt: skip
def test_a_question_is_left_as_it_is(question):
    assert unframed(question) == question


@given(st.text(max_size=80), st.sampled_from((*FIRST, *SECOND)))
def test_any_words_may_be_wrapped(question, form):
    assert unframed(form.replace("{}", question)) is not None
    left = unframed(question)
    assert left == question or len(left) <= len(question) + len("Is it true that ?")


def test_a_request_stays_one():
    day = datetime.date(2026, 11, 29)
    for question in (
        "Tell me what you know about the bridge",
        "can you tell me what the articles say about the bridge?",
        "I want to know what you have on the bridge",
        "What do you know about the bridge?",
    ):
        asked = unframed(question)
        found = request(asked, day)
        assert found and (found.kind, found.topic) == ("overview", "the bridge"), question


@pytest.mark.parametrize("form", ["Based on the articles, {}?", "does anyone know {}?"])
def test_an_answer_is_as_sure_as_without(archive, form):
    plain = ask(archive, "When was the bridge closed?")
    asked = ask(archive, wrapped(form, "When was the bridge closed?"))
    assert plain.status == "answered"
    assert (asked.status, asked.citations) == (plain.status, plain.citations)
    assert asked.question == wrapped(form, "When was the bridge closed?")


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Name the harbour master.", "the harbour master?"),
        ("can you list all bridges at Dorn", "all bridges at Dorn?"),
        ("please give me the date of the closure", "the date of the closure?"),
        ("I need the name of the harbour master", "the name of the harbour master?"),
        ("name three bridges", "three bridges?"),
        ("Name calling in schools", None), ("List of bridges", None), ("Tell me more", None),
        ("tell me about the bridge", None), ("Who is the harbour master?", None), ("", None),
        ("can you get a ticket for jaywalking", None), ("Could I find the way there?", None),
        ("can you give me the date", "the date?"), ("State budget cuts", None),
        ("Find out who won", None),
    ],
)  # fmt: skip
def test_an_order_wants_something(question, thing):
    assert thing_wanted(question) == thing


def test_an_order_is_answered_as_a_question(archive):
    plain = ask(archive, "the costs of the repair?")
    assert "2.4 million euros" in plain.sentences[0].text
    for order in ("List the costs of the repair.", "Can you give me the costs of the repair?"):
        assert ask(archive, order).citations == plain.citations


def test_an_order_of_articles_is_none_for_the_reader(archive):
    assert ask(archive, "list the articles about the bridge").topic == "the bridge"
    assert ask(archive, "show me the latest article").reason is None


def test_what_is_not_told_stays_refused(archive):
    for question in ("who won the race?", "what is the name of the mayor?"):
        assert ask(archive, f"Can you tell me {question}").status == "no_answer"
