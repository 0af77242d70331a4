"""Twice the input may take about twice the time: for every regular expression, and every function
that sees what other people wrote. What takes four times as long takes hours at some length.
"""

from __future__ import annotations

import datetime
import importlib
import pkgutil
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.reliability.forks import forked
from bench.reliability.record import ROOT, record

UNITS = (
    "a",
    " ",
    "\n",
    "\t",
    ".",
    ",",
    "-",
    "_",
    "'",
    '"',
    "`",
    "*",
    "#",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "&",
    "/",
    "\\",
    ":",
    "=",
    "0",
    "1.",
    "A.",
    "a.",
    "ab ",
    "a b",
    "a, ",
    "é",
    "e\u0301",
    "\u200b",
    "日",
    "。",
    "😀",
    "<a",
    "</",
    "<!--",
    "](",
    "[a](",
    "![",
    "- ",
    "> ",
    "| ",
    "---\n",
    "a: ",
    "\r\n",
    "a\n",
    " \n",
    "2024-",
    "1 Jan ",
    "Mr. ",
    "”",
    "“",
    "a@b.",
    "http://a",
    "&amp;",
    "&#",
    "%",
    "{{",
    "::",
    "\x00",
    "\x1b[",
)
ENDS = ("", "!", "\x00", "a", "\n")
SIZES = (100, 1_000, 2_000, 4_000, 8_000, 16_000)
SLOW = 0.25
"""Seconds of processor time above which the growth is looked at, and no longer input is tried."""
GROWTH = 3.2
SECONDS = 90.0


CAPPED = {
    "index.bylines._QUOTES": 120,
    "index.datelines._BETWEEN": 160,
    "index.read_pdf._NO_TITLE": 200,
    "index.pdf_text._ONLY_NUMBER": 200,
    "index.hyphens._LAST": 100,
    "search.speakers._FIRST_NAME": 100,
}
"""Characters beyond which what uses the expression does not ask it (LONGEST and the like there)."""


DOWNLOADS = (
    "1 of 1 DOCUMENTS\n\nA\nJuly 1, 2015\n\n…\n\nLENGTH: 1 words\n\n…\n\nBODY: …",
    "…\nA\nJuly 1, 2015\n…\nLength: 1 words\n…\nBody\n…\nEnd of Document",
    "…\n1 words\n1 July 2015\nA\n…\nCopyright\n…\nDocument A00000000aaa",
    "HD\n…\nPD\n1 July 2015\nSN\n…\nBY\n…\nTD\n…\nAN\nDocument A00000000aaa",
    "…\nAuthor: …\nFull text: …\nTitle: …\nProQuest document ID: …",
)
"""What databases of newspapers give out, around any text."""

SPEECH = ("…", "Lee …", "Lee … said", "“…,” said … Lee", "…, said the … Lee", "“… Lee: …”")
"""What reports what somebody says, with any text in it."""
ASKED = (
    "…",
    "what did … say",
    "what did … say about …",
    "did … say anything about …",
    "…'s views on …",
)
"""How it is asked for."""
REQUESTED = (
    "…",
    "tell me about …",
    "compare … and …",
    "how does … differ from …",
    "how often is … mentioned",
    "how many articles about … are there",
    "summarise … in two sentences …",
    "what is the article about … about",
    "… timeline",
    "is there anything about …",
    "how many articles are from …",
    "which … are in the articles",
    "when was the last article about … published",
)
"""How to be told about something is asked for."""


def patterns() -> dict[str, re.Pattern[str]]:
    """By name every compiled expression of the three packages."""
    found: dict[str, re.Pattern[str]] = {}
    for room in ("index", "search", "api"):
        package = importlib.import_module(room)
        for module in pkgutil.iter_modules(package.__path__):
            if module.name == "main":
                continue
            held = vars(importlib.import_module(f"{room}.{module.name}"))
            for name, value in held.items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[f"{room}.{module.name}.{name}"] = value
    return found


def functions() -> dict[str, Callable[[str], Any]]:
    """By name what reads whole texts: the splitter, the readers of text, the question's path."""
    from index import bylines, datelines
    from index.canonical import body, line, valid
    from index.common_words import common
    from index.databases import clippings
    from index.mail_text import told
    from index.read_markdown import read_markdown
    from index.read_text import read_text
    from index.records import Draft
    from index.sgml import parsed
    from index.split import split
    from index.stories import signature
    from index.terms import Analyzer
    from search.beside import nothing_asked, without_asides
    from search.compound import split_question
    from search.render import safe
    from search.settings import LONGEST_QUESTION
    from search.speakers import Speaker, said_by
    from search.spoken import spoken
    from search.topics import plainly, requests

    common()
    today, lee = datetime.date(2024, 6, 3), Speaker(("Lee",))
    analyzer = Analyzer("english")

    def asked(question: str) -> tuple[Any, ...]:
        told_apart = split_question(plainly(without_asides(question)))
        return nothing_asked(question), told_apart, requests(question, today)

    made: dict[str, Callable[[str], Any]] = {
        "split": lambda text: split(text, "en"),
        "canonical": lambda text: (body([text]), line(text), valid(text)),
        "read_text": lambda text: read_text(text, Path("x.txt")),
        "read_markdown": lambda text: read_markdown(text, Path("x.md")),
        "databases": lambda text: [
            list(clippings(Draft("x.txt", "", around.replace("…", text)))) for around in DOWNLOADS
        ],
        "mail": lambda text: (told(text, None), told(None, text)),
        "sgml": parsed,
        "signature": signature,
        "terms": analyzer.terms,
        "safe": safe,
        "said_by": lambda text: [
            said_by(lee, [around.replace("…", text)] * 2) for around in SPEECH
        ],
        "spoken": lambda text: [
            spoken(around.replace("…", text)[:LONGEST_QUESTION], today) for around in ASKED
        ],
        "requests": lambda text: [
            asked(around.replace("…", text)[:LONGEST_QUESTION]) for around in REQUESTED
        ],
    }
    for read in (datelines.in_first_lines, datelines.is_date, datelines.is_day, bylines.is_byline):
        made[f"{read.__module__.removeprefix('index.')}.{read.__name__}"] = read
    return made


def uses(name: str) -> Callable[[str], Any]:
    """What is timed under ``name``."""
    if name in (known := functions()):
        return known[name]
    pattern = patterns()[name]
    # A pattern that is only matched at the start may begin with a run of spaces; one that is
    # searched for may not.
    short = name.rpartition(".")[2]
    searched = re.compile(rf"\b{short}\.(search|subn?|split|findall|finditer)\b")
    anywhere = any(
        searched.search(file.read_text(encoding="utf-8"))
        for room in ("index", "search", "api")
        for file in (ROOT / room).glob("*.py")
    )

    def use(text: str) -> None:
        pattern.fullmatch(text)
        pattern.match(text)
        for _ in pattern.finditer(text) if anywhere else ():
            pass

    return use


def seconds(work: Callable[[str], Any], text: str) -> float:
    """Processor time of one call; an error of ours counts as an answer."""
    begun = time.process_time()
    try:
        work(text)
    except Exception as error:
        if type(error).__module__ not in ("index.errors",):
            raise
    return time.process_time() - begun


def worst(item: tuple[str, tuple[str, ...]]) -> dict[str, Any]:
    """Of one use over all units: the slowest, and where it grows faster than its input."""
    name, units = item
    work = uses(name)
    slowest, bad = ("", 0.0), []
    for unit in units:
        for end in ENDS:
            before = 0.0
            for size in (size for size in SIZES if size <= CAPPED.get(name, size)):
                text = unit * (size // len(unit)) + end
                took = seconds(work, text)
                if took >= SLOW:
                    # Again, since another process may have slowed one of the two.
                    half = unit * (size // 2 // len(unit)) + end
                    before = min(seconds(work, half) for _ in range(3))
                    took = min(took, *(seconds(work, text) for _ in range(3)))
                    break
                before = took
            if took > slowest[1]:
                slowest = (f"{unit}…{end}, {size}", took)
            if took >= SLOW and took > GROWTH * before:
                bad.append(f"{unit!r}…{end!r}: {before:.2f} s, twice of it {took:.2f} s ({size})")
    return {"slowest": slowest[0], "seconds": round(slowest[1], 3), "bad": bad}


def run(names: list[str] | None = None, units: tuple[str, ...] = UNITS) -> dict[str, Any]:
    """All of them, or some."""
    chosen = names or sorted([*patterns(), *functions()])
    found: dict[str, Any] = {}
    bad: list[str] = []
    for (name, _), result in forked(worst, ((name, units) for name in chosen), SECONDS):
        if isinstance(result, str):
            bad.append(f"{name}: {result}")
            continue
        if result["seconds"] > 0.02:
            found[name] = f"{result['seconds']} s: {result['slowest']!r}"
        bad += [f"{name}: {one}" for one in result["bad"]]
    return {
        "tried": len(chosen),
        "inputs_each": len(units) * len(ENDS),
        "slowest": found,
        "bad": bad,
    }


def long(command: str, count: int = 0) -> bool:
    """The long form."""
    found = run()
    record("ReDoS by doubling", command, found["tried"], not found["bad"], found)
    return not found["bad"]
