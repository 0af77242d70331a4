"""Questions for a yes or a no: how they are told, and how sure an answer to one may be."""

import json
from importlib.resources import files
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.yes_no import turned
from index import update
from index.models import load
from index.records import Draft
from search import yes_no
from search.engine import Archive, ask, search
from search.span_reader import MOST_COMPARED
from search.yes_no import asks_yes_or_no

TEXT = """The tram drivers of Dorn went on strike on 3 June because of night shifts. The city \
council met the union on Friday and raised their pay by four percent.

The new line to the airport opened in 2024, and the old depot burnt down in May."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("yes-no") / "archive"
    update.put(folder, [Draft("api:1", "Trams of Dorn", TEXT, "Post")], embedder=load())
    return Archive(folder)


@pytest.mark.parametrize(
    "question",
    ["Did the Fed raise rates?", "is it true that it closed?", "Isn't it closed?", "So, was it?",
     "has the depot burnt down", "tell me if it closed", "Whether it closed?", "Could it close?",
     "Can you swim there?", "can we get a ticket on board", "Could I find scorpions there?"],
)  # fmt: skip
def test_a_question_for_a_yes_or_a_no(question):
    assert asks_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    ["What did the Fed do?", "Can you tell me about it?", "could we hear about the flood?", "Is",
     "do the articles say anything about it?", "are there any articles on it?", "Isabel's depot?",
     "Can you give me the latest?", "could you find articles about it", "can I see the news of it",
     "When was it?", "the depot", "Canned food prices?", ""],
)  # fmt: skip
def test_another_question(question):
    assert not asks_yes_or_no(question)


@given(st.text(max_size=80))
def test_any_words_may_be_asked(question):
    asks_yes_or_no(question)
    turned(question, "1911")


@pytest.mark.parametrize(
    ("question", "answer", "made"),
    [
        ("When was the depot closed?", "3 June", "Was the depot closed on 3 June?"),
        ("In what year did it open?", "2024", "Did it open in 2024?"),
        ("Where did they meet?", "in Dorn", "Did they meet in Dorn?"),
        ("How many people did it carry?", "1,900", "Did it carry 1,900 people?"),
        ("Who is the head of the union?", "Jana Novak", "Is Jana Novak the head of the union?"),
        ("Who raised the pay?", "the council", "Is it true that the council raised the pay?"),
        ("Why did it burn?", "a spark", None),
        ("When was it?", "on the third day of the month of June", None),
        ("Who has won?", "Ann", None),
    ],
)  # fmt: skip
def test_a_question_is_turned_into_one(question, answer, made):
    assert turned(question, answer) == made


def assert_quoted(archive, question, quote):
    answer = ask(archive, question)
    assert answer.status != "no_answer", question
    assert answer.citations[0].quote.startswith(quote)


def test_a_sentence_that_says_what_is_asked_is_an_answer(archive):
    for question, quote in (
        ("did the tram drivers go on strike?", "The tram drivers of Dorn went on strike"),
        ("has the line to the airport opened?", "The new line to the airport opened"),
    ):
        assert_quoted(archive, question, quote)


def test_what_is_not_told_is_refused(archive):
    for question in ("did the mayor resign?", "is the museum free on Sundays?"):
        assert ask(archive, question).status == "no_answer", question


def test_the_threshold_is_that_of_other_questions():
    held = [
        json.loads(files("search").joinpath(name).read_text("utf-8"))["threshold"]
        for name in (yes_no.FILE, yes_no.STATED, "reader.json")
    ]
    assert held[0] == held[1] == held[2]


def test_other_questions_are_weighed_as_before(archive):
    with mock.patch.object(yes_no, "asks_yes_or_no", lambda _: False):
        before = [ask(archive, words) for words in ("when did it open?", "did the depot burn?")]
    assert ask(archive, "when did it open?") == before[0]
    assert ask(archive, "did the depot burn?") != before[1]


def test_an_answer_in_other_words_is_found(tmp_path):
    texts = {
        "Fire at the depot": "The roof of the depot fell in on Friday night. All fourteen "
        "mechanics got out in time and none needed a doctor. The damage is put at 2 million.",
        "Pool hours": "The pool at Arne opens at seven on weekdays and stays shut on Sundays. "
        "Children under eight are let in only with an adult.",
    }
    drafts = [Draft(f"api:{n}", *each, "Post") for n, each in enumerate(texts.items())]
    update.put(tmp_path / "archive", drafts, embedder=load())
    archive = Archive(tmp_path / "archive")
    for question, quote in (
        ("Was anybody hurt in the depot fire?", "All fourteen mechanics got out"),
        ("did anyone die when the depot burnt", "All fourteen mechanics got out"),
        ("Can I swim at Arne on a Sunday?", "The pool at Arne opens at seven on weekdays"),
    ):
        assert_quoted(archive, question, quote)


def test_sentences_are_compared_with_the_question_behind_their_title(archive):
    question, snapshot = "Did the drivers walk out over shifts?", archive.snapshot()
    hits, reader = search(archive, question, 10), archive.reader(snapshot)
    found = reader.candidates(question, hits)
    compared = reader.titled(question, hits, found)
    assert sorted(map(_place, found)) == sorted(map(_place, compared))
    embedder = archive.embedder(snapshot.manifest)
    (asked,) = embedder.encode([question])
    for c in compared:
        sentence = hits[c.hit].article.text[c.start : c.end]
        (vector,) = embedder.encode([f"Trams of Dorn. {sentence}"])
        assert c.features[-1] == pytest.approx(float(asked @ vector), abs=1e-3)
    assert reader.titled(question, [], []) == []


def test_those_are_compared_that_the_reader_finds_best(tmp_path):
    text = "\n\n".join(f"Tram {n} was built in {1900 + n} in Dorn." for n in range(40))
    update.put(tmp_path / "archive", [Draft("api:1", "Trams", text, "Post")], embedder=load())
    archive = Archive(tmp_path / "archive")
    hits = search(archive, "Was tram 7 built in Dorn?", 10)
    reader = archive.reader(archive.snapshot())
    found = reader.candidates("Was tram 7 built in Dorn?", hits)
    compared = reader.titled("Was tram 7 built in Dorn?", hits, found)
    scores = sorted((reader.calibration.score(c.features) for c in found), reverse=True)
    assert len(found) == 40
    assert [reader.calibration.score(c.features[:-1]) for c in compared] == scores[:MOST_COMPARED]
    readings = reader.read("Was tram 7 built in Dorn?", hits)
    assert sum(len(each.spans) for each in readings) == MOST_COMPARED
    assert all(each.relevance > -30 for each in readings)  # --rerank orders all passages


def _place(candidate):
    return candidate.hit, candidate.start, candidate.end
