"""What a change of origins does to articles: which are made anew, kept as they are, or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from index.catalogue import Catalogue
from index.identity import Group, grouped, with_ids
from index.origins import Origin, origin_of
from index.records import Draft, Source
from index.revisions import digest


@dataclass(frozen=True, slots=True)
class Made:
    """An article that gets a new revision."""

    id: str
    lead: Draft
    sources: tuple[Source, ...]
    same_words: int | None
    """A revision with the same title, date and text, whose passages are its passages."""


@dataclass(slots=True)
class Regrouped:
    """All that changes in the catalogue."""

    made: list[Made] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    """By id, the revision of an article that stays as it is."""
    gone: dict[str, str | None] = field(default_factory=dict)
    """By id, the article that took an article up, None where there is none."""
    origins: dict[str, list[Origin]] = field(default_factory=dict)
    """By id of the article: the rows of its text."""
    older: dict[str, list[tuple[Origin, Draft | None]]] = field(default_factory=dict)
    """By id: rows of older versions, each with its draft where no revision holds its text."""
    leads: dict[str, str] = field(default_factory=dict)
    """By id: the key of the origin that is shown."""


def regrouped(
    catalogue: Catalogue,
    drafts: Mapping[str, tuple[Draft, str | None]],
    removed: Collection[str] = (),
    touched: Mapping[str, int] | None = None,
    *,
    anew: bool = False,
    apart: bool = False,
) -> Regrouped:
    """What becomes of the articles when ``drafts`` (draft and root by key) are there and the
    ``removed`` keys are not; ``touched`` has a new time by key. With ``anew``, every article is
    made again; with ``apart``, none of ``drafts`` is a copy or a version of another.
    """
    new = {k: origin_of(draft, root, apart=apart) for k, (draft, root) in drafts.items()}
    before = _connected(catalogue, new, [*removed, *(touched or {})], anew=anew)
    for key, origin in new.items():
        known = before.get(key)
        if known is not None:
            new[key] = replace(origin, article=known.article, revision=known.revision)
    after = {k: o for k, o in {**before, **new}.items() if k not in set(removed)}
    for key, seen in (touched or {}).items():
        if key in after:
            after[key] = replace(after[key], seen=seen)
    ids = {o.article for o in before.values()}
    shown = catalogue.newest_of(ids)
    texts = {id_: before[place].text_key for id_, (_, place) in shown.items()}
    named = with_ids(grouped(after.values()), texts, lambda id_: catalogue.knows(id_, ids))
    return _compared(catalogue, named, shown, {k: d for k, (d, _) in drafts.items()}, anew=anew)


def _connected(
    catalogue: Catalogue, new: Mapping[str, Origin], keys: Iterable[str], *, anew: bool
) -> dict[str, Origin]:
    """The stored origins that have to do with ``new`` ones and those of ``keys``: of the same
    article, text or page, and what has to do with these.
    """
    if anew:
        return {o.key: o for o in catalogue.all_origins()}
    found = {o.key: o for o in catalogue.origins("key", [*new, *keys])}
    todo = [*found.values(), *new.values()]
    while todo:
        near = [
            *catalogue.origins("article", {o.article for o in todo} - {""}),
            *catalogue.origins("text_key", {o.text_key for o in todo}),
            *catalogue.origins("url_key", {o.url_key for o in todo if o.url_key}),
        ]
        todo = [o for o in {o.key: o for o in near}.values() if o.key not in found]
        found |= {o.key: o for o in todo}
    return found


def _compared(
    catalogue: Catalogue,
    named: Mapping[str, Group],
    shown: Mapping[str, tuple[int, str]],
    drafts: Mapping[str, Draft],
    *,
    anew: bool,
) -> Regrouped:
    """What of ``named`` differs from what is stored."""
    into = Regrouped()
    lines = catalogue.lines([revision for revision, _ in shown.values()])
    for id_, group in named.items():
        lead, rows = group.lead, group.current
        draft = drafts.get(lead.key) or lead.draft(catalogue.text(lead.revision))
        sources = tuple(o.source() for o in rows) if len(rows) > 1 else ()
        revision = shown[id_][0] if id_ in shown else None
        held = lines.get(revision) if revision is not None else None
        if revision is not None and held == (digest(draft, sources), lead.origin) and not anew:
            into.kept[id_] = revision
        else:
            words = revision if not anew and revision is not None and catalogue.has_words(
                revision, draft) else None  # fmt: skip
            into.made.append(Made(id_, draft, sources, words))
        into.leads[id_] = lead.key
        into.origins[id_] = list(rows)
        into.older[id_] = [(o, drafts.get(o.key)) for o in group.older]
    heirs = {o.article: id_ for id_, g in named.items() for o in (*g.older, *g.current)}
    into.gone = {id_: heirs.get(id_) for id_ in shown if id_ not in named}
    return into


def store(
    catalogue: Catalogue,
    what: Regrouped,
    passages: Mapping[str, Iterable[tuple[int, int, bytes]]],
) -> None:
    """Write ``what``; ``passages`` (start, end, key) by id of each article that is made of words
    that no revision has. Inside a transaction.
    """
    revisions = dict(what.kept)
    for id_, heir in what.gone.items():
        catalogue.drop_article(id_, heir)
    for made in what.made:
        cut = made.same_words if made.same_words is not None else passages[made.id]
        revisions[made.id] = catalogue.put_revision(made.id, made.lead, made.sources, cut)
        catalogue.set_article(made.id, revisions[made.id], what.leads[made.id])
    rows = [
        replace(row, article=id_, revision=revisions[id_])
        for id_, current in what.origins.items()
        for row in current
    ]
    for id_, older in what.older.items():
        for row, draft in older:
            held = catalogue.put_revision(id_, draft) if draft is not None else row.revision
            rows.append(replace(row, article=id_, revision=held))
    catalogue.put_origins(rows)
