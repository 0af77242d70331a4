"""What a generation is made of: size and SHA-256 of every file, and what built them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.cache import file_sha256
from index.errors import ArchiveDamaged

FILE = "manifest.json"
FORMAT = 3


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
class Manifest:
    """One generation. ``state`` is the catalogue's digest of the articles that are in it."""

    generation: int
    build: Build
    state: str
    articles: int
    passages: int
    created: str
    files: dict[str, tuple[int, str]]
    """Path inside the generation: (bytes, SHA-256 in hexadecimal)."""

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
        return Manifest(build=build, files=files, **fields)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveDamaged(f"{FILE} can't be read") from error


def measure(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of every file below ``folder`` but the manifest."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, file_sha256(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != FILE
    }


def check(folder: Path, seal: str) -> Manifest:
    """The manifest of ``folder``, after it and every file in it was compared.

    ``seal`` is the SHA-256 that the manifest itself must have, or "" where none is known.

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
        if file_sha256(path) != sha:
            raise ArchiveDamaged(f"{folder.name}/{name}: its SHA-256 is not the one recorded")
    return manifest
