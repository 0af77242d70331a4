"""Which embedder a name stands for."""

from __future__ import annotations

from index.embed import DEFAULT_MODEL, Embedder


def load(name: str = DEFAULT_MODEL, backend: str = "auto", *, brief: bool = False) -> Embedder:
    """The embedder called ``name``: the packaged model through onnxruntime, or any model that
    sentence-transformers can load. ``backend`` ("onnx", "torch") chooses for the packaged one;
    ``brief`` has it ready sooner for a process that encodes little.

    Raises:
        ModelMissing: its files can't be found or fail their hash.
    """
    if name == DEFAULT_MODEL and backend in ("auto", "onnx"):
        from index.embed_onnx import OnnxEmbedder

        return OnnxEmbedder(brief=brief)
    from index.embed_st import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)
