"""reStructuredText (.rst), as Pelican, Nikola and Sphinx have it, by docutils."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.canonical import INDENT, body, web_address
from index.dated import found
from index.errors import NotAnArticle
from index.fields import Fields
from index.front_matter import cut_off
from index.headings import Part, parted
from index.read_text import title_of
from index.records import Draft
from index.tables import lines

_DIRECTIVE = re.compile(
    r"^[ \t]*\.\.[ \t]+(?:\|[^|\n]{1,100}\|[ \t]+)?([\w:.+-]{1,60})::", re.MULTILINE
)
_ROLE = re.compile(r":([\w:.+-]{1,60}):(?=`)")
_NOT_SHOWN = {
    "toctree", "index", "highlight", "currentmodule", "module", "program", "youtube", "vimeo",
    "media", "gist", "post-list", "slides", "graphviz", "plot", "mermaid", "template", "todo",
    "raw", "include", "meta", "contents", "sectnum", "image", "tabularcolumns",
}  # fmt: skip
"""Directives whose content is no text, or none of the article's."""
_CODE = {"code", "code-block", "sourcecode", "literalinclude", "parsed-literal"}
_SILENT = {
    "comment", "system_message", "substitution_definition", "target", "pending", "raw", "image",
    "docinfo", "topic", "footer", "header", "label", "decoration", "meta", "math_block",
}  # fmt: skip
_SETTINGS = {
    "report_level": 5, "halt_level": 5, "file_insertion_enabled": False, "raw_enabled": False,
    "warning_stream": "", "_disable_config": True, "smart_quotes": False,
    "line_length_limit": 1_000_000, "syntax_highlight": "none",
}  # fmt: skip


def read_rst(text: str, path: Path) -> Draft:
    """The article in a .rst file: what a reader sees, its sections as ``places``, and what its
    head says of it.

    Raises:
        NotAnArticle: it can't be read.
    """
    from docutils import nodes

    stated, text = cut_off(text)
    document = _parsed(text)
    head = next(document.findall(nodes.docinfo), None)
    stated |= dict(_head(head)) if head is not None else {}
    parts = [(level, words) for level, words in _parts(document, 0) if words]
    said = Fields(stated)
    title = said.line("title")
    if parts and parts[0][0] == 0:
        title = title or parts[0][1]
        parts.pop(0)
    text, places = parted(parts)
    address = web_address(said.line("url"))
    published, dated_by = found((said.day(), "front matter"), address, text, path)
    return Draft(
        origin=str(path), title=title or title_of(path), text=text, url=address,
        source=said.line("source") or "", published=published, author=said.line("author"),
        tags=said.tags(), language=said.line("language"), dated_by=dated_by, places=places,
    )  # fmt: skip


def _parsed(text: str) -> Any:
    """The tree of docutils. What is no directive or role of its own is one of Sphinx or a blog:
    its words are kept.
    """
    from docutils import nodes
    from docutils.core import publish_doctree
    from docutils.parsers.rst import Directive, directives, roles
    from docutils.parsers.rst.languages import en
    from docutils.statemachine import StringList

    class Shown(Directive):
        has_content, optional_arguments, final_argument_whitespace = True, 1, True
        option_spec = _AnyOption()

        def run(self) -> list[Any]:
            within = nodes.container()
            said = " ".join(self.arguments)
            if " " in said:  # else it is a name
                self.state.nested_parse(StringList([said]), self.content_offset, within)
            self.state.nested_parse(self.content, self.content_offset, within)
            return [within]

    class Silent(Shown):
        def run(self) -> list[Any]:
            return []

    class Literal(Shown):
        def run(self) -> list[Any]:
            text = "\n".join(self.content)
            return [nodes.literal_block(text, text)]

    for name in set(_DIRECTIVE.findall(text)):
        if name in _NOT_SHOWN:
            directives.register_directive(name, Silent)
        elif name in _CODE:
            directives.register_directive(name, Literal)
        elif name.lower() not in en.directives or name == "figure":
            directives.register_directive(name, Shown)
    for name in set(_ROLE.findall(text)):
        if name.lower() not in en.roles:
            roles.register_local_role(name, _role)
    try:
        return publish_doctree(text, settings_overrides=_SETTINGS)
    except RecursionError:
        raise
    except Exception as error:
        # docutils stops at what breaks its own rules with whatever its parts raise
        raise NotAnArticle(f"it is not reStructuredText that can be read ({error})") from error


class _AnyOption(dict[str, Any]):
    def __getitem__(self, name: str) -> Any:
        return str

    def __bool__(self) -> bool:
        return True


def _role(_: str, __: str, text: str, *___: Any, **____: Any) -> tuple[list[Any], list[Any]]:
    from docutils import nodes

    said = nodes.unescape(text).lstrip("!~.")
    said = said[: said.rfind("<")] if said.endswith(">") and said.rfind("<") > 0 else said
    return [nodes.Text(said.strip())], []


def _head(head: Any) -> Iterator[tuple[str, str]]:
    for node in head:
        if node.tagname == "field":
            yield node[0].astext(), node[1].astext()
        elif node.tagname == "authors":
            yield "authors", ", ".join(each.astext() for each in node)
        else:
            yield node.tagname, node.astext()


def _parts(node: Any, depth: int, margin: str = "") -> Iterator[Part]:
    for each in node:
        name = each.tagname
        if name in _SILENT:
            continue
        if name == "title":
            yield depth, _words(each)
        elif name == "subtitle":
            yield None, _words(each)
        elif name == "section":
            yield from _parts(each, depth + 1)
        elif name == "table":
            yield from ((None, words) for words in _table(each))
        elif name in ("literal_block", "doctest_block"):
            yield None, body([each.astext()])
        elif name == "line_block":
            yield None, body(["\n".join(_line_block(each))])
        elif name in ("paragraph", "term", "rubric", "attribution", "caption", "#text"):
            words = _words(each)
            yield None, words and margin + words
        else:
            yield from _parts(each, depth, INDENT if name == "list_item" else margin)


def _words(node: Any) -> str:
    """The text of a node, without references to notes and the space before them."""
    if node.tagname == "#text":
        return " ".join(node.astext().split())
    made = ""
    for child in node:
        if child.tagname in ("footnote_reference", "citation_reference"):
            made = made.rstrip()
        elif child.tagname not in ("image", "raw", "system_message"):
            made += child.astext()
    return " ".join(made.split())


def _line_block(node: Any) -> Iterator[str]:
    for each in node:
        if each.tagname == "line_block":
            yield from _line_block(each)
        else:
            yield _words(each)


def _table(table: Any) -> Iterator[str]:
    heads = [row for head in table.findall() if head.tagname == "thead" for row in head]
    rows = [row for inside in table.findall() if inside.tagname == "tbody" for row in inside]
    cells = [[" ".join(entry.astext().split()) for entry in row] for row in heads + rows]
    return lines(cells, len(heads) == 1)
