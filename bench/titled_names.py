"""Whether "tell me about …" is answered with sentences, or with headings and items of lists too.

    python -m bench.titled_names COLLECTION WORK [--most N]

Asked about are names that stand in titles of COLLECTION, which has lists and newsletters among its
articles: the first words with capital letters behind another word. No sentence: it has fewer than
five words, or no mark at its end.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path
from unittest import mock

from bench import results_file
from bench.collection import judged_archive
from bench.lab import evenly
from search import overview
from search.engine import Archive, ask
from search.judged import Judged, read_judged

TARGET = results_file.FOLDER / "titled_names.json"
SEED = 7
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}")
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S+\s?[.!?…][\"'”’»)\]]*", re.DOTALL)


def names(judged: Judged, most: int) -> list[str]:
    found = {name[0] for each in judged.documents if (name := _NAME.search(each.title))}
    shuffled = random.Random(SEED).sample(sorted(found), len(found))
    return list(evenly(shuffled, most))


def told(archive: Archive, asked: list[str]) -> dict[str, int]:
    sentences = [
        sentence.text
        for name in asked
        for sentence in ask(archive, f"tell me about {name}").sentences
    ]
    none = [text for text in sentences if not _SENTENCE.fullmatch(text)]
    return {"asked": len(asked), "quoted": len(sentences), "no sentences": len(none)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--most", type=int, default=300)
    options = parser.parse_args()
    judged = read_judged(options.collection)
    archive, asked = judged_archive(judged, options.work), names(judged, options.most)
    with mock.patch.object(overview, "_whole_first", lambda all_told, _: all_told):
        before = told(archive, asked)
    found = {
        "command": f"python -m bench.titled_names {judged.name} WORK --most {options.most}",
        "before": before,
        "shipped": told(archive, asked),
    }
    print(json.dumps(found, indent=1))
    results_file.put(TARGET, judged.name, found)


if __name__ == "__main__":
    main()
