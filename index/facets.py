"""What a search can be narrowed by: the day of an article, and keys such as ``lang:en``.

The same keys stand in the term index and in the mask of the vectors, so both retrievers mean the
same articles by a condition.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.records import Source

UNDATED = 0
LAST_DAY = datetime.date.max.toordinal()

Mask: TypeAlias = NDArray[np.bool_]
"""One flag a row: whether a search may find it."""

# Without the spaces around it, which would make a search over a run of spaces quadratic.
_BETWEEN_NAMES = re.compile(r"[,;&]|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facets:
    """What an article can be found by. ``day`` counts from 0001-01-01, which is 1."""

    day: int = UNDATED
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """An article fits if its day lies in [first, last] and it has every key. Undated articles fit
    only where ``first`` is ``UNDATED``.
    """

    first: int = UNDATED
    last: int = LAST_DAY
    keys: tuple[str, ...] = ()

    def holds(self, facets: Facets) -> bool:
        """Whether an article with ``facets`` fits.

        >>> Condition(keys=("lang:en",)).holds(Facets(keys=("lang:en", "tag:bridge")))
        True
        """
        return self.first <= facets.day <= self.last and set(self.keys) <= set(facets.keys)


def key(kind: str, value: str) -> str:
    """A key; case, width and white space of the value do not count.

    >>> key("source", "The  Week")
    'source:the week'
    """
    return f"{kind}:{plain(value)}"


def plain(value: str) -> str:
    """A value as it stands in a key."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def facets(
    published: str | None,
    source: str,
    author: str | None,
    url: str | None,
    tags: Sequence[str],
    language: str | None,
) -> Facets:
    """The facets of an article. A source is also the host of its address, an author each of
    several names, a language also the one without a region.

    >>> facets("2024-05-02", "BBC", "A. Lee and B. Ray", None, (), "en-GB").keys[2:]
    ('author:a. lee', 'author:b. ray', 'lang:en-gb', 'lang:en')
    """
    keys = [key("source", source)] if source else []
    place = host(url)
    keys += [key("source", place)] if place else []
    if author:
        keys += [key("author", name) for name in (author, *authors(author))]
    keys += [key("tag", tag) for tag in tags]
    if language:
        keys += [key("lang", language), key("lang", language.split("-")[0])]
    day = datetime.date.fromisoformat(published).toordinal() if published else UNDATED
    return Facets(day, tuple(dict.fromkeys(keys)))


def authors(names: str) -> list[str]:
    """Each of several ``names``.

    >>> authors("Ann Lee, Bo Ray and Cy Fox")
    ['Ann Lee', 'Bo Ray', 'Cy Fox']
    """
    return [name for part in _BETWEEN_NAMES.split(names) if (name := part.strip())]


def host(url: str | None) -> str | None:
    """The host of an address; None where it can't be told, so that no address stops an update.

    >>> host("https://www.bbc.co.uk/news"), host("http://]"), host(None)
    ('bbc.co.uk', None, None)
    """
    try:
        found = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def of_all(found: Facets, sources: str | None) -> Facets:
    """``found``, and what each of an article's ``sources`` (JSON, see index/article_tables.py) is
    found by.
    """
    if sources is None:
        return found
    keys = set(found.keys)
    for source in (Source(*fields) for fields in json.loads(sources)):
        keys.update(facets(None, source.source, source.author, source.url, (), None).keys)
    return replace(found, keys=tuple(sorted(keys)))
