"""A deeper reader that reads as the one before: layers that change nothing yet.

    python -m training.grow search/reader.onnx RUN_FOLDER --data DATA --after 4 5

Behind each layer that is named, counted from 1, comes a new one that begins with its weights, but
adds nothing to what flows past it: what its attention and its feed-forward part give is multiplied
by 0 (block expansion, Wu et al. 2024, "LLaMA Pro", 3.2). Here a layer norm stands behind each of
the two, which would change what flows past; its weight and bias are those that undo that best on
a sample of the examples of DATA (least squares, channel by channel). Writes
RUN_FOLDER/state.safetensors at step 0, for training.train and training.average; it says which
layers are new.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.batches import Examples
from training.int8 import Weights
from training.model import LAYER, layers_of, loaded
from training.warm import begin, weights_of


def states(weights: Weights, data: Path) -> list[torch.Tensor]:
    """What each layer gives: [tokens, width] each; the first is what the embeddings give."""
    model = loaded({name: torch.tensor(value) for name, value in weights.items()})
    examples = Examples(data)
    found: list[list[torch.Tensor]] = []
    with torch.inference_mode():
        for batch in examples.sample():
            given = model.body(
                input_ids=batch["ids"], token_type_ids=batch["kinds"],
                attention_mask=batch["mask"], output_hidden_states=True,
            ).hidden_states  # fmt: skip
            found.append([x[batch["mask"].bool()] for x in given])
    return [torch.cat(parts) for parts in zip(*found, strict=True)]


def undoing(states: torch.Tensor) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The weight and the bias of a layer norm that gives ``states`` ([tokens, width]) back as well
    as it can.
    """
    x = states.double()
    norm = torch.nn.functional.layer_norm(x, x.shape[1:])
    about, middle = norm.mean(0), x.mean(0)
    weight = ((norm - about) * (x - middle)).sum(0) / ((norm - about) ** 2).sum(0)
    return weight.float().numpy(), (middle - weight * about).float().numpy()


def grown(weights: Weights, data: Path, after: list[int]) -> tuple[Weights, list[int]]:
    """``weights`` with a new layer behind each that is named, and the numbers of the new ones, all
    counted from 1.

    Raises:
        ValueError: there is no such layer.
    """
    old = layers_of(weights)
    if not all(1 <= number <= old for number in after):
        raise ValueError(f"--after: the layers are 1 to {old}, not {after}")
    flowing = states(weights, data)
    made = {name: value for name, value in weights.items() if not name.startswith(LAYER)}
    number, new_numbers = 0, []
    for layer in range(old):
        own = {
            name.removeprefix(f"{LAYER}{layer}."): value
            for name, value in weights.items()
            if name.startswith(f"{LAYER}{layer}.")
        }
        blocks = [own]
        if layer + 1 in after:
            weight, bias = undoing(flowing[layer + 1])
            new = dict(own)
            for part in ("attention.output", "output"):
                for kind in ("weight", "bias"):
                    new[f"{part}.dense.{kind}"] = np.zeros_like(own[f"{part}.dense.{kind}"])
                new[f"{part}.LayerNorm.weight"], new[f"{part}.LayerNorm.bias"] = weight, bias
            blocks.append(new)
            new_numbers.append(number + len(blocks))
        for block in blocks:
            made |= {f"{LAYER}{number}.{name}": value for name, value in block.items()}
            number += 1
    return made, new_numbers


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("older", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--after", type=int, nargs="+", required=True)
    options = parser.parse_args()
    made, new = grown(weights_of(options.older), options.data, options.after)
    begin(made, options.run, new)


if __name__ == "__main__":
    main()
