"""Web pages: the article without menus, cookie notes and footers, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.blocks import blocks
from index.blogs import MEDIUM_ADDRESS, MEDIUM_END
from index.canonical import body, has_words, host, line, web_address
from index.databases import is_page_of_many
from index.dated import NOT_STATED, Dated, found, in_url
from index.dates import day
from index.errors import NotAnArticle
from index.headings import Headings, Places, level
from index.page_authors import page_authors
from index.page_lines import lines
from index.page_title import page_title
from index.page_tree import in_paragraphs, without_permalinks
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft

_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)")
_STATED = re.compile(
    r"""(?:(?:content|datetime)\s*=\s*["']|"date\w*"\s*:\s*")"""
    r"""([^"'>]{0,20}\d{4}[^"'>]{0,24})["']""",
    re.IGNORECASE,
)
_DOCTYPE = re.compile(r"\A\s*<!doctype[^>]{0,300}>\s*", re.IGNORECASE)
"""On a line of its own: trafilatura and htmldate leave out what stands on its line up to the first
``/>``, which in a page of one line are the days and names in its head.
"""
_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|span|table|ul|li|article|section|blockquote)\b", re.IGNORECASE
)
_NEW_YEAR = re.compile(
    r"-01-01|\bjan(?:uary|\.)?\s+0?1(?:st)?\b|\b0?1(?:st|\.)?\s+jan", re.IGNORECASE
)
MOST_STATED = 40
SHORTEST = 200
"""Characters below which trafilatura's choice is doubted and the whole page is taken."""


def read_html(file: File, _: Callable[[File], Items]) -> Items:
    """The article of a page, saved or fetched.

    Raises:
        NotAnArticle: it can't be parsed, or holds no text.
    """
    import trafilatura

    saved = _SAVED_FROM.search(file.data[:4_000])
    url = file.url or (saved[1].decode("ascii", "replace") if saved else None)
    raw = _DOCTYPE.sub("<!DOCTYPE html>\n", trafilatura.utils.decode_file(file.data), count=1)
    if is_page_of_many(raw):
        text = body(words for _, words in blocks(raw))
        yield Draft(origin=file.origin, title=title_of(file.path), text=text)
        return
    tree = trafilatura.load_html(raw)
    if tree is None and _TAG.search(raw):  # a part of a page, or one within something else
        raw = f"<html><body>\n{raw}\n</body></html>"
        tree = trafilatura.load_html(raw)
        if tree is not None and not has_words(tree.text_content()):
            tree = None
    if tree is None:
        raise NotAnArticle("no HTML can be parsed in it")
    without_permalinks(tree)
    headings, language = _first_order(tree), _language(tree)
    in_paragraphs(tree)
    page: Any = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, include_tables=True, favor_recall=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
        with_metadata=True,
    )  # fmt: skip
    text = body(lines(page)) if page else ""
    named = _headings(page.body) if page is not None and page.body is not None else []
    if len(text) < SHORTEST:
        parts = blocks(file.data)
        whole = body(words for _, words in parts)
        if not has_words(text) or len(whole) < 2 * SHORTEST:
            text, named = whole, [(kind, words) for kind, words in parts if level(kind)]
    of_medium = MEDIUM_ADDRESS.search(raw) if MEDIUM_END.search(text) else None
    text = MEDIUM_END.sub("", text)
    address = web_address(url) or web_address(page.url if page else None)
    address = address or web_address(of_medium[1] if of_medium else None)
    site = host(address)
    source = (line(page.sitename) if page else None) or site
    title = line(page.title) if page else None
    if title:
        title = page_title(title, headings, source, site)
    if source == title:  # the site's name was taken out of the title
        source = site
    text = _without(title, text)
    published, dated_by = _dated(raw, address, text, file.path)
    yield Draft(
        origin=file.origin,
        title=title or title_of(file.path),
        text=text,
        source=source,
        url=address,
        published=published,
        author=page_authors(page.author, source, site) if page else None,
        tags=_tags(page),
        language=language,
        dated_by=dated_by,
        places=_places(text, named, title),
    )


def _first_order(tree: Any) -> list[str]:
    """The headings of the first order in the whole page."""
    said = (line("".join(node.itertext())) for node in tree.iter("h1"))
    return [words for words in said if words]


def _headings(tree: Any) -> list[tuple[str, str]]:
    """(tag, words) of each heading that trafilatura has kept."""
    return [(node.get("rend") or "", " ".join(node.itertext())) for node in tree.iter("head")]


def _places(text: str, named: list[tuple[str, str]], title: str | None) -> Places:
    """Where in ``text`` the headings stand, each as a line of its own after the one before."""
    at, found = 0, Headings()
    for kind, said in named:
        words, depth = line(said), level(kind)
        if words is None or depth is None or words == title:
            continue
        place = f"\n{text}\n".find(f"\n{words}\n", at)
        if place >= 0:
            found.add(place, depth, words)
            at = place + len(words)
    return found.places


def _without(title: str | None, text: str) -> str:
    first, _, rest = text.partition("\n\n")
    return rest if title and rest and first == title else text


def _dated(html: str, url: str | None, text: str, path: Path) -> Dated:
    from htmldate import find_date

    stated = day(find_date(html, original_date=True, extensive_search=False))
    if stated:
        if stated in _days_in_metadata(html):
            return stated, "metadata"
        return stated, "url" if stated == in_url(url) else "page"
    dated = found(NOT_STATED, url, text, None)
    if dated != NOT_STATED:
        return dated
    guessed = day(find_date(html, original_date=True, extensive_search=True))
    if guessed and guessed.endswith("-01-01") and not _NEW_YEAR.search(html):
        guessed = None  # the year of a copyright line, and no day
    return found((guessed, "page"), None, "", path)


def _days_in_metadata(html: str) -> set[str | None]:
    """The days that attributes and JSON-LD name; htmldate does not tell where it found one."""
    return {day(value) for value in _STATED.findall(html)[:MOST_STATED]}


def _tags(page: Any) -> tuple[str, ...]:
    named = [*(page.tags or ()), *(page.categories or ())] if page else []
    words = (line(part) for each in named for part in str(each).split(","))
    return tuple(dict.fromkeys(word for word in words if word))[:20]


def _language(tree: Any) -> str | None:
    code = (tree.get("lang") or "").strip().replace("_", "-")
    return code if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", code) else None
