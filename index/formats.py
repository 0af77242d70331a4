"""The table of formats: by suffix, what reads a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from index.bylines import with_bylines
from index.canonical import has_words
from index.databases import FORMATS, clippings
from index.decoded import decoded
from index.errors import NotAnArticle, UnknownFormat
from index.read_doc import read_doc
from index.read_docx import read_docx
from index.read_enex import read_enex
from index.read_epub import read_epub
from index.read_feed import read_feed
from index.read_html import read_html
from index.read_mail import read_eml, read_mbox, read_mhtml
from index.read_markdown import read_markdown, read_mdx
from index.read_msg import read_msg
from index.read_odp import read_odp
from index.read_ods import read_ods
from index.read_odt import read_odt
from index.read_pdf import read_pdf
from index.read_pptx import read_pptx
from index.read_records import read_csv, read_json, read_jsonl
from index.read_rst import read_rst
from index.read_rtf import read_rtf
from index.read_tar import read_gz, read_tar
from index.read_text import read_text
from index.read_warc import read_warc
from index.read_webarchive import read_webarchive
from index.read_xls import read_xls
from index.read_xlsx import read_xlsx
from index.read_xml import read_sgml, read_xml
from index.read_zip import read_zip
from index.reading import File, Items, Reader
from index.records import Draft, Skipped

VERSION = 12
"""Raised when a reader gives something else for the same bytes: files are then read again."""

Plain: TypeAlias = Callable[[str, Path], Draft]


def _plain(read: Plain) -> Reader:
    def reader(file: File, _: Callable[[File], Items]) -> Items:
        draft = read(decoded(file.data, file.encoding), file.path)
        yield replace(draft, origin=file.origin)

    return reader


SIMPLE: dict[str, Reader] = {
    ".txt": _plain(read_text),
    ".md": _plain(read_markdown), ".markdown": _plain(read_markdown),
    ".qmd": _plain(read_markdown), ".rmd": _plain(read_markdown), ".mdx": _plain(read_mdx),
}  # fmt: skip
"""Read in this process: nothing in them can run away with it."""

READERS: dict[str, Reader] = {
    **SIMPLE,
    ".html": read_html, ".htm": read_html, ".xhtml": read_html,
    ".mhtml": read_mhtml, ".mht": read_mhtml, ".webarchive": read_webarchive,
    ".pdf": read_pdf, ".docx": read_docx, ".odt": read_odt, ".rtf": read_rtf, ".epub": read_epub,
    ".doc": read_doc, ".pptx": read_pptx, ".odp": read_odp,
    ".eml": read_eml, ".mbox": read_mbox, ".msg": read_msg,
    ".json": read_json, ".jsonl": read_jsonl, ".ndjson": read_jsonl, ".csv": read_csv,
    ".tsv": read_csv, ".xlsx": read_xlsx, ".xls": read_xls, ".ods": read_ods,
    ".json.gz": read_gz, ".jsonl.gz": read_gz, ".csv.gz": read_gz,
    ".rst": _plain(read_rst),
    ".rss": read_feed, ".atom": read_feed,
    ".xml": read_xml, ".nxml": read_xml, ".sgm": read_sgml, ".sgml": read_sgml,
    ".enex": read_enex, ".warc": read_warc, ".warc.gz": read_warc, ".zip": read_zip,
    ".tar": read_tar, ".tar.gz": read_tar, ".tgz": read_tar,
}  # fmt: skip
CONTAINERS = {
    ".mbox", ".json", ".jsonl", ".csv", ".warc", ".warc.gz", ".zip", ".pdf", ".epub", ".xml",
    ".atom", ".docx", ".odt", ".enex", ".ndjson", ".tsv", ".xlsx", ".xls", ".doc", ".pptx",
    ".msg", ".nxml", ".odp", ".ods", ".sgm", ".sgml",
    ".json.gz", ".jsonl.gz", ".csv.gz", ".tar", ".tar.gz", ".tgz",
}  # fmt: skip
"""Formats of which a file may be as large as ``LARGEST_CONTAINER``."""


def suffix(path: Path | str) -> str | None:
    """The suffix of a format in the table, None for other files.

    >>> suffix("a.WARC.gz"), suffix("a.gz"), suffix(".txt")
    ('.warc.gz', None, None)
    """
    name = path if isinstance(path, str) else path.name
    parts = name.lower().rsplit(".", 2)
    both = "." + ".".join(parts[1:]) if len(parts) == 3 and parts[0] else ""
    last = f".{parts[-1]}" if len(parts) > 1 and any(parts[:-1]) else ""
    return both if both in READERS else last if last in READERS else None


def read_file(file: File) -> Items:
    """The articles in ``file``.

    Raises:
        NotAnArticle: nothing of it can be used; says why.
    """
    kind = suffix(file.path)
    if kind is None:
        raise UnknownFormat("its format is not one of " + ", ".join(sorted(READERS)))
    if not file.data.strip():
        raise NotAnArticle("it is empty")
    for item in _read(kind, file):
        if isinstance(item, Draft) and not has_words(item.text):
            raise NotAnArticle("it holds no words")
        apart = clippings(item) if isinstance(item, Draft) and kind in FORMATS else (item,)
        for each in apart:
            yield each if isinstance(each, Skipped) else _shelved(with_bylines(each), file)


def _read(kind: str, file: File) -> Items:
    try:
        yield from READERS[kind](file, read_file)
    except RecursionError as error:
        raise NotAnArticle("its elements lie too deep in each other") from error


def _shelved(draft: Draft, file: File) -> Draft:
    """``draft`` with the folder as its source where it has none; for a part of a file, the folder
    in that file.
    """
    if draft.source:
        return draft
    return replace(draft, source=file.path.parent.name, shelved=file.depth == 0)
