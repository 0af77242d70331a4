"""Questions for a yes or a no as people ask them: "did anybody get hurt?", "can I bring my dog?".

    python -m bench.yes_or_no WORK

Asked of folders of four or five invented articles, each an archive. Most are in other words than
what tells the answer; of half the answer is no; a third have none, and are near misses: the same
people and things, of which something else is told. Found: the best sentence is one that tells the
answer. Answered: it is shown. Wrong: another is. ``all in one``: with the folders of all groups,
and the invented articles that the reader was not trained on, in one archive. ``as others``: weighed
as other questions are, by search/reader.json.
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from unittest import mock

from bench import results_file
from bench.cached import keeping
from bench.questioned import drafts, folders
from bench.tally import count_shown, none_yet
from bench.written import among, archive_of
from search import yes_no

FILE = Path(__file__).parent / "yes_or_no.json"
TARGET = results_file.FOLDER / "yes_or_no.json"
GROUPS = ("first", "second", "third")
"""The last one was written and asked after all changes. On the group "fitted" bench/fit_yes_no.py
fits, and says how that goes.
"""


def _as_others() -> AbstractContextManager[Any]:
    return mock.patch.object(yes_no, "asks_yes_or_no", lambda _: False)


def main() -> None:
    embedder = keeping(__doc__)
    everything = folders(FILE)
    results: dict[str, Any] = {"command": "python -m bench.yes_or_no WORK"}
    for way, inside in (("as others", _as_others), ("shipped", nullcontext)):
        for group in GROUPS:
            alone, together = none_yet(), none_yet()
            own = [folder for folder in everything if folder.group == group]
            for folder in own:
                with inside(), archive_of(drafts([folder]), embedder) as archive:
                    for asked in folder.asked:
                        count_shown(alone, archive, asked.question, asked.judge)
            with inside(), among(drafts(everything), embedder) as archive:
                for folder in own:
                    for asked in folder.asked:
                        count_shown(together, archive, asked.question, asked.judge)
            results[f"{group}, {way}"] = alone
            results[f"{group}, all in one, {way}"] = together
            print(way, group, json.dumps(alone), json.dumps(together), flush=True)
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
