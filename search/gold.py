"""Where in the articles a judged answer stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from index.errors import BadInput

_PLAIN = str.maketrans("‘’‚“”„«»–—‑\u00a0", '\'\'\'"""""--- ')
"""Marks that people type another way; each is one character, so that offsets stay."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the answer stands: a document and, where it is known, [start, end) in its text."""

    document: str
    start: int | None = None
    end: int | None = None


class Texts:
    """Finds evidence in the texts of documents, and keeps in ``missing`` what it did not find."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._named: dict[str, list[str]] = {}
        for document in texts:
            path = document.partition("#")[0]
            for name in dict.fromkeys((document, path, PurePosixPath(path).name)):
                self._named.setdefault(name, []).append(document)
        self.missing: list[str] = []

    def __contains__(self, document: str) -> bool:
        return document in self._texts

    def evidence(self, place: str, row: Mapping[str, Any]) -> Iterator[Evidence]:
        """What ``row``, the one at ``place``, says of its answer: ``evidence`` as BEIR has it, or
        ``gold`` with the name of a file, which may hold several articles.

        Raises:
            BadInput: it names no document.
        """
        for item in row.get("evidence") or row.get("gold") or []:
            document = _document(place, item)
            quotes = item.get("sentences") or ([item["quote"]] if item.get("quote") else [])
            starts = item.get("starts") or []
            held = self._named.get(document)
            if held is None:
                self.missing.append(f"{place}: there is no article {document!r}")
                yield Evidence(document)
                continue
            for quote in quotes:
                yield self._quoted(place, document, held, str(quote))
            for start in starts:
                yield Evidence(held[0], start, start + 1)
            if not quotes and not starts:
                yield from map(Evidence, held)

    def _quoted(self, place: str, named: str, held: list[str], quote: str) -> Evidence:
        for document in held:
            if (span := found(self._texts[document], quote)) is not None:
                return Evidence(document, *span)
        self.missing.append(f"{place}: {named} does not say {quote[:80]!r}")
        return Evidence(held[0])


def found(text: str, quote: str) -> tuple[int, int] | None:
    r"""The first place of ``quote`` in ``text``, however white space, quotation marks, dashes and
    capitals are written.

    >>> found('He said: “No\n  more”.', 'said: "no more"'), found("It is.", "It was.")
    ((3, 20), None)
    """
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    words = map(re.escape, quote.translate(_PLAIN).split())
    match = re.search(r"\s+".join(words), text.translate(_PLAIN), re.IGNORECASE)
    return match.span() if match and match[0] else None


def _document(place: str, item: Mapping[str, Any]) -> str:
    for name in ("doc_id", "article"):
        if isinstance(item.get(name), str | int):
            return str(item[name])
    raise BadInput(f"{place}: no text in field 'doc_id' or 'article'")
