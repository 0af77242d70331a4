"""Archives of the articles of training/written.py, and topics that people would ask to be told of.

bench/topics.json has, for one group of articles to fit on and one held back, a topic each in the
words of a person who has seen the headline, and a near miss that no article is about. Names of
people are taken from the articles: first and last name, in no other article.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.cached import CachedEmbedder
from bench.written import archive
from index.models import load
from search.engine import Archive
from training.written import Article, articles

FILE = Path(__file__).parent / "topics.json"
LEFT_OUT = 0.2
"""Share of a group's articles that are not in the archive of all; their topics are asked too."""
SIZES = (1, 5, 25)
"""Articles of a folder: a fifth of them, one at least, are asked about."""
SEED = 7
_NAME = re.compile(
    r"(?<=[a-z,] )(?:Mr |Mrs |Ms |Miss |Dr |Professor )?([A-Z][\w’'-]+ [A-Z][\w’'-]+)"
    r"(?=,| said| says| told|[^.]{0,20}? who )"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """``topic`` of the article ``title``, or a near miss. ``held``: it is in the archive."""

    topic: str
    title: str
    kind: str
    """``topic``, ``miss`` or ``person``."""
    held: bool


def started(doc: str | None) -> tuple[Path, str, CachedEmbedder]:
    """WORK and --NAME of a bench with that docstring, and an embedder that keeps its vectors."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("work", type=Path, help="folder for archives and vectors")
    parser.add_argument("--name", default="shipped")
    args = parser.parse_args()
    return args.work, args.name, CachedEmbedder(load(), args.work / "vectors.sqlite")


def groups() -> dict[str, list[dict[str, str]]]:
    """``fit`` and ``held``: title, topic and miss."""
    found: dict[str, list[dict[str, str]]] = json.loads(FILE.read_text("utf-8"))
    return found


def archives(
    group: str, work: Path, embedder: CachedEmbedder
) -> Iterator[tuple[str, Archive, list[Asked]]]:
    """``all`` or ``folders``, an archive, and what is asked of it."""
    luck = random.Random(SEED)
    everything = {a.title: a for a in (*articles(kept=True), *articles(kept=False))}
    asked = {row["title"]: row for row in groups()[group]}
    names = _names(list(asked), everything)
    titles = sorted(asked)
    luck.shuffle(titles)
    out = titles[: round(LEFT_OUT * len(titles))]
    inside = [title for title in everything if title not in out]

    def about(held: list[str], missing: list[str]) -> list[Asked]:
        made = [Asked(asked[t]["topic"], t, "topic", True) for t in held]
        made += [Asked(asked[t]["miss"], t, "miss", False) for t in held]
        made += [Asked(name, t, "person", True) for t in held for name in names[t]]
        made += [Asked(asked[t]["topic"], t, "topic", False) for t in missing]
        return made + [Asked(name, t, "person", False) for t in missing for name in names[t]]

    place = work / f"topics-{group}"
    yield (
        "all", archive(place / "all", [everything[t] for t in inside], embedder),
        about([t for t in titles if t not in out], out),
    )  # fmt: skip
    at = turn = 0
    while at < len(titles):
        size = SIZES[turn % len(SIZES)]
        own = titles[at : at + max(1, size // 5)]
        at, turn = at + len(own), turn + 1
        filling = luck.sample(sorted(set(everything) - set(titles)), size - len(own))
        missing = luck.sample(sorted(set(titles) - set(own)), len(own))
        folder = [everything[t] for t in (*own, *filling)]
        yield "folders", archive(place / str(turn), folder, embedder), about(own, missing)


def _names(titles: list[str], everything: dict[str, Article]) -> dict[str, list[str]]:
    """Of each of ``titles`` two people at most whose last name no other article has."""
    holders: dict[str, set[str]] = {}
    for article in everything.values():
        for word in set(re.findall(r"[A-Z][\w’'-]+", f"{article.title} {article.text}")):
            holders.setdefault(word, set()).add(article.title)
    found = {}
    for title in titles:
        names = dict.fromkeys(_NAME.findall(everything[title].text))
        own = [n for n in names if holders[n.split()[-1]] == {title} and "'" not in n]
        found[title] = own[:2]
    return found
