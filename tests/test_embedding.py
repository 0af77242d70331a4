"""Embedding of an update: each text once, windows of texts, interrupted and resumed."""

import hashlib
from collections import Counter

import numpy as np
import pytest

from index import embedding, model_files
from index.embed import DEFAULT_MODEL, INT8_MODEL, PACKAGED
from index.embed_onnx import OnnxEmbedder
from index.errors import ArchiveStale
from index.update import update
from search.engine import Archive, search

ARTICLES = {
    f"{n:02}.txt": f"Story {n}\n\n"
    + "\n\n".join(
        f"The ferry number {n} left pier {p} at {p} past noon with crates of {word}. "
        f"Nobody at pier {p} of town {n} had seen so many {word} in one year, the keeper said. " * 2
        for p, word in enumerate(("bells", "ropes", "lamps", "apples", "oars", "maps"))
    )
    for n in range(12)
}


class Counting:
    """The texts that were asked for. Their vectors: digests, of length one."""

    name, fingerprint, dimension = "counting", "counting/1", 8

    def __init__(self, stop_after=None):
        self.seen = Counter()
        self.calls = []
        self.stop_after = stop_after

    def encode(self, texts):
        if self.stop_after is not None and len(self.calls) >= self.stop_after:
            raise KeyboardInterrupt
        self.calls.append([len(text) for text in texts])
        self.seen.update(texts)
        rows = [np.frombuffer(hashlib.sha256(t.encode()).digest()[:8], np.uint8) for t in texts]
        found = np.array(rows, dtype=np.float32) + 1
        return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "AT_ONCE", 4)
    monkeypatch.setattr(embedding, "WINDOW", 16)
    place = tmp_path / "articles"
    place.mkdir()
    for name, text in ARTICLES.items():
        (place / name).write_text(text)
    return place


def test_what_was_embedded_before_an_interrupt_is_not_embedded_again(tmp_path, folder):
    archive = tmp_path / "archive"
    first = Counting(stop_after=3)
    with pytest.raises(KeyboardInterrupt):
        update(archive, [folder], embedder=first)
    assert sum(first.seen.values()) == 12  # three times four
    second = Counting()
    report = update(archive, [folder], embedder=second)
    assert report.articles == 12
    assert first.seen.keys() & second.seen.keys() == set()
    assert max((first.seen + second.seen).values()) == 1
    assert report.embedded == sum(second.seen.values()) == report.passages - 12


def test_texts_are_held_a_window_at_a_time_and_sliced_by_length(tmp_path, folder):
    told = []
    counting = Counting()
    report = update(
        tmp_path / "archive", [folder], embedder=counting,
        progress=lambda step, done, total: told.append((step, done, total)),
    )  # fmt: skip
    assert report.embedded == report.passages > 2 * 16
    full = report.passages // 16
    for n in range(full):
        window = counting.calls[4 * n : 4 * n + 4]
        assert [len(slice_) for slice_ in window] == [4] * 4
        # In order of length the slices are 0, 3, 1, 2: no two overlap.
        by_length = [window[0], window[2], window[3], window[1]]
        flat = [length for slice_ in by_length for length in slice_]
        assert flat == sorted(flat)
    done = [d for step, d, _ in told if step == "embedding"]
    assert done[0] == 0
    assert done[-1] == report.passages
    assert done == sorted(done)


def test_a_passage_of_two_articles_is_embedded_once(tmp_path, folder):
    (folder / "copy.txt").write_text(ARTICLES["00.txt"])
    counting = Counting()
    update(tmp_path / "archive", [folder], embedder=counting)
    assert max(counting.seen.values()) == 1


@pytest.mark.parametrize("name", PACKAGED)
def test_many_batches_on_all_cores_give_what_one_at_a_time_gives(name):
    embedder = OnnxEmbedder(name)
    texts = [f"Crate {n} holds {'bells and ' * (n % 40)}ropes." for n in range(120)]
    together = embedder.encode(texts)
    alone = np.vstack([embedder.encode([text]) for text in texts])
    assert np.abs(together - alone).max() < 1e-6
    brief = OnnxEmbedder(name, brief=True).encode(texts)
    assert np.abs(together - brief).max() < 1e-6


def test_an_archive_stays_with_the_model_that_it_was_built_with(tmp_path, folder):
    archive = tmp_path / "archive"
    last = folder / "11.txt"
    last.rename(tmp_path / "11.txt")
    update(archive, [folder], model=INT8_MODEL)
    (tmp_path / "11.txt").rename(last)
    assert update(archive, [folder]).new == 1
    assert update(archive, [folder], rebuild=True).embedded == 0
    opened = Archive(archive)
    build = opened.snapshot().manifest.build
    assert (build.model, build.fingerprint) == (INT8_MODEL, model_files.INT8_FINGERPRINT)
    assert search(opened, "ferry number 11", k=1)[0].article.title == "Story 11"
    with pytest.raises(ArchiveStale, match="pressmark index --rebuild"):
        update(archive, [folder], model=DEFAULT_MODEL)
    changed = update(archive, [folder], model=DEFAULT_MODEL, rebuild=True)
    assert changed.embedded == changed.passages > 12
    assert opened.snapshot().manifest.build.fingerprint == model_files.FINGERPRINT
    assert search(opened, "ferry number 11", k=1)[0].article.title == "Story 11"
