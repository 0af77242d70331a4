"""TAR files of articles of any format, and single files that gzip has compressed."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from index.errors import NotAnArticle
from index.members import Member, articles, check_depth
from index.reading import File, Items
from index.zipped import MOST_BYTES, MOST_MEMBERS

_GZIP = b"\x1f\x8b"


def read_tar(file: File, read: Callable[[File], Items]) -> Items:
    """The articles in a TAR file, compressed by gzip or not, in order of their names. Links and
    devices in it are left out.

    Raises:
        NotAnArticle: not a TAR file, a bomb, or too deep inside others.
    """
    check_depth(file)
    data = gunzipped(file.data) if file.data.startswith(_GZIP) else file.data
    try:
        container = tarfile.open(fileobj=io.BytesIO(data), mode="r:")  # noqa: SIM115 in memory
        members = list(_members(container))
    except (tarfile.TarError, ValueError, OSError, EOFError) as error:
        raise NotAnArticle("it is not a TAR container, or a damaged one") from error
    yield from articles(file, read, members)


def read_gz(file: File, read: Callable[[File], Items]) -> Items:
    """The articles of the file that is compressed in this one.

    Raises:
        NotAnArticle: it is not compressed by gzip, or a bomb.
    """
    yield from read(replace(file, path=file.path.with_suffix(""), data=gunzipped(file.data)))


def gunzipped(data: bytes) -> bytes:
    """``data`` without its compression.

    Raises:
        NotAnArticle: it has none, is damaged, or is larger than a container may be.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            unpacked = stream.read(MOST_BYTES + 1)
    except (gzip.BadGzipFile, zlib.error, EOFError, OSError) as error:
        raise NotAnArticle("it is not compressed by gzip, or damaged") from error
    if len(unpacked) > MOST_BYTES:
        raise NotAnArticle(f"unpacked it has over {MOST_BYTES / 1e6:,.0f} MB")
    return unpacked


def _members(container: tarfile.TarFile) -> Iterator[Member]:
    total = 0
    for number, each in enumerate(container, 1):
        if number > MOST_MEMBERS:
            raise NotAnArticle(f"it holds more than {MOST_MEMBERS:,} files")
        if each.isfile():
            total += each.size
            if total > MOST_BYTES:
                raise NotAnArticle(f"unpacked it has over {MOST_BYTES / 1e6:,.0f} MB")
            yield Member(each.name, partial(_unpacked, container, each))


def _unpacked(container: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    try:
        held = container.extractfile(member)
        return held.read() if held else b""
    except (tarfile.TarError, OSError, EOFError) as error:
        raise NotAnArticle("it is damaged") from error
