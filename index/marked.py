"""Markdown into blocks of the text that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from index.blocks import blocks as html_blocks
from index.tables import lines

_TEMPLATE = re.compile(r"\{?\{%[^%{}]{0,300}%\}\}?|\{\{<[^<>{}]{0,300}>\}\}|\{:[^{}\n]{0,300}\}")
"""What Jekyll and Hugo put something else for: ``{% include a.html %}``, ``{{< figure >}}``,
``{: .wide}``.
"""
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]")
_WIKI_LINK = re.compile(r"\[\[(?=\S)(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})(?<=\S)\]\]")
"""Obsidian's links to other notes: ``[[Note]]``, ``[[Note|what is shown]]``."""
_NOTE = re.compile(r"(\[\^[^\]\s]{1,60}\]):?")
_NOTE_BELOW = re.compile(r"^ {0,3}(\[\^[^\]\s]{1,60}\]):", re.MULTILINE)
_SPACES = re.compile(" {2,}")
_TASK = re.compile(r"^\[[ xX]\]\s+(?=\S)")


def blocks(text: str) -> list[tuple[str, str]]:
    r"""(kind, plain text) of each block of ``text``, in order: ``h1`` to ``h6``, ``code``, ``tr``
    for a row of a table, whatever raw HTML has, else ``p``.

    >>> blocks("# A\n\n- [x] see *the* [[B|plan]][^1]\n\n[^1]: Of May.")
    [('h1', 'A'), ('p', 'see the plan'), ('p', 'Of May.')]
    """
    from markdown_it import MarkdownIt

    notes = set(_NOTE_BELOW.findall(text))
    found: list[tuple[str, str]] = []
    rows: list[list[str]] = []
    kind = "p"
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "heading_open":
            kind = token.tag
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            found += [("tr", words) for words in lines(rows, headed=True)]
            rows = []
        elif token.type in ("fence", "code_block"):
            found.append(("code", token.content.strip("\n")))
        elif token.type == "html_block":
            found += html_blocks(token.content)
        elif token.type == "inline":
            plain = _plain(token, notes).strip()
            if rows:
                rows[-1].append(plain)
            else:
                found.append((kind, _TASK.sub("", plain, count=1) if kind == "p" else plain))
            kind = "p"
    tidy = ((kind, words if kind == "code" else _SPACES.sub(" ", words)) for kind, words in found)
    return [(kind, words) for kind, words in tidy if words]


def _plain(token: Any, notes: Collection[str]) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_plain(child, notes))
        elif child.type == "text":
            parts.append(_seen(child.content, notes))
        elif child.type != "html_inline":
            parts.append(child.content)
        elif child.content.lower().startswith("<br"):
            parts.append(" ")
    return "".join(parts)


def _seen(text: str, notes: Collection[str]) -> str:
    text = _WIKI_LINK.sub(r"\1", _EMBEDDED.sub("", _TEMPLATE.sub("", text)))
    return _NOTE.sub(lambda match: "" if match[1] in notes else match[0], text)
