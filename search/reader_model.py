"""The reader's model: its file, verified, and its logits for windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from shutil import copyfile
from typing import Any, Protocol

import numpy as np

from index import prepared
from index.batches import batches, on_all
from index.cache import known_sha256
from index.errors import ModelMissing
from index.signed import quickest
from search.windows import Window, Windows

FILE = "reader.onnx"
SHA256 = "f92d5ba1264b81edae17af9de62d567ad34b98c31825e33425dd81407786707b"

MOST = 256
"""Tokens of a batch: what a layer makes of more of them does not stay in a core's own cache
(bench/results/kernels.json)."""

Floats = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Logits:
    """Of one window. ``start`` and ``end``: of the passage's tokens; ``null``: start plus end of
    "no answer here"; ``relevant`` and ``answers``: of the whole passage.
    """

    start: Floats
    end: Floats
    null: float
    relevant: float
    answers: float


class Model(Protocol):
    """What reads windows."""

    windows: Windows

    def logits(self, windows: Sequence[Window]) -> list[Logits]:
        """One a window, which does not depend on the other windows."""
        ...


def installed() -> bool:
    """Whether the shipped model's file is there."""
    return _path().is_file()


def _path() -> Path:
    return Path(str(files("search").joinpath(FILE)))


def packaged() -> Path:
    """The shipped model's file, after its SHA-256 was compared.

    Raises:
        ModelMissing: it is not there, or not the file that it should be.
    """
    path = _path()
    if not path.is_file():
        raise ModelMissing("the reader's model, search/reader.onnx, is not installed")
    if known_sha256(path) != SHA256:
        raise ModelMissing(
            "search/reader.onnx is not the file of this version: install pressmark anew"
        )
    return path


class ReaderModel:
    """The exported reader in onnxruntime."""

    def __init__(self, file: Path) -> None:
        """``file``: what training/export.py wrote; ``packaged()`` gives the shipped one.

        Raises:
            ModelMissing: the cache can't be written.
        """
        self.windows = Windows()
        name = f"reader-{known_sha256(file)[:12]}"
        graph = quickest(name, lambda target: copyfile(file, target))
        # One thread a batch, as many batches at a time as there are cores.
        self._session = prepared.session(graph, 1)
        self._cores = prepared.cores()

    def logits(self, windows: Sequence[Window]) -> list[Logits]:
        """See Model. Windows of like length share a batch; a window's logits do not depend on
        what else is in it (tests/test_reader.py, to 1e-3).
        """
        made: list[Logits | None] = [None] * len(windows)

        def run(rows: list[int]) -> None:
            longest = len(windows[rows[-1]].ids)
            feed = {
                name: np.zeros((len(rows), longest), dtype=np.int64)
                for name in ("input_ids", "token_type_ids", "attention_mask")
            }
            for line, i in enumerate(rows):
                length = len(windows[i].ids)
                feed["input_ids"][line, :length] = windows[i].ids
                feed["token_type_ids"][line, :length] = windows[i].kinds
                feed["attention_mask"][line, :length] = 1
            spans, verdicts = self._session.run(["span", "verdict"], feed)
            for line, i in enumerate(rows):
                made[i] = _logits(windows[i], spans[line], verdicts[line])

        on_all(self._cores, batches([len(window.ids) for window in windows], MOST), run)
        return [one for one in made if one is not None]


def _logits(window: Window, span: Floats, verdict: Floats) -> Logits:
    inside = span[window.first : window.first + len(window.starts)]
    return Logits(
        inside[:, 0],
        inside[:, 1],
        float(span[0].sum()),
        float(verdict[0]),
        float(verdict[1]),
    )
