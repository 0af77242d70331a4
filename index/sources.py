"""The files of the sources: which are taken, which have changed, and what is in them."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.decoded import checked_encoding
from index.errors import BadInput, NotAnArticle, NothingToIndex
from index.fields import NAMES
from index.files_read import FileRead
from index.formats import READERS, VERSION, suffix
from index.language import with_language
from index.origins import origin_key
from index.read import all_files, printable, read_bytes
from index.reading import File
from index.records import Draft, Skipped
from index.worker import Readers

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

RACY = 2_000_000_000
"""Nanoseconds within which a file may be written twice without a new time of change."""


MOST_TOLD = 8
"""Suffixes of other files that a message names."""


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
    encoding: str | None = None
    """Of text files that are not UTF-8."""

    def files(self, root: Path) -> tuple[list[Path], Counter[str]]:
        """The files to read under ``root``, sorted, and how many others there are by suffix.

        Raises:
            BadInput: a pattern that can't be read.
        """
        if not root.is_dir():
            return [root], Counter()
        paths = self._chosen(root, list(all_files(root)))
        others = Counter(path.suffix.lower() for path in paths if not suffix(path))
        return [path for path in paths if suffix(path)], others

    def _chosen(self, root: Path, paths: list[Path]) -> list[Path]:
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
        return json.dumps([VERSION, dict(sorted(self.fields.items())), self.encoding])


ALL = Choice()


def choice(
    include: Sequence[str], exclude: Sequence[str], fields: Sequence[str], encoding: str | None
) -> Choice:
    """A choice from words; each of ``fields`` as ``text=body``.

    Raises:
        BadInput: a field that is none of ours, or an encoding that nobody knows.
    """
    mapped = {}
    for word in fields:
        ours, equals, theirs = word.partition("=")
        if not equals or not theirs or ours not in NAMES:
            raise BadInput(f"field {word!r}: expected OURS=THEIRS with one of {', '.join(NAMES)}")
        mapped[ours] = theirs
    return Choice(tuple(include), tuple(exclude), mapped, checked_encoding(encoding))


@dataclass(slots=True)
class RootRead:
    """What was read of one source."""

    root: Path
    drafts: list[Draft] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    """Keys of the articles of files that have not changed."""
    touched: dict[str, int] = field(default_factory=dict)
    """When those were written whose files have another time."""
    copied: list[tuple[FileRead, FileRead]] = field(default_factory=list)
    """A file as it is known, and one elsewhere with the same name and bytes; its ``articles`` are
    filled in by who has the catalogue."""
    skipped: list[Skipped] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """By suffix: how many files of formats that are not read."""


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
    elsewhere = _Elsewhere(known)
    with nullcontext(readers) if readers else Readers() as parsers:
        for root in roots:
            read = RootRead(root)
            (paths, read.others), reader = choice.files(root), choice.reader
            for number, path in enumerate(paths, 1):
                _read(
                    read,
                    File(
                        path, printable(path), b"", fields=choice.fields, encoding=choice.encoding
                    ),
                    reader,
                    known,
                    elsewhere,
                    parsers,
                )
                if progress:
                    progress("reading", number, len(paths))
            if not (read.drafts or read.kept or read.copied):
                reasons = "".join(f"\n  {s.origin}: {s.reason}" for s in read.skipped[:10])
                others = f"; it has {told_of(read.others)}" if read.others else ""
                raise NothingToIndex(
                    f"{root}: no readable article ({', '.join(READERS)}) in it{others}; the "
                    f"archive was left as it was{reasons}"
                )
            found.append(read)
    return found


def told_of(others: Mapping[str, int]) -> str:
    """How many files there are of each suffix.

    >>> told_of({".odt": 2, "": 1, ".jpg": 40})
    '40 .jpg, 2 .odt, 1 without a suffix'
    """
    often = sorted(others.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(
        [f"{count:,} {name or 'without a suffix'}" for name, count in often[:MOST_TOLD]]
        + ["…"] * (len(often) > MOST_TOLD)
    )


class _Elsewhere:
    """Finds a file that moved, or was copied, among those that are known."""

    def __init__(self, known: Mapping[str, FileRead]) -> None:
        self._found: dict[tuple[str, str], FileRead] = {}
        for file in known.values():
            if file.articles and not file.broken:
                for mark in (file.stamp, file.sha256):
                    if mark:
                        self._found[mark, Path(file.path).name] = file

    def like(self, name: str, reader: str, mark: str) -> FileRead | None:
        """A file with that name and that stamp or SHA-256, read as it would be now. Of another
        name it would be read otherwise: titles may come from names.
        """
        file = self._found.get((mark, name)) if mark else None
        return file if file is not None and file.reader == reader else None


def _read(
    into: RootRead, file: File, reader: str, seen: Mapping[str, FileRead],
    elsewhere: _Elsewhere, readers: Readers,
) -> None:  # fmt: skip
    """Read one file into ``into``, or find that it is as it was, or that it is known elsewhere."""
    name, root = file.origin, str(into.root)
    known = seen.get(name)
    if known is not None and (known.root != root or known.reader != reader):
        known = None
    stamp, sha = "", ""
    try:
        _must_lie_in(into.root, file.path)
        stamp, written = _stamp(file.path)
        if known is not None and known.stamp and known.stamp == stamp:
            _keep(into, known)
            return
        moved = elsewhere.like(file.path.name, reader, stamp) if known is None else None
        if moved is not None:
            into.copied.append((moved, replace(moved, path=name, root=root, stamp=stamp)))
            return
        data = read_bytes(file.path)
        sha = hashlib.sha256(data).hexdigest()
        if known is not None and known.sha256 == sha:  # so is what was wrong with it
            _keep(into, replace(known, stamp=stamp))
            into.touched |= dict.fromkeys(known.articles, written)
            return
        moved = elsewhere.like(file.path.name, reader, sha)
        if moved is not None:
            into.copied.append((moved, replace(moved, path=name, root=root, stamp=stamp)))
            return
        items = readers.read(replace(file, data=data))
    except NotAnArticle as error:
        left: tuple[Skipped, ...] = (Skipped(name, str(error)),)
        before = known.articles if known is not None else ()
        into.skipped += left
        into.files.append(FileRead(name, root, "", sha, reader, before, left, broken=True))
        return
    drafts = [
        replace(with_language(item), seen=item.seen or written)
        for item in items
        if isinstance(item, Draft)
    ]
    left = tuple(item for item in items if isinstance(item, Skipped))
    into.drafts += drafts
    into.skipped += left
    keys = tuple(dict.fromkeys(origin_key(draft.origin) for draft in drafts))
    into.files.append(FileRead(name, root, stamp, sha, reader, keys, left))


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


def _stamp(path: Path) -> tuple[str, int]:
    """Something that changes with the file, "" where it is too fresh to be sure of that; and when
    it was written, in nanoseconds since 1970.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):
        return "", 0  # reading it will tell what is wrong
    written = status.st_mtime_ns
    if time.time_ns() - max(written, status.st_ctime_ns) < RACY:
        return "", written
    return f"{status.st_ino}:{status.st_size}:{written}:{status.st_ctime_ns}", written
