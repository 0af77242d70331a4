"""Everything that can go wrong, as one tree.

    PressmarkError
    ├── BadInput            a question, option, file or field that can't be used
    │   ├── Contradiction   two options that exclude each other
    │   └── NotAnArticle    one file or posted article; an index run skips it and goes on
    │       └── UnknownFormat   nothing here reads files of its kind
    ├── NothingToIndex      a folder without a single readable article
    ├── ArticleNotFound     no article of that id
    ├── ArchiveError
    │   ├── ArchiveMissing  no archive in that folder
    │   ├── ArchiveBusy     another process is writing
    │   ├── ArchiveStale    built by another model, splitter or format
    │   ├── ArchiveDamaged  bytes on disk are not the bytes that were written
    │   └── StorageFailed   the disk is full, or the system does not read or write
    └── ModelMissing        the embedding model can't be found or fails its hash

Each message says what was found, what was expected and what to do. The edges map the classes
once: exit codes in api/exits.py, problem+json in api/problems.py.
"""

from pathlib import Path


class PressmarkError(Exception):
    """Base of all errors that Pressmark raises on purpose."""


class BadInput(PressmarkError):
    """A question, option, file or field that can't be used."""


class Contradiction(BadInput):
    """Options of which each can be used, but not together."""


class NotAnArticle(BadInput):
    """One file or posted article can't be read as an article."""


class UnknownFormat(NotAnArticle):
    """No reader here is for files with that suffix."""


class NothingToIndex(PressmarkError):
    """A folder without a single readable article; the archive was left as it was."""


class ArticleNotFound(PressmarkError):
    """No article of that id is in the archive."""


class ArchiveError(PressmarkError):
    """The archive folder is not usable as it is."""


class ArchiveMissing(ArchiveError):
    """There is no archive in that folder."""

    def __init__(self, archive: Path) -> None:
        super().__init__(f"there is no archive in {archive}. Make one: pressmark index FOLDER")


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class ArchiveStale(ArchiveError):
    """The archive was built by another model, splitter or format than this process has."""


class ArchiveDamaged(ArchiveError):
    """Bytes on disk are not the bytes that were written."""


class StorageFailed(ArchiveError):
    """The system could not read or write: a full disk, an I/O error, too few handles or memory."""


class ModelMissing(PressmarkError):
    """The embedding model can't be found, or its files fail their hash."""
