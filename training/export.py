"""The trained reader as ONNX: what search/ ships.

    python -m training.export STATE TARGET [--data DATA] [--kind tokens|weights|float32]
        [--which mean|model]

With ``--data``, the folder that training.data wrote, tokens lose less, see training/rounding.py.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from onnx import save_model
from safetensors.numpy import load_file

from index.model_files import verified
from training.int8 import KINDS, Weights, build
from training.model import layers_of
from training.rounding import corrected, factors, inputs
from training.train import part


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("state", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--data", type=Path, help="texts on which rounding should lose least")
    parser.add_argument("--kind", choices=KINDS, default="tokens")
    parser.add_argument("--which", choices=("mean", "model"), default="mean")
    options = parser.parse_args()
    if options.data and options.kind != "tokens":
        parser.error("--data: only --kind tokens rounds what flows between the layers")
    weights = part(load_file(options.state), f"{options.which}.")
    by: Weights = {}
    if options.data:
        found = inputs(weights, options.data)
        by = factors(weights, found)
        weights = corrected(weights, found, by)
    config = json.loads(verified("config.json").read_text())
    config["num_hidden_layers"] = layers_of(weights)
    save_model(build(weights, config, options.kind, by), options.target)


if __name__ == "__main__":
    main()
