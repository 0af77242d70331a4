"""Models in the form that onnxruntime opens quickest, kept in the cache.

Optimising a graph and reading its weights took most of a short command. Both are done once: the
graph is stored as onnxruntime left it, with its weights in a file beside it, which the next process
maps instead of reading (docs/decisions/0016).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.cache import cache_folder, file_sha256, known_sha256
from index.errors import ModelMissing

GRAPH, WEIGHTS, SEAL = "graph.onnx", "graph.weights", "seal.json"
SMALL = 1024
"""Bytes up to which a weight stays in the graph."""


def prepared(name: str, write: Callable[[Path], object]) -> Path:
    """The optimised form of the model called ``name``; where the cache lacks it, or holds another
    file than was written, it is made anew from the ONNX file that ``write`` writes. The name has to
    change with the model.

    Raises:
        ModelMissing: the cache can't be written.
    """
    import onnxruntime

    target = cache_folder() / f"{name}-ort{onnxruntime.__version__}"
    if _whole(target):
        return target / GRAPH
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".scratch-") as scratch:
            raw, made = Path(scratch) / "raw.onnx", Path(scratch) / "made"
            write(raw)
            made.mkdir()
            _optimise(raw, made / GRAPH)
            files = {p.name: file_sha256(p) for p in made.iterdir()}
            (made / SEAL).write_text(json.dumps(files))
            if target.exists():
                target.rename(Path(scratch) / "damaged")
            try:
                made.rename(target)
            except OSError:
                if not _whole(target):  # another process may have made it meanwhile
                    raise
    except OSError as error:
        raise ModelMissing(
            f"the model can't be prepared in {target.parent}: {error.strerror or error}. "
            "Set PRESSMARK_CACHE to a folder that can be written."
        ) from error
    return target / GRAPH


def _whole(folder: Path) -> bool:
    """Whether the files are those that were made."""
    try:
        files = json.loads((folder / SEAL).read_bytes())
        return set(files) >= {GRAPH} and all(
            known_sha256(folder / name) == sha for name, sha in files.items()
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return False


def _optimise(raw: Path, target: Path) -> None:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Not ENABLE_ALL: its last steps may fit this processor only, and a cache may move.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    where = "session.optimized_model_external_initializers_"
    options.add_session_config_entry(f"{where}file_name", WEIGHTS)
    options.add_session_config_entry(f"{where}min_size_in_bytes", str(SMALL))
    onnxruntime.InferenceSession(str(raw), options, providers=["CPUExecutionProvider"])


def session(graph: Path | bytes, threads: int, *, brief: bool = False) -> Any:
    """A session in onnxruntime of a prepared graph, or of one in the bytes of an ONNX file.
    ``brief`` is for a process that asks once: weights are used as they lie in the file, not packed
    for quick products first.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = threads
    # A thread that waits must not spin: that takes the processor from whoever has work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if brief:
        options.add_session_config_entry("session.disable_prepacking", "1")
    model = graph if isinstance(graph, bytes) else str(graph)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
