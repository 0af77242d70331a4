"""The packaged model through tokenizers and onnxruntime: no torch, loaded in no time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index import model_files
from index.embed import DEFAULT_MODEL, Vectors

BATCH = 32


class OnnxEmbedder:
    """all-MiniLM-L6-v2 in float32. A text has the same vector alone and among others (to 1e-6)."""

    name = DEFAULT_MODEL
    fingerprint = model_files.FINGERPRINT
    dimension = 384

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(model_files.verified("tokenizer.json")))
        # The packaged file truncates and pads at 128; the model reads 256.
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(model_files.WINDOW)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model_files.onnx_model()), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Texts of like length share a batch, so little is spent on padding."""
        encoded = [e.ids for e in self._tokenizer.encode_batch(list(texts))]
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            ids = np.zeros((len(rows), max(len(encoded[i]) for i in rows)), dtype=np.int64)
            mask = np.zeros_like(ids)
            for line, i in enumerate(rows):
                ids[line, : len(encoded[i])] = encoded[i]
                mask[line, : len(encoded[i])] = 1
            feed = {"input_ids": ids, "attention_mask": mask}
            vectors[rows] = self._session.run(["embedding"], feed)[0]
        return vectors
