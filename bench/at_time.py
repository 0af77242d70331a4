"""Questions what happens at a time that an article tells of: "what happened in 1976?".

    python -m bench.at_time WORK

Folders of four or five articles and what is asked of them, all invented for this; each folder is an
archive, asked on a day soon after its newest article. ``bare``: nothing but a time is asked for;
``about``: who or what it happened to, or where, too; ``relative``: the time follows from the day of
publication alone; ``none``: nothing answers, though it may stand there as something else, "since
1976". Found: the best sentence is one of those that tell it. Answered: it is shown. Wrong: another
is. Then of all sentences shown how many are such, and of these how many are shown. ``all in one``:
``about`` again with all folders in one archive, where another folder may answer as well. Before:
without search/at_time.py.
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest import mock

from bench import results_file, tally
from bench.cached import keeping
from bench.questioned import DATED, Asked, drafts, folders
from bench.tally import Counts, none_yet, quoting
from bench.written import archive_of
from search.at_time import AtTime
from search.engine import Archive

TARGET = results_file.FOLDER / "at_time.json"
GROUPS = ("first", "second", "third", "fourth", "fifth")
"""The first two were looked at while this was made, the next two after that, and what they showed
was mended; the fifth was written and asked after all changes.
"""
KINDS = ("bare", "about", "relative", "none")


def _before() -> AbstractContextManager[Any]:
    return mock.patch.object(AtTime, "told", lambda *_: None)


def count(counts: Counts, archive: Archive, asked: Asked, day: str, told_at: Counts) -> None:
    """Ask it on that day and count how it goes; ``told_at``: of the sentences that are shown for
    naming the time, by their support, how many are right.
    """
    answer = tally.count(counts, archive, asked.question, asked.judge, day)
    for each in answer.citations if (answer.reason or "").startswith("this is told of") else ():
        for what, number in (("shown", 1), ("right", asked.tells(each))):
            key = f"support {each.support:.1f}, {what}"
            told_at[key] = told_at.get(key, 0) + number
    shown = [each for each in answer.citations if asked.right]
    told = [one for one in asked.right if any(quoting(each, *one) for each in shown)]
    for what, number in (
        ("sentences shown", len(shown)),
        ("of these right", sum(map(asked.tells, shown))),
        ("right sentences", len(asked.right)),
        ("of these shown", len(told)),
    ):
        counts[what] = counts.get(what, 0) + number


def main() -> None:
    embedder = keeping(__doc__)
    everything = folders(DATED)
    by_support: Counts = {}
    results: dict[str, Any] = {"command": "python -m bench.at_time WORK"}
    for way, inside in (("before", _before), ("shipped", nullcontext)):
        for group in GROUPS:
            told: dict[str, Counts] = {kind: none_yet() for kind in KINDS}
            for folder in everything:
                if folder.group == group:
                    with inside(), archive_of(drafts([folder]), embedder) as archive:
                        for asked in folder.asked:
                            count(told[asked.kind], archive, asked, folder.day, by_support)
            for kind, counts in told.items():
                results[f"{kind}, {group}, {way}"] = counts
            print(way, group, json.dumps(told), flush=True)
        together = none_yet()
        with inside(), archive_of(drafts(everything), embedder) as archive:
            for folder in everything:
                for asked in folder.asked:
                    if asked.kind == "about":
                        count(together, archive, asked, folder.day, {})
        results[f"about, all in one, {way}"] = together
        print(way, json.dumps(together), flush=True)
    results["by support"] = dict(sorted(by_support.items()))
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
