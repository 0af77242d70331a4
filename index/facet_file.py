"""The facets of a segment's articles in a file, and those of a generation ready to be asked."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index import arrays
from index.errors import StorageFailed
from index.facets import Condition, Facets, Mask, plain

FILE = "facets.npz"


@dataclass(frozen=True, slots=True)
class Part:
    """One segment: the day of each article, and, for each key in order of the alphabet, where the
    list of the articles that have it ends in ``holders``.
    """

    days: NDArray[np.int32]
    keys: list[str]
    ends: NDArray[np.int64]
    holders: NDArray[np.int32]

    def holding(self, key: str) -> NDArray[np.int32]:
        """The articles that have ``key``, in order."""
        place = bisect_left(self.keys, key)
        if place == len(self.keys) or self.keys[place] != key:
            return self.holders[:0]
        return self.holders[self.ends[place - 1] if place else 0 : self.ends[place]]

    def values(self, kind: str) -> Iterator[str]:
        """The values of ``kind`` that articles have, in order."""
        prefix = f"{kind}:"
        for at in range(bisect_left(self.keys, prefix), len(self.keys)):
            if not self.keys[at].startswith(prefix):
                return
            yield self.keys[at].removeprefix(prefix)


class FacetWriter:
    """Takes articles in their order."""

    def __init__(self) -> None:
        self._days: list[int] = []
        self._holders: dict[str, list[int]] = {}

    def add(self, facets: Facets) -> None:
        """Add the next article."""
        for key in facets.keys:
            self._holders.setdefault(key, []).append(len(self._days))
        self._days.append(facets.day)

    def add_part(self, part: Part) -> None:
        """Add all articles of a segment."""
        first = len(self._days)
        for key in part.keys:
            self._holders.setdefault(key, []).extend((part.holding(key) + first).tolist())
        self._days += part.days.tolist()

    def part(self) -> Part:
        """What was added."""
        keys = sorted(self._holders)
        lists = [self._holders[key] for key in keys]
        return Part(
            np.array(self._days, dtype=np.int32),
            keys,
            np.array([len(each) for each in lists], dtype=np.int64).cumsum(),
            np.array([n for each in lists for n in each], dtype=np.int32),
        )

    def write(self, folder: Path) -> None:
        """Write what was added."""
        part = self.part()
        # A key has no line break: its white space is single spaces.
        text = np.frombuffer("\n".join(part.keys).encode("utf-8", "surrogatepass"), dtype=np.uint8)
        np.savez(
            folder / FILE, days=part.days, keys=text, ends=part.ends, holders=part.holders,
            allow_pickle=False,
        )  # fmt: skip


def read(folder: Path) -> Part:
    """The facets that were written in ``folder``.

    Raises:
        StorageFailed: it can't be read as a whole, though its bytes were compared before.
    """
    try:
        found = arrays.load_all(folder / FILE)
    except BadZipFile as error:
        # What zipfile makes of a disk that does not read, too.
        raise StorageFailed(f"{folder / FILE} can't be read: {error}. Try again") from error
    text = found["keys"].tobytes().decode("utf-8", "surrogatepass")
    keys = text.split("\n") if text else []
    return Part(found["days"], keys, found["ends"], found["holders"])


def _parted(value: str) -> str:
    return f" {' '.join(value.replace('.', ' ').split())} "


class FacetTable:
    """The facets behind the rows of a generation, ready to be asked."""

    def __init__(self, articles: NDArray[np.int64], parts: Sequence[Part]) -> None:
        """``articles`` has the number of its article for each row, numbered through ``parts``."""
        self._articles = articles
        self._parts = parts
        days = [part.days for part in parts]
        self._days = np.concatenate(days) if days else np.empty(0, dtype=np.int32)
        self._having: dict[str, dict[str, list[str]]] = {}

    def day(self, row: int) -> int:
        """The day of the article behind ``row``, see Facets."""
        return int(self._days[self._articles[row]])

    def days(self, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """The day of the article behind each of ``rows``, see Facets."""
        found: NDArray[np.int32] = self._days[self._articles[rows]]
        return found

    def values(self, kind: str, words: str) -> list[str]:
        """The values of ``kind`` that have ``words`` in them, in a row, in order; those of a host
        are parted by dots.
        """
        wanted = _parted(plain(words))
        return sorted({v for p in self._parts for v in p.values(kind) if wanted in _parted(v)})

    def having(self, kind: str, word: str) -> list[str]:
        """The values of ``kind`` of which ``word`` is one, in order. The first call looks at all
        values.
        """
        if kind not in self._having:
            found: dict[str, list[str]] = {}
            for value in sorted({v for p in self._parts for v in p.values(kind)}):
                for each in dict.fromkeys(_parted(value).split()):
                    found.setdefault(each, []).append(value)
            self._having[kind] = found
        return self._having[kind].get(plain(word), [])

    def counts(self, kind: str, rows: Mask | None) -> dict[str, int]:
        """How many articles have each value of ``kind``, of those with one of ``rows``; all of
        them where that is None.
        """
        among = np.ones(len(self._days), dtype=np.bool_)
        if rows is not None:
            among[:] = False
            among[self._articles[rows]] = True
        found: Counter[str] = Counter()
        start = 0
        for part in self._parts:
            for value in part.values(kind):
                held = part.holding(f"{kind}:{value}")
                found[value] += int(among[start + held].sum())
            start += len(part.days)
        return {value: count for value, count in found.items() if count}

    def mask(self, condition: Condition) -> Mask:
        """Which rows fit."""
        fits = (self._days >= condition.first) & (self._days <= condition.last)
        for held in condition.keys:
            fits &= self._holding(held)
        chosen: Mask = fits[self._articles]
        return chosen

    def _holding(self, key: str) -> Mask:
        found = np.zeros(len(self._days), dtype=np.bool_)
        start = 0
        for part in self._parts:
            found[start + part.holding(key)] = True
            start += len(part.days)
        return found


def table(articles: NDArray[np.int64], folders: Iterable[Path]) -> FacetTable:
    """The facets of the segments in ``folders``."""
    return FacetTable(articles, [read(folder) for folder in folders])
