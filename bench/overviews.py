"""How "tell me about …" and "who is …?" are answered.

    python -m bench.overviews WORK

Topics and people of both groups of bench/topics.py, asked as people would. Told: what the first
citation cites is of the article that the topic was taken from, and for a person holds the name.
Wrong: another article is cited first. Answered: what a near miss, and what is not in the archive,
is answered nevertheless.
"""

from __future__ import annotations

import json
from collections import defaultdict

from bench import results_file
from bench.topics import Asked, archives, groups, started
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
    work, name, embedder = started(__doc__)
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for group in groups():
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for where, archive, asked in archives(group, work, embedder):
            for one in asked:
                there = "" if one.held or one.kind == "miss" else ", not in the archive"
                counts[f"{one.kind}{there}, {where}"][outcome(archive, one)] += 1
        figures[group] = {
            kind: {"asked": sum(n.values()), **dict(sorted(n.items()))}
            for kind, n in sorted(counts.items())
        }
    print(json.dumps(figures, indent=1))
    results_file.put(TARGET, name, figures)


if __name__ == "__main__":
    main()
