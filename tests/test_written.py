"""The invented articles that the reader is trained and fitted on, and what is made of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.written import all_in_one, folders
from training.asked import groups
from training.written import Addition, Article, Question, Quote, articles, read

TEXT = """# Pier shut
source: Post
date: 2019-05-14
kind: news

Worms ate eleven piles. The pier was shut on Thursday.

It opens again in October.

? what happened to the pier
= Worms ate eleven piles.
~ eleven piles
= The pier was shut on Thursday.
~ shut
? When was it built?
! none
? Who shut it?
! none
@ The pier was shut on Thursday.
+ The harbour board did it.
~ The harbour board
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "some.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_reads_an_article_with_its_questions(tmp_path: Path) -> None:
    assert list(read(written(tmp_path, TEXT))) == [
        Article(
            "Pier shut",
            "Post",
            "2019-05-14",
            "news",
            "Worms ate eleven piles. The pier was shut on Thursday.\n\nIt opens again in October.",
            (
                Question(
                    "what happened to the pier",
                    (
                        Quote("Worms ate eleven piles.", "eleven piles"),
                        Quote("The pier was shut on Thursday.", "shut"),
                    ),
                ),
                Question("When was it built?"),
                Question(
                    "Who shut it?",
                    (),
                    Addition(
                        "The pier was shut on Thursday.",
                        Quote("The harbour board did it.", "The harbour board"),
                    ),
                ),
            ),
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("= Worms ate eleven piles.", "= Worms ate twelve piles.", "not once in the article"),
        ("~ shut", "~ closed", "no short answer"),
        ("~ shut\n", "", "no short answer or no answer"),
        ("! none\n@", "A stray paragraph.\n@", "behind the questions"),
        ("@ The pier", "@ The wharf", "not once in the article"),
        ("+ The harbour", "+ A harbour", "no short answer"),
        ("source: Post\n", "", "source"),
    ],
)
def test_refuses_what_is_not_an_article(tmp_path: Path, old: str, new: str, what: str) -> None:
    file = written(tmp_path, TEXT.replace(old, new))
    with pytest.raises(ValueError, match=f"{file}, article at line 1: .*{what}"):
        list(read(file))


def test_those_of_the_project_are_whole_and_told_apart() -> None:
    trained, kept = articles(kept=False), articles(kept=True)
    titles = [article.title for article in (*trained, *kept)]
    assert len(set(titles)) == len(titles) > 100
    for article in (*trained, *kept):
        answered = [bool(question.quotes) for question in article.questions]
        assert any(answered) and not all(answered), article.title


def test_an_addition_answers_its_question(tmp_path: Path) -> None:
    (article,) = read(written(tmp_path, TEXT))
    question, whole = article.answering(article.questions[2])
    assert question == Question(
        "Who shut it?", (Quote("The harbour board did it.", "The harbour board"),)
    )
    assert whole.text == (
        "Worms ate eleven piles. The pier was shut on Thursday. The harbour board did it.\n\n"
        "It opens again in October."
    )


def test_every_example_has_a_rival_that_does_not_answer() -> None:
    given = articles(kept=True)[:3]
    quotes: dict[str, list[Quote]] = {}
    for article in given:
        for question in article.questions:
            answers = question.quotes or (question.addition and [question.addition.quote])
            if answers:
                quotes[question.text] = list(answers)
    made = list(groups(given, 2, random.Random(3)))
    assert {right.question for right, _ in made} == set(quotes)
    assert len(made) == 2 * sum(map(len, quotes.values()))
    for right, rival in made:
        known = quotes[right.question]
        marked = right.passage[right.start : right.end]
        assert any(marked == q.short and q.sentence in right.passage for q in known)
        assert rival.rival and rival.question == right.question and rival.answers == 0
        assert not any(q.sentence in rival.passage for q in known)
    assert 0.15 < sum(rival.relevant == 0 for _, rival in made) / len(made) < 0.6


def test_folders_hold_what_answers_and_nothing_of_what_must_be_refused() -> None:
    made = [*folders(random.Random(5)), all_in_one(random.Random(5))]
    assert len(made) > 10
    of_kind = [0, 0, 0]
    for folder in made:
        whole = "\n".join(article.text for article in folder.articles)
        for row, kind in folder.questions:
            of_kind[kind] += 1
            held = [sentence in whole for sentence in row["sentences"]]
            if kind == 0:
                assert held and all(held), row["question"]
            elif kind == 1:
                assert not held
            else:  # "It lasted nine minutes." may stand in another article too
                assert not any(held) or len(row["sentences"][0]) < 40, row["question"]
    assert all(of_kind) and 0.7 < of_kind[0] / (of_kind[1] + of_kind[2]) < 1.6
