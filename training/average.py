"""The mean of a reader's weights and those of a run that went on from it.

    python -m training.average OLDER STATE TARGET_STATE [SHARE]

OLDER is an exported reader (.onnx) or a state; SHARE is the run's share, a half unless given.
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
    older, state, target = map(Path, sys.argv[1:4])
    share = float(sys.argv[4]) if len(sys.argv) > 4 else 0.5
    run = part(load_file(state), "mean.")
    old = weights_of(older) if older.suffix == ".onnx" else part(load_file(older), "mean.")
    mean = {f"mean.{n}": (1 - share) * w + share * run[n] for n, w in old.items()}
    save_file(mean, target)


if __name__ == "__main__":
    main()
