"""The packaged model's tokenizer: read once a process, shared by all that need it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index import model_files

if TYPE_CHECKING:
    from tokenizers import Tokenizer

START, END = 101, 102
"""What stands before a text, and after each text: [CLS] and [SEP]."""


@cache
def tokenizer() -> Tokenizer:
    """It neither pads nor truncates, and must be left so: others use it at the same time.

    Raises:
        ModelMissing: its file is missing or not the one that it should be.
    """
    from tokenizers import Tokenizer

    made: Tokenizer = Tokenizer.from_file(str(model_files.verified("tokenizer.json")))
    # The packaged file truncates and pads at 128; the model reads 256.
    made.no_padding()
    made.no_truncation()
    return made


def cut(ids: list[int], most: int) -> list[int]:
    """``ids`` of one text with at most ``most`` tokens, the last one END."""
    return ids if len(ids) <= most else [*ids[: most - 1], END]
