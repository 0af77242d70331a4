"""Exports of Substack: a page a post without its title, which stands in ``posts.csv``."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from index.canonical import line
from index.dates import day
from index.errors import NotAnArticle
from index.records import Draft
from index.zipped import unpacked

_COLUMNS = {"post_id", "post_date", "is_published", "title"}


@dataclass(frozen=True, slots=True)
class Post:
    """What the table says of one; ``title`` is None where it has none."""

    title: str | None
    subtitle: str | None
    published: str | None
    is_published: bool


def posts(container: zipfile.ZipFile) -> dict[str, Post | None]:
    """By name of a member, what is known of the post in it; None for tables of the export, which
    are no articles. Empty for other containers.
    """
    names = {member.filename for member in container.infolist()}
    tables = (name for name in names if PurePosixPath(name).name == "posts.csv")
    table = min(tables, key=len, default=None)
    rows = _rows(container, table) if table else []
    if not table or not rows or not rows[0].keys() >= _COLUMNS:
        return {}
    home = PurePosixPath(table).parent
    found: dict[str, Post | None] = {}
    for row in rows:
        for name in (home / "posts" / f"{row['post_id']}.html", home / f"{row['post_id']}.html"):
            found[str(name)] = Post(
                title=line(row["title"]), subtitle=line(row.get("subtitle")),
                published=day(row["post_date"]),
                is_published=str(row["is_published"]).strip().lower() not in ("false", "0", ""),
            )  # fmt: skip
    found |= {name: None for name in names if name.endswith(".csv")}
    return found


def is_shown(name: str, posts: Mapping[str, Post | None]) -> bool:
    """Whether a member is an article: of an export, a post that was published."""
    post = posts.get(name)
    return name not in posts or (post is not None and post.is_published)


def named(draft: Draft, post: Post, source: str) -> Draft:
    """``draft``, which was read from a post's page, with its title, day and subtitle."""
    missing = post.subtitle and not draft.text.startswith(post.subtitle)
    above = f"{post.subtitle}\n\n" if missing else ""
    return replace(
        draft, title=post.title or draft.title, text=above + draft.text, source=source,
        places=tuple((start + len(above), name) for start, name in draft.places),
        published=post.published or draft.published,
        dated_by="field" if post.published else draft.dated_by,
    )  # fmt: skip


def _rows(container: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    try:
        text = unpacked(container, name).decode("utf-8-sig", "replace")
        return list(csv.DictReader(io.StringIO(text, newline="")))
    except (NotAnArticle, csv.Error):
        return []
