"""Cold search in whole processes: `pressmark search`, and the same search with
sentence-transformers imported for the question. Side by side, in turn.

    python bench/cold.py [RUNS]
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import results_file

ROOT = Path(__file__).parents[1]
QUESTION = "gifts for Kim"
OURS = [sys.executable, "-m", "api.main", "search", QUESTION]
THEIRS = [
    sys.executable,
    "-c",
    "import sys; from pathlib import Path\n"
    "from index.embed_st import SentenceTransformerEmbedder\n"
    "from search.engine import Archive, search\n"
    "archive = Archive(Path(sys.argv[1]), SentenceTransformerEmbedder('all-MiniLM-L6-v2'))\n"
    f"print([hit.article.title for hit in search(archive, {QUESTION!r})])",
]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": folder}
        env["HF_HUB_OFFLINE"] = "1"
        index = [sys.executable, "-m", "api.main", "index", str(ROOT / "seeds" / "articles")]
        subprocess.run(index, env=env, check=True, capture_output=True)
        times: dict[str, list[float]] = {"pressmark": [], "sentence_transformers": []}
        for number in range(runs + 1):
            for name, command in (
                ("pressmark", OURS),
                ("sentence_transformers", [*THEIRS, folder]),
            ):
                begun = time.perf_counter()
                subprocess.run(command, env=env, check=True, capture_output=True)
                if number:  # the first warms the disk cache
                    times[name].append(time.perf_counter() - begun)
    ratios = [
        b / a for a, b in zip(times["pressmark"], times["sentence_transformers"], strict=True)
    ]
    result = {
        "command": f"python bench/cold.py {runs}",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "python": platform.python_version(),
        "runs": runs,
        "seconds": {
            name: {
                "min": round(min(values), 3),
                "median": round(statistics.median(values), 3),
                "max": round(max(values), 3),
            }
            for name, values in times.items()
        },
        "ratio_median": round(statistics.median(ratios), 2),
        "ratio_min": round(min(ratios), 2),
    }
    results_file.write(results_file.FOLDER / "cold.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
