"""What a reader of a format is given and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from index.records import Draft, Skipped


@dataclass(frozen=True, slots=True)
class File:
    """Bytes to be read. ``path`` gives the suffix, a title and a source where the bytes have none;
    ``origin`` is the path itself, or for a part of another file ``path#part``.
    """

    path: Path
    origin: str
    data: bytes
    url: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    """For JSON and CSV: the name of a field of ours, and of theirs."""
    depth: int = 0
    """How many archives this file lies in."""

    def part(self, name: str, path: Path, data: bytes, url: str | None = None) -> File:
        """A file inside this one."""
        return File(path, f"{self.origin}#{name}", data, url, self.fields, self.depth + 1)


Items: TypeAlias = Iterator[Draft | Skipped]
"""The articles of a file in its order, and the parts of it that are none, with the reason."""

Reader: TypeAlias = Callable[[File, Callable[[File], Items]], Items]
"""Reads a file; the second argument reads a file that lies in it, whatever its format.

Raises:
    NotAnArticle: nothing of the file can be used; says why.
"""
