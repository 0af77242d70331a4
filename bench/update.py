"""Adding one article to a large archive while a server runs.

    python -m bench.update COLLECTION_FOLDER WORK_FOLDER [CHARACTERS]

The collection's articles, cut to their first CHARACTERS (1,200 unless told), are indexed; then a
server is started, one article is added by `pressmark index`, and the server is asked for it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from bench import results_file
from bench.collection import corpus

ROOT = Path(__file__).parents[1]


def main() -> None:
    collection, work = Path(sys.argv[1]), Path(sys.argv[2])
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 1200
    folder = work / "articles"
    folder.mkdir(parents=True, exist_ok=True)
    documents = corpus(collection)
    for number in range(4_000):
        # 3,749 articles, and the second part of 251 of them, to make 4,000.
        document = documents[number % len(documents)]
        part = number // len(documents)
        text = document["text"].strip()[part * size :][:size] or document["text"]
        title = " ".join(document["title"].split())[:180] or "Untitled"
        path = folder / f"{number:06d}.txt"
        path.write_text(f"{title}\n{text}\n", encoding="utf-8")
    added = folder / "999999.txt"
    added.unlink(missing_ok=True)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(work / "archive")}

    def pressmark(*arguments: str) -> tuple[str, float]:
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "api.main", *arguments],
            env=env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip(), round(time.perf_counter() - begun, 2)

    first = pressmark("index", str(folder))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "api.main", "serve", "--port", str(port)], env=env
    )

    def top() -> str:
        query = urllib.parse.urlencode({"q": "zeppelin moored at the Quayle mast", "k": 1})
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/search?{query}") as answer:
            return str(json.load(answer)["hits"][0]["title"])

    try:
        for _ in range(300):
            try:
                before = top()
                break
            except OSError:
                time.sleep(0.1)
        added.write_text("Zeppelin at Quayle\nA zeppelin was moored at the Quayle mast today.\n")
        one = pressmark("index", str(folder))
        after = top()
    finally:
        server.terminate()
        server.wait()
    result = {
        "command": f"python -m bench.update {collection.name} WORK {size}",
        "first_index": first,
        "one_added": one,
        "server_top_before": before,
        "server_top_after": after,
        "unchanged_again": pressmark("index", str(folder)),
    }
    results_file.write(results_file.FOLDER / "update.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
