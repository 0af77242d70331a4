"""The difference between what was read and what the catalogue holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from index.catalogue import Catalogue
from index.copied import copied
from index.fetched import Fetched
from index.files_read import FileRead
from index.origins import origin_key, origin_of
from index.records import Draft, Skipped
from index.revisions import digest
from index.sources import RootRead


@dataclass(slots=True)
class Change:
    """What an update is about to do to the catalogue."""

    drafts: dict[str, tuple[Draft, str | None]] = field(default_factory=dict)
    """By key: what is new or changed, and its root."""
    removed: list[str] = field(default_factory=list)
    """Keys of what is gone."""
    touched: dict[str, int] = field(default_factory=dict)
    """By key: when it was written, where that is another time than before."""
    apart: bool = False
    """Whether copies stay articles of their own."""
    fetched: Sequence[Fetched] = ()
    skipped: dict[str, list[Skipped]] = field(default_factory=dict)
    files: dict[str, list[FileRead]] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    new: int = 0
    unchanged: int = 0
    moved: int = 0


def change_of(read: Sequence[RootRead], catalogue: Catalogue) -> Change:
    """What the files that were read mean for the catalogue."""
    change = Change()
    stored = catalogue.roots()
    for found in read:
        root = str(found.root)
        for old, new in found.copied:
            drafts, file = copied(catalogue, old, new)
            found.drafts += drafts
            found.files.append(file)
            found.skipped += file.skipped
        for draft in found.drafts:
            sort_in(change, draft, root, stored.get)
        change.unchanged += len(found.kept)
        change.touched |= {
            key: seen for key, seen in found.touched.items() if stored[key][2] != seen
        }
        seen = {origin_key(draft.origin) for draft in found.drafts} | found.kept
        # What could not be read keeps what was indexed of it before.
        unread = {origin_key(s.origin) for s in found.skipped}
        for file in found.files:
            if file.broken:
                unread |= set(file.articles)
        change.removed += [
            key
            for key, (_, of, _) in stored.items()
            if of == root and key not in seen and key not in unread
        ]
        change.skipped[root] = found.skipped
        change.files[root] = found.files
        change.others += found.others
    _count_moved(change, catalogue)
    return change


def _count_moved(change: Change, catalogue: Catalogue) -> None:
    gone = Counter(o.text_key for o in catalogue.origins("key", change.removed))
    there = {o.key for o in catalogue.origins("key", change.drafts)}
    come = Counter(
        origin_of(draft, root).text_key
        for key, (draft, root) in change.drafts.items()
        if gone and key not in there
    )
    change.moved = (gone & come).total()
    change.new -= change.moved


def sort_in(
    change: Change,
    draft: Draft,
    root: str | None,
    stored: Callable[[str], tuple[str, str | None, int] | None],
) -> None:
    """Add a draft to ``change`` if it is not stored so; ``stored`` gives digest, root and time."""
    key = origin_key(draft.origin)
    known = stored(key)
    if known is not None and known[0] == digest(draft):
        change.drafts.pop(key, None)
        change.unchanged += 1
        return
    change.new += known is None and key not in change.drafts
    # A file that was indexed through a folder stays that folder's, whoever names it now.
    change.drafts[key] = (draft, known[1] if known else root)
