"""A process that has every library loaded and forks one for each update, so that killing an update
at many places does not load them as often. It speaks over its standard input and output.

    python -m bench.reliability.forked_updates

Each line in, ``{"archive": …, "articles": …, "shared": false}``, forks a process that stops itself:
its number goes out, so that it can be traced, and when it was continued and has ended, its status
as waitpid has it. ``shared``: as if the archive were large, so that generations share a segment.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, NoReturn

from bench.reliability.hashed import HashedEmbedder
from index import publish
from index.update import update

PR_SET_PTRACER, ANY = 0x59616D61, -1
"""prctl(2): lets others than its parents trace a process, where Yama would not."""


def _update(asked: dict[str, Any]) -> None:
    if asked.get("shared"):
        publish.EXACT, publish.DEAD_SHARE = 0, 1
    update(Path(asked["archive"]), [Path(asked["articles"])], embedder=HashedEmbedder())


def _child(asked: dict[str, Any]) -> NoReturn:
    status = 1
    try:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANY, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        _update(asked)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _load() -> None:
    """Import what an update imports on its way, which a first one tells. It runs in a process of
    its own: the threads that it starts would not be there after a fork.
    """
    out, into = os.pipe()
    if os.fork() == 0:
        with tempfile.TemporaryDirectory() as folder:
            article = Path(folder) / "a.txt"
            article.write_text("Title\nText.\n")
            _update({"archive": f"{folder}/archive", "articles": folder})
        os.write(into, json.dumps(sorted(sys.modules)).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as told:
        names = json.loads(told.read())
    os.wait()
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def main() -> None:
    _load()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _child(json.loads(line))
        os.waitpid(pid, os.WUNTRACED)
        print(pid, flush=True)
        print(os.waitpid(pid, 0)[1], flush=True)


if __name__ == "__main__":
    main()
