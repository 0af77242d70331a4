"""Which embedder a name stands for."""

from __future__ import annotations

from index.embed import DEFAULT_MODEL, INT8_MODEL, Embedder


def load(name: str = DEFAULT_MODEL, backend: str = "auto", *, brief: bool = False) -> Embedder:
    """The embedder called ``name``: the packaged model through onnxruntime, in float32 or
    in 8 bits, or any model that sentence-transformers can load. ``backend`` ("onnx", "torch")
    chooses for the packaged one in float32; ``brief`` has it ready sooner for a process that
    encodes little.

    Raises:
        ModelMissing: its files can't be found or fail their hash.
    """
    if name == INT8_MODEL or (name == DEFAULT_MODEL and backend in ("auto", "onnx")):
        from index.embed_onnx import OnnxEmbedder

        return OnnxEmbedder(name, brief=brief)
    from index.embed_st import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)
