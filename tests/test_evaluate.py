import json
import re

import pytest
from conftest import ROOT, pressmark

from index.models import load
from search.evaluate import evaluate
from search.judged import Judged, read_judged
from search.settings import Settings


@pytest.fixture(scope="module")
def seeds():
    """The seeds' first questions, with the real model, in two settings."""
    judged = read_judged(ROOT / "seeds")
    few = Judged(judged.name, judged.documents, judged.questions[:7] + judged.questions[-4:])
    return few, evaluate(few, [Settings(), Settings(mode="sparse")], embedder=load())


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


def test_the_command_on_the_seeds_writes_a_report_of_its_own(tmp_path):
    page = tmp_path / "report.html"
    done = pressmark(
        tmp_path, "eval", str(ROOT / "seeds"), "--limit", "6", "--against", "mode=dense",
        "--html", str(page),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "nDCG@10" in done.stdout
    assert "mode=dense" in done.stdout
    html = page.read_text(encoding="utf-8")
    assert html.count("<svg") == 3
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", html)
    assert not (tmp_path / ".pressmark").exists()


def test_the_command_prints_json(tmp_path):
    done = pressmark(tmp_path, "eval", str(ROOT / "seeds"), "--limit", "3", "--json")
    made = json.loads(done.stdout)
    assert made["questions"] == 3
    assert len(made["evaluations"][0]["outcomes"]) == 3
    assert made["evaluations"][0]["figures"]["nDCG@10"]["n"] == 3


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
