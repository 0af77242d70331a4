"""Questions that name a time, which the articles of that time do not repeat."""

import datetime
import time

import pytest
from conftest import said
from hypothesis import given
from hypothesis import strategies as st

from index import update
from index.models import load
from index.records import Draft
from search.engine import Archive, ask
from search.filters import Filters
from search.settings import Settings
from search.timed import timed

TODAY = datetime.date(2026, 11, 30)
LATEST = datetime.date(2024, 8, 31)
RACES = (
    ("Brandt first in harbour race", "2023-06-11",
     "Ida Brandt won the harbour race on Sunday, ahead of forty boats. The wind was weak."),
    ("Hall first in harbour race", "2024-06-09",
     "Tom Hall won the harbour race on Sunday by two lengths. It rained all day."),
    ("Mayor resigns", "2024-05-31",
     "Greta Lindqvist resigned as mayor on Friday after six days of criticism."),
    ("Ferry stops", "2024-07-02",
     "The ferry to Marlow stopped on Tuesday because its engine failed."),
)  # fmt: skip
BRANDT, HALL, MAYOR, FERRY = (text.split(". ")[0].rstrip(".") + "." for *_, text in RACES)


@pytest.mark.parametrize(
    ("question", "text", "days"),
    [
        ("Who won the race in June 2024?", "Who won the race?", ("2024-06-01", "2024-06-30")),
        ("in June, who won the race", "who won the race", ("2024-06-01", "2024-06-30")),
        ("Who won the race in 2023?", "Who won the race?", ("2023-01-01", "2023-12-31")),
        ("Who won on 9 June 2024 in Dorn?", "Who won in Dorn?", ("2024-06-09", "2024-06-09")),
        ("Who won the race on October 3rd?", "Who won the race?", ("2023-10-03", "2023-10-03")),
        ("Who won the race in Sept. 2023?", "Who won the race?", ("2023-09-01", "2023-09-30")),
        ("Who won the race on Sept. 9?", "Who won the race?", ("2023-09-09", "2023-09-09")),
        ("Who won the race on Sunday?", "Who won the race?", ("2026-11-29", "2026-11-29")),
        ("Who won the race on last Sunday?", "Who won the race?", ("2026-11-29", "2026-11-29")),
        ("Who resigned as mayor yesterday?", "Who resigned as mayor?",
         ("2026-11-29", "2026-11-29")),
        ("Who won the race last night?", "Who won the race?", ("2026-11-29", "2026-11-29")),
        ("Who won the race in early June 2024?", "Who won the race?",
         ("2024-06-01", "2024-06-30")),
        ("Who won the race in the summer of 2022?", "Who won the race?",
         ("2022-01-01", "2022-12-31")),
        ("Who won the race at the end of July?", "Who won the race?",
         ("2024-07-01", "2024-07-31")),
        ("In mid-2022, who won the race?", "who won the race?", ("2022-01-01", "2022-12-31")),
        ("Who won Sunday's race?", "Who won the race?", ("2026-11-29", "2026-11-29")),
        ("Who won last week’s race?", "Who won the race?", ("2026-11-23", "2026-11-29")),
        ("Who won the 2023 harbour race?", "Who won the harbour race?",
         ("2023-01-01", "2023-12-31")),
        ("who won harbour race 2023", "who won harbour race", ("2023-01-01", "2023-12-31")),
        ("What sank during the last two weeks?", "What sank?", None),  # too little is left
        ("Why did it sink during the last two weeks?", "Why did it sink?",
         ("2026-11-16", "2026-11-30")),
        ("Is it true that Hall won in June 2024?", "Is it true that Hall won?",
         ("2024-06-01", "2024-06-30")),
    ],
)  # fmt: skip
def test_a_question_is_asked_of_its_days(question, text, days):
    found = timed(question, TODAY, lambda: LATEST)
    assert (found.text, found.days) == (text, days) if days else found is None


@pytest.mark.parametrize(
    "question",
    [
        "Who won the race?",
        "Who won the race in May 2023 or June 2024?",
        "Did Hall win in May 2023, and who in June 2024?",
        "How many have died since 2020?",
        "How many have died since June 2020?",
        "How many came from May to June 2020?",
        "How many people were there before 2020?",
        "Is the sum more than 2020?",
        "Who lives at Elm Street 20201?",
        "What did USA Today write of the race?",
        "Who spoke to Theresa May?",
        "What was the plan in May's own words?",
        "Who was hurt on Black Friday?",
        "Who paid for Black Friday's broken doors?",
        "Who calls it Fat Tuesday and why?",
        "What is written on the wall?",
        "Who was it in 31 June 2024?",
        "How many miles is it in 2,024 steps?",
        "",
    ],
)
def test_a_question_without_a_time_or_with_two_is_left_alone(question):
    assert timed(question, TODAY, lambda: LATEST) is None


@given(st.text(max_size=80) | st.lists(st.sampled_from(
    ["in", "on", "the", "June", "2024", "9", "last", "week", ",", "who", "won", "?", "to"]
), max_size=12).map(" ".join))  # fmt: skip
def test_whatever_is_asked_the_words_but_for_the_time_stay(question):
    found = timed(question, TODAY, lambda: LATEST)
    if found:
        left = found.text.split()
        words = question.split()
        assert len(left) < len(words)
        assert set(found.text) <= set(question) | set(" the")
        first, last = map(datetime.date.fromisoformat, found.days)
        assert first <= last


def test_long_questions_are_not_slow():
    began = time.process_time()
    for part in ("in June ", "on 9 ", "last ", "in the ", "during the past 3 ", ", "):
        timed(part * 20_000, TODAY, lambda: LATEST)
    assert time.process_time() - began < 5


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    drafts = [
        Draft(f"api:{n}", title, text, "Courier", published=day)
        for n, (title, day, text) in enumerate(RACES)
    ]
    folder = tmp_path_factory.mktemp("timed") / "archive"
    update.put(folder, drafts, embedder=load())
    return Archive(folder)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("who won the harbour race in June 2023?", BRANDT),
        ("In June 2024, who won the harbour race?", HALL),
        ("who won the harbour race in 2024?", HALL),
        ("who won the 2023 harbour race?", BRANDT),
        ("who won harbour race 2024", HALL),
        ("who resigned as mayor in May?", MAYOR),
        ("why did the ferry to Marlow stop in July 2024?", FERRY),
        ("Tom Hall won the harbour race in June 2024.", HALL),
    ],
)
def test_the_articles_of_that_time_answer(archive, question, sentence):
    answer = ask(archive, question)
    assert (answer.question, answer.status, said(answer)) == (question, "answered", [sentence])
    assert answer.reason.startswith("told by articles from 20")
    alone = ask(archive, question, Settings(asked_on="2024-08-31"))
    assert said(alone) == [sentence]


def test_days_after_the_time_tell_of_it_too(archive):
    answer = ask(archive, "who won the harbour race on 8 June 2024?")
    assert said(answer) == [HALL]
    assert answer.reason == "told by articles from 2024-06-08 to 2024-06-10"


def test_of_another_time_nothing_is_told(archive):
    for when in ("June 2022", "March 2024", "1911"):
        refused = ask(archive, f"who won the harbour race in {when}?")
        assert (refused.status, refused.reason[:23]) == ("no_answer", "the articles do not say")
        assert refused.nearest


def test_filters_of_the_user_hold_beside_the_time(archive):
    question = "who won the harbour race in June 2024?"
    for filters in (Filters(until="2024-01"), Filters(source="Post")):
        assert ask(archive, question, Settings(filters=filters)).status == "no_answer"
    assert said(ask(archive, question, Settings(filters=Filters(since="2024")))) == [HALL]


def test_two_questions_may_name_two_times(archive):
    question = "who won the harbour race in June 2023? who resigned as mayor in May 2024?"
    assert said(ask(archive, question)) == [BRANDT, MAYOR]


def test_a_further_question_may_name_another_time(archive):
    answer = ask(archive, "and in June 2024?", after="who won the harbour race in June 2023?")
    assert said(answer) == [HALL]


def test_a_question_about_the_articles_is_asked_without_saying_so(archive):
    question = "who resigned as mayor in the article?"
    plain = ask(archive, "who resigned as mayor?")
    assert ask(archive, question).citations == plain.citations
