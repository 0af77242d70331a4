"""The mean of an exported reader's weights and those of a run that went on from it.

    python -m training.average OLDER.onnx STATE TARGET_STATE

Writes TARGET_STATE for training.export (Wortsman et al. 2022, "Model soups": runs from one start
lie in one basin, and their mean is better than either).
"""

from __future__ import annotations

import sys
from pathlib import Path

from safetensors.numpy import load_file, save_file

from training.train import part
from training.warm import weights_of


def main() -> None:
    older, state, target = map(Path, sys.argv[1:])
    run = part(load_file(state), "mean.")
    mean = {f"mean.{name}": (run[name] + old) / 2 for name, old in weights_of(older).items()}
    save_file(mean, target)


if __name__ == "__main__":
    main()
