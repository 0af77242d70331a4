"""Markdown with front matter: title, date, author, source, url, tags."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

from index.errors import NotAnArticle
from index.headings import Headings, level
from index.read_text import title_of
from index.records import Draft

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
LARGEST_FRONT_MATTER = 64_000


def read_markdown(text: str, path: Path) -> Draft:
    """The article in a .md file. Its canonical text is what a reader sees: markup is taken out,
    a heading, paragraph or list item makes a line of its own.

    Raises:
        NotAnArticle: front matter that is not YAML, or a field of the wrong kind.
    """
    fields: dict[str, Any] = {}
    match = _FRONT.match(text)
    if match:
        fields, text = _front_matter(match.group(1) or ""), text[match.end() :]
    blocks = _blocks(text)
    title = _line(fields, "title")
    if title is None and blocks and blocks[0][0] == "h1":
        title = blocks.pop(0)[1]
    elif blocks and blocks[0] == ("h1", title):
        blocks.pop(0)
    at, headings = 0, Headings()
    for kind, words in blocks:
        depth = level(kind)
        if depth is not None:
            headings.add(at, depth, words)
        at += len(words) + 2  # and the empty line that follows it
    return Draft(
        origin=str(path),
        title=title or title_of(path),
        text="\n\n".join(block for _, block in blocks),
        source=_line(fields, "source") or "",
        url=web_address(_line(fields, "url")),
        published=iso_date(fields.get("date")),
        author=_line(fields, "author"),
        tags=_tags(fields.get("tags")),
        language=_line(fields, "lang"),
        dated_by="front matter" if fields.get("date") else None,
        places=headings.places,
    )


def _front_matter(block: str) -> dict[str, Any]:
    import yaml

    if len(block) > LARGEST_FRONT_MATTER:
        raise NotAnArticle(f"its front matter is over {LARGEST_FRONT_MATTER:,} characters long")
    try:
        # BaseLoader makes text, lists and mappings only: YAML's own types would read the title
        # No as False and 10:30 as 630.
        fields = yaml.BaseLoader(block).get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise NotAnArticle(f"its front matter is not YAML (line {line})") from error
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        raise NotAnArticle("its front matter is not a list of 'field: value' lines")
    return fields


def _line(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, (dict, list)):
        raise NotAnArticle(f"front matter field '{name}' must be one line of text")
    return " ".join(str(value).split()) or None


def _tags(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or any(isinstance(tag, (dict, list)) for tag in value):
        raise NotAnArticle("front matter field 'tags' must be a list of words")
    return tuple(str(tag).strip() for tag in value if str(tag).strip())


def iso_date(value: Any) -> str | None:
    """An ISO date from what YAML or JSON gives.

    Raises:
        NotAnArticle: it is no date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    try:
        return datetime.datetime.fromisoformat(str(value).strip()).date().isoformat()
    except ValueError as error:
        raise NotAnArticle(f"date {str(value)[:40]!r} is not like 2024-06-20") from error


def web_address(value: str | None) -> str | None:
    """``value`` if it is an http(s) address, else an error.

    Raises:
        NotAnArticle: another scheme, such as ``javascript:``.
    """
    if value is None or re.match(r"https?://[^\s/]", value):
        return value
    raise NotAnArticle(f"url {value[:60]!r} does not begin with http:// or https://")


def _blocks(text: str) -> list[tuple[str, str]]:
    """(kind, plain text) of each block, by markdown-it."""
    from markdown_it import MarkdownIt

    blocks: list[tuple[str, str]] = []
    kind = "p"
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "heading_open":
            kind = token.tag
        elif token.type in ("fence", "code_block"):
            blocks.append(("code", token.content.strip("\n")))
        elif token.type == "inline":
            plain = _plain(token).strip()
            if plain:
                blocks.append((kind, plain))
            kind = "p"
    return blocks


def _plain(token: Any) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_plain(child))
        elif child.type != "html_inline":
            parts.append(child.content)
    return "".join(parts)
