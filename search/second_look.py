"""The sentences that seem best, read once more: each by itself, and all of them side by side.

In its passage a sentence is read among its neighbours, and only against those. By itself it has to
answer without them; side by side the best of all passages are weighed by one attention.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.reader_model import Logits, ReaderModel
from search.spans import best_spans
from search.windows import Window

NAMES = (
    "alone",  # logits of all spans inside the sentence, read by itself
    "alone_null",  # logits of "no answer here" of that reading
    "beside",  # logits of all its spans, read beside the others
)
FEW = 6
"""Sentences that are read once more, see docs/decisions/0017."""
LONGEST = 400
"""Characters of a sentence that are read."""
NOTHING = (-20.0, 0.0, -20.0)
"""Of a sentence without a token."""


def looked(
    model: ReaderModel, question: str, sentences: Sequence[str]
) -> list[tuple[float, float, float]]:
    """NAMES of each of ``sentences``, which are given best first."""
    cut = [sentence[:LONGEST] for sentence in sentences]
    places, at = [], 0
    for sentence in cut:
        places.append((at, at + len(sentence)))
        at += len(sentence) + 1
    windows = model.windows.over(question, [("", s, 0) for s in [*cut, " ".join(cut)]])
    found = [list(NOTHING) for _ in cut]
    margins = [-1e9] * len(cut)
    for window, logits in zip(windows, model.logits(windows), strict=True):
        if window.hit == len(cut):
            for n, place in enumerate(places):
                found[n][2] = max(found[n][2], _mass(window, logits, place))
            continue
        mass = _mass(window, logits, (0, len(cut[window.hit])))
        if mass - logits.null > margins[window.hit]:
            margins[window.hit] = mass - logits.null
            found[window.hit][:2] = mass, logits.null
    return [(alone, null, beside) for alone, null, beside in found]


def _mass(window: Window, logits: Logits, place: tuple[int, int]) -> float:
    return max((s.mass for s in best_spans(window, logits, [place])), default=NOTHING[0])
