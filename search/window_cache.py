"""What the reader's model gave for the windows that were read last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from search.reader_model import Logits, Model
from search.windows import Window

KEPT = 2000
"""Windows, of a hundred questions about, in 14 MB at most."""

Key = tuple[int, int, bytes]


class WindowCache:
    """A reader's model that reads a window again only when ``KEPT`` others came since: who goes
    back to a question, narrows it or turns a page of hits waits for what is new alone. A window's
    logits are the same bits whatever was read beside it, so an answer is as if all were read anew.
    Safe to use from many threads.
    """

    def __init__(self, model: Model) -> None:
        self.windows = model.windows
        self._model = model
        self._known: OrderedDict[Key, Logits] = OrderedDict()
        self._lock = threading.Lock()

    def logits(self, windows: Sequence[Window]) -> list[Logits]:
        """See Model."""
        keys = [_key(window) for window in windows]
        with self._lock:
            known = {key: self._known[key] for key in keys if key in self._known}
        new = {key: w for key, w in zip(keys, windows, strict=True) if key not in known}
        read = dict(zip(new, self._model.logits(list(new.values())), strict=True))
        found = known | read
        with self._lock:
            for key in keys:
                self._known[key] = found[key]
                self._known.move_to_end(key)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return [found[key] for key in keys]


def _key(window: Window) -> Key:
    """All that its logits depend on: its tokens, how many of them are the question's, and where the
    text begins.
    """
    tokens = np.asarray(window.ids, dtype=np.int32).tobytes()
    return window.kinds.count(0), window.first, tokens
