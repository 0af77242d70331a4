"""What rounding a layer to 8 bits loses on real texts, and how to lose less.

- SmoothQuant (Xiao et al. 2022, arXiv 2211.10438, equation 4 with alpha 1/2): a few channels of
  what a layer norm gives are much larger than the others, and the step of a token is set by them.
  Each channel is multiplied by a factor before it is rounded, and its weights are divided by it.
- The bias takes what rounded weights are off by on average (Nagel et al. 2019, arXiv 1906.04721,
  section 4.2: bias correction).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from index.onnx_int8 import quantised
from training.batches import Examples
from training.int8 import Weights
from training.model import loaded

Table = np.ndarray[Any, Any]
QKV = tuple(f"attention.self.{each}" for each in ("query", "key", "value"))
AFTER_NORM = (QKV, ("intermediate.dense",))
"""The layers of a block that read what a layer norm gives; those of a group read the same."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Of each channel of what a layer reads, its mean and its greatest absolute value."""

    mean: Table
    most: Table


def inputs(weights: Weights, data: Path) -> dict[str, Inputs]:
    """Of each linear layer of the body, by its name in ``weights``, on a sample of the examples of
    ``data`` (a folder that training.data wrote).
    """
    model = loaded({name: torch.from_numpy(value) for name, value in weights.items()})
    means: dict[str, list[Table]] = {}
    most: dict[str, list[Table]] = {}
    counts: list[int] = []
    mask = torch.ones(0)

    def watch(name: str) -> Any:
        def seen(_: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> None:
            x = given[0][mask]
            means.setdefault(name, []).append(x.mean(0).numpy())
            most.setdefault(name, []).append(x.abs().amax(0).numpy())

        return seen

    for name, layer in model.named_modules():
        if name.startswith("body.encoder") and isinstance(layer, torch.nn.Linear):
            layer.register_forward_pre_hook(watch(name))
    with torch.inference_mode():
        for batch in Examples(data).sample():
            mask = batch["mask"].bool()
            counts.append(int(mask.sum()))
            model(batch["ids"], batch["kinds"], batch["mask"], batch["allowed"])
    return {
        name: Inputs(np.average(means[name], axis=0, weights=counts), np.max(most[name], axis=0))
        for name in means
    }


def factors(weights: Weights, found: dict[str, Inputs]) -> Weights:
    """What each channel of a layer's input is multiplied by, for the layers ``AFTER_NORM``."""
    made: Weights = {}
    blocks = [name.removesuffix(QKV[0]) for name in found if name.endswith(QKV[0])]
    for names in ([b + part for part in group] for b in blocks for group in AFTER_NORM):
        heaviest = np.max([np.abs(weights[f"{name}.weight"]).max(0) for name in names], axis=0)
        most = np.maximum(found[names[0]].most, 1e-5)
        made |= dict.fromkeys(names, np.sqrt(heaviest / most).astype(np.float32))
    return made


def corrected(weights: Weights, found: dict[str, Inputs], by: Weights) -> Weights:
    """``weights`` with biases that make up for the rounding of the others, whose inputs are
    multiplied ``by`` that.
    """
    made = dict(weights)
    for name, seen in found.items():
        factor = by.get(name, np.ones_like(seen.mean))
        exact = weights[f"{name}.weight"] / factor
        table, scale = quantised(exact, 1)
        off = (exact - table * scale) @ (seen.mean * factor)
        made[f"{name}.bias"] = (weights[f"{name}.bias"] + off).astype(np.float32)
    return made
