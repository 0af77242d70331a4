"""The title of a web page without the names of the site and its parts that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

_MARKS = "|»·•/–—-"
_BREAK = re.compile(rf"\s(?:[{_MARKS}]|--)\s")
_AFTER = re.compile(rf"\s?[{_MARKS}]")
"""What may stand between a heading and the rest of a title: a colon is part of many titles."""
_QUOTES = str.maketrans("‘’‛´`“”„", "'''''\"\"\"")
MOST_HEADINGS = 20
LONGEST = 1_000
"""Characters of a title that is looked at."""
SHORTEST_HEADING = 10
"""Characters from which a heading that a title begins with is taken for the title."""
MOST_WORDS = 4
"""Of a part of a site's name, as "CNN Politics" of CNN."""


def page_title(title: str, headings: Iterable[str], source: str, host: str) -> str:
    """``title`` without what stands before or after the one of ``headings`` (those of the first
    order) that it holds, or else without the parts at its end that begin with the name of its
    ``source`` or ``host``. All of them are single lines.

    >>> page_title("Storm passes | Weather | Courier", ["Storm passes"], "", "")
    'Storm passes'
    >>> page_title("Storm - Courier Weather", [], "The Courier", "")
    'Storm'
    """
    if len(title) > LONGEST:
        return title
    sites = {_plain(source), _plain(host), *_labels(_plain(host))} - {""}
    plain = _plain(title)
    for heading in islice(headings, MOST_HEADINGS):
        at = plain.find(_plain(heading)) if len(heading) >= SHORTEST_HEADING else -1
        end = at + len(heading)
        if at == 0 and _AFTER.match(title, end):
            return title[:end]
        if at > 0 and end == len(title) and plain[:at].rstrip(f" :{_MARKS}") in sites:
            return title[at:]
    end = len(title)
    for cut in reversed(list(_BREAK.finditer(title))):
        if not _is_of(plain[cut.end() : end], sites):
            break
        end = cut.start()
    return title[:end]


def _plain(words: str) -> str:
    """``words``, as long, however they are quoted and capitalised."""
    lowered = words.translate(_QUOTES).lower()
    return lowered if len(lowered) == len(words) else words


def _labels(host: str) -> list[str]:
    """The parts of ``host`` that may be a name: "news" and "courier" of "news.courier.co.uk"."""
    return [label for label in host.split(".")[:-1] if len(label) > 2 and label != "com"]


def _is_of(part: str, sites: set[str]) -> bool:
    """Whether ``part`` is the name of one of ``sites``, or begins with it."""
    named = {site.removeprefix("the ") for site in sites}
    return len(part.split()) <= MOST_WORDS and any(
        re.match(rf"{re.escape(name)}(?![\w'])", part.removeprefix("the ")) for name in named
    )
