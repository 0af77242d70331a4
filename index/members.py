"""What lies in a container of files (.zip, .tar): the articles of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from index.canonical import valid
from index.errors import NotAnArticle, UnknownFormat
from index.reading import File, Items
from index.records import Skipped

DEEPEST = 2
"""Containers inside containers."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container; ``unpack`` gives its bytes, or raises NotAnArticle."""

    name: str
    unpack: Callable[[], bytes]


def check_depth(file: File) -> None:
    """
    Raises:
        NotAnArticle: ``file`` lies too deep inside others.
    """
    if file.depth >= DEEPEST:
        raise NotAnArticle(
            f"it lies in {file.depth} other containers, at most {DEEPEST} are opened"
        )


def articles(file: File, read: Callable[[File], Items], members: Iterable[Member]) -> Items:
    """The articles of ``members``, in order of their names, without hidden ones. Nothing is written
    to the disk, so a name that leads out of the container is only left out.
    """
    unread: dict[str, list[Skipped]] = {}
    for member in sorted(members, key=lambda each: each.name.removeprefix("./")):
        name = valid(member.name).removeprefix("./")
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if any(p.startswith((".", "__MACOSX")) and p not in (".", "..") for p in parts):
            continue
        label = f"{file.origin}#{name}"
        if ".." in parts or name.startswith("/") or name[1:2] == ":":
            yield Skipped(label, "its name leads out of the container")
            continue
        try:
            # A container inside a file tells no folder, so a source is the folder in it, or it.
            inner = Path(file.path.stem.removesuffix(".tar")) / Path(*parts)
            yield from read(file.part(name, inner, member.unpack()))
        except NotAnArticle as error:
            left = Skipped(label, str(error))
            if isinstance(error, UnknownFormat):
                unread.setdefault(PurePosixPath(name).suffix.lower(), []).append(left)
            else:
                yield left
    for suffix, (first, *more) in unread.items():  # an export may hold thousands of pictures
        are = "is" if len(more) == 1 else "are"
        alike = f"; {len(more):,} more in it {are} {suffix or 'without a suffix'} too"
        yield replace(first, reason=first.reason + alike) if more else first
