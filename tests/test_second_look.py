"""The best sentences read once more, by the shipped model."""

import numpy as np
import pytest

from search import second_look
from search.reader_model import ReaderModel, packaged
from search.second_look import looked
from search.spans import best_spans

ASKED = "When did the ferry sink?"
SENTENCES = [
    "The harbour was rebuilt by the council.",
    "The ferry sank in 1912.",
    "Nobody has asked for the lanterns back.",
]


@pytest.fixture(scope="module")
def model():
    return ReaderModel(packaged())


def test_the_sentence_that_answers_stands_out_in_both_readings(model):
    found = np.array(looked(model, ASKED, SENTENCES))
    assert found.shape == (3, len(second_look.NAMES))
    assert found[:, 0].argmax() == found[:, 2].argmax() == 1
    # By itself it is an answer, and the others are none.
    assert (found[:, 0] > found[:, 1]).tolist() == [False, True, False]


def test_a_sentence_by_itself_is_read_as_if_there_were_no_others(model):
    among = np.array(looked(model, ASKED, SENTENCES))
    for n, sentence in enumerate(SENTENCES):
        (by_itself,) = looked(model, ASKED, [sentence])
        np.testing.assert_allclose(by_itself[:2], among[n, :2], atol=1e-3)


def test_beside_the_others_a_sentence_has_the_mass_of_its_place_among_them(model):
    text = " ".join(SENTENCES)
    ((window), *none) = model.windows.over(ASKED, [("", text, 0)])
    assert none == []
    (logits,) = model.logits([window])
    at = [text.index(s) for s in SENTENCES]
    spans = best_spans(
        window, logits, [(a, a + len(s)) for a, s in zip(at, SENTENCES, strict=True)]
    )
    found = np.array(looked(model, ASKED, SENTENCES))
    np.testing.assert_allclose(found[:, 2], [s.mass for s in spans], atol=1e-3)


def test_more_than_a_window_and_sentences_without_words_are_read_too(model):
    long = "The ferry sank in 1912 " + "and the sea was calm " * 40
    found = looked(model, ASKED, [long] * 6 + ["…"])
    assert len(found) == 7
    assert all(alone > null for alone, null, _ in found[:6])
    assert found[5][2] > second_look.NOTHING[2]  # in the second window of them
    assert looked(model, ASKED, []) == []
