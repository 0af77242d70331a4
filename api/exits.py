"""Exit codes, mapped once from the error tree."""

from __future__ import annotations

from index.errors import (
    ArchiveError,
    ArticleNotFound,
    BadInput,
    ModelMissing,
    NothingToIndex,
    PressmarkError,
)

FOUND, NOTHING, USAGE, ARCHIVE, MODEL, INTERRUPTED = 0, 1, 2, 3, 4, 130

_CODES: tuple[tuple[type[PressmarkError], int], ...] = (
    (ModelMissing, MODEL),
    (ArchiveError, ARCHIVE),
    (NothingToIndex, NOTHING),
    (ArticleNotFound, NOTHING),
    (BadInput, USAGE),
)


def exit_code(error: PressmarkError) -> int:
    """The exit code of an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ARCHIVE)
