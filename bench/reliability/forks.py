"""Work in child processes that may crash or hang: what is done with damaged bytes may do both."""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

PATIENCE = 10
"""Times as many seconds by the clock as a child may use of the processor: other work beside it is
not a hang, and one that waits for something for ever is.
"""


def forked(work: Callable[[Any], Any], items: Iterable[Any], seconds: float) -> Iterator[Any]:
    """``work(item)`` of each item, in a child that is kept while it lives; where it died, "crash"
    with the signal's number, and where it took more than ``seconds`` of the processor, "hang".
    """
    child: _Child | None = None
    for item in items:
        child = child or _Child(work)
        result = child.of(item, seconds)
        if isinstance(result, str) and result.startswith(("crash", "hang")):
            child = None
        yield item, result
    if child:
        child.end()


class _Child:
    def __init__(self, work: Callable[[Any], Any]) -> None:
        ask_out, ask_in = os.pipe()
        told_out, told_in = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(ask_in)
            os.close(told_out)
            with os.fdopen(ask_out, "rb") as asked, os.fdopen(told_in, "wb") as told:
                try:
                    while True:
                        item = pickle.load(asked)
                        try:
                            result = work(item)
                        except Exception as error:
                            result = f"broken: {type(error).__name__}: {error}"
                        pickle.dump(result, told)
                        told.flush()
                finally:
                    os._exit(0)
        os.close(ask_out)
        os.close(told_in)
        self.asked, self.told = os.fdopen(ask_in, "wb"), os.fdopen(told_out, "rb")

    def of(self, item: Any, seconds: float) -> Any:
        pickle.dump(item, self.asked)
        self.asked.flush()
        used, end = self._used(), time.monotonic() + PATIENCE * seconds
        while not select.select([self.told], [], [], min(1.0, seconds))[0]:
            if self._used() - used > seconds or time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                self.end()
                return "hang"
        try:
            return pickle.load(self.told)
        except EOFError:
            return f"crash {self.end()}"

    def _used(self) -> float:
        """Seconds of the processor that the child has had (proc(5): utime and stime)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> int:
        self.asked.close()
        self.told.close()
        return os.waitpid(self.pid, 0)[1]


def once(work: Callable[[], Any], seconds: float = 120.0) -> Any:
    """What ``work`` gives, done in a child, so that this process never starts a thread that a later
    child would lack.

    Raises:
        RuntimeError: the child crashed, hung, or raised what is named.
    """
    child = _Child(lambda _: work())
    result = child.of(None, seconds)
    if isinstance(result, str) and result.startswith(("crash", "hang")):
        raise RuntimeError(result)
    child.end()
    if isinstance(result, str) and result.startswith("broken: "):
        raise RuntimeError(result)
    return result
