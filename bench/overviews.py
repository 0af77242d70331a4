"""How "tell me about …" and "who is …?" are answered.

    python -m bench.overviews WORK

Topics and people of both groups of bench/topics.py, asked as people would. Told: what the first
citation cites is of the article that the topic was taken from, and for a person holds the name.
Wrong: another article is cited first. Answered: what a near miss, and what is not in the archive,
is answered nevertheless.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from bench import results_file
from bench.cached import CachedEmbedder
from bench.topics import Asked, archives, groups
from index.models import load
from search.engine import Archive, ask

TARGET = results_file.FOLDER / "overviews.json"


def outcome(archive: Archive, asked: Asked) -> str:
    """``told``, ``wrong`` or ``refused``; of what is not there ``answered`` or ``refused``."""
    form = "Who is {}?" if asked.kind == "person" else "Tell me about {}."
    answer = ask(archive, form.format(asked.topic))
    if answer.status == "no_answer":
        return "refused"
    if not asked.held:
        return "answered"
    cited = answer.citations[0]
    names = asked.kind != "person" or asked.topic in cited.quote
    return "told" if cited.title == asked.title and names else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("work", type=Path, help="folder for archives and vectors")
    parser.add_argument("--name", default="shipped")
    args = parser.parse_args()
    embedder = CachedEmbedder(load(), args.work / "vectors.sqlite")
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for group in groups():
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for where, archive, asked in archives(group, args.work, embedder):
            for one in asked:
                there = "" if one.held or one.kind == "miss" else ", not in the archive"
                counts[f"{one.kind}{there}, {where}"][outcome(archive, one)] += 1
        figures[group] = {
            name: {"asked": sum(n.values()), **dict(sorted(n.items()))}
            for name, n in sorted(counts.items())
        }
    print(json.dumps(figures, indent=1))
    results_file.put(TARGET, args.name, figures)


if __name__ == "__main__":
    main()
