"""What need not be embedded to read passages, and that nothing is read otherwise for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.left_out import every, told
from index.embed_onnx import OnnxEmbedder
from index.models import load
from search import engine
from search.answer import compose
from search.judged import read_judged
from search.settings import Settings
from search.span_reader import SpanReader
from search.undecided import BEST, best_of_each, undecided

SEEDS = Path(__file__).parents[1] / "seeds"
NUMBERS = st.floats(-4, 4, width=16)


@given(
    st.lists(st.tuples(st.integers(0, 4), NUMBERS, st.floats(0, 2, width=16)), max_size=30),
    st.lists(st.booleans(), min_size=30, max_size=30),
)
def test_whoever_may_be_first_is_looked_at(sentences, more):
    of = [passage for passage, _, _ in sentences]
    scores = [score for _, score, _ in sentences]
    bounds = [score + room for _, score, room in sentences]
    begun = best_of_each(of, bounds)
    assert sorted(of[n] for n in begun) == sorted(set(of))
    known = {n: scores[n] for n in {*begun, *(n for n in range(len(of)) if more[n])}}
    seen = known.keys() | undecided(of, bounds, known)
    order = sorted(range(len(of)), key=lambda n: -scores[n])
    last = scores[order[:BEST][-1]] if order else 0
    assert all(n in seen for n in range(len(of)) if scores[n] >= last)
    for passage in set(of):
        own = [n for n in range(len(of)) if of[n] == passage]
        best = max(scores[n] for n in own)
        assert all(n in seen for n in own if scores[n] == best)


@pytest.fixture(scope="module")
def archive(seeds_archive):
    return engine.Archive(seeds_archive / "archive", load())


def rounded(readings):
    return [
        (round(each.relevance, 4), round(each.no_answer, 4), each.spans[0].start)
        for each in readings
    ]


@pytest.mark.parametrize("least", [None, 0.05])
def test_passages_are_read_and_answered_as_with_every_sentence(archive, monkeypatch, least):
    reader = archive.reader(archive.snapshot(), Settings(min_support=least))
    threshold = reader.threshold if least is None else least
    embedded = []
    encode = OnnxEmbedder.encode

    def noted(self, texts):
        embedded.append(len(texts))
        return encode(self, texts)

    monkeypatch.setattr(OnnxEmbedder, "encode", noted)
    asked = [each.text for each in read_judged(SEEDS, 5).questions]
    sentences = 0
    for question in asked:
        hits = engine.search(archive, question, 10)
        quick = reader.read(question, hits)
        with monkeypatch.context() as patched:
            patched.setattr(SpanReader, "_weighty", every)
            mark = len(embedded)
            slow = reader.read(question, hits)
            del embedded[mark:]
        sentences += sum(len(each.spans) for each in slow)
        assert rounded(quick) == rounded(slow)
        one, other = (told(compose(question, hits, each, threshold)) for each in (quick, slow))
        assert one == other
    share = 0.6 if least is None else 1
    assert 0 < sum(embedded) <= sentences * share + len(asked)  # and each question
