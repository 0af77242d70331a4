"""The exported reader against torch, and alone against among others.

    python -m training.check TRAINING STATE ONNX [PAIRS]

Prints the share of pairs with the same best sentence and the greatest differences of logits.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from search.pick import spans_of
from search.reader_model import Logits, ReaderModel
from search.results import Hit
from search.spans import best_spans
from search.windows import Window
from training.data import is_dev
from training.given import hit
from training.model import ReaderModel as TorchModel
from training.model import loaded
from training.source import rows
from training.train import part


def torch_logits(model: TorchModel, window: Window) -> Logits:
    """Of one window, in float32."""
    ids = torch.tensor([window.ids])
    with torch.inference_mode():
        out = model(
            ids, torch.tensor([window.kinds]), torch.ones_like(ids), torch.ones_like(ids).bool()
        )
    inside = slice(window.first, window.first + len(window.starts))
    return Logits(
        out.start[0, inside].numpy(),
        out.end[0, inside].numpy(),
        float(out.start[0, 0] + out.end[0, 0]),
        float(out.relevant[0]),
        float(out.answers[0]),
    )


def difference(a: Logits, b: Logits) -> float:
    """The greatest one of any logit."""
    return max(
        float(np.abs(a.start - b.start).max()), float(np.abs(a.end - b.end).max()),
        abs(a.null - b.null), abs(a.relevant - b.relevant), abs(a.answers - b.answers),
    )  # fmt: skip


def main() -> None:
    training, state, onnx = map(Path, sys.argv[1:4])
    pairs = int(sys.argv[4]) if len(sys.argv) > 4 else 1_000
    dev = [r for r in rows(training) if is_dev(r)]
    random.Random(3).shuffle(dev)
    torch.set_num_threads(2)
    reference = loaded(part(load_file(state), "mean."))
    model = ReaderModel(onnx)
    windows: list[tuple[Window, Hit]] = []
    for row in dev:
        given = hit(row["context"])
        windows += [(w, given) for w in model.windows.of(row["question"], [given])[:1]]
        if len(windows) >= pairs:
            break
    together = model.logits([w for w, _ in windows])
    same, apart = [], []
    for (window, given), found in zip(windows, together, strict=True):
        wanted = torch_logits(reference, window)
        spans = spans_of(given)
        best = [
            max(best_spans(window, x, spans), key=lambda s: s.logit).start for x in (found, wanted)
        ]
        same.append(best[0] == best[1])
        apart.append(difference(found, wanted))
    alone = [
        difference(model.logits([w])[0], x)
        for (w, _), x in zip(windows[:200], together[:200], strict=True)
    ]
    print(
        json.dumps({
            "pairs": len(windows),
            "same best sentence": round(float(np.mean(same)), 4),
            "logits, median of greatest difference": round(float(np.median(apart)), 4),
            "alone against together, greatest difference of 200": float(max(alone)),
        })
    )  # fmt: skip


if __name__ == "__main__":
    main()
