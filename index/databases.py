"""Files that newspaper databases give out, taken apart into their articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.canonical import body, has_words, line, web_address
from index.factiva import factiva
from index.lexis import lexis
from index.proquest import proquest
from index.read_text import title_of
from index.reading import Items, part_name
from index.records import Draft, Skipped

FORMATS = {".txt", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".rtf"}
"""What they give out."""
_MARKS = (
    "<DOCFULL>", "LXNComment", ">End of Document<", 'class="articleParagraph',
    "ProQuest document ID",
)  # fmt: skip


def is_page_of_many(html: str) -> bool:
    """Whether a page is a download of one of them, and no article of a web site."""
    return any(mark in html for mark in _MARKS)


def clippings(draft: Draft) -> Items:
    """The articles in ``draft``, which was read from a whole file: itself, or those that a
    database of newspapers has put into it.
    """
    text = f"{draft.title}\n\n{draft.text}"
    found = next((many for read in (lexis, factiva, proquest) if (many := read(text))), None)
    if found is None:
        yield draft
        return
    seen: set[str] = set()
    for number, each in enumerate(found, 1):
        name = draft.origin
        if len(found) > 1:
            name += f"#{part_name(line(each.known), number, seen)}"
        words = body(each.text.split("\n\n"))
        if not has_words(words):
            yield Skipped(name, "it holds no words")
            continue
        yield replace(
            draft, origin=name, text=words, places=(),
            title=line(each.title) or f"{title_of(Path(draft.origin))} {number}",
            source=line(each.source) or "", published=each.published, author=line(each.author),
            url=web_address(each.url), dated_by="field" if each.published else None,
        )  # fmt: skip
