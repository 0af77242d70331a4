"""The files of the sources: which are taken, which have changed, and what is in them."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.catalogue import article_id
from index.errors import BadInput, NotAnArticle, NothingToIndex
from index.files_read import FileRead
from index.formats import READERS, VERSION
from index.language import with_language
from index.read import article_files, printable, read_bytes
from index.read_records import NAMES
from index.reading import File
from index.records import Draft, Skipped
from index.worker import Readers

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

RACY = 2_000_000_000
"""Nanoseconds within which a file may be written twice without a new time of change."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files of a folder are taken. Patterns are those of .gitignore: ``*.html`` anywhere,
    ``drafts/`` a folder, ``/a/**/b.md`` from the root on.
    """

    include: tuple[str, ...] = ()
    """Empty: every file of a known format."""
    exclude: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    """For JSON and CSV: the name of a field of ours, and of theirs."""

    def files(self, root: Path) -> list[Path]:
        """The files to read under ``root``, sorted.

        Raises:
            BadInput: a pattern that can't be read.
        """
        if not root.is_dir():
            return [root]
        paths = list(article_files(root))
        if not self.include and not self.exclude:
            return paths
        import pathspec

        try:
            taken = pathspec.GitIgnoreSpec.from_lines(self.include or ["*"])
            left = pathspec.GitIgnoreSpec.from_lines(self.exclude)
        except ValueError as error:
            raise BadInput(f"pattern: {error}") from error
        names = [(path.relative_to(root).as_posix(), path) for path in paths]
        return [path for n, path in names if taken.match_file(n) and not left.match_file(n)]

    @property
    def reader(self) -> str:
        """All that decides what is read of the same bytes."""
        return json.dumps([VERSION, dict(sorted(self.fields.items()))])


ALL = Choice()


def choice(include: Sequence[str], exclude: Sequence[str], fields: Sequence[str]) -> Choice:
    """A choice from words; each of ``fields`` as ``text=body``.

    Raises:
        BadInput: a field that is none of ours.
    """
    mapped = {}
    for word in fields:
        ours, equals, theirs = word.partition("=")
        if not equals or not theirs or ours not in NAMES:
            raise BadInput(f"field {word!r}: expected OURS=THEIRS with one of {', '.join(NAMES)}")
        mapped[ours] = theirs
    return Choice(tuple(include), tuple(exclude), mapped)


@dataclass(slots=True)
class RootRead:
    """What was read of one source."""

    root: Path
    drafts: list[Draft] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    """Ids of the articles of files that have not changed."""
    skipped: list[Skipped] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)


def read_roots(
    roots: Sequence[Path],
    choice: Choice,
    known: Mapping[str, FileRead],
    progress: Progress | None,
    readers: Readers | None = None,
) -> list[RootRead]:
    """Read the files of ``roots`` that are not as they are ``known``; with ``readers``, whose
    process stays, or with some of its own.

    Raises:
        NothingToIndex: a source without one readable article.
    """
    found = []
    with nullcontext(readers) if readers else Readers() as parsers:
        for root in roots:
            read = RootRead(root)
            paths, reader = choice.files(root), choice.reader
            for number, path in enumerate(paths, 1):
                _read(
                    read,
                    File(path, printable(path), b"", fields=choice.fields),
                    reader,
                    known,
                    parsers,
                )
                if progress:
                    progress("reading", number, len(paths))
            if not read.drafts and not read.kept:
                reasons = "".join(f"\n  {s.origin}: {s.reason}" for s in read.skipped[:10])
                raise NothingToIndex(
                    f"{root}: no readable article ({', '.join(READERS)}) in it; the archive was "
                    f"left as it was{reasons}"
                )
            found.append(read)
    return found


def _read(
    into: RootRead, file: File, reader: str, seen: Mapping[str, FileRead], readers: Readers
) -> None:
    """Read one file into ``into``, or find that it is as it was."""
    name, root = file.origin, str(into.root)
    known = seen.get(name)
    if known is not None and (known.root != root or known.reader != reader):
        known = None
    stamp, sha = "", ""
    try:
        _must_lie_in(into.root, file.path)
        stamp = _stamp(file.path)
        if known is not None and known.stamp and known.stamp == stamp:
            _keep(into, known)
            return
        data = read_bytes(file.path)
        sha = hashlib.sha256(data).hexdigest()
        if known is not None and known.sha256 == sha:  # so is what was wrong with it
            _keep(into, replace(known, stamp=stamp))
            return
        items = readers.read(replace(file, data=data))
    except NotAnArticle as error:
        left: tuple[Skipped, ...] = (Skipped(name, str(error)),)
        before = known.articles if known is not None else ()
        into.skipped += left
        into.files.append(FileRead(name, root, "", sha, reader, before, left, broken=True))
        return
    drafts = [with_language(item) for item in items if isinstance(item, Draft)]
    left = tuple(item for item in items if isinstance(item, Skipped))
    into.drafts += drafts
    into.skipped += left
    ids = tuple(article_id(draft.origin) for draft in drafts)
    into.files.append(FileRead(name, root, stamp, sha, reader, ids, left))


def _keep(into: RootRead, known: FileRead) -> None:
    into.kept.update(known.articles)
    into.skipped += known.skipped
    into.files.append(known)


def _must_lie_in(root: Path, path: Path) -> None:
    """Refuse a file that a link leads out of ``root`` to.

    Raises:
        NotAnArticle: it lies elsewhere.
    """
    if not (root.is_dir() and path.is_symlink() and path.exists()):
        return
    if not path.resolve().is_relative_to(root):
        raise NotAnArticle("it is a link to a file outside the folder: index that folder too")


def _stamp(path: Path) -> str:
    """Something that changes with the file; "" where it is too fresh to be sure of that."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ""  # reading it will tell what is wrong
    if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < RACY:
        return ""
    return f"{status.st_ino}:{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"
