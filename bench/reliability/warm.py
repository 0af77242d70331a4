"""What a writer loads, loaded once, so that its forks begin with their work."""

from __future__ import annotations

import contextlib
import importlib
import sys
from pathlib import Path

from bench.reliability.forks import once
from bench.reliability.places import build, told
from index.language import with_language
from index.records import Draft
from index.split import split

TEXT = "A story about nothing that is long enough to tell its language."


def warmed(work: Path) -> None:
    """Import what writers and readers import, without starting a thread."""

    def loaded() -> list[str]:
        build(work / "warm")
        told(work / "warm")
        return list(sys.modules)

    for name in once(loaded):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    with_language(Draft("api:warm", "Warm", TEXT))
    split(TEXT, "en")
