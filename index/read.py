"""Files into articles: which files of a folder are taken, and what one may be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from index.errors import BadInput, NotAnArticle
from index.formats import CONTAINERS, READERS, read_file, suffix
from index.reading import File
from index.records import Draft, Skipped

LARGEST = 20_000_000
"""Bytes that one article file may have."""
LARGEST_CONTAINER = 500_000_000
"""Bytes that a file of many articles may have."""


_BESIDE_PAGE = (
    "_files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_ficheiros", "_bestanden",
    "_file",
    "-filer", "_tiedostot", "_pliki", "_soubory", "_elemei", "_dosyalar", "_datoteke", "_fitxers",
    "_failid", "_fails", "_bylos", "_fajlovi", "_fitxategiak", ".files", "_文件",
)  # fmt: skip
"""What browsers add to the name of a page that they save whole, for the folder with its parts. The
list is that of Windows' "connected files", in the languages of its versions.
"""
_PARTS = {".html", ".htm", ".xhtml", ".json", ".xml", ".txt"}
"""Formats of such parts: frames with advertisements, data of scripts."""


def all_files(folder: Path) -> Iterator[Path]:
    """Files under ``folder``, sorted; hidden ones are left out, and so are an archive that lies in
    the folder and the parts of web pages that were saved whole.
    """
    found = []
    for home, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not Path(home, name, "catalogue.sqlite").is_file()
        ]
        # A folder that is called like a file is named as what it is when it is read.
        called_so = [name for name in folders if suffix(name)]
        taken = [name for name in (*names, *called_so) if not name.startswith(".")]
        if _is_beside_page(Path(home), folder):
            taken = [name for name in taken if Path(name).suffix.lower() not in _PARTS]
        found += [((*Path(home).parts, name), home, name) for name in taken]
    return (Path(home, name) for _, home, name in sorted(found))


def _is_beside_page(folder: Path, root: Path) -> bool:
    """Whether ``folder``, or one below ``root`` that it lies in, holds the parts of a page beside
    it.
    """
    for each in takewhile(lambda path: path != root, (folder, *folder.parents)):
        stem = next((each.name.removesuffix(e) for e in _BESIDE_PAGE if each.name.endswith(e)), "")
        pages = (each.with_name(f"{stem}{kind}") for kind in (".html", ".htm", ".xhtml"))
        if stem and any(page.is_file() for page in pages):
            return True
    return False


def read_article(path: Path, data: bytes) -> Draft:
    """The first article in ``data``, which was read from ``path``, in this process.

    Raises:
        NotAnArticle: too large, empty, binary, not UTF-8, or without words; says which.
    """
    for item in read_file(File(path, str(path), data)):
        if isinstance(item, Skipped):
            raise NotAnArticle(item.reason)
        return item
    raise NotAnArticle("it holds no article")


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        NotAnArticle: a name that is not UTF-8, not a regular file, not readable, or larger than
            one of its format may be.
    """
    if printable(path) != str(path):
        raise NotAnArticle("its name is not UTF-8: rename it")
    try:
        if not path.is_file():
            raise NotAnArticle("it is not a regular file")
        size = path.stat().st_size
        most = LARGEST_CONTAINER if suffix(path) in CONTAINERS else LARGEST
        if size > most:
            raise NotAnArticle(
                f"it has {size / 1e6:,.0f} MB, more than {most / 1e6:,.0f} MB: "
                "split it into single articles"
            )
        return path.read_bytes()
    except OSError as error:
        raise NotAnArticle(f"it can't be read: {error.strerror or error}") from error


def checked_root(path: Path) -> Path:
    """``path`` made absolute, if it is a folder or a file of a known format.

    Raises:
        BadInput: it is neither.
    """
    root = path.expanduser().resolve()
    if printable(root) != str(root):
        raise BadInput(f"{printable(root)}: its name is not UTF-8: rename it")
    if root.is_dir() or (root.is_file() and suffix(root)):
        return root
    if root.exists():
        raise BadInput(f"{path}: not a folder and not one of {', '.join(sorted(READERS))}")
    raise BadInput(f"{path}: there is no such file or folder")


def printable(path: Path) -> str:
    """``path`` as text; bytes of a file name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
