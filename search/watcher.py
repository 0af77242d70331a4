"""Who follows a question while it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from index.records import Article
from search.reader import Reading
from search.results import Hit


class Watcher(Protocol):
    """Follows a question while it is answered. All may be called again where a writer published
    two generations meanwhile: what came before then counts no more.
    """

    def retrieved(self, generation: int, hits: Sequence[Hit]) -> None:
        """The passages that will be read."""
        ...

    def read(self, readings: Sequence[Reading]) -> None:
        """What the reader makes of each of them."""
        ...

    def cited(self, articles: Sequence[Article]) -> None:
        """Further articles that may be cited, since they tell what one of the passages tells."""
        ...


class Kept:
    """Keeps what a watcher would have heard, until it is known which answer is given."""

    def __init__(self) -> None:
        self._heard: list[Callable[[Watcher], None]] = []

    def retrieved(self, generation: int, hits: Sequence[Hit]) -> None:
        """See Watcher."""
        self._heard.append(lambda watcher: watcher.retrieved(generation, hits))

    def read(self, readings: Sequence[Reading]) -> None:
        """See Watcher."""
        self._heard.append(lambda watcher: watcher.read(readings))

    def cited(self, articles: Sequence[Article]) -> None:
        """See Watcher."""
        self._heard.append(lambda watcher: watcher.cited(articles))

    def tell(self, watcher: Watcher) -> None:
        """Tell ``watcher`` all of it."""
        for each in self._heard:
            each(watcher)
