"""Files into articles: one table of formats, one rule for what counts as text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import BadInput, NotAnArticle
from index.read_markdown import read_markdown
from index.read_text import read_text
from index.records import Draft

LARGEST = 20_000_000
"""Bytes that one article file may have."""

READERS: dict[str, Callable[[str, Path], Draft]] = {".txt": read_text, ".md": read_markdown}
"""By suffix: decoded text and path into a draft."""


def article_files(folder: Path) -> Iterator[Path]:
    """Files under ``folder`` of a format in the table, sorted; hidden ones are left out."""
    found = []
    for path in folder.rglob("*"):
        if path.suffix.lower() in READERS and not any(
            part.startswith(".") for part in path.relative_to(folder).parts
        ):
            found.append(path)
    return iter(sorted(found))


def read_article(path: Path, data: bytes) -> Draft:
    """The article in ``data``, which was read from ``path``.

    Raises:
        NotAnArticle: too large, empty, binary, not UTF-8, or without words; says which.
    """
    text = _decode(data)
    draft = READERS[path.suffix.lower()](text, path)
    if not has_words(draft.text):
        raise NotAnArticle("it holds no words")
    return draft


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        NotAnArticle: a name that is not UTF-8, not a regular file, not readable, or larger than
            ``LARGEST``.
    """
    if printable(path) != str(path):
        raise NotAnArticle("its name is not UTF-8: rename it")
    try:
        if not path.is_file():
            raise NotAnArticle("it is not a regular file")
        size = path.stat().st_size
        if size > LARGEST:
            raise NotAnArticle(
                f"it has {size / 1e6:,.0f} MB, more than {LARGEST / 1e6:,.0f} MB: "
                "split it into single articles"
            )
        return path.read_bytes()
    except OSError as error:
        raise NotAnArticle(f"it can't be read: {error.strerror or error}") from error


def checked_root(path: Path) -> Path:
    """``path`` made absolute, if it is a folder or a file of a known format.

    Raises:
        BadInput: it is neither.
    """
    root = path.expanduser().resolve()
    if printable(root) != str(root):
        raise BadInput(f"{printable(root)}: its name is not UTF-8: rename it")
    if root.is_dir() or (root.is_file() and root.suffix.lower() in READERS):
        return root
    if root.exists():
        raise BadInput(f"{path}: not a folder and not one of {', '.join(sorted(READERS))}")
    raise BadInput(f"{path}: there is no such file or folder")


def has_words(text: str) -> bool:
    """Whether ``text`` holds a letter or a digit: without one, nothing in it can be found."""
    return any(c.isalnum() for c in text)


def with_line_feeds(text: str) -> str:
    """``text`` with every kind of line break as one line feed, as canonical text has it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def printable(path: Path) -> str:
    """``path`` as text; bytes of a file name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _decode(data: bytes) -> str:
    if not data.strip():
        raise NotAnArticle("it is empty")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAnArticle("it is UTF-16, not UTF-8: save it again as UTF-8")
    if b"\0" in data:
        raise NotAnArticle("it is a binary file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnArticle(
            f"it is not UTF-8 (byte {error.start}): save it again as UTF-8"
        ) from error
    return with_line_feeds(text)
