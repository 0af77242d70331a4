"""How soon the page can be used, in Debian's Chromium on loopback.

    python -m bench.page WORK [--runs 15]

Usable: the box takes a question and Enter sends it, all scripts have run. Times are counted from
the beginning of the navigation, by the browser. ``first``: nothing in the cache; ``again``: a
reload. Archive: the seeds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import results_file
from bench.load import ROOT, Server
from index.update import update

CHROMIUM = "/usr/bin/chromium"
USABLE = "performance.getEntriesByName('usable')[0]?.startTime"
TIMES = """() => {
    const at = performance.getEntriesByType("navigation")[0];
    const parts = performance.getEntriesByType("resource");
    return { html: at.responseEnd, load: at.loadEventEnd,
        parts: Math.max(...parts.filter(p => p.name.includes("/static/")).map(p => p.responseEnd)),
        names: parts.map(p => p.name) };
}"""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("work", type=Path)
    options.add_argument("--runs", type=int, default=15)
    given = options.parse_args()
    archive = given.work / "archive"
    given.work.mkdir(parents=True, exist_ok=True)
    update(archive, [ROOT / "seeds" / "articles"])
    load = os.getloadavg()[0]
    server = Server(archive)
    seen: dict[str, list[dict]] = {"first": [], "again": []}
    try:
        with sync_playwright() as player:
            browser = player.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            for _ in range(given.runs + 1):
                context = browser.new_context(base_url=server.url)
                page = context.new_page()
                for kind, runs in seen.items():
                    page.goto("/") if kind == "first" else page.reload()
                    page.wait_for_selector("#holds:not(:empty)")
                    times = page.evaluate(TIMES)
                    assert all(name.startswith(server.url + "/") for name in times.pop("names"))
                    runs.append({"usable": page.evaluate(USABLE), **times})
                context.close()
            browser.close()
    finally:
        server.process.terminate()
        server.process.wait()
    result = {
        "command": f"python -m bench.page WORK --runs {given.runs}",
        "machine": f"{os.cpu_count()} cores, shared with other work: load {load:.1f} at the start",
        "runs": given.runs,
        "requests_to_other_origins": 0,
        "median_ms": {
            kind: {
                name: round(statistics.median(run[name] for run in runs[1:]), 1) for name in runs[0]
            }
            for kind, runs in seen.items()
        },
        "most_ms": {k: round(max(run["usable"] for run in r[1:]), 1) for k, r in seen.items()},
    }
    results_file.write(results_file.FOLDER / "page.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
