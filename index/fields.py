"""Fields of an article under the names that others give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from index.canonical import line
from index.dates import day

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name", "subject"),
    "text": ("text", "body", "content", "article", "maintext", "articlebody", "article_text",
             "content_text", "content_html", "html"),
    "published": ("published", "date", "published_at", "publishedat", "datepublished",
                  "date_published", "publication_date", "pubdate", "publishdate", "publish_date",
                  "created_at", "created"),
    "author": ("author", "authors", "byline", "creator"),
    "source": ("source", "publisher", "site", "sitename", "publication", "outlet"),
    "url": ("url", "link", "href", "web_url", "canonical_url"),
    "tags": ("tags", "keywords", "categories", "section", "topics"),
    "language": ("language", "lang"),
    "id": ("id", "_id", "guid", "uuid"),
}  # fmt: skip
"""Our field, and what others call it, in lower case."""


class Fields:
    """The fields of one record."""

    def __init__(self, record: Mapping[Any, Any], named: Mapping[str, str] | None = None) -> None:
        """``named``: a field of ours, and the name that the record has for it."""
        self._record = {str(name).strip().lower(): value for name, value in record.items()}
        self._named = named or {}

    def get(self, theirs: str) -> Any | None:
        """What is said under this very name, in lower case."""
        return self._record.get(theirs)

    def of(self, ours: str) -> Any | None:
        """What is said for a field of ours, None where there is nothing."""
        return next(self._said(ours), None)

    def line(self, ours: str) -> str | None:
        """The same on one line; names of several, or of objects with a name, are joined.

        >>> Fields({"source": {"id": None, "name": "Harbour Post"}}).line("source")
        'Harbour Post'
        """
        return ", ".join(self.words(ours)) or None

    def words(self, ours: str) -> list[str]:
        """Names or tags: one text, a list of texts, or a list of objects with a name.

        >>> Fields({"Authors": [{"name": "Ann Lee"}, "Bo"]}).words("author")
        ['Ann Lee', 'Bo']
        """
        value = self.of(ours)
        if isinstance(value, dict):
            value = value.get("name")
        many = value if isinstance(value, list) else [value]
        found = (line(each.get("name") if isinstance(each, dict) else each) for each in many)
        return [each for each in found if each]

    def tags(self) -> tuple[str, ...]:
        """Tags, also those of one line with commas between them."""
        each = (part.strip() for words in self.words("tags") for part in words.split(","))
        return tuple(tag for tag in each if tag)

    def day(self) -> str | None:
        """The first that is a day: ``published`` may also tell whether an article is shown.

        >>> Fields({"published": True, "date": "5 June 2024"}).day()
        '2024-06-05'
        """
        return next((found for value in self._said("published") if (found := day(value))), None)

    def _said(self, ours: str) -> Iterator[Any]:
        names = (self._named[ours].lower(),) if ours in self._named else NAMES[ours]
        for said in (_plain(self._record.get(name)) for name in names):
            if said not in (None, "", []) and not (ours == "author" and isinstance(said, int)):
                yield said


def _plain(value: Any) -> Any:
    """WordPress gives what is HTML as an object."""
    return value.get("rendered", value) if isinstance(value, dict) else value
