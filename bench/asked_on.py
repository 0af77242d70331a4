"""Questions with the day on which they are asked: does it cost answers where it tells nothing?

    python -m bench.asked_on WORK

Every third question of bench/varied.json, asked of its folder on the day of the folder, when the
newest articles are of the last weeks; a year later, nothing having been added; and of the same
articles without their days. Counts are those of bench.varied, of all kinds together.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from dataclasses import replace

from bench import results_file
from bench.cached import keeping
from bench.questioned import VARIED, drafts, folders
from bench.tally import Counts, count_shown, none_yet
from bench.written import archive_of

TARGET = results_file.FOLDER / "asked_on.json"
YEAR = datetime.timedelta(days=365)


def main() -> None:
    embedder = keeping(__doc__)
    told: dict[str, Counts] = defaultdict(none_yet)
    for n, folder in enumerate(folders(VARIED)):
        later = (datetime.date.fromisoformat(folder.day) + YEAR).isoformat()
        dated = drafts([folder])
        undated = [replace(draft, published=None, dated_by=None) for draft in dated]
        for articles, days in (
            (dated, {"on the day": folder.day, "a year later": later}),
            (undated, {"articles without days": folder.day}),
        ):
            with archive_of(articles, embedder) as archive:
                for name, day in days.items():
                    for asked in folder.asked[n % 3 :: 3]:
                        count_shown(told[name], archive, asked.question, asked.judge, day)
        print(json.dumps(told), flush=True)
    results_file.write(TARGET, {"command": "python -m bench.asked_on WORK", **told})


if __name__ == "__main__":
    main()
