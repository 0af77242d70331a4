"""Work in a fork that strace watches, kills or denies."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PR_SET_PTRACER, ANY = 0x59616D61, -1
"""prctl(2): lets others than its parents trace a process, where Yama would not."""


@dataclass(frozen=True, slots=True)
class Done:
    """How it ended: its exit code, or less than nothing for a signal; "done" or its error."""

    status: int
    said: str


def traced(work: Callable[[], object], log: Path, *options: str) -> Done:
    """``work`` in a fork under strace. The fork has loaded what this process has."""
    go_out, go_in = os.pipe()
    said_out, said_in = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            if sys.platform == "linux":
                ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANY, 0, 0, 0)
            os.read(go_out, 1)
            work()
            os.write(said_in, b"done")
            code = 0
        except BaseException as error:
            os.write(said_in, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(code)
    os.close(said_in)
    with subprocess.Popen(
        ["strace", "-f", "-o", str(log), "-p", str(pid), *options],
        stderr=subprocess.PIPE, text=True,
    ) as tracer:  # fmt: skip
        assert tracer.stderr is not None
        while "attached" not in (line := tracer.stderr.readline()):
            assert line, "strace did not attach"
        os.write(go_in, b"g")
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        tracer.stderr.read()
    os.close(go_in)
    os.close(go_out)
    with os.fdopen(said_out, encoding="utf-8") as said:
        return Done(status, said.read())
