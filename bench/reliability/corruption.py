"""Damaged bytes: noticed before an answer is given from them, or without any effect.

Every file below an archive is damaged in turn, once a trial: a flipped bit, a cut, a sector of
zeros, a page written to the wrong place. Then a reader opens the archive and asks; where the
catalogue was damaged, a writer also adds an article and a reader asks again. What was told is
compared, field by field, with what the whole archive tells. An answer that differs, without an
error of ours or a warning that an older generation is used, is wrong.

The control run switches the checks off, to show what they are good for.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from bench.reliability.forks import forked
from bench.reliability.hashed import HashedEmbedder
from bench.reliability.places import Probe, build, shown_by, told
from index import manifest, seals
from index.errors import PressmarkError
from index.records import Draft
from index.update import put

SECONDS = 60.0
ADDED = Draft("api:added", "Heron seen", "A grey heron stood in the lake at Vendmark.", "Paper 1")


@dataclass(frozen=True, slots=True)
class Damage:
    """What is done to ``file`` at byte ``at``; ``number`` is the bit, the length or the source."""

    file: str
    kind: str
    at: int
    number: int

    def of(self, data: bytes) -> bytes:
        """``data`` after it."""
        if self.kind == "bit":
            return data[: self.at] + bytes([data[self.at] ^ 1 << self.number]) + data[self.at + 1 :]
        if self.kind == "cut":
            return data[: self.at]
        if self.kind == "zeros":
            return (
                data[: self.at] + bytes(len(data[self.at : self.at + 512])) + data[self.at + 512 :]
            )
        page = data[self.number : self.number + 4096]
        return data[: self.at] + page + data[self.at + len(page) :]


def damages(archive: Path, count: int, seed: int) -> list[Damage]:
    """``count`` of them: a quarter in the catalogue, the rest over all other files alike."""
    files = [p for p in sorted(archive.rglob("*")) if p.is_file() and p.stat().st_size]
    databases = [p for p in files if ".sqlite" in p.name]
    rest = [p for p in files if p not in databases]
    dice = random.Random(seed)
    made: list[Damage] = []
    while len(made) < count:
        file = dice.choice(databases if dice.random() < 1 / 4 else rest)
        size = file.stat().st_size
        kind = dice.choices(("bit", "cut", "zeros", "misplaced"), (80, 10, 5, 5))[0]
        at, number = dice.randrange(size), dice.randrange(8)
        if kind == "zeros":
            at -= at % 512
        if kind == "misplaced":
            at, number = at - at % 4096, dice.randrange(size) // 4096 * 4096
        one = Damage(str(file.relative_to(archive)), kind, at, number)
        data = file.read_bytes()
        if one.of(data) != data:
            made.append(one)
    return made


def trial(archive: Path, truths: tuple[list[Probe], list[Probe]], damage: Damage) -> dict[str, Any]:
    """What became of one damage. ``truths``: of readers at once, and after a further article."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as work:
        copy = Path(work) / "archive"
        shutil.copytree(archive, copy)
        file = copy / damage.file
        file.write_bytes(damage.of(file.read_bytes()))
        found = [judged(*told(copy), truths[0])]
        if ".sqlite" in damage.file:
            try:
                put(copy, [ADDED], embedder=HashedEmbedder())
            except PressmarkError:
                found.append("noticed")
            except Exception as error:
                found.append(f"broken: {type(error).__name__}: {error}"[:200])
            else:
                found.append(judged(*told(copy), truths[1]))
        whole = True
        if "noticed" not in found:
            from api.health import verified

            try:
                whole = verified(copy)["ok"]
            except PressmarkError:
                whole = False
        return {"damage": damage, "found": found, "verify": whole}


def judged(found: Probe, warned: bool, truths: list[Probe]) -> str:
    """One word for what a reader was told: the same, noticed, broken or wrong."""
    broken = [told for told in found.values() if isinstance(told, str) and told[:7] == "broken:"]
    if broken:
        return broken[0][:200]
    refused = any(isinstance(told, str) and told[:8] == "refused:" for told in found.values())
    # With a warning, all that was told must be of one and the same generation.
    for truth in truths[: 2 if warned else 1]:
        if all(
            told == truth.get(name) or (isinstance(told, str) and told[:8] == "refused:")
            for name, told in found.items()
        ):
            return "noticed" if warned or refused else "same"
    names = [n for n, told in found.items() if told != truths[0].get(n)]
    return f"wrong: {', '.join(names)}"[:200]


def unchecked() -> ExitStack:
    """The same program without its checks."""

    def check(folder: Path, seal: str, verified: object = None) -> manifest.Manifest:
        return manifest.parse((folder / manifest.FILE).read_bytes())

    stack = ExitStack()
    stack.enter_context(mock.patch.object(manifest, "check", check))
    stack.enter_context(mock.patch.object(seals, "CHECKED", False))
    return stack


def run(count: int, *, checked: bool = True, seed: int = 8) -> dict[str, Any]:
    """Counts of what became of ``count`` damages, and every one that went wrong."""
    with tempfile.TemporaryDirectory() as work, ExitStack() as stack:
        archive = Path(work) / "archive"
        build(archive)
        newest = told(archive)[0]
        older = Path(work) / "older"
        build(older, 1)
        before = told(older)[0]
        after = Path(work) / "after"
        shutil.copytree(archive, after)
        put(after, [ADDED], embedder=HashedEmbedder())
        # The generation before has the older words, but the articles that are shown are newer.
        mixed = shown_by(before, newest)
        added = told(after)[0]
        shown = shown_by(newest, added)
        truths = ([newest, mixed], [added, shown])
        if not checked:
            stack.enter_context(unchecked())
        outcomes: Counter[str] = Counter()
        files: Counter[str] = Counter()
        bad: list[dict[str, str]] = []
        silent = 0
        trials = forked(
            lambda one: trial(archive, truths, one), damages(archive, count, seed), SECONDS
        )
        for damage, result in trials:
            found = [result] if isinstance(result, str) else result["found"]
            wrong = [one for one in found if one not in ("noticed", "same")]
            verdict = (
                wrong[0].split(":")[0].split()[0]
                if wrong
                else ("noticed" if "noticed" in found else "without effect")
            )
            outcomes[verdict] += 1
            files[kind_of(damage.file)] += 1
            if verdict == "without effect" and not result["verify"]:
                silent += 1
            if wrong:
                bad.append({"damage": str(damage), "found": wrong[0]})
    return {
        "outcomes": dict(outcomes),
        "without_effect_but_found_by_verify": silent,
        "by_file": dict(files),
        "bad": bad,
    }


def kind_of(file: str) -> str:
    """A name for files that differ in a number only."""
    name = Path(file).name
    return "catalogue" if ".sqlite" in name else Path(name).suffix.lstrip(".") or name


def long(command: str, count: int = 10_000) -> bool:
    """The long form, with its control run of a tenth."""
    from bench.reliability.record import record

    found = run(count)
    record("corruption", command, count, not found["bad"], found)
    control = run(max(100, count // 10), checked=False)
    control["bad"] = control["bad"][:10]
    record("corruption, control without checks", command, max(100, count // 10), True, control)
    return not found["bad"]
