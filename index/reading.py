"""What a reader of a format is given and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
    encoding: str | None = None
    """Of text files that are not UTF-8."""
    depth: int = 0
    """How many archives this file lies in."""

    def part(self, name: str, path: Path, data: bytes, url: str | None = None) -> File:
        """A file inside this one."""
        return replace(
            self, path=path, origin=f"{self.origin}#{name}", data=data, url=url,
            depth=self.depth + 1,
        )  # fmt: skip

    def called(self, suffix: str) -> File:
        """The same bytes, read as a file of another format."""
        return replace(self, path=self.path.with_suffix(suffix))

    def page(self, data: bytes, url: str | None) -> File:
        """The web page that is all there is in this file."""
        return replace(self, path=self.path.with_suffix(".html"), data=data, url=url)


def part_name(known: str | None, number: int, seen: set[str]) -> str:
    """What a part of a file is known by, ``known`` where that is one of its own, else with its
    ``number``; it is added to those ``seen``.

    >>> seen = set()
    >>> part_name("a", 1, seen), part_name("a", 2, seen), part_name(None, 3, seen)
    ('a', 'a-2', '3')
    """
    name = known or str(number)
    name = f"{name}-{number}" if name in seen else name
    seen.add(name)
    return name


Items: TypeAlias = Iterator[Draft | Skipped]
"""The articles of a file in its order, and the parts of it that are none, with the reason."""

Reader: TypeAlias = Callable[[File, Callable[[File], Items]], Items]
"""Reads a file; the second argument reads a file that lies in it, whatever its format.

Raises:
    NotAnArticle: nothing of the file can be used; says why.
"""
