"""A process of its own for parsers: one that hangs, crashes or eats the memory ends there."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from index.errors import NotAnArticle
from index.formats import CONTAINERS, SIMPLE, read_file, suffix
from index.reading import File
from index.records import Draft, Skipped

SECONDS, SECONDS_CONTAINER = 60.0, 1_200.0
"""How long one file may take to parse."""
MEMORY = 4_000_000_000
"""Bytes of address space that the process may have."""
_START = "import sys; sys.path[:] = {path!r}; from index.worker import main; main()"


class Readers:
    """Reads files of every format. Use it in a ``with`` block; it starts a process when the first
    file needs one.
    """

    def __init__(self, seconds: float = SECONDS, container: float = SECONDS_CONTAINER) -> None:
        self._seconds, self._container = seconds, container
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._stop()

    def read(self, file: File) -> list[Draft | Skipped]:
        """The articles in ``file``.

        Raises:
            NotAnArticle: nothing of it can be used, or its parser did not come to an end.
        """
        kind = suffix(file.path)
        if kind in SIMPLE:
            return list(read_file(file))
        seconds = self._container if kind in CONTAINERS else self._seconds
        answer = self._asked(file, seconds)
        if "error" in answer:
            raise NotAnArticle(answer["error"])
        return [_item(fields) for fields in answer["items"]]

    def _asked(self, file: File, seconds: float) -> dict[str, Any]:
        head = {
            "path": str(file.path), "origin": file.origin, "url": file.url,
            "fields": dict(file.fields), "encoding": file.encoding, "size": len(file.data),
        }  # fmt: skip
        process = self._process = self._process or self._started()
        try:
            if process.stdin is None or process.stdout is None:
                raise NotAnArticle("no parser could be started")
            process.stdin.write(json.dumps(head).encode() + b"\n" + file.data)
            process.stdin.flush()
            line = _line(process.stdout.fileno(), seconds)
        except TimeoutError as error:
            self._stop()
            raise NotAnArticle(f"reading it took over {seconds:g} seconds") from error
        except OSError as error:
            self._stop()
            raise NotAnArticle("reading it broke its parser off") from error
        except BaseException:
            self._stop()  # interrupted between a question and its answer
            raise
        answer: dict[str, Any] = json.loads(line)
        return answer

    @staticmethod
    def _started() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()


def _line(handle: int, seconds: float) -> bytes:
    """Everything up to a line feed; EOFError's kind of OSError where the other end went away."""
    end = time.monotonic() + seconds
    found = bytearray()
    while not found.endswith(b"\n"):
        left = end - time.monotonic()
        if left <= 0 or not select.select([handle], [], [], left)[0]:
            raise TimeoutError
        data = os.read(handle, 1 << 20)
        if not data:
            raise BrokenPipeError
        found += data
    return bytes(found)


def _item(fields: dict[str, Any]) -> Draft | Skipped:
    if "reason" in fields:
        return Skipped(**fields)
    places = tuple((int(at), str(name)) for at, name in fields.pop("places"))
    return Draft(**{**fields, "tags": tuple(fields["tags"])}, places=places)


def main() -> None:
    """Answer files on stdin, one line each, until it is closed."""
    import resource

    with contextlib.suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    while head := source.readline():
        fields = json.loads(head)
        data = source.read(fields.pop("size"))
        file = File(**{**fields, "path": Path(fields["path"]), "data": data})
        sink.write(json.dumps(_answer(file)).encode() + b"\n")
        sink.flush()


def _answer(file: File) -> dict[str, Any]:
    items: Sequence[Draft | Skipped]
    try:
        items = list(read_file(file))
        return {"items": [asdict(item) for item in items]}
    except NotAnArticle as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"reading it takes more than {MEMORY / 1e9:g} GB of memory"}
    except Exception as error:
        return {"error": f"its parser failed: {type(error).__name__}: {str(error)[:100]}"}
