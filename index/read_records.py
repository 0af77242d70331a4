"""Articles as records: .json, .jsonl and .csv, by field mapping or common field names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from index import blogs
from index.blocks import is_html, words
from index.canonical import body, has_words, host, line, web_address, with_line_feeds
from index.dated import found
from index.decoded import decoded
from index.errors import NotAnArticle
from index.fields import Fields
from index.page_authors import page_authors
from index.page_title import page_title
from index.read_text import title_of
from index.reading import File, Items, part_name
from index.record_lists import flat, records
from index.records import Draft, Skipped

LONGEST_LINE = 20_000_000
_CUT_OFF = re.compile(r"\s{0,3}(?:…|\.\.\.)\s{0,3}\[\+\d{1,9} chars\]\s{0,3}\Z")
"""Where NewsAPI ends a text."""
_BY = re.compile(r"\Aby\s+", re.IGNORECASE)


def read_jsonl(file: File, _: Callable[[File], Items]) -> Items:
    """One JSON object a line."""
    return articles(file, _lines(file))


def read_json(file: File, _: Callable[[File], Items]) -> Items:
    """Objects with a text, wherever they are (index/record_lists.py).

    Raises:
        NotAnArticle: it is not JSON, or holds no objects.
    """
    value = _parsed(decoded(file.data, file.encoding, table=True))
    if isinstance(value, dict) and (posts := blogs.posts(value)) is not None:
        value = posts
    found = records(value, file.fields)
    if found is None:
        if isinstance(value, list):
            found = value
        else:
            raise NotAnArticle(unknown(file.fields, value if isinstance(value, dict) else {}))
    return articles(file, enumerate(found, 1))


def read_csv(file: File, _: Callable[[File], Items]) -> Items:
    """A table whose first row names the fields.

    Raises:
        NotAnArticle: no such row, or rows that can't be told apart.
    """
    csv.field_size_limit(LONGEST_LINE)
    text = decoded(file.data, file.encoding, table=True)
    try:
        dialect = csv.Sniffer().sniff(text[:20_000].partition("\n")[0], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
    try:
        header = dict.fromkeys(rows.fieldnames or (), "x")
        if Fields(header, file.fields).text() is None:
            raise NotAnArticle(unknown(file.fields, header))
        return articles(file, enumerate(list(rows), 1))
    except (csv.Error, AttributeError) as error:
        raise NotAnArticle(f"it is not a table with a row of field names ({error})") from error


def _lines(file: File) -> Iterator[tuple[int, Any]]:
    for number, text in enumerate(decoded(file.data, file.encoding, table=True).split("\n"), 1):
        if text.strip():
            try:
                yield number, _parsed(text)
            except NotAnArticle as error:
                yield number, error


def articles(file: File, records: Iterable[tuple[int, Any]]) -> Items:
    """The articles that are told by ``records``, each with its number."""
    seen: set[str] = set()
    for number, record in records:
        try:
            yield _article(file, record, number, seen)
        except NotAnArticle as error:
            yield Skipped(f"{file.origin}#{number}", str(error))


def _article(file: File, record: Any, number: int, seen: set[str]) -> Draft:
    if isinstance(record, NotAnArticle):
        raise record
    if not isinstance(record, dict):
        raise NotAnArticle("it is not an object with fields")
    said = Fields(flat(record), file.fields)
    text = _CUT_OFF.sub("…", said.text() or "")
    if not text:
        raise NotAnArticle(unknown(file.fields, record))
    marked_up = is_html(text)
    text = body(words(text) if marked_up else with_line_feeds(text).split("\n\n"))
    if not has_words(text):
        raise NotAnArticle("it holds no words")
    url = web_address(said.line("url"))
    published, dated_by = found((said.day(), "field"), url, text, None)
    title = said.line("title")
    if title and marked_up:  # so that its &amp; is one of HTML too
        title = line(" ".join(words(title)))
    source, site = said.line("source") or "", host(url)
    return Draft(
        origin=f"{file.origin}#{part_name(line(said.of('id')) or url, number, seen)}",
        title=page_title(title or f"{title_of(file.path)} {number}", (), source, site),
        text=text,
        source=source or site,
        url=url,
        published=published,
        author=page_authors(_BY.sub("", "; ".join(said.words("author"))), source, site),
        tags=said.tags(),
        language=said.language(),
        dated_by=dated_by,
    )


def unknown(fields: Mapping[str, str], record: Mapping[str, Any]) -> str:
    """What is said of a record without a text, and how to name the field that has it."""
    has = ", ".join(str(name)[:30] for name in list(record)[:8])
    wanted = fields.get("text") or "text, body or content"
    return f"it has no field {wanted} with words (fields: {has}). Name it: --field text=NAME"


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAnArticle(f"it is not JSON ({str(error)[:80]})") from error
