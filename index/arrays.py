"""numpy's files, read by one thread at a time.

numpy parses the header of such a file with ``ast.literal_eval``, and CPython 3.11 before 3.11.8
counts how deep it is in one number for all threads. Where a collection of garbage lets another
thread in, one that parses too, the first ends with ``SystemError: AST constructor recursion depth
mismatch`` (https://github.com/python/cpython/issues/106905). Readers that open a new generation at
the same time are such threads.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Entered again by its own thread: what garbage does at its end may read an array, too.
_ONE = threading.RLock()


def load(path: Path, *, mapped: bool = False) -> NDArray[Any]:
    """The array of a ``.npy`` file; ``mapped``: its pages are read when they are looked at."""
    with _ONE:
        table: NDArray[Any] = np.load(path, mmap_mode="r" if mapped else None, allow_pickle=False)
    return table


def load_all(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a ``.npz`` file by name.

    Raises:
        BadZipFile: its bytes are no such file, or the disk did not read them all.
    """
    with _ONE, np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}
