import json
import re
import shutil

import pytest
from conftest import ROOT, pressmark

from index.models import load
from search.evaluate import evaluate
from search.judged import read_judged
from search.settings import Settings

ARTICLES = (
    "oakhaven-budget.md", "lantern-night.md", "seabird-count.md", "boil-water-notice.md",
    "boil-water-lifted.txt",
)  # fmt: skip
ASKED = ("q27", "q28", "q38", "q39", "q45", "q50", "q64")
"""Five that these articles answer, one they do not, and a near miss."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Some of the seeds, laid out as they are."""
    made = tmp_path_factory.mktemp("judged") / "few"
    (made / "articles").mkdir(parents=True)
    for name in ARTICLES:
        shutil.copy(ROOT / "seeds" / "articles" / name, made / "articles")
    lines = (ROOT / "seeds" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if json.loads(line)["id"] in ASKED]
    (made / "questions.jsonl").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def seeds(folder):
    """The questions, with the real model, in two settings."""
    few = read_judged(folder)
    assert len(few.questions) == len(ASKED)
    return few, evaluate(few, [Settings(), Settings(mode="sparse", fast=True)], embedder=load())


def test_every_question_has_an_outcome_that_was_really_shown(seeds):
    judged, (first, _) = seeds
    texts = {d.origin: d.text for d in judged.documents}
    assert [o.question for o in first.outcomes] == list(judged.questions)
    for outcome in first.outcomes:
        assert outcome.answer is not None
        assert any(outcome.quote in text for text in texts.values())
        assert all(outcome.verbatim)
        assert set(outcome.ranking) <= set(texts)
    assert first.figures["citations verbatim"].value == 1.0


def test_the_figures_agree_with_the_outcomes(seeds):
    _, found = seeds
    for each in found:
        gold = {o.question.id: o.question.relevant for o in each.outcomes if o.question.relevant}
        ranks = [
            next((n for n, d in enumerate(o.ranking[:10], 1) if d in gold[o.question.id]), None)
            for o in each.outcomes
            if o.question.id in gold
        ]
        expected = sum(1 / r for r in ranks if r) / len(ranks)
        assert each.figures["RR@10"].value == pytest.approx(expected)
        assert each.figures["RR@10"].n == len(gold)
        said = [o for o in each.outcomes if o.answer.citations]
        assert each.figures["answered"].value == pytest.approx(len(said) / len(each.outcomes))
        assert each.figures["right of answered"].value == pytest.approx(
            sum(bool(o.right) for o in said) / len(said)
        )
        assert not any(o.right for o in each.outcomes if o.question.answerable is False)


def test_the_command_on_the_seeds_writes_a_report_of_its_own(tmp_path, folder):
    page = tmp_path / "report.html"
    done = pressmark(
        tmp_path, "eval", str(folder), "--limit", "3", "--against", "mode=dense",
        "--html", str(page),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "nDCG@10" in done.stdout
    assert "mode=dense" in done.stdout
    html = page.read_text(encoding="utf-8")
    assert html.count("<svg") == 3
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", html)
    assert not (tmp_path / ".pressmark").exists()


def test_the_command_prints_json(tmp_path, folder):
    done = pressmark(tmp_path, "eval", str(folder), "--limit", "2", "--json")
    made = json.loads(done.stdout)
    assert made["questions"] == 2
    assert len(made["evaluations"][0]["outcomes"]) == 2
    assert made["evaluations"][0]["figures"]["nDCG@10"]["n"] == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: there is no such folder"),
        ([str(ROOT / "seeds"), "--set", "weight=1"], "setting 'weight=1': expected NAME=VALUE"),
        (
            [str(ROOT / "seeds"), "--set", "depth=many"],
            "setting depth: 'many' is not a value for it",
        ),
        ([str(ROOT / "seeds"), "--set", "depth=0"], "depth 0 is not between 1 and 10000"),
        ([str(ROOT / "seeds"), "--html", "no/report.html"], "there is no folder no"),
        ([str(ROOT / "seeds"), "--qrels", "dev"], "dev.tsv: there is no such file"),
    ],
)
def test_bad_input_is_one_line(tmp_path, arguments, message):
    done = pressmark(tmp_path, "eval", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
