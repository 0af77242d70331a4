"""How topics are told of that are asked for in other words than "tell me about …": found, counted,
put in order of time, summed up in so many sentences, compared.

    python -m bench.worded WORK [--name NAME]

Topics of the held group of bench/topics.py, and near misses, in the archive of all. Told: the
article that the topic was taken from is cited, of a comparison both; wrong: others are. A
comparison with a topic that is not there is to be refused.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise

from bench import results_file
from bench.topics import Asked, archives, started
from search.engine import Archive, ask

TARGET = results_file.FOLDER / "worded.json"
FORMS = (
    "find articles on {}",
    "show me everything you have about {}",
    "is there anything about {}?",
    "summarise {} in two sentences",
    "timeline of {}",
    "how many articles mention {}?",
)
COMPARED = ("compare {} and {}", "what is the difference between {} and {}?")


def outcome(archive: Archive, question: str, asked: list[Asked]) -> str:
    """``told``, ``wrong`` or ``refused``; of what is not there ``answered`` or ``refused``."""
    answer = ask(archive, question)
    if answer.status == "no_answer":
        return "refused"
    if not all(one.held for one in asked):
        return "answered"
    cited = {citation.title for citation in answer.citations}
    return "told" if {one.title for one in asked} <= cited else "wrong"


def main() -> None:
    work, name, embedder = started(__doc__)
    _, archive, asked = next(iter(archives("held", work, embedder)))
    topics = [one for one in asked if one.kind == "topic"]
    there = [one for one in topics if one.held]
    gone = [one for one in topics if not one.held]
    questions = [
        (form, one.kind if one.held or one.kind == "miss" else "not there", [one])
        for form in FORMS
        for one in asked
        if one.kind != "person"
    ]
    for form in COMPARED:
        questions += [(form, "both", list(pair)) for pair in pairwise(there)]
        questions += [
            (form, "one not there", list(pair)) for pair in zip(there, gone, strict=False)
        ]
    counts: dict[str, dict[str, Counter[str]]] = {}
    for form, kind, about in questions:
        found = counts.setdefault(form, {}).setdefault(kind, Counter())
        found[outcome(archive, form.format(*(one.topic for one in about)), about)] += 1
    figures = {
        form: {kind: {"asked": sum(n.values()), **n} for kind, n in found.items()}
        for form, found in counts.items()
    }
    print(json.dumps(figures, indent=1))
    results_file.put(TARGET, name, {"command": "python -m bench.worded WORK", "figures": figures})


if __name__ == "__main__":
    main()
