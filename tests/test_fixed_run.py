"""A small fixed run must not get worse: real retrievers on numbers made by bench/fixed_run.py."""

from pathlib import Path

import numpy as np
import pytest

from index import dense, sparse
from index.dense import DenseIndex
from index.models import load
from index.ranked import ranked
from index.sparse import SparseIndex
from search.evaluate import evaluate
from search.judged import read_judged
from search.measures import retrieval
from search.retrieve import Narrowed, retrieve
from search.settings import Settings

HERE = Path(__file__).parent
ROOM = 0.002
"""What a figure may lose to another processor's rounding."""


def lists(run, name):
    """Term numbers as texts of made-up words, which no analyzer changes."""
    ends = run[f"{name}_ends"].tolist()
    return [
        " ".join(f"w{n}" for n in run[f"{name}_terms"][a:b])
        for a, b in zip([0, *ends], ends, strict=False)
    ]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fixed")
    with np.load(HERE / "fixed_run.npz", allow_pickle=False) as file:
        run = dict(file)
    owner = run["owner"].tolist()
    titles = lists(run, "titles")
    passages = [(titles[o], text) for o, text in zip(owner, lists(run, "passages"), strict=True)]
    articles = list(zip(titles, lists(run, "articles"), strict=True))
    sparse.write(passages, articles, folder, "english")
    dense.write(run["passage_vectors"].astype(np.float32), folder)
    return run, owner, SparseIndex(folder, "english", owner), DenseIndex(folder)


# Measured when it was made: (mode, nDCG@10, MRR@10).
FIGURES = [("hybrid", (0.992, 0.9891)), ("sparse", (0.9865, 0.982)), ("dense", (0.9676, 0.9566))]


@pytest.mark.parametrize(("mode", "figures"), FIGURES)
def test_retrieval_of_a_fixed_run_does_not_get_worse(run, mode, figures):
    numbers, owner, terms, near = run
    found = {}
    for n, (text, vector) in enumerate(
        zip(lists(numbers, "questions"), numbers["question_vectors"], strict=True)
    ):
        given = vector.astype(np.float32) if mode != "sparse" else None
        got = retrieve(text, given, near, terms, Settings(mode=mode), Narrowed())
        best = {}
        for row, score in got.fused:
            best.setdefault(owner[row], score)
        found[str(n)] = [str(article) for article, _ in ranked(best.items(), 100)]
    gold = {str(n): {str(article): 1} for n, article in enumerate(numbers["gold"].tolist())}
    values = retrieval(gold, found)
    for name, least in zip(("nDCG@10", "RR@10"), figures, strict=True):
        assert np.mean(list(values[name].values())) >= least - ROOM, name


def test_retrieval_of_the_seeds_does_not_get_worse():
    judged = read_judged(HERE.parent / "seeds")
    found = evaluate(judged, [Settings()], embedder=load(), answers=False)[0].figures
    assert found["nDCG@10"].value >= 0.9322 - ROOM
    assert found["R@10"].value == 1.0
