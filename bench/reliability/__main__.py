"""Long trials of what is promised (docs/reliability.md), each by one command.

python -m bench.reliability KIND [--count N] [--seconds S] [--short]

``--short`` prints what was found and records nothing: the form that tests/faults runs.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

KINDS = {
    "crashes": "exact kills, power loss, random kills", "exact": "exact kills alone",
    "kills": "random kills alone", "powerloss": "power loss alone",
    "corruption": "flipped bits and cuts, and a control run without checks",
    "disk": "full disk, EIO, too few handles, too little memory",
    "swaps": "generation swaps under readers, racing indexers",
    "citations": "quotes of generated articles and of all collections",
    "fuzz": "parsers, splitter, questions",
    "guided": "the same led by what is reached, which needs atheris",
    "attacks": "hostile words, doubling",
    "load": "five times the capacity", "soak": "adds, edits, deletes and questions for long",
}  # fmt: skip


def shorts() -> dict[str, Callable[[], dict[str, Any]]]:
    """The short form of each kind, which takes seconds."""
    from bench.reliability import (
        citations,
        corruption,
        crashes,
        disk,
        doubling,
        fuzz,
        hostile,
        kills,
        swaps,
    )

    few = ("\t", " \n", "a", "A.", "[a](", "](", "<a", "“", ", ")
    names = ["index.facets._BETWEEN_NAMES", "split", "read_markdown", "terms", "safe"]
    return {
        "corruption": lambda: corruption.run(24),
        "crashes": lambda: crashes.exact(1, ("update",)),
        "kills": lambda: kills.random_kills(5),
        "disk": lambda: disk.run(1, ("update",)),
        "swaps": lambda: swaps.run(20, 8),
        "races": lambda: swaps.race(6, 2),
        "citations": lambda: citations.generated(60, 20.0, seed=101),
        "fuzz": lambda: fuzz.run(60, 6.0),
        "hostile": lambda: hostile.run(200),
        "doubling": lambda: doubling.run(names, few),
    }


def main() -> None:
    """Run one kind of trial and put its figures down; exit code 1 where a promise was broken."""
    options = argparse.ArgumentParser(prog="python -m bench.reliability")
    options.add_argument("kind", help=", ".join(f"{k} ({v})" for k, v in KINDS.items()))
    options.add_argument("--count", type=int)
    options.add_argument("--seconds", type=float)
    options.add_argument("--short", action="store_true")
    given = options.parse_args()
    if given.short:
        found = shorts()[given.kind]()
        print(json.dumps(found, default=str, ensure_ascii=False))
        sys.exit(1 if found["bad"] else 0)
    if given.kind not in KINDS:
        options.error(f"{given.kind} is not one of {', '.join(KINDS)}")
    command = " ".join(["python -m bench.reliability", *sys.argv[1:]])
    asked = {name: value for name in ("count", "seconds") if (value := getattr(given, name))}
    parts = {
        "crashes": ("crashes", "powerloss", "kills"),
        "exact": ("crashes",),
        "attacks": ("hostile", "doubling"),
        "load": ("overload",),
    }.get(given.kind, (given.kind,))
    held = True
    for part in parts:
        module = importlib.import_module(f"bench.reliability.{part}")
        held = module.long(command, **asked) and held
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
