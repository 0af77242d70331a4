"""The fuzz trial with bytes that are led by what they reach: libFuzzer through atheris, on every
parser, the splitter and the question's path.

Needs atheris (Linux): pip install atheris==3.0.0. Each target runs in a process of its own; what
it learnt is not kept. A target fails at the first error that is not ours, or after two seconds of
processor time for one input.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from bench.reliability.containers import AROUND
from bench.reliability.fuzz import SLOWEST, samples, verdict_of
from bench.reliability.record import ROOT, record
from index.errors import BadInput, PressmarkError
from index.formats import READERS

PROCESS = """
import sys, atheris
with atheris.instrument_imports(include=["index", "search"]):
    from bench.reliability import guided
guided.inside(sys.argv[1], int(sys.argv[2]), sys.argv[3])
"""
"""What a fuzzing process runs. Only what is imported here is led by: the modules below the parsers,
too, that this one imports at its head.
"""
INSIDE = ", inside"
"""Behind a suffix: the bytes are what a valid file of the format holds."""
BLIND = "Is the code instrumented for coverage?"
"""What libFuzzer asks where no input reaches anything new."""


def question_of(data: bytes) -> str:
    """A search and an answer for these bytes as a question: "read" or "refused"."""
    from search.engine import ask, search
    from search.settings import Settings

    archive = opened()
    words = data.decode("utf-8", "surrogateescape")
    try:
        for hit in search(archive, words, 5):
            span = hit.passage.span
            assert hit.article.text[span.start : span.end] == hit.passage.text
        for citation in ask(archive, words, Settings(fast=True, min_support=0)).citations:
            text = archive.article(citation.article_id).text
            assert text[citation.start : citation.end] == citation.quote
    except BadInput:
        return "refused"
    return "read"


@cache
def opened() -> Any:
    """The archive that is asked, in the process's folder for scratch."""
    from bench.reliability.hashed import HashedEmbedder
    from bench.reliability.places import build
    from search.engine import Archive

    place = Path(tempfile.mkdtemp()) / "archive"
    build(place, 1)
    return Archive(place, HashedEmbedder())


def target(kind: str) -> Callable[[bytes], None]:
    """What libFuzzer calls."""
    numbers = itertools.count(1)

    suffix, held, _ = kind.partition(INSIDE)
    around = AROUND[suffix][0] if held else bytes

    def one(data: bytes) -> None:
        data = around(data)
        begun = time.process_time()
        try:
            verdict = question_of(data) if kind == "question" else verdict_of(suffix, data)
        except PressmarkError:
            verdict = "refused"
        took = time.process_time() - begun
        warm = next(numbers) > 3
        if verdict.startswith("broken") or (took > SLOWEST and warm):
            raise RuntimeError(f"{kind}: {verdict}, {took:.1f} s: {data[:200]!r}")

    return one


def inside(kind: str, seconds: int, corpus: str) -> None:
    """The fuzzing process; it does not return."""
    import atheris

    with atheris.instrument_imports(include=["index", "search"]):  # what a parser imports late
        one = target(kind)
        one(b"a. b")
    flags = [
        f"-max_total_time={seconds}",
        "-timeout=60",
        "-print_final_stats=1",
        "-rss_limit_mb=4096",
    ]
    atheris.Setup([sys.argv[0], *flags, corpus], one)
    atheris.Fuzz()


def run(seconds: float, kinds: tuple[str, ...] = ()) -> dict[str, Any]:
    """All kinds for ``seconds`` together."""
    inside_ = {kind + INSIDE: [content] for kind, (_, content) in AROUND.items()}
    kinds = kinds or (*sorted(READERS), *inside_, "split", "question")
    known = {**samples(), **inside_}
    executed: dict[str, int] = {}
    bad: list[str] = []
    for kind in kinds:
        with tempfile.TemporaryDirectory() as work:
            corpus = Path(work) / "corpus"
            corpus.mkdir()
            for number, data in enumerate(known.get(kind, known[""])):
                (corpus / str(number)).write_bytes(data[:20_000])
            done = subprocess.run(
                [sys.executable, "-c", PROCESS, kind,
                 str(max(1, round(seconds / len(kinds)))), str(corpus)],
                cwd=ROOT, env={**os.environ, "TMPDIR": work},
                capture_output=True, text=True, errors="replace", check=False,
            )  # fmt: skip
        units = re.search(r"number_of_executed_units: (\d+)", done.stderr)
        executed[kind] = int(units[1]) if units else 0
        if done.returncode or not units or BLIND in done.stderr:
            why = [x for x in done.stderr.splitlines() if re.search("Error|ERROR|coverage", x)]
            bad.append(f"{kind}: {(why or done.stderr.splitlines()[-1:])[:1]}"[:400])
    return {"trials": sum(executed.values()), "by_kind": executed, "bad": bad}


def long(command: str, count: int = 0, seconds: float = 3600) -> bool:
    """The long form: an hour over all."""
    if importlib.util.find_spec("atheris") is None:
        sys.exit("this trial needs atheris: pip install atheris==3.0.0")
    found = run(seconds)
    record("fuzzing, guided", command, found["trials"], not found["bad"], found)
    return not found["bad"]
