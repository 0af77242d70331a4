"""Questions that go on from the one that was asked before them."""

import json

import pytest
from conftest import archive_of, pressmark, quotes
from hypothesis import given
from hypothesis import strategies as st

from index.errors import BadInput
from search.engine import ask
from search.followed import followed, may_be_of_answer, with_thing
from search.render import answer_lines
from search.settings import Settings
from search.wire import of_answer

BRIDGE = """The Tarn bridge in Marlow was closed on 3 May 2024 because a barge had struck one of \
its piers. Nobody was hurt.

It was opened again in October. The repairs of the Tarn bridge cost 1.2 million euros, and the \
state paid for them."""
BREAD = """Nils Arkwright, an apprentice of 17, won the bread contest in Quayle in 2024 with a \
loaf of rye. Arkwright learned to bake from his aunt.

Ada Sorrel won the bread contest in 2023. About 4,000 people came to the bread contest this year."""
WON, CLOSED = "Who won the bread contest in 2024?", "When was the Tarn bridge closed?"


@pytest.mark.parametrize(
    ("before", "short", "question", "first"),
    [
        (CLOSED, "3 May 2024", "Why?", "why was the Tarn bridge closed?"),
        (CLOSED, "3 May 2024", "and by whom?", "by whom was the Tarn bridge closed?"),
        (CLOSED, "3 May 2024", "Why was that?", "why was the Tarn bridge closed?"),
        (CLOSED, "3 May 2024", "Who paid for it?", "who paid for the Tarn bridge?"),
        (CLOSED, "3 May 2024", "How long is it?", "how long is the Tarn bridge?"),
        (CLOSED, "3 May 2024", "tell me more", "tell me about the Tarn bridge"),
        (CLOSED, "3 May 2024", "summarise it", "summarise the Tarn bridge?"),
        (CLOSED, "3 May 2024", "and the ferry?", "when was the ferry closed?"),
        (CLOSED, "3 May 2024", "who wrote that?", "who wrote the article about the Tarn bridge?"),
        ("Who is Ann Lee?", None, "what does she do?", "what does ann lee do?"),
        ("when did ann lee buy it?", None, "how much did she pay?",
         "how much did she pay, ann lee buy it?"),
        ("who is the mayor of dorn", None, "what about quayle", "who is the mayor of quayle?"),
        ("who won the 2023 contest", None, "and in 2024", "who won the 2024 contest?"),
        ("Did the bridge close in May?", None, "and in June?", "did the bridge close in june?"),
        ("Did the bridge close in May?", None, "why?", "why did the bridge close in may?"),
        (WON, "Nils Arkwright", "What did he bake?", "what did nils arkwright bake?"),
        (WON, "Nils Arkwright", "What is his job?", "what is nils arkwright's job?"),
        (WON, "Nils Arkwright", "And in 2023?", "who won the bread contest in 2023?"),
        (WON, "Nils Arkwright", "What about 2023?", "who won the bread contest in 2023?"),
        ("Who is the mayor of Dorn?", "Ann Lee", "And of Quayle?", "who is the mayor of quayle?"),
        ("Who is the mayor of Dorn?", "Ann Lee", "How about Quayle", "who is the mayor of quayle?"),
        ("Who is the mayor of Dorn?", "Ann Lee", "and the treasurer?",
         "who is the treasurer of dorn?"),
        ("Who is the mayor of Dorn?", "Ann Lee", "How many live there?", "how many live in dorn?"),
        ("What did Ann Lee say about trams?", None, "and about buses?",
         "what did ann lee say about buses?"),
        ("What did Ann Lee say about trams?", None, "when did she say that?",
         "when did ann lee say that?"),
        ("tell me about the Tarn bridge", None, "when was it closed?",
         "when was the tarn bridge closed?"),
        ("When did Lee close the bridge?", None, "why did she close it?",
         "why did lee close the bridge?"),
    ],
)  # fmt: skip
def test_what_goes_on_is_written_out(before, short, question, first):
    assert followed(question, before, short)[0].lower() == first.lower()


@pytest.mark.parametrize(
    "question",
    [
        "Who opened the Tarn bridge?",
        "How long did it take Ann Lee to learn Welsh?",
        "Is it true that Dorn lies on the sea?",
        "How many people are there in Dorn?",
        "What time is it in Dorn?",
        "the ferry",
        "What happened that day?",
        "tell me about Ann Lee",
        "How many people came?",
    ],
)
def test_what_can_be_understood_alone_is_left(question):
    assert followed(question, CLOSED, "3 May 2024") == []
    assert not may_be_of_answer(question, WON)


def test_what_is_meant_may_be_the_answer_or_what_was_asked_about():
    meant = followed("How old is it?", "What did Ann Lee open in Dorn?", "the Tarn bridge")
    assert meant == [
        "How old is Ann Lee?", "How old is the Tarn bridge?", "How old is Dorn?",
    ]  # fmt: skip
    # An answer that is a time or a reason is no thing; one that is a clause names none.
    assert followed("How old is it?", CLOSED, "1998") == ["How old is the Tarn bridge?"]
    assert followed("How old is he?", WON, "an apprentice who had beaten all others") == [
        "How old is he, the bread contest?"
    ]
    # What is put in the place of another may be a part of it.
    assert followed("and the cost?", CLOSED, None) == [
        "When was the cost closed?", "the cost of the Tarn bridge?",
    ]  # fmt: skip
    # What the question itself names may be meant too.
    assert followed("Did Ann Lee say she won?", "Who is Bo Ek?", "a baker")[0] == (
        "Did Ann Lee say she won?"
    )


def test_what_was_asked_about_is_put_behind_a_question():
    assert with_thing("How many came?", WON) == "How many came, the bread contest?"
    assert with_thing("Who judged the bread contest?", WON) is None
    assert with_thing("How many came?", "why?") is None


@given(st.text(max_size=200), st.text(max_size=200), st.none() | st.text(max_size=50))
def test_any_texts_are_read(question, before, short):
    for meant in followed(question, before, short):
        assert meant.strip()
    assert with_thing(question, before) != ""


WORDS = st.lists(
    st.sampled_from(
        ["who", "what", "when", "why", "how", "it", "she", "he", "his", "that", "there", "the",
         "a", "bridge", "Dorn", "Lee", "of", "in", "and", "about", "won", "was", "did", "closed",
         "2023", "?", ",", "what about", "tell me more"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(WORDS, WORDS, st.none() | WORDS)
def test_any_words_are_read(question, before, short):
    for meant in followed(question, before, short):
        assert meant.strip()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    texts = {"Bridge opened again": BRIDGE, "Bread contest in Quayle": BREAD}
    return archive_of(tmp_path_factory.mktemp("followed") / "archive", texts)


@pytest.mark.parametrize(
    ("before", "question", "told", "read_as"),
    [
        (CLOSED, "why?", "a barge had struck", "why was the Tarn bridge closed?"),
        (CLOSED, "And what did its repairs cost?", "1.2 million",
         "what did the Tarn bridge's repairs cost?"),
        (WON, "who taught him to bake?", "from his aunt", "who taught Nils Arkwright to bake?"),
        (WON, "and in 2023?", "Ada Sorrel", "Who won the bread contest in 2023?"),
        ("tell me about the Tarn bridge", "when did it open again?", "in October",
         "when did the Tarn bridge open again?"),
    ],
)  # fmt: skip
def test_what_goes_on_is_answered(archive, before, question, told, read_as):
    answer = ask(archive, question, after=before)
    assert told in quotes(answer)
    assert (answer.question, answer.read_as) == (question, read_as)
    assert quotes(ask(archive, read_as)) == quotes(answer)


def test_the_picker_answers_what_goes_on_too(archive):
    answer = ask(archive, "why?", Settings(fast=True), after=CLOSED)
    assert "a barge had struck" in quotes(answer)
    assert answer.read_as == "why was the Tarn bridge closed?"


def test_what_is_answered_alone_is_not_read_otherwise(archive):
    alone = ask(archive, WON)
    assert ask(archive, WON, after=CLOSED) == alone
    assert (alone.status, alone.read_as) == ("answered", None)


def test_what_is_refused_alone_is_asked_with_what_came_before(archive):
    alone = ask(archive, "How many people came?")
    answer = ask(archive, "How many people came?", after=WON)
    assert answer.status != "no_answer" and "4,000" in quotes(answer)
    assert answer.read_as in (None, "How many people came, the bread contest?")
    assert (answer.read_as is None) == (alone.status != "no_answer")
    none = ask(archive, "Who is the king of Norway?", after=WON)
    assert (none.status, none.read_as) == ("no_answer", None)


def test_a_watcher_hears_of_the_answer_that_is_given_alone(archive):
    heard = []

    class Watcher:
        def retrieved(self, generation, hits):
            heard.append(("retrieved", [hit.article.id for hit in hits]))

        def read(self, readings):
            heard.append(("read", len(readings)))

        def cited(self, articles):
            heard.append(("cited", [article.id for article in articles]))

    answer = ask(archive, "how old is he?", None, Watcher(), after=WON)
    named = [name for name, _ in heard]
    assert named.count("retrieved") == named.count("read") == 1
    shown = {c.article_id for c in (*answer.citations, *answer.nearest)}
    known = {id_ for name, ids in heard if name != "read" for id_ in ids}
    assert shown <= known


def test_how_it_was_read_is_in_its_json_form(archive):
    answer = ask(archive, "why?", after=CLOSED)
    assert of_answer(answer)["read_as"] == "why was the Tarn bridge closed?"
    assert of_answer(ask(archive, CLOSED))["read_as"] is None
    assert answer_lines(answer, str, 80)


@pytest.mark.parametrize("before", ["", "???", "x" * 3000, "\ud800a"])
def test_a_question_before_that_is_none_is_refused(archive, before):
    with pytest.raises(BadInput, match="the question that was asked before"):
        ask(archive, "why?", after=before)


def test_the_command_takes_the_question_before(seeds_archive):
    done = pressmark(
        seeds_archive, "ask", "why?", "--after", "When was the Kestrel Bridge closed?", "--json"
    )
    answer = json.loads(done.stdout)
    assert "barge" in answer["citations"][0]["quote"]
    assert answer["read_as"] == "why was the Kestrel Bridge closed?"
    assert "read as: why was the Kestrel Bridge closed?" in done.stderr
    done = pressmark(seeds_archive, "ask", "why?", "--after", " ")
    assert done.returncode == 2
    assert "the question that was asked before is blank" in done.stderr
