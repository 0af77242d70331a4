"""Cursors: where a page of results ended, bound to the generation and to what was asked."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from api.problems import Refused

PATTERN = r"^[A-Za-z0-9_-]{1,200}$"


def cursor(generation: int, offset: int, asked: Mapping[str, object]) -> str:
    """The cursor of what comes after ``offset`` results of a search."""
    data = json.dumps([generation, offset, _digest(asked)]).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def place(given: str, asked: Mapping[str, object]) -> tuple[int, int]:
    """(generation, offset) of a cursor.

    Raises:
        Refused: 404, it is none, or it belongs to another search.
    """
    try:
        data = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
        generation, offset, digest = json.loads(data)
        if digest == _digest(asked) and isinstance(generation, int) and isinstance(offset, int):
            return generation, max(0, min(offset, 10**9))
    except (ValueError, TypeError):
        pass
    raise Refused(404, "cursor: not one of this search. Search anew without it")


def next_link(path: str, parameters: Mapping[str, object]) -> str:
    """A Link header to the next page (RFC 8288)."""
    given = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in parameters.items()
        if value is not None
    }
    return f'<{path}?{urlencode(given)}>; rel="next"'


def _digest(asked: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
