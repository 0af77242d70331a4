"""What a generation is made of: size and SHA-256 of every file, and what built them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from index.cache import file_sha256
from index.errors import ArchiveDamaged
from index.verified import Verified

FILE = "manifest.json"
Files: TypeAlias = dict[str, tuple[int, str]]
FORMAT = 4


@dataclass(frozen=True, slots=True)
class Build:
    """What an archive is built with. Another value of any field means another archive."""

    model: str
    fingerprint: str
    dimension: int
    language: str
    splitter: int
    header: int
    sentences: int
    analyzer: int
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Held:
    """One segment: how many rows and articles it has, those that are gone with them, and how its
    vectors are searched.
    """

    rows: int
    articles: int
    dense: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation. ``state`` is the catalogue's name of the articles that are in it; ``dead``
    counts the rows in its segments whose articles are gone.
    """

    generation: int
    build: Build
    state: str
    articles: int
    passages: int
    created: str
    files: Files
    """Path inside the generation: (bytes, SHA-256 in hexadecimal)."""
    segments: tuple[Held, ...] = ()
    dead: int = 0

    def data(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def parse(data: bytes) -> Manifest:
    """The manifest in ``data``.

    Raises:
        ArchiveDamaged: it is not one.
    """
    try:
        fields = json.loads(data)
        build = Build(**fields.pop("build"))
        files = {name: (int(size), str(sha)) for name, (size, sha) in fields.pop("files").items()}
        segments = tuple(Held(**each) for each in fields.pop("segments", ()))
        return Manifest(build=build, files=files, segments=segments, **fields)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveDamaged(f"{FILE} can't be read") from error


def measure(folder: Path, before: Path | None = None, known: Manifest | None = None) -> Files:
    """Size and SHA-256 of every file below ``folder`` but the manifest. A file that the generation
    in ``before`` has too, by the same inode, has the SHA-256 that its manifest ``known`` tells.
    """
    found: Files = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name == FILE:
            continue
        name = path.relative_to(folder).as_posix()
        if before is not None and known is not None and name in known.files:
            other = before / name
            if other.is_file() and other.samefile(path):
                found[name] = known.files[name]
                continue
        found[name] = (path.stat().st_size, file_sha256(path))
    return found


def check(folder: Path, seal: str, verified: Verified | None = None) -> Manifest:
    """The manifest of ``folder``, after it and every file in it was compared.

    ``seal`` is the SHA-256 that the manifest itself must have, or "" where none is known. With
    ``verified``, a large file that was read before and has not changed since is not read again.

    Raises:
        ArchiveDamaged: names the first file that is missing or changed.
    """
    try:
        data = (folder / FILE).read_bytes()
    except OSError as error:
        raise ArchiveDamaged(f"{folder.name}/{FILE}: {error.strerror}") from error
    if seal and hashlib.sha256(data).hexdigest() != seal:
        raise ArchiveDamaged(f"{folder.name}/{FILE}: its SHA-256 is not the one in CURRENT")
    manifest = parse(data)
    for name, (size, sha) in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise ArchiveDamaged(f"{folder.name}/{name} is missing")
        if path.stat().st_size != size:
            raise ArchiveDamaged(
                f"{folder.name}/{name} has {path.stat().st_size:,} bytes, expected {size:,}"
            )
        if (verified.sha256(path) if verified else file_sha256(path)) != sha:
            raise ArchiveDamaged(f"{folder.name}/{name}: its SHA-256 is not the one recorded")
    return manifest
