"""Words that any English reader knows."""

from __future__ import annotations

import json
from functools import cache

from index import model_files


@cache
def common() -> frozenset[str]:
    """Some 20,000 common English words: what the packaged model's tokenizer has whole.

    Raises:
        ModelMissing: the packaged model is not installed.
    """
    fields = json.loads(model_files.verified("tokenizer.json").read_text(encoding="utf-8"))
    return frozenset(word for word in fields["model"]["vocab"] if word.isalpha())
