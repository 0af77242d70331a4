"""Any model of sentence-transformers. Imports torch, so only when it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from index import hub, model_files
from index.embed import DEFAULT_MODEL, Vectors
from index.errors import ModelMissing


class SentenceTransformerEmbedder:
    """The model called ``name``: the packaged one, a local folder, or a name on a model hub."""

    def __init__(self, name: str) -> None:
        source, kept = name, False
        if name == DEFAULT_MODEL:
            model_files.verified("model.safetensors")
            source = str(model_files.verified("tokenizer.json").parent)
        elif reason := hub.missing(name):
            raise _missing(name, reason)
        else:
            kept = hub.is_kept(name)
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self._model = SentenceTransformer(
                source,
                device="cpu",
                trust_remote_code=False,
                # What was downloaded stays what it is, and no network is asked for it.
                local_files_only=kept,
                # Only safetensors: a pickled checkpoint can run code when it is read.
                model_kwargs={"use_safetensors": True},
            )
        except Exception as error:  # the hub client, torch and transformers each raise their own
            reason = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            raise _missing(name, reason) from error
        self.name = name
        self.dimension = int(self._model.encode(["dimension"]).shape[1])
        self.fingerprint = (
            model_files.FINGERPRINT if name == DEFAULT_MODEL else self._own_fingerprint()
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def _own_fingerprint(self) -> str:
        digest = hashlib.sha256()
        for key, value in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(value.float().cpu().numpy().tobytes())
        return f"{self.name}/{digest.hexdigest()[:16]}/{self._model.max_seq_length}"


def _missing(name: str, reason: str) -> ModelMissing:
    return ModelMissing(
        f"the model {name!r} can't be loaded: {reason[:200]}. Give the folder of a "
        f"downloaded model, or leave --model out for {DEFAULT_MODEL}."
    )
