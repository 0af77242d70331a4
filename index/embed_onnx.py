"""The packaged model through tokenizers and onnxruntime: no torch, loaded in no time."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from index import model_files, prepared, tokens
from index.embed import DEFAULT_MODEL, Vectors

BATCH = 512
"""Tokens of a batch: more do not fit beside the weights in a core's own cache, which costs a
quarter of the speed (docs/decisions/0016)."""


class OnnxEmbedder:
    """all-MiniLM-L6-v2 in float32. A text has the same vector alone and among others (to 1e-6).
    Safe to use from many threads.
    """

    name = DEFAULT_MODEL
    fingerprint = model_files.FINGERPRINT
    dimension = 384

    def __init__(self, *, brief: bool = False) -> None:
        """``brief``: for a process that encodes little; see prepared.session."""
        self._brief = brief
        self._cores = prepared.cores()
        self._tokenizer = tokens.tokenizer()
        self._session = prepared.session(model_files.onnx_model(), self._cores, brief=brief)
        self._lock = threading.Lock()
        self._single: Any = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Texts of like length share a batch, so little is spent on padding. Where
        there are many batches, each core computes its own: the products of one are too small to
        be shared without waiting.
        """
        read = self._tokenizer.encode_batch(list(texts))
        ids = [tokens.cut(one.ids, model_files.WINDOW) for one in read]
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        batches = _batches([len(one) for one in ids])

        def run(rows: list[int], session: Any) -> None:
            vectors[rows] = session.run(["embedding"], _feed([ids[row] for row in rows]))[0]

        if len(batches) < 2 * self._cores or self._cores == 1:
            for rows in batches:
                run(rows, self._session)
        else:
            session = self._one_threaded()
            pool = ThreadPoolExecutor(self._cores)
            try:
                # The longest first, so that all cores end at about the same time.
                for done in [pool.submit(run, rows, session) for rows in reversed(batches)]:
                    done.result()
            finally:
                pool.shutdown(cancel_futures=True)  # where it was interrupted, at once
        return vectors

    def _one_threaded(self) -> Any:
        with self._lock:
            if self._single is None:
                self._single = prepared.session(model_files.onnx_model(), 1, brief=self._brief)
            return self._single


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Numbers of texts of those lengths, in batches of at most BATCH tokens with their padding.

    >>> _batches([300, 2, 250, 3])
    [[1, 3], [2], [0]]
    """
    made: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if made and (len(made[-1]) + 1) * lengths[row] <= BATCH:
            made[-1].append(row)
        else:
            made.append([row])
    return made


def _feed(ids: Sequence[list[int]]) -> dict[str, np.ndarray[Any, Any]]:
    padded = np.zeros((len(ids), max(map(len, ids))), dtype=np.int64)
    mask = np.zeros_like(padded)
    for line, one in enumerate(ids):
        padded[line, : len(one)] = one
        mask[line, : len(one)] = 1
    return {"input_ids": padded, "attention_mask": mask}
