"""Markdown into blocks of the text that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from index.blocks import blocks as html_blocks
from index.canonical import INDENT, ITEM
from index.tables import lines

_TEMPLATE = re.compile(r"\{?\{%[^%{}]{0,300}%\}\}?|\{\{<[^<>{}]{0,300}>\}\}|\{:[^{}\n]{0,300}\}")
"""What Jekyll and Hugo put something else for: ``{% include a.html %}``, ``{{< figure >}}``,
``{: .wide}``.
"""
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]")
_WIKI_LINK = re.compile(r"\[\[(?=\S)(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})(?<=\S)\]\]")
"""Obsidian's links to other notes: ``[[Note]]``, ``[[Note|what is shown]]``."""
_LINKED_BY_TEMPLATE = re.compile(r"\[([^\[\]\n]{1,300})\]\(\{\{[<%][^<>{}]{1,300}[>%]\}\}\)")
"""A link of Hugo's: ``[times]({{< ref "times.md" >}})``."""
_HIGHLIGHT = re.compile(r"==(?=[^\s=])([^=\n]{1,300})(?<=\S)==(?!=)")
_COMMENT = re.compile(r"%%.{0,2000}?%%")
_BLOCK_NAME = re.compile(r"(?:(?<=\s)|\A)\^(?=[\w-]*[A-Za-z])[\w-]{1,60}\Z")
"""What Obsidian does not show, or shows as a mark: ``==here==``, ``%% a comment %%``, ``^name`` at
the end of a block.
"""
_CALLOUT = re.compile(r"\A\[![\w-]{1,40}\][+-]?[ \t]*")
"""Begins a box of GitHub's or Obsidian's; the rest of the line is its title."""
_PROPERTY = re.compile(
    r"(?:\*\*|__)?[^\W\d_a-z][\w /(),.&’'-]{0,40}(?:(?:\*\*|__):|:(?:\*\*|__)?)\s+\S"
)
"""A line such as ``Created: 5 June 2024`` of several; Notion writes them above a page."""
_QUERIES = {"dataview", "dataviewjs"}
"""Code that Obsidian puts a list of notes for."""
_NOTE = re.compile(r"(\[\^[^\]\s]{1,60}\]):?")
_NOTE_BELOW = re.compile(r"^ {0,3}(\[\^[^\]\s]{1,60}\]):", re.MULTILINE)
_SPACES = re.compile(" {2,}")
_TASK = re.compile(r"^\[[ xX]\]\s+(?=\S)")


def blocks(text: str) -> list[tuple[str, str]]:
    r"""(kind, plain text) of each block of ``text``, in order: ``h1`` to ``h6``, ``code``, ``tr``
    for a row of a table, whatever raw HTML has, else ``p``. Items of a list are set in.

    >>> blocks("# A\n\n- [x] see *the* [[B|plan]][^1]\n\n[^1]: Of May.")
    [('h1', 'A'), ('p', '  see the plan'), ('p', 'Of May.')]
    """
    from markdown_it import MarkdownIt

    notes = set(_NOTE_BELOW.findall(text))
    found: list[tuple[str, str]] = []
    rows: list[list[str]] = []
    kind, items = "p", 0
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        items += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type == "heading_open":
            kind = token.tag
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            found += [("tr", words) for words in lines(rows, headed=True)]
            rows = []
        elif token.type == "fence" and token.info.strip() in _QUERIES:
            pass
        elif token.type in ("fence", "code_block"):
            found.append(("code", token.content.strip("\n")))
        elif token.type == "html_block":
            found += html_blocks(token.content)
        elif token.type == "inline":
            box = kind == "p" and _CALLOUT.match(token.content)
            listed = kind == "p" and all(map(_PROPERTY.match, token.content.split("\n")))
            plain = _shown(_plain(token, notes, "\n" if box or listed else " "))
            if rows:
                rows[-1].append(plain)
            elif listed:
                found += [(kind, each.strip()) for each in plain.split("\n")]
            elif box:
                title, _, rest = _CALLOUT.sub("", plain).partition("\n")
                found += [(kind, title.strip()), (kind, rest.replace("\n", " "))]
            else:
                plain = _TASK.sub("", plain, count=1) if kind == "p" else plain
                found.append((kind, ITEM + plain if items and plain and kind == "p" else plain))
            kind = "p"
    return [(kind, words if kind == "code" else _tidy(words)) for kind, words in found if words]


def _tidy(words: str) -> str:
    return _SPACES.sub(" ", words).replace(ITEM, INDENT)


def _plain(token: Any, notes: Collection[str], line_end: str = " ") -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(line_end)
        elif child.type == "image":
            parts.append(_plain(child, notes))
        elif child.type == "text":
            parts.append(_seen(child.content, notes))
        elif child.type != "html_inline":
            parts.append(child.content)
        elif child.content.lower().startswith("<br"):
            parts.append(" ")
    return "".join(parts)


def _shown(plain: str) -> str:
    return _BLOCK_NAME.sub("", _COMMENT.sub("", plain).strip()).strip()


def _seen(text: str, notes: Collection[str]) -> str:
    text = _TEMPLATE.sub("", _LINKED_BY_TEMPLATE.sub(r"\1", text))
    text = _WIKI_LINK.sub(r"\1", _EMBEDDED.sub("", _HIGHLIGHT.sub(r"\1", text)))
    return _NOTE.sub(lambda match: "" if match[1] in notes else match[0], text)
