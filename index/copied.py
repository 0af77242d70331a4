"""Files that lie elsewhere now, or that were copied: their articles without reading them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.catalogue import Catalogue
from index.files_read import FileRead
from index.origins import origin_key
from index.records import Draft


def copied(catalogue: Catalogue, old: FileRead, new: FileRead) -> tuple[list[Draft], FileRead]:
    """The articles of ``new``, which holds what ``old`` holds, and ``new`` with their keys."""

    def there(origin: str) -> str:
        return new.path + origin.removeprefix(old.path)

    drafts = []
    rows = {row.key: row for row in catalogue.origins("key", old.articles)}
    for row in (rows[key] for key in old.articles):
        draft = replace(row.draft(catalogue.text(row.revision)), origin=there(row.origin))
        if draft.shelved:
            draft = replace(draft, source=Path(new.path).parent.name)
        drafts.append(draft)
    keys = tuple(origin_key(draft.origin) for draft in drafts)
    skipped = tuple(replace(s, origin=there(s.origin)) for s in old.skipped)
    return drafts, replace(new, articles=keys, skipped=skipped)
