"""Ids and questions that mean to be something else: none may have a stray effect."""

from __future__ import annotations

import random
import string
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.reliability.hashed import HashedEmbedder
from bench.reliability.places import build, told
from bench.reliability.record import record
from index.errors import PressmarkError
from index.update import remove
from search.engine import Archive, ask, search
from search.filters import Filters
from search.settings import Settings

PIECES = (
    "'",
    '"',
    "`",
    "\\",
    "%",
    "_",
    "*",
    "?",
    "~",
    "^",
    "+",
    "-",
    "!",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    "/",
    "..",
    "../../etc/passwd",
    "\x00",
    "\n",
    "\r\n",
    "\t",
    "\x1b[2J",
    "\u202e",
    "\u200b",
    "\ud800",
    "\udfff",
    "\ufffe",
    "😀",
    "e\u0301",
    "ß",
    "İ",
    "ﬁ",
    "AND",
    "OR",
    "NOT",
    "TO",
    "IN",
    "NEAR",
    "title:",
    "text:",
    "_all:",
    "doc_id:1",
    "[a TO z]",
    "{* TO *}",
    "/.*/",
    "a~2",
    '"a b"~3',
    "^2.0",
    "&&",
    "||",
    "<=",
    "' OR 1=1 --",
    "'; DROP TABLE articles; --",
    "1 UNION SELECT *",
    "x' AND randomblob(1e9)",
    "%00",
    "%s%n",
    "${7*7}",
    "{{7*7}}",
    "<script>",
    "&lt;",
    "\\u0000",
    "NaN",
    "-1",
    "1e309",
    "9" * 40,
    "null",
    "bridge",
    "Kestrel",
    "puffins",
    "a" * 300,
)
"""What hostile words are made of."""


def words(dice: random.Random) -> str:
    """One question or id."""
    made = dice.choice(("", " ")).join(dice.choices(PIECES, k=dice.randrange(1, 8)))
    if dice.random() < 0.2:
        made += "".join(chr(dice.randrange(0x20, 0x2FFFF)) for _ in range(dice.randrange(1, 20)))
    if dice.random() < 0.1:
        made += "".join(dice.choices(string.printable, k=50))
    return made


def one(archive: Archive, folder: Path, dice: random.Random) -> str:
    """What became of one: "found", "refused", or "broken: " and what it was."""
    text = words(dice)
    kind = dice.choice(("search", "sparse", "ask", "filter", "article", "remove"))
    begun = time.perf_counter()
    verdict = "found"
    try:
        if kind == "ask":
            ask(archive, text, Settings(fast=True))
        elif kind == "filter":
            field = dice.choice(("since", "until", "source", "author", "tag", "lang"))
            search(archive, "bridge", 3, Settings(filters=Filters(**{field: text})))
        elif kind == "article":
            found = archive.article(text)
            if found is not None:
                verdict = f"broken: article {text!r} is {found.id}"
        elif kind == "remove":
            remove(folder, [text], embedder=HashedEmbedder())
            verdict = f"broken: removed {text!r}"
        else:
            search(archive, text, 3, Settings(mode="sparse" if kind == "sparse" else "hybrid"))
    except PressmarkError:
        verdict = "refused"
    except Exception as error:
        verdict = f"broken: {kind} {text!r}: {type(error).__name__}: {error}"
    took = time.perf_counter() - begun
    return verdict if took < 2 else f"broken: {kind} {text!r} took {took:.1f} s"


def run(count: int, seed: int = 3) -> dict[str, Any]:
    """``count`` of them, then a look at whether anything has changed."""
    dice = random.Random(seed)
    found: Counter[str] = Counter()
    bad: list[str] = []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "archive"
        build(folder)
        outside = sorted(p.name for p in Path(work).iterdir())
        before, files = told(folder)[0], held(folder)
        archive = Archive(folder, HashedEmbedder())
        for _ in range(count):
            verdict = one(archive, folder, dice)
            found[verdict.split(":")[0]] += 1
            if verdict.startswith("broken"):
                bad.append(verdict[:300])
        if told(folder)[0] != before:
            bad.append("what readers are told has changed")
        if held(folder) != files or sorted(p.name for p in Path(work).iterdir()) != outside:
            bad.append("files have changed")
    return {"found": dict(found), "bad": bad[:20]}


def held(folder: Path) -> dict[str, bytes]:
    """Files of the archive but for those that SQLite and Tantivy put beside theirs."""
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.endswith(("-wal", "-shm", ".lock"))
    }


def long(command: str, count: int = 10_000) -> bool:
    """The long form."""
    found = run(count)
    record("hostile ids and questions", command, count, not found["bad"], found)
    return not found["bad"]
