"""The packaged model through tokenizers and onnxruntime: no torch, loaded in no time."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from index import model_files, prepared, tokens
from index.batches import MOST, batches, on_all
from index.embed import DEFAULT_MODEL, INT8_MODEL, Vectors


class OnnxEmbedder:
    """all-MiniLM-L6-v2 in float32 or in 8 bits. A text has the same vector alone and among others
    (to 1e-6). Safe to use from many threads.
    """

    dimension = 384

    def __init__(self, name: str = DEFAULT_MODEL, *, brief: bool = False) -> None:
        """``name``: one of index.embed.PACKAGED. ``brief``: for a process that encodes little; see
        prepared.session.
        """
        int8 = name == INT8_MODEL
        self.name = name
        self.fingerprint = model_files.INT8_FINGERPRINT if int8 else model_files.FINGERPRINT
        self._tokenizer = tokens.tokenizer()
        self.model = model_files.onnx_model(int8=int8)
        # In 8 bits a batch has one scale, so each text is one by itself.
        self._most = 1 if int8 else MOST
        self._brief = brief
        self._cores = prepared.cores()
        self._session = prepared.session(self.model, self._cores, brief=brief)
        self._lock = threading.Lock()
        self._single: Any = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Texts of like length share a batch of float32, so little is spent on
        padding. Where there are many batches, each core computes its own: the products of one are
        too small to be shared without waiting.
        """
        read = self._tokenizer.encode_batch(list(texts))
        ids = [tokens.cut(one.ids, model_files.WINDOW) for one in read]
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        parts = batches([len(one) for one in ids], self._most)
        session = self._session if len(parts) < self._cores else self._one_threaded()

        def run(rows: list[int]) -> None:
            vectors[rows] = session.run(["embedding"], _feed([ids[row] for row in rows]))[0]

        on_all(self._cores, parts, run)
        return vectors

    def _one_threaded(self) -> Any:
        with self._lock:
            if self._single is None:
                self._single = prepared.session(self.model, 1, brief=self._brief)
            return self._single


def _feed(ids: Sequence[list[int]]) -> dict[str, np.ndarray[Any, Any]]:
    padded = np.zeros((len(ids), max(map(len, ids))), dtype=np.int64)
    mask = np.zeros_like(padded)
    for line, one in enumerate(ids):
        padded[line, : len(one)] = one
        mask[line, : len(one)] = 1
    return {"input_ids": padded, "attention_mask": mask}
