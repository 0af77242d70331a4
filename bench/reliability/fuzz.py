"""Random and mutated bytes into every parser, the splitter and the question's path: an article, or
an error of ours, within two seconds of processor time. A parser that fails in its own process is
counted by itself: the file is named with the reason, and nothing else happens.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from bench.reliability.containers import AROUND, RECORD
from bench.reliability.doubling import DOWNLOADS
from bench.reliability.forks import forked
from bench.reliability.hostile import words
from bench.reliability.record import ROOT, record
from bench.reliability.texts import text
from index.canonical import valid
from index.errors import PressmarkError
from index.formats import READERS
from index.reading import File
from index.records import Draft

SEEDS = ROOT / "seeds" / "articles"
FEW = 200
"""Trials of a kind of which one, at least, must be read: else nothing behind the door is tried."""
SLOWEST = 2.0
"""Seconds, after the libraries were loaded."""


@cache
def samples() -> dict[str, list[bytes]]:
    """By suffix what is mutated: the seeds, and small valid files of each format."""
    plain = [p.read_bytes() for p in sorted(SEEDS.iterdir())[:6] if p.is_file()]
    table = (
        b"<table><tr><th>A<th>B</tr><tr><td>1<td>2<br>3</tr></table><ul><li>C<ul><li>D</ul></ul>"
    )
    html = (
        b"<!doctype html><html><head><meta name=date content='2024-06-05'/><title>T</title></head>"
        b"<body><article><p>One is.</p>" + table + b"</article><footer>Copyright 2024</footer>"
    )
    mail = (
        b"From: a@b.c\nSubject: T\nDate: Mon, 6 Jan 2025 10:00:00\nContent-Type: text/html\n\n<p>Hi"
        + table
    )
    marked = (
        b"\n# T\n\n| A | B |\n|---|:-:|\n| 1 | *2*<br>3 |\n\nOne [[N|is]].[^1] ![[p.png]]\n\n"
        b"[^1]: Note {% include x.html %} {{< figure >}}\n{: .a}\n\n<div>Two</div>\n\n- [x] three\n"
    )
    yaml = b"---\ntitle: T\ndate: 2024-06-05 10:00\nauthors: [A, {name: B}]\ntags: a, b\n---\n"
    toml = b"+++\ntitle = 'T'\ndate = 2024-06-05\n[[authors]]\nname = 'A'\n+++\n"
    feed = (b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>T</title>'
            b"<description>One is.</description></item></channel></rss>")  # fmt: skip
    return {
        **{kind: [around(content)] for kind, (around, content) in AROUND.items()},
        ".rst": [RST],
        ".md": [yaml + marked, toml + marked],
        **{kind: [yaml + marked] for kind in (".markdown", ".qmd", ".rmd")},
        ".mdx": [
            yaml + b"import A from 'a';\n\nexport const b = {\n  c: 1\n}\n\n<A d={1}>" + marked
        ],
        ".html": [html],
        ".htm": [html],
        ".xhtml": [html],
        ".eml": [mail],
        ".mbox": [b"From a\n" + mail],
        ".rss": [feed],
        ".xml": [feed, RECORD_XML],
        **{kind: [STORY, DOCUMENT] for kind in (".sgm", ".sgml")},
        ".atom": [feed],
        ".json": [
            b'[{"title": "T", "text": "One is."}]',
            b'{"items": [{"title": {"rendered": "T"}, "content": {"rendered": "<p>One<br>"}}]}',
        ],
        ".jsonl": [RECORD],
        ".ndjson": [RECORD],
        ".csv": [b"title,text\nT,One is.\n"],
        ".tsv": [b"title\ttext\nT\tOne is.\n"],
        ".txt": [*plain[:3], *(each.replace("…", "One\nis.").encode() for each in DOWNLOADS)],
        "": plain,
    }


RECORD_XML = b"<a><b><title>T</title><date>2024-06-05</date><text>One <i>is</i>.</text></b></a>"
STORY = (
    b'<REUTERS NEWID="1"><DATE>26-FEB-1987</DATE><TOPICS><D>a<D>b</TOPICS><TEXT>&#2;<TITLE>T'
    b"</TITLE><AUTHOR>by A, Reuters<DATELINE> B, Feb 26 - </DATELINE><BODY>One is\ntwo.\n    Three."
    b" &lt;C>\n"
    b" Reuter\n&#3;</BODY></TEXT></REUTERS>"
)
DOCUMENT = (
    b"<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<HEAD>T</HEAD><F P=102> B </F><DATE>\n<P>\nMay 1, "
    b"1989\n<!-- a -->\n<BYLINE><P>By A, Staff Writer</BYLINE>\n<TEXT>\n<P>\nOne is.\n<P>\nTwo.\n"
    b"</TEXT>\n</DOC>"
)
RST = b"""T
=

:date: 2024-06-05
:authors: A, B

One *is* :ref:`two <a>` [1]_ |c|.

.. note:: Three

.. versionadded:: 2 a
   b

==== ====
A    B
==== ====
1    2
==== ====

S
-

- One
- Two::

    code

.. |c| replace:: d
.. [1] Note
.. code-block:: python
   :linenos:

   print(1)
"""


def mutated(dice: random.Random, data: bytes) -> bytes:
    """Some of ``data`` flipped, cut, doubled or replaced."""
    made = bytearray(data[:20_000])
    for _ in range(dice.randrange(1, 12)):
        at = dice.randrange(len(made) + 1)
        kind = dice.randrange(5)
        if kind == 0 and made:
            made[at % len(made)] = dice.randrange(256)
        elif kind == 1:
            del made[at : at + dice.randrange(1, 60)]
        elif kind == 2:
            made[at:at] = made[at : at + dice.randrange(1, 400)] * dice.randrange(1, 8)
        elif kind == 3:
            made[at:at] = words(dice).encode("utf-8", "surrogatepass")
        else:
            made[at:at] = dice.randbytes(dice.randrange(1, 12))
    return bytes(made)


_LOADED: dict[str, bool] = {}


def load_languages() -> None:
    """Let the reader of dates load the words of all its languages, as it does, once in a process,
    for the first page whose date it can't find otherwise: 300 modules, two to three seconds of a
    busy processor.
    """
    import dateparser

    dateparser.parse("neither a day nor an hour")


def trial(item: tuple[str, int]) -> str:
    """One trial: "read", "refused", or "broken: " and what it was."""
    kind, seed = item
    dice = random.Random(seed)
    if not _LOADED.get(kind):
        with Path(os.devnull).open("w") as nowhere:
            for number in (1, 2):
                os.dup2(nowhere.fileno(), number)  # what a library prints is no answer
        _LOADED[kind] = True  # so that loading the libraries is not what is timed
        trial(item)
    begun = time.process_time()
    try:
        if kind == "split":
            verdict = _split(text(dice, 40) if seed % 2 else words(dice) * dice.randrange(1, 40))
        else:
            verdict = verdict_of(kind, _file(dice, kind))
    except PressmarkError:
        verdict = "refused"
    except Exception as error:
        return f"broken: {kind} {seed}: {type(error).__name__}: {error}"[:300]
    took = time.process_time() - begun
    return verdict if took < SLOWEST else f"broken: {kind} {seed} took {took:.1f} s"


def _file(dice: random.Random, kind: str) -> bytes:
    """A mutated file; of a format that holds others, as often one with a mutated content."""
    known = samples()
    if kind in AROUND and dice.random() < 0.5:
        around, content = AROUND[kind]
        return around(mutated(dice, content))
    return mutated(dice, dice.choice(known.get(kind) or known[""]))


def _split(words_: str) -> str:
    from index.split import split

    words_ = valid(words_)  # as every text is before it is split
    spans = split(words_, "en")
    ends = [0, *(end for _, end in spans)]
    good = all(last <= start < end <= len(words_)
               for last, (start, end) in zip(ends, spans, strict=False))  # fmt: skip
    covered = set().union(*(range(a, b) for a, b in spans)) if spans else set()
    lost = [c for n, c in enumerate(words_) if n not in covered and c.isalnum()]
    return "read" if good and not lost else f"broken: spans {spans}, lost {lost[:5]}"


def verdict_of(kind: str, data: bytes) -> str:
    """ "read", "refused", "parser failed" or "broken: " and why, of a file with the suffix ``kind``
    or of a text to split. Read as the program does: plain formats at once, others as its parsers'
    process does.
    """
    from index.formats import SIMPLE, read_file
    from index.worker import _answer

    if kind == "split":
        return _split(data.decode("utf-8", "ignore"))
    file = File(Path(f"fuzz{kind}"), f"api:fuzz{kind}", data)
    if kind in SIMPLE:
        for item in read_file(file):
            if isinstance(item, Draft):
                item.text.encode()  # half a surrogate pair can't be stored
        return "read"
    answer = json.loads(json.dumps(_answer(file)))
    if "parser failed" in answer.get("error", ""):
        return "parser failed"
    return "refused" if "error" in answer else "read"


def run(count: int, seconds: float, seed: int = 5) -> dict[str, Any]:
    """``count`` trials of each kind, at most so many seconds."""
    kinds = [*sorted(READERS), "split"]
    load_languages()  # the children inherit them, and neither a trial nor the clock counts it
    end = time.monotonic() + seconds
    found: Counter[str] = Counter()
    bad: list[str] = []
    tried: Counter[str] = Counter()
    read: Counter[str] = Counter()

    def items() -> Any:
        for number in range(count):
            for kind in kinds:
                if time.monotonic() > end:
                    return
                yield kind, seed * 10**7 + number

    for (kind, number), verdict in forked(trial, items(), 30.0):
        tried[kind] += 1
        found[verdict.split(":")[0]] += 1
        read[kind] += verdict == "read"
        if verdict not in ("read", "refused", "parser failed"):
            bad.append(verdict if verdict[:6] == "broken" else f"{kind} {number}: {verdict}")
    bad += [
        f"{kind}: not one of {n} was read"
        for kind, n in tried.items()
        if n > FEW and not read[kind]
    ]
    return {"trials": sum(tried.values()), "found": dict(found), "by_kind": dict(tried),
            "read": dict(read), "bad": bad[:30]}  # fmt: skip


def long(command: str, count: int = 10**9, seconds: float = 3600) -> bool:
    """The long form: an hour over all."""
    found = run(count, seconds)
    record("fuzzing", command, found["trials"], not found["bad"], found)
    return not found["bad"]
