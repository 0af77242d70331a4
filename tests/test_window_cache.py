"""Windows that were read before are not read again, and answers are as if they were."""

from dataclasses import replace

import numpy as np
import pytest
from test_reader import TEXTS, hit

from search import engine, window_cache
from search.filters import Filters
from search.reader_model import ReaderModel, packaged
from search.settings import Settings
from search.window_cache import WindowCache

ASKED = "how many people were injured on the Kestrel Bridge?"


class Noting:
    """The real model, and how many windows each call reads."""

    def __init__(self):
        self._model = ReaderModel(packaged())
        self.windows = self._model.windows
        self.read = []

    def logits(self, windows):
        self.read.append(len(windows))
        return self._model.logits(windows)


@pytest.fixture(scope="module")
def model():
    return Noting()


@pytest.fixture
def cache(model):
    model.read.clear()
    return WindowCache(model)


@pytest.fixture(scope="module")
def windows(model):
    """Seven, from short to long."""
    texts = (*TEXTS, " ".join(TEXTS[:2]), " ".join(TEXTS), " ".join(TEXTS * 2), " ".join(TEXTS * 3))
    cut = model.windows.of("What did the ferry carry?", [hit(text) for text in texts])
    return cut[:7]


def same(ones, others):
    for one, other in zip(ones, others, strict=True):
        assert np.array_equal(one.start, other.start)
        assert np.array_equal(one.end, other.end)
        assert (one.null, one.relevant, one.answers) == (other.null, other.relevant, other.answers)


def test_only_what_is_new_is_read_and_all_of_it_to_the_last_bit(model, cache, windows):
    cache.logits(windows[:3])
    cache.logits(windows[1:6])
    cache.logits([windows[6], windows[0]])
    assert model.read == [3, 3, 1]
    same(cache.logits(windows[::-1]), model.logits(windows[::-1]))
    assert model.read[3] == 0
    for window in windows:
        same(cache.logits([window]), model.logits([window]))


def test_the_windows_that_were_used_last_are_kept(monkeypatch, model, cache, windows):
    monkeypatch.setattr(window_cache, "KEPT", 3)
    a, b, c, d = windows[:4]
    cache.logits([a, b, c])
    cache.logits([a])
    cache.logits([d])
    assert model.read == [3, 0, 1]
    cache.logits([a, c, d])
    assert model.read[-1] == 0
    cache.logits([b])
    assert model.read[-1] == 1


def test_more_windows_than_are_kept_are_read(monkeypatch, model, cache, windows):
    monkeypatch.setattr(window_cache, "KEPT", 0)
    for _ in range(2):
        same(cache.logits(windows), model.logits(windows))
    assert model.read == [len(windows)] * 4


def test_the_same_tokens_are_another_window_where_the_question_ends_elsewhere(
    model, cache, windows
):
    one = windows[3]
    other = replace(one, kinds=[*one.kinds[:-2], 0, 1])
    (first,), (second,) = cache.logits([one]), cache.logits([other])
    assert model.read == [1, 1]
    assert first.answers != second.answers


def test_answers_are_those_of_an_archive_that_was_opened_just_now(seeds_archive):
    folder = seeds_archive / "archive"
    archive = engine.Archive(folder)
    article = engine.ask(archive, ASKED).citations[0].article_id
    for settings in (
        Settings(one_per_story=True), Settings(read=20), Settings(filters=Filters(article=article)),
    ):  # fmt: skip
        assert engine.ask(archive, ASKED, settings) == engine.ask(
            engine.Archive(folder), ASKED, settings
        )
