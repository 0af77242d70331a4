"""What trafilatura has found in a web page, as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from index.canonical import ITEM
from index.tables import row

_BAR = re.compile(r"(?<!\\)\|")


def lines(page: Any) -> Iterator[str]:
    """The lines that trafilatura gives, with ITEM for the dashes that it puts before items. It
    draws tables, and a line below a first row in which only one cell is a heading too, so which
    rows have named columns is taken from its tree.
    """
    if page.body is None:
        yield from (page.text or "").split("\n")
        return
    heads: dict[tuple[str, ...], list[str]] = {}
    for table in page.body.iter("table"):
        first, *others = list(table.iter("row")) or [None]
        if first is not None and all(cell.get("role") == "head" for cell in first):
            head = [" ".join(cell.itertext()) for cell in first]
            heads |= {tuple(_key("".join(c.itertext())) for c in each): head for each in others}
    items = {_key(_before_lists(item)) for item in page.body.iter("item")}
    for each in (page.text or "").split("\n"):
        drawn = each.strip()
        if len(drawn) > 1 and drawn.startswith("|") and drawn.endswith("|"):
            cells = [cell.replace("\\|", "|") for cell in _BAR.split(drawn[1:-1])]
            yield row(cells, heads.get(tuple(_key(cell) for cell in cells), ()))
        elif drawn.startswith("- ") and _key(drawn[2:]) in items:
            yield ITEM + drawn[2:]
        else:
            yield each


def _before_lists(item: Any) -> str:
    """The words of an item before the list that may lie in it."""
    parts = [item.text or ""]
    for child in takewhile(lambda each: each.tag != "list", item):
        parts += (*child.itertext(), child.tail or "")
    return "".join(parts)


def _key(words: str) -> str:
    return "".join(words.split())
