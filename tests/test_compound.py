"""Questions that ask several things."""

import pytest
from conftest import archive_of, quotes
from hypothesis import given
from hypothesis import strategies as st

from search.compound import Asked, split_question
from search.engine import ask
from search.join import joined
from search.render import answer_lines
from search.results import Answer, Citation, Claim, Sentence
from search.settings import Settings

BRIDGE = """The Tarn bridge in Marlow was closed on 3 May 2024 after a barge had struck one of its \
piers. Nobody was hurt.

It was opened again in October. The repairs cost 1.2 million euros, and the state paid for them."""
BREAD = """An apprentice of 17, Nils Arkwright, won the bread contest in Quayle on Saturday. His \
loaf of rye had been leavened for two days.

The prize is an oven worth 900 euros."""


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When was the bridge closed and who closed it?",
         ["When was the bridge closed?", "who closed it?"]),
        ("Who won the contest? What was the prize?", ["Who won the contest?",
                                                       "What was the prize?"]),
        ("who won the contest, and did he get a prize", ["who won the contest?",
                                                        "did he get a prize?"]),
        ("How many jobs does Quillon cut, and why?",
         ["How many jobs does Quillon cut?", "why does Quillon cut jobs?"]),
        ("who won and when?", ["who won?", "when won?"]),
        ("who bought Twitter and for how much?", ["who bought Twitter?",
                                                 "for how much bought Twitter?"]),
        ("When and where did it open?", ["When did it open?", "where did it open?"]),
        ("Who built the bridge and in what year was it closed?",
         ["Who built the bridge?", "in what year was it closed?"]),
        ("Where is it, when did it open and how much does it cost?",
         ["Where is it, when did it open and how much does it cost?"]),
        ("when was it closed and who paid for it and how much did it cost?",
         ["when was it closed?", "who paid for it?", "how much did it cost?"]),
        ("Who decides what is taught and how it is taught?", None),
        ("What did the mayor say about how it began and when it will end?", None),
        ("Which family distilled brandy and were Huguenots?", None),
        ("What gifts were exchanged by Kim and Putin?", None),
        ("Tell me about the flood and when it began", None),
        ("bread and butter", None),
        ("Who? What?", ["Who?", "What?"]),
    ],
)  # fmt: skip
def test_what_is_asked(question, parts):
    assert [asked.text for asked in split_question(question)] == (parts or [question])


def test_a_later_part_may_lean_on_the_one_before():
    first, later = split_question("When was the Tarn bridge closed and who closed it?")
    assert (first.fuller, first.leans) == (None, False)
    assert (later.fuller, later.leans) == ("who closed it, the Tarn?", True)
    first, later = split_question("Who won the contest? What was the prize?")
    assert (later.fuller, later.leans) == ("What was the prize, won contest?", False)


@given(st.text(max_size=300))
def test_any_text_is_split(text):
    parts = split_question(text)
    assert parts == [Asked(text)] or all(part.text.endswith("?") for part in parts)


def citation(number, article, start):
    return Citation(number, article, "T", "", None, None, "It is.", start, start + 6, 0.9, "/")


def of(question, *cited, status="answered", claims=()):
    sentences = tuple(Sentence("It is.", (c.number,), 0.9) for c in cited)
    reason = "the articles do not say" if status == "no_answer" else None
    return Answer(question, status, sentences, cited, (), "is" if cited else None, reason, claims)


def test_answers_are_joined_in_order_and_a_sentence_stands_once():
    one = of("a?", citation(1, "x", 0), citation(2, "y", 0))
    other = of("b?", citation(1, "z", 5), citation(2, "x", 0), claims=(Claim("1", (1, 2)),))
    both = joined("a and b?", [one, other])
    assert [(c.number, c.article_id, c.start) for c in both.citations] == [
        (1, "x", 0), (2, "y", 0), (3, "z", 5),
    ]  # fmt: skip
    assert [s.citations for s in both.sentences] == [(1,), (2,), (3,)]
    assert both.claims == (Claim("1", (3, 1)),)
    assert (both.question, both.status, both.reason) == ("a and b?", "answered", None)


def test_what_is_not_said_is_named():
    half = joined("a and b?", [of("a?", citation(1, "x", 0)), of("b?", status="no_answer")])
    assert (half.status, half.reason) == ("partial", "the articles do not say: b")
    assert "(The articles do not say: b.)" in answer_lines(half, str, 80)
    none = joined("a and b?", [of("a?", status="no_answer"), of("b?", status="no_answer")])
    assert (none.status, none.question, none.sentences) == ("no_answer", "a and b?", ())


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    texts = {"Bridge opened again": BRIDGE, "Bread contest in Quayle": BREAD}
    return archive_of(tmp_path_factory.mktemp("compound") / "archive", texts)


@pytest.mark.parametrize("fast", [False, True])
def test_each_part_is_answered(archive, fast):
    of = Settings(fast=fast)
    found = quotes(
        ask(archive, "When was the Tarn bridge closed and what did the repairs cost?", of)
    )
    assert "3 May 2024" in found and "1.2 million" in found
    found = quotes(ask(archive, "Who won the bread contest? What is the prize?", of))
    assert "Nils Arkwright" in found and "900 euros" in found


def test_a_part_that_leans_on_another_is_looked_for_with_it(archive):
    found = quotes(ask(archive, "Who won the bread contest in Quayle and what did he get for it?"))
    assert "Nils Arkwright" in found


def test_the_part_that_the_articles_do_not_answer_is_named(archive):
    answer = ask(archive, "Who won the bread contest and who is the king of Norway?")
    assert "Nils Arkwright" in quotes(answer)
    assert (answer.status, answer.reason) == (
        "partial", "the articles do not say: who is the king of Norway",
    )  # fmt: skip


def test_where_no_part_is_answered_there_is_no_answer(archive):
    question = "Who is the king of Norway and how many moons has Jupiter?"
    answer = ask(archive, question)
    assert (answer.status, answer.question) == ("no_answer", question)


def test_every_passage_that_is_cited_was_told_of(archive):
    class Watcher:
        def retrieved(self, generation, hits):
            self.hits = {hit.article.id for hit in hits}
            self.count = len(hits)

        def read(self, readings):
            assert len(readings) == self.count

        def cited(self, articles):
            self.hits |= {article.id for article in articles}

    watcher = Watcher()
    answer = ask(
        archive, "Who won the bread contest and when was the Tarn bridge closed?", None, watcher
    )
    assert {citation.article_id for citation in answer.citations} <= watcher.hits
    assert len(answer.citations) >= 2
