"""The authors of a web page or a document without what is found in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.canonical import line

_NOBODY = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|"
    r".*\b(?:logged|log ?in|sign ?in|account|submitted|subscribe|guest|admin|view all posts)\b.*|"
    r".*\byou(?:r|[’']re)?\b.*",
    re.IGNORECASE,
)

_USER = re.compile(
    r"(?:admin(?:istrator)?|author|client|default|guest|home|microsoft|office|owner|pc|root|"
    r"standard|unknown|user|utente|usuario|utilisateur|benutzer|windows)\d*",
    re.IGNORECASE,
)


def page_authors(named: str | None, source: str, host: str) -> str | None:
    """The authors that ``named`` lists by "; ", but for words of dates and menus, the page's
    ``host``, and its ``source`` beside others; None where nobody is left. A blog may have the name
    of its author.

    >>> page_authors("Ed Hornick; CNN", "CNN.com", "edition.cnn.com")
    'Ed Hornick'
    >>> page_authors("Ann Lee", "Ann Lee", "lee.net"), page_authors("Lee Net", "", "lee.net")
    ('Ann Lee', None)
    """
    labels = host.split(".")
    hosts = {_key(host), _key(".".join(labels[-2:]))}
    names = [name for each in (named or "").split(";") if (name := line(each))]
    names = [name for name in names if not _NOBODY.fullmatch(name) and _key(name) not in hosts]
    names = [name for name in names if not _is_of_others(name, names)]
    sites = {_key(source), *map(_key, labels[:-1])}
    people = [name for name in names if _key(name) not in sites]
    return ", ".join(people or names) or None


def _is_of_others(name: str, names: Sequence[str]) -> bool:
    """Whether ``name`` is several of ``names`` in a row, as scrapers find them."""
    left = _key(name)
    others = [_key(other) for other in names if other != name]
    parts = [other for other in others if other and other in left]
    return len(parts) > 1 and sum(map(len, parts)) == len(left)


def document_author(named: str | None) -> str | None:
    """The author that the metadata of a document name, where it is no name of a user or a computer.

    >>> document_author("Ann Lee"), document_author("王伟"), document_author("McLee")
    ('Ann Lee', '王伟', 'McLee')
    >>> document_author("tubitak"), document_author("Administrator"), document_author("HP-PC01")
    (None, None, None)
    """
    name = line(named) or ""
    if all(
        word[0].islower() or any(c in "_@\\" or c.isdigit() for c in word) for word in name.split()
    ):
        return None
    return None if _USER.fullmatch(name) else name


def _key(words: str) -> str:
    return "".join(c for c in words.lower() if c.isalnum())
