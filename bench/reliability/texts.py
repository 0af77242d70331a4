"""Articles that make counting hard: emoji, combining marks, right to left, CRLF, long lines."""

from __future__ import annotations

import random

from index.canonical import with_line_feeds
from index.records import Draft

WORDS = (
    "bridge",
    "ferry",
    "puffin",
    "council",
    "lantern",
    "naïve",
    "cafe\u0301",
    "e\u0302\u0323lan",
    "Straße",
    "İstanbul",
    "ﬁsh",
    "👩‍👩‍👧‍👦",
    "🌉",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "𝔘𝔫𝔦",
    "שלום",
    "مرحبا",
    "\u200fRTL\u200e",
    "日本語。",
    "漢字",
    "a\u00adb",
    "zero\u200bwidth",
    "\ufeffBOM",
    "no\u00a0break",
    "“quoted”",
    "e.g.",
    "Dr.",
    "3.14",
    "U.S.",
    "a" * 400,
    "<b>bold</b>",
    "&amp;",
    "[1]",
    "*star*",
    "`tick`",
    "|",
    "#",
    "http://example.org/x?y=z",
)
ENDS = (
    ". ",
    ".\n",
    "! ",
    "? ",
    ".\r\n",
    "…  ",
    ".” ",
    ".\n\n",
    ".\r\n\r\n",
    "\u2028",
    ".\t",
    "。",
    "\n",
)


def text(dice: random.Random, sentences: int) -> str:
    """Some sentences, in the form in which every door stores a text."""
    parts = []
    for _ in range(dice.randrange(1, sentences + 1)):
        if dice.random() < 0.05:
            parts.append("".join(chr(_scalar(dice)) for _ in range(20)))
        parts.append(" ".join(dice.choices(WORDS, k=dice.randrange(2, 12))) + dice.choice(ENDS))
    return with_line_feeds("".join(parts))


def _scalar(dice: random.Random) -> int:
    while 0xD800 <= (number := dice.randrange(0x20, 0x30000)) <= 0xDFFF:
        pass
    return number


def drafts(count: int, seed: int, sentences: int = 12) -> list[Draft]:
    """``count`` articles, each with a word of its own to ask for."""
    dice = random.Random(seed)
    return [
        Draft(
            f"api:generated-{seed}-{n}", f"Title {n} {dice.choice(WORDS)[:40]}",
            f"Word{seed}x{n} stands here. " + text(dice, sentences), "Paper",
            url=f"https://example.org/{n}" if n % 2 else None,
        )
        for n in range(count)
    ]  # fmt: skip


def question(seed: int, number: int, dice: random.Random) -> str:
    """A question that finds that article."""
    return f"Word{seed}x{number} {dice.choice(WORDS[:12])}?"
