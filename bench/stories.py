"""Near-duplicates: planted copies among real articles.

    python -m bench.stories COLLECTION_FOLDER

300 articles of the collection, taken evenly among those of 100 words and more, are copied with 5
to 20 % of their words replaced, deleted or preceded by another one, and put among all articles. A
copy is found if it shares a story with its original. A pair of a copy and another article in one
story is right if that article is the original, or is itself like the original by an exact count
of shared shingles (Jaccard .25 and more): the collection has near-duplicates of its own.
"""

from __future__ import annotations

import collections
import json
import random
import re
import sys
import time
from pathlib import Path

from bench import results_file
from bench.collection import corpus
from index.stories import SAME, signature, stories

PLANTED = 300


def edited(words: list[str], share: float, rng: random.Random, others: list[str]) -> list[str]:
    places = set(rng.sample(range(len(words)), round(share * len(words))))
    made = []
    for place, word in enumerate(words):
        kind = rng.choice(("replace", "delete", "insert")) if place in places else ""
        if kind in ("replace", "insert"):
            made.append(rng.choice(others))
        if kind in ("", "insert"):
            made.append(word)
    return made


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}


def main() -> None:
    collection = Path(sys.argv[1])
    texts = [document["text"] for document in corpus(collection)]
    rng = random.Random(7)
    vocabulary = " ".join(texts[:200]).split()
    long = [n for n, text in enumerate(texts) if len(text.split()) >= 100]
    originals = long[:: len(long) // PLANTED][:PLANTED]
    shares = [rng.uniform(0.05, 0.20) for _ in originals]
    copies = [
        " ".join(edited(texts[n].split(), share, rng, vocabulary))
        for n, share in zip(originals, shares, strict=True)
    ]
    every = texts + copies
    begun = time.perf_counter()
    signatures = [signature(text) for text in every]
    signed = time.perf_counter()
    found = stories(signatures).tolist()
    grouped = time.perf_counter()
    members = collections.defaultdict(list)
    for place, story in enumerate(found):
        members[story].append(place)
    recalled = right = wrong = 0
    by_share: dict[str, list[bool]] = collections.defaultdict(list)
    for number, original in enumerate(originals):
        place = len(texts) + number
        hit = found[place] == found[original]
        recalled += hit
        by_share[f"{5 * int(shares[number] * 20)} %"].append(hit)
        for other in members[found[place]]:
            if other == place:
                continue
            source = originals[other - len(texts)] if other >= len(texts) else other
            a, b = shingles(texts[original]), shingles(texts[source])
            good = source == original or len(a & b) / max(1, len(a | b)) >= 0.25
            right, wrong = right + good, wrong + (not good)
    result = {
        "command": f"python -m bench.stories {collection.name}",
        "articles": len(texts),
        "planted": len(copies),
        "least_similarity": SAME,
        "recall": round(recalled / len(copies), 4),
        "precision": round(right / max(1, right + wrong), 4),
        "pairs_right": right,
        "pairs_wrong": wrong,
        "recall_by_words_edited_from": {
            share: round(sum(hits) / len(hits), 4) for share, hits in sorted(by_share.items())
        },
        "stories_of_several_without_copies": sum(
            len([p for p in group if p < len(texts)]) > 1 for group in members.values()
        ),
        "ms_per_signature": round((signed - begun) / len(every) * 1000, 2),
        "seconds_to_group": round(grouped - signed, 2),
    }
    results_file.write(results_file.FOLDER / "stories.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
