"""Markdown with front matter: title, date, author, source, url, tags."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

from index import marked
from index.canonical import web_address
from index.dated import found
from index.dates import day
from index.errors import NotAnArticle
from index.fields import NAMES, Fields
from index.front_matter import cut_off
from index.headings import level, parted
from index.read_text import title_of
from index.records import Draft

_NESTED = ("params", "extra", "taxonomies")
"""Where Hugo and Zola keep fields of their users' own."""
_CODE = re.compile(
    r"^(?:import\s+(?:[^\n]*\sfrom\s+)?[\"'][^\n]*|export\s+(?:default|const|let|var|function|async)\b"
    r"[^\n]*(?:\n[ \t]+\S[^\n]*|\n[ \t]*[\])}]+[^\n]*)*)$|\{/\*.{0,2000}?\*/\}",
    re.MULTILINE | re.DOTALL,
)
"""Lines of JavaScript in MDX with those indented below them, and comments."""
_VALUE = re.compile(r"(?<=\w)=\{[^{}\n]{0,500}\}")
_FENCE = re.compile(r"^:::[^\n]*$", re.MULTILINE)
"""Where Docusaurus and Quarto begin and end a box."""
_WEB = re.compile(r"https?://[^\s/]")


def read_markdown(text: str, path: Path) -> Draft:
    """The article in a .md file. Its canonical text is what a reader sees: markup is taken out,
    a heading, paragraph or list item makes a line of its own.

    Raises:
        NotAnArticle: front matter that is neither YAML nor TOML, or a field of the wrong kind.
    """
    stated, text = cut_off(text)
    said = _checked(Fields(_flat(stated)))
    blocks = marked.blocks(_FENCE.sub("", text))
    title = said.line("title")
    if title is None and blocks and blocks[0][0] == "h1":
        title = blocks.pop(0)[1]
    elif blocks and blocks[0] == ("h1", title):
        blocks.pop(0)
    text, places = parted((level(kind), words) for kind, words in blocks)
    address = web_address(said.line("url"))
    published, dated_by = found((said.day(), "front matter"), address, text, path)
    return Draft(
        origin=str(path),
        title=title or title_of(path),
        text=text,
        source=said.line("source") or "",
        url=address,
        published=published,
        author=said.line("author"),
        tags=said.tags(),
        language=said.line("language"),
        dated_by=dated_by,
        places=places,
    )


def read_mdx(text: str, path: Path) -> Draft:
    """The article in a .mdx file: Markdown with components and code between the paragraphs.

    Raises:
        NotAnArticle: as ``read_markdown`` does.
    """
    return read_markdown(_VALUE.sub('=""', _CODE.sub("", text)), path)


def _flat(stated: dict[str, Any]) -> dict[str, Any]:
    """``stated`` with what stands a level deeper of names and tags, where nothing else does."""
    deeper = (stated.get(each) for each in _NESTED)
    fields = [pair for each in deeper if isinstance(each, dict) for pair in each.items()]
    names = (*NAMES["author"], *NAMES["tags"])
    return {k: v for k, v in fields if k.lower() in names and _is_text(v)} | stated


def _is_text(value: Any) -> bool:
    return all(isinstance(each, str) for each in (value if isinstance(value, list) else [value]))


def _checked(said: Fields) -> Fields:
    """Fields under our own names that can't be used are told; those under the names of others
    mean something else then.

    Raises:
        NotAnArticle: names the field.
    """
    for name in ("title", "source", "url", "lang"):
        if isinstance(said.get(name), (dict, list)):
            raise NotAnArticle(f"front matter field '{name}' must be one line of text")
    if said.get("author") and not said.words("author"):
        raise NotAnArticle("front matter field 'author' must be one line of text, or names")
    tags = said.get("tags")
    listed = tags if isinstance(tags, list) else [tags]
    if any(isinstance(each, (dict, list)) for each in listed):
        raise NotAnArticle("front matter field 'tags' must be a list of words")
    iso_date(said.get("date"))
    url = str(said.get("url") or "")
    address = "" if url.startswith("/") else url.strip()  # Hugo's is a place on its site
    if address and not _WEB.match(address):
        raise NotAnArticle(f"url {address[:60]!r} does not begin with http:// or https://")
    return said


def iso_date(value: Any) -> str | None:
    """An ISO date from what YAML or JSON gives.

    Raises:
        NotAnArticle: it is no date.
    """
    if value is None or value == "":
        return None
    stated = day(value if isinstance(value, datetime.date) else str(value))
    if stated is None:
        raise NotAnArticle(f"date {str(value)[:40]!r} is not like 2024-06-20")
    return stated
