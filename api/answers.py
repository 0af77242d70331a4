"""Kept answers: what a permalink shows, checked against the articles as they are now."""

from __future__ import annotations

import datetime
import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.catalogue import Catalogue
from index.errors import ArchiveDamaged

FILE = "answers.sqlite"
State = Literal["same", "changed", "moved", "gone", "removed"]
"""Of a citation. same: the article is what it was. changed: it is another revision, the quote
stands where it stood. moved: the quote stands elsewhere. gone: the article does not say it any
more. removed: there is no such article any more.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept answer; ``digests`` holds the revision of each article that it cites, by id."""

    id: str
    asked: str
    answer: dict[str, Any]
    digests: dict[str, str]


@dataclass(frozen=True, slots=True)
class Check:
    """How a citation stands today; ``start`` and ``end`` where its quote is now, if it is."""

    number: int
    state: State
    start: int | None
    end: int | None


class Answers:
    """The newest ``most`` answers, beside the archive. Safe to use from many threads."""

    def __init__(self, archive: Path, most: int) -> None:
        self._path = archive / FILE
        self._most = most

    def keep(self, answer: dict[str, Any], digests: dict[str, str]) -> str | None:
        """The id of ``answer`` in its JSON form; None where none are kept, or the folder can't be
        written: an answer is not lost because its permalink is.
        """
        if not self._most:
            return None
        content = json.dumps([answer, sorted(digests.items())], ensure_ascii=False, sort_keys=True)
        id_ = hashlib.sha256(content.encode()).hexdigest()[:24]
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        try:
            with closing(self._open()) as db, db:
                known = db.execute("SELECT 1 FROM answers WHERE id = ?", (id_,)).fetchone()
                if known is None:
                    db.execute("INSERT OR IGNORE INTO answers VALUES (NULL, ?, ?, ?, ?)",
                               (id_, now, json.dumps(answer), json.dumps(digests)))  # fmt: skip
                    db.execute(
                        "DELETE FROM answers WHERE number <= (SELECT max(number) FROM answers) - ?",
                        (self._most,),
                    )
        except sqlite3.Error:
            return None
        return id_

    def kept(self, id_: str) -> Kept | None:
        """The answer of that id, None if it is not kept (any more).

        Raises:
            ArchiveDamaged: the file of answers can't be read.
        """
        if not self._path.is_file():
            return None
        try:
            with closing(self._open()) as db:
                row = db.execute(
                    "SELECT asked, answer, digests FROM answers WHERE id = ?", (id_,)
                ).fetchone()
            return Kept(id_, row[0], json.loads(row[1]), json.loads(row[2])) if row else None
        except (sqlite3.Error, ValueError) as error:
            raise ArchiveDamaged(f"{self._path} can't be read: {error}. Delete it.") from error

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=5)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(
            "CREATE TABLE IF NOT EXISTS answers (number INTEGER PRIMARY KEY AUTOINCREMENT, "
            "id TEXT NOT NULL UNIQUE, asked TEXT NOT NULL, answer TEXT NOT NULL, "
            "digests TEXT NOT NULL)"
        )
        return db


def check(kept: Kept, catalogue: Catalogue) -> list[Check]:
    """Each citation of ``kept`` (of its nearest ones, where it is no answer) as it stands now."""
    made = []
    for citation in kept.answer["citations"] or kept.answer["nearest"]:
        number, id_, quote = citation["number"], citation["article_id"], citation["quote"]
        start, end = citation["start"], citation["end"]
        article = catalogue.article(id_)
        if article is None:
            made.append(Check(number, "removed", None, None))
            continue
        if article.text[start:end] == quote:
            state: State = "same" if article.digest == kept.digests.get(id_) else "changed"
            made.append(Check(number, state, start, end))
            continue
        now = article.text.find(quote)
        if now < 0:
            made.append(Check(number, "gone", None, None))
        else:
            made.append(Check(number, "moved", now, now + len(quote)))
    return made
