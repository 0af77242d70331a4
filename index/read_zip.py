"""ZIP files of articles of any format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from index import substack
from index.canonical import valid
from index.errors import NotAnArticle, UnknownFormat
from index.reading import File, Items
from index.records import Draft, Skipped
from index.zipped import opened, unpacked

DEEPEST = 2
"""Containers inside containers."""


def read_zip(file: File, read: Callable[[File], Items]) -> Items:
    """The articles in a ZIP file, in order of their names. Nothing is written to the disk.

    Raises:
        NotAnArticle: not a ZIP file, a bomb, or too deep inside others.
    """
    if file.depth >= DEEPEST:
        raise NotAnArticle(
            f"it lies in {file.depth} other containers, at most {DEEPEST} are opened"
        )
    container = opened(file.data)
    posts = substack.posts(container)
    unread: dict[str, list[Skipped]] = {}
    for member in sorted(container.infolist(), key=lambda m: m.filename):
        name = valid(member.filename)
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if member.is_dir() or any(p.startswith((".", "__MACOSX")) and p != ".." for p in parts):
            continue
        post = posts.get(name)
        if name in posts and not (post and post.is_published):
            continue
        label = f"{file.origin}#{name}"
        if ".." in parts or name.startswith("/") or name[1:2] == ":":
            yield Skipped(label, "its name leads out of the container")
            continue
        try:
            # A container inside a file tells no folder, so a source is the folder in it, or it.
            inner = Path(file.path.stem) / Path(*parts)
            for item in read(file.part(name, inner, unpacked(container, member))):
                if post and isinstance(item, Draft):
                    yield substack.named(item, post, file.path.stem)
                else:
                    yield item
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
