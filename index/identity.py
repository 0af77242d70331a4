"""Which origins are one article: copies of one text, and versions of one page.

All of it follows from what is there and not from how it came there, but for the ids: an article
keeps the one that it had, whichever of its origins come, go or move.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from index.origins import Origin


@dataclass(frozen=True, slots=True)
class Group:
    """One article: the origins with its text, the one that is shown first, and those with older
    versions of its page.
    """

    current: tuple[Origin, ...]
    older: tuple[Origin, ...] = ()

    @property
    def lead(self) -> Origin:
        """The origin that is shown."""
        return self.current[0]


def grouped(origins: Iterable[Origin]) -> list[Group]:
    """The articles that ``origins`` are, in order of the keys of their leads.

    Of copies, the one with the earliest date is shown, else the first by name. Of versions of a
    page the newest counts (see ``_newest``). Articles of one file that share an address are parts
    of one page, and no versions of it.
    """
    mine = sorted(origins, key=lambda o: o.origin)
    pages: dict[str, list[Origin]] = defaultdict(list)
    for origin in mine:
        if origin.url_key is not None:
            pages[origin.url_key].append(origin)
    newer: dict[str, str] = {}
    for versions in pages.values():
        texts = {(o.file, o.text_key) for o in versions}
        if max(Counter(file for file, _ in texts).values()) > 1:
            continue
        newest = _newest(versions)
        newer |= {o.key: newest.text_key for o in versions if o.text_key != newest.text_key}
    current: dict[str, list[Origin]] = defaultdict(list)
    older: dict[str, list[Origin]] = defaultdict(list)
    for origin in mine:
        if origin.key in newer:
            older[newer[origin.key]].append(origin)
        else:
            current[origin.text_key].append(origin)
    made = [
        Group(
            tuple(sorted(copies, key=lambda o: (o.about["published"] or "9999", o.origin))),
            tuple(older[text]),
        )
        for text, copies in current.items()
    ]
    return sorted(made, key=lambda group: group.lead.key)


def _newest(versions: list[Origin]) -> Origin:
    """By the date in them, where all have one; then by the time when they were written."""
    dated = all(o.about["published"] for o in versions)
    return max(versions, key=lambda o: (o.about["published"] if dated else "", o.seen, o.origin))


def with_ids(
    groups: Iterable[Group], before: Mapping[str, str], taken: Callable[[str], bool]
) -> dict[str, Group]:
    """By id: each of ``groups``. ``before`` has, by id, the text_key of each article that they may
    have been; ``taken`` tells whether an article that is none of them has an id.

    Whoever says what an article said has its id; else whoever came from where it came.
    """
    left = list(groups)
    free = dict(before)
    made: dict[str, Group] = {}

    def take(group: Group, id_: str) -> None:
        made[id_] = group
        free.pop(id_, None)

    held = {text: id_ for id_, text in sorted(before.items(), reverse=True)}
    rest = []
    for group in left:
        own = [o.article for o in group.current if before.get(o.article) == group.lead.text_key]
        id_ = own[0] if own else held.get(group.lead.text_key)
        if id_ in free:
            take(group, id_)
        else:
            rest.append(group)
    new = []
    for group in rest:
        own = [o.article for o in (*group.current, *group.older) if o.article in free]
        if own:
            take(group, own[0])
        else:
            new.append(group)
    for group in new:
        take(group, _unused(group.lead.key, lambda id_: id_ in made or taken(id_)))
    return made


def _unused(key: str, used: Callable[[str], bool]) -> str:
    id_, number = key, 1
    while used(id_):
        number += 1
        id_ = hashlib.sha256(f"{key}:{number}".encode()).hexdigest()[:12]
    return id_
