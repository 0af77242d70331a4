"""Questions of many kinds in other words than the articles': why, how, where, who, what if, …

    python -m bench.varied WORK

Asked of folders of four or five invented articles, each an archive. Found: the best sentence is one
that answers. Answered: it is shown. Wrong: another is. ``none``: near misses of every kind, of
which nothing in their folder tells.
"""

from __future__ import annotations

import json
from collections import defaultdict

from bench import results_file
from bench.cached import keeping
from bench.questioned import VARIED, drafts, folders
from bench.tally import Counts, count_shown, none_yet
from bench.written import archive_of

TARGET = results_file.FOLDER / "varied.json"


def main() -> None:
    embedder = keeping(__doc__)
    told: dict[str, Counts] = defaultdict(none_yet)
    for folder in folders(VARIED):
        with archive_of(drafts([folder]), embedder) as archive:
            for asked in folder.asked:
                count_shown(told[asked.kind], archive, asked.question, asked.judge)
        print(json.dumps(told), flush=True)
    results_file.write(TARGET, {"command": "python -m bench.varied WORK", **told})


if __name__ == "__main__":
    main()
