"""A process that has every library loaded and forks one for each update, under strace, so that
killing an update at many places does not load them as often.

    python -m bench.reliability.forked_updates

Each line in, ``{"archive": …, "articles": …, "log": …, "options": […], "shared": false}``, is an
update with those options of strace; out goes ``[status, said]`` (see tracer.Done). ``shared``: as
if the archive were large, so that generations share a segment.
"""

from __future__ import annotations

import json
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from bench.reliability.hashed import HashedEmbedder
from bench.reliability.tracer import traced
from bench.reliability.warm import warmed
from index import publish
from index.update import update


def _update(asked: dict[str, Any]) -> None:
    if asked["shared"]:
        publish.EXACT, publish.DEAD_SHARE = 0, 1
    update(Path(asked["archive"]), [Path(asked["articles"])], embedder=HashedEmbedder())


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        warmed(Path(work))
    for line in sys.stdin:
        asked = json.loads(line)
        done = traced(partial(_update, asked), Path(asked["log"]), *asked["options"])
        print(json.dumps([done.status, done.said]), flush=True)


if __name__ == "__main__":
    main()
