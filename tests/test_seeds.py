"""The seeds and their questions: gold quotes, and what is answered with the real model."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.models import load
from index.read import read_article, read_bytes
from index.sources import ALL
from search import engine
from search.pick import calibration
from search.settings import Settings

SEEDS = Path(__file__).parents[1] / "seeds"
ARTICLES = SEEDS / "articles"


def questions():
    lines = (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def told(answer):
    """What a failing assertion should say: the numbers behind a status."""
    near = [(c.support, c.quote[:60]) for c in (*answer.citations, *answer.nearest)]
    return f"{answer.status}, threshold {calibration().threshold}: {near}"


@pytest.fixture(scope="module")
def texts():
    """Canonical text by file name."""
    return {path.name: read_article(path, read_bytes(path)).text for path in ALL.files(ARTICLES)[0]}


@pytest.fixture(scope="module")
def archive(seeds_archive):
    archive = engine.Archive(seeds_archive / "archive", load())
    assert archive.snapshot().manifest.articles == 25
    return archive


def test_the_questions_are_well_formed():
    found = questions()
    assert len(found) > 50
    assert len({q["id"] for q in found}) == len(found)
    assert len({q["question"] for q in found}) == len(found)
    for q in found:
        assert set(q) == {"id", "question", "answerable", "gold"}, q["id"]
        assert q["answerable"] == bool(q["gold"]), q["id"]
        assert all(set(gold) == {"article", "quote"} for gold in q["gold"]), q["id"]
    assert sum(not q["answerable"] for q in found) >= 10


def test_every_gold_quote_stands_word_for_word_in_its_article(texts):
    for q in questions():
        for gold in q["gold"]:
            assert gold["quote"].strip() == gold["quote"] != "", q["id"]
            assert gold["quote"] in texts[gold["article"]], q["id"]


def test_every_article_is_asked_about(texts):
    asked = {gold["article"] for q in questions() for gold in q["gold"]}
    # Two more pieces on the bridge are there as decoys of the long one.
    assert len(texts.keys() - asked) <= 4


EVERY_FIFTH = slice(1, None, 5)
"""Answerable and unanswerable ones, about thirteen articles."""


@pytest.mark.parametrize(
    "asked", [EVERY_FIFTH, pytest.param(slice(None), marks=pytest.mark.nightly)]
)
def test_every_quote_of_every_answer_is_cut_from_its_article(archive, asked):
    with archive.catalogue() as catalogue:
        held = {a.id: a.text for a in catalogue.current()}
    statuses = set()
    for number, q in enumerate(questions()[asked]):
        # The trained reader takes longer: it answers every third question here.
        with_reader = Settings(fast=bool(number % 3))
        answers = [engine.ask(archive, q["question"], with_reader)]
        statuses.add(answers[0].status)
        if answers[0].status == "no_answer":
            # With a least support of 0 there is an answer, so every question has quotes.
            answers.append(engine.ask(archive, q["question"], replace(with_reader, min_support=0)))
        assert answers[-1].citations, q["id"]
        for answer in answers:
            for c in (*answer.citations, *answer.nearest):
                assert c.quote == held[c.article_id][c.start : c.end] != "", q["id"]
            numbers = [c.number for c in answer.citations]
            assert numbers == list(range(1, len(numbers) + 1)), q["id"]
            for sentence in answer.sentences:
                quotes = [answer.citations[n - 1].quote for n in sentence.citations]
                assert sentence.text in quotes, q["id"]
            # Every citation proves a sentence.
            assert sorted(n for s in answer.sentences for n in s.citations) == numbers, q["id"]
            assert bool(answer.sentences) == (answer.status != "no_answer"), q["id"]
    assert {"partial", "no_answer"} <= statuses


def test_the_same_question_has_the_same_answer_twice(archive):
    question = questions()[0]["question"]
    assert engine.ask(archive, question) == engine.ask(archive, question)


@pytest.mark.xfail(
    strict=True,
    reason="known gap (docs/decisions/0006): alone the article is answered right, among all "
    "25 the right sentence is the nearest, but the question is refused",
)
def test_the_gift_question_is_answered_with_the_aurus_car(archive):
    answer = engine.ask(archive, "what gifts were exchanged?")
    assert answer.status in ("answered", "partial"), told(answer)
    assert any("Aurus car" in c.quote for c in answer.citations), told(answer)


def test_the_world_cup_is_not_in_the_articles(archive):
    answer = engine.ask(archive, "who won the 1998 World Cup?")
    assert answer.status == "no_answer", told(answer)
    assert answer.reason
    assert 1 <= len(answer.nearest) <= 3
    assert len({c.article_id for c in answer.nearest}) == len(answer.nearest)
