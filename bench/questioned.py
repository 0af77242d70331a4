"""Folders of a few invented articles, and what is asked of each, as files of bench/ hold them.

A question has a kind, and the sentences that answer it; none where nothing in its folder does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.tally import Right, quoting
from index.records import Draft
from search.results import Citation

DATED = Path(__file__).parent / "at_time.json"
VARIED = Path(__file__).parent / "varied.json"
Held = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """``right``: the titles of articles and the sentences there that answer; none where nothing
    does.
    """

    question: str
    kind: str
    right: list[tuple[str, str]]

    def tells(self, citation: Citation) -> bool:
        """Whether it quotes one of the right sentences."""
        return any(quoting(citation, *one) for one in self.right)

    @property
    def judge(self) -> Right | None:
        """What tells a right quote; None where nothing answers."""
        return self.tells if self.right else None


@dataclass(frozen=True, slots=True)
class Folder:
    """Articles, (title, ISO day or None, text), and what is asked of them on a day."""

    group: str
    day: str
    articles: list[tuple[str, str | None, str]]
    asked: list[Asked]


def folders(file: Path) -> list[Folder]:
    """Those of ``file``, a list of {"group", "name", "asked_on", "articles", "asked"}. One that has
    no articles is that of bench/at_time.json or bench/varied.json with its name.
    """
    everything: list[Held] = json.loads(file.read_text(encoding="utf-8"))
    if not all("articles" in each for each in everything):
        others = [one for held in (DATED, VARIED) for one in json.loads(held.read_text("utf-8"))]
        named = {one["name"]: one for one in others}
        everything = [{**named.get(each["name"], {}), **each} for each in everything]
    return [
        Folder(
            each["group"],
            each["asked_on"],
            [(one["title"], one["date"], one["text"]) for one in each["articles"]],
            [
                Asked(
                    one["question"],
                    one["kind"],
                    [(each["articles"][n]["title"], sentence) for n, sentence in one["right"]],
                )
                for one in each["asked"]
            ],
        )
        for each in everything
    ]


def drafts(some: Sequence[Folder]) -> list[Draft]:
    """The articles of all of them."""
    articles = [article for folder in some for article in folder.articles]
    return [
        Draft(f"api:{n}", title, text, "bench", published=day, dated_by="given" if day else None)
        for n, (title, day, text) in enumerate(articles)
    ]
