"""What the reader is trained on and by: tokens of the data, and the loss, by hand."""

import random
from math import exp, log

import numpy as np
import pytest
import torch

from training.batches import Examples
from training.data import tokenizer, write
from training.example import Example
from training.mined import Temptations
from training.model import Output, loss

TEXT = "It rained. Ida Quill paid 40 crowns, a goat and a bell for it. Nobody was hurt."


def example(short, text=TEXT, title="Harbour news", rival=False):
    at = text.find(short) if short else -1
    return Example(
        "What did she pay?", title, text, at, at + len(short) if short else -1,
        int(bool(short)), int(bool(short)), 1.0, rival,
    )  # fmt: skip


def words(row, first, last, tokens):
    ids = tokens[row["at"] + first : row["at"] + last + 1]
    return tokenizer().decode(ids.tolist())


@pytest.mark.parametrize("title", ["", "Harbour news"])
def test_an_example_knows_the_tokens_of_its_answer_and_of_the_answers_sentence(tmp_path, title):
    write([example("40 crowns", title=title), example("", rival=True)], tmp_path)
    tokens, (own, rival) = np.load(tmp_path / "tokens.npy"), np.load(tmp_path / "examples.npy")
    assert words(own, own["start"], own["end"], tokens) == "40 crowns"
    assert words(own, own["first"], own["last"], tokens) == (
        "ida quill paid 40 crowns, a goat and a bell for it."
    )
    assert [rival[name] for name in ("start", "end", "first", "last")] == [0, 0, 0, 0]
    assert rival["rival"]


def test_the_sentence_of_an_answer_ends_where_the_window_does(tmp_path):
    text = f"Ida paid 40 crowns and {'very ' * 400}little else. Nobody was hurt."
    write([example("40 crowns", text, "")], tmp_path)
    (own,) = np.load(tmp_path / "examples.npy")
    assert own["length"] == 256
    assert own["last"] == 254  # the last token is the separator
    assert Examples(tmp_path).batch(np.array([0]))["last"].tolist() == [254]


def batch(**given):
    unknown = torch.full((2,), -1)
    told = {name: torch.tensor(value) for name, value in given.items()}
    return {"weight": torch.ones(2), "relevant": unknown, "answers": unknown, **told}


def logits(rows):
    none = torch.zeros(len(rows))
    made = torch.tensor(rows)
    return Output(made, made.clone(), none, none)


def share(wanted, among):
    """-ln of the share of ``wanted`` in a softmax."""
    return -log(sum(map(exp, wanted)) / sum(map(exp, among)))


def test_the_loss_of_an_answer_counts_its_token_and_half_its_sentence():
    # One answer, token 2, in the sentence of tokens 2 and 3; the other passage has none.
    one, two = [0.0, 1.0, 3.0, 2.0], [2.0, 0.0, 1.0, 0.0]
    found = loss(
        logits([one, two]),
        batch(start=[2, 0], end=[2, 0], first=[2, 0], last=[3, 0], rival=[-1, -1]),
    )
    wanted = share([3.0], one) + 0.5 * share([3.0, 2.0], one) + share([2.0], two)
    assert float(found) == pytest.approx(wanted / 2, abs=1e-5)


def test_with_a_rival_the_tokens_of_both_passages_share_the_probability():
    one, two = [0.0, 1.0, 3.0, 2.0], [2.0, 0.0, 1.0, 4.0]
    told = {"start": [2, 0], "end": [2, 0], "first": [2, 0], "last": [3, 0]}
    apart = loss(logits([one, two]), batch(**told, rival=[-1, -1]))
    found = loss(logits([one, two]), batch(**told, rival=[1, -1]))
    both = [*one[1:], *two[1:]]
    wanted = 0.5 * share([3.0], both) + 0.5 * share([3.0, 2.0], both) + 0.5 * log(2)
    assert float(found - apart) == pytest.approx(wanted / 2, abs=1e-5)


def test_smoothed_the_sentence_and_the_other_verdict_get_a_share():
    one, two = [0.0, 1.0, 3.0, 2.0], [2.0, 0.0, 1.0, 0.0]
    told = {"start": [2, 0], "end": [2, 0], "first": [2, 0], "last": [3, 0], "rival": [-1, -1]}
    rows = torch.tensor([one, two])
    out = Output(rows, rows.clone(), torch.tensor([2.0, -1.0]), torch.zeros(2))
    given = batch(**told) | {"relevant": torch.tensor([1, 0])}
    found = loss(out, given, 0.2) - loss(out, given)
    span = 0.2 * ((share([3.0], one) + share([2.0], one)) / 2 - share([3.0], one))
    # A tenth of each verdict is for the other one: ln(1 + exp(-x)) and ln(1 + exp(x)) differ by x.
    verdicts = 0.5 * 0.1 * (2.0 + 1.0)
    assert float(found) == pytest.approx((span + verdicts) / 2, abs=1e-5)


def test_the_loss_of_an_unknown_span_is_nothing():
    told = {"start": [-1, -1], "end": [-1, -1], "first": [0, 0], "last": [0, 0]}
    assert float(loss(logits([[1.0, 2.0], [3.0, 4.0]]), batch(**told, rival=[-1, -1]))) == 0


COLD = ("", "In winter the coldest night was -8.8 degrees, in January 1979.")
WARM = ("", "On the warmest day the temperature of the town was 26.6 degrees.")
BREAD = ("", "Bread is baked in the old quarter by two families.")
SAME = ("", "The coldest temperature that anybody read there was -8.8 degrees.")


@pytest.mark.parametrize(
    ("others", "drawn"),
    [
        ([BREAD, WARM], WARM),  # what looks like an answer, not what has nothing to do with it
        ([SAME, WARM], WARM),  # what says the same is no rival
        ([SAME], None),
        ([BREAD], None),  # too far from an answer to teach anything
        ([], None),
    ],
)
def test_a_rival_is_what_the_reader_takes_for_an_answer(others, drawn):
    at = COLD[1].index("-8.8 degrees")
    right = Example(
        "What was the coldest temperature of the town?", *COLD, at, at + 12, 1, 1, 1.0
    )  # fmt: skip
    luck = random.Random(2)  # begins with .956: the best is drawn, not the second
    assert Temptations().rival(right, others, luck) == drawn
