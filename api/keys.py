"""API keys. Only their SHA-256 is stored: a key is 256 random bits, so no slow hash is needed."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from index import durable
from index.errors import ArchiveDamaged, ArchiveMissing, BadInput

FILE = "keys.json"
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key."""

    name: str
    sha256: str
    created: str


def stored(archive: Path) -> list[Key]:
    """The keys of an archive, oldest first.

    Raises:
        ArchiveDamaged: the file of keys can't be read; then no key is taken.
    """
    path = archive / FILE
    try:
        seen = path.stat()
        return list(_read(path, (seen.st_ino, seen.st_size, seen.st_mtime_ns)))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        raise ArchiveDamaged(f"{path} can't be read; delete it, make new keys") from error


@lru_cache(maxsize=16)
def _read(path: Path, _state: tuple[int, ...]) -> tuple[Key, ...]:
    """The keys in ``path``, read once for each state of it: every request asks for them."""
    return tuple(Key(**fields) for fields in json.loads(path.read_bytes()))


def new(archive: Path, name: str) -> str:
    """A new key, which is shown this once.

    Raises:
        ArchiveMissing: there is no archive that it could open.
        BadInput: a name that is blank, too long or taken.
    """
    if not archive.is_dir():
        raise ArchiveMissing(archive)
    keys = stored(archive)
    if not name.isprintable() or not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise BadInput(f"a key's name has 1 to {LONGEST_NAME} printable characters")
    if any(key.name == name for key in keys):
        raise BadInput(f"there is a key {name!r} already. See: pressmark key list")
    made = "pm_" + secrets.token_urlsafe(32)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    _write(archive, [*keys, Key(name, _hashed(made), now)])
    return made


def revoke(archive: Path, name: str) -> None:
    """Forget a key.

    Raises:
        BadInput: there is none of that name.
    """
    keys = stored(archive)
    left = [key for key in keys if key.name != name]
    if len(left) == len(keys):
        raise BadInput(f"there is no key {name!r}. See: pressmark key list")
    _write(archive, left)


def valid(archive: Path, given: str) -> bool:
    """Whether ``given`` is a key of the archive; compared in constant time."""
    hashed = _hashed(given)
    found = False
    for key in stored(archive):
        found |= hmac.compare_digest(key.sha256, hashed)
    return found


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _write(archive: Path, keys: list[Key]) -> None:
    path = archive / FILE
    durable.replace(path, json.dumps([asdict(key) for key in keys], indent=1).encode())
    path.chmod(0o600)
