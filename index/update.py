"""Bringing an archive up to date: diff, embed what is new, commit, publish."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from index import generation
from index.build import build_of, must_match, stored_build
from index.canonical import has_words
from index.catalogue import FILE, Catalogue
from index.change import Change, change_of, sort_in
from index.durable import write_lock
from index.embed import DEFAULT_MODEL, Embedder
from index.embedding import LazyEmbedder, embed, passages_of
from index.errors import (
    ArchiveMissing,
    ArchiveStale,
    ArticleNotFound,
    BadInput,
    NotAnArticle,
)
from index.fetched import Fetched
from index.files_read import FileRead
from index.guarded import storage
from index.language import with_language
from index.models import load
from index.origins import origin_key
from index.publish import publish
from index.read import checked_root
from index.records import Draft, Report
from index.regroup import regrouped, store
from index.schema import UNSORTED
from index.sources import ALL, Choice, Progress, read_roots
from index.terms import analyzer
from index.worker import Readers


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the caller asks of an update; None where the archive's own setting stays."""

    model: str | None = None
    language: str | None = None
    rebuild: bool = False
    embedder: Embedder | None = None
    progress: Progress | None = None


def update(
    archive: Path,
    sources: Sequence[Path] = (),
    *,
    model: str | None = None,
    language: str | None = None,
    rebuild: bool = False,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
    choice: Choice = ALL,
    readers: Readers | None = None,
) -> Report:
    """Make the archive hold what is in ``sources`` (folders or single files), and publish it.

    Articles that were indexed from a source before and are gone from it are removed; a file
    that can't be read keeps what was indexed of it before. Other sources stay as they are.
    With no sources, the archive is published again if that is needed; with ``rebuild``, it is
    split, embedded and built anew from its own catalogue. ``choice`` says which files of a folder
    are taken, and how records name their fields.

    Raises:
        BadInput: a source that is no folder and no article file.
        NothingToIndex: a folder without one readable article; nothing is changed.
        ArchiveBusy, ArchiveStale, ArchiveDamaged, ArchiveMissing, ModelMissing: see errors.
    """
    roots = [checked_root(source) for source in sources]
    if language is not None:
        analyzer(language)
    if not roots and not (archive / FILE).is_file():
        raise ArchiveMissing(archive)
    if rebuild or not (archive / FILE).is_file():
        # A model that is not there is told before the articles are read, which may take long.
        embedder = load(model) if model and embedder is None else embedder
        known = {}
    else:
        known = _known(archive, model, language)
    wish = _Wish(model, language, rebuild, embedder, progress)
    read = read_roots(roots, choice, known, progress, readers)
    with _writing(archive) as catalogue:
        if not rebuild and catalogue.files() != known:
            # Another process wrote meanwhile: what it read of a file may be gone again.
            read = read_roots(roots, choice, catalogue.files(), progress, readers)
        return _apply(archive, catalogue, change_of(read, catalogue), wish)


def put(
    archive: Path,
    drafts: Sequence[Draft],
    *,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
    instead_of: str | None = None,
    apart: bool = False,
    fetched: Sequence[Fetched] = (),
) -> Report:
    """Add or replace single articles, by their ``origin``; with ``instead_of``, all that the
    article of that id came from is replaced. With ``apart``, copies stay articles of their own, as
    judged collections count them. ``fetched`` is kept with them.

    Raises:
        NotAnArticle: a draft without words.
        ArchiveBusy, ArchiveStale, ArchiveDamaged, ModelMissing: see errors.
    """
    for draft in drafts:
        if not has_words(draft.text):
            raise NotAnArticle("field 'text' holds no words")
    with _writing(archive) as catalogue:
        change = Change(apart=apart, fetched=fetched)
        now = time.time_ns()
        for draft in drafts:
            sort_in(change, replace(with_language(draft), seen=now), None, catalogue.root)
        if instead_of is not None:
            there = [origin_key(draft.origin) for draft in drafts]
            change.removed = [
                o.key for o in catalogue.origins("article", [instead_of]) if o.key not in there
            ]
        # Of a file that one of them replaces, the next index run brings its own words back.
        catalogue.forget_files({draft.origin.partition("#")[0] for draft in drafts})
        return _apply(archive, catalogue, change, _Wish(embedder=embedder, progress=progress))


def remove(archive: Path, ids: Sequence[str], *, embedder: Embedder | None = None) -> Report:
    """Take articles out of the archive. All of them, or, where one id is unknown, none.

    Raises:
        ArticleNotFound: names the ids that are not in the archive.
        ArchiveBusy, ArchiveStale, ArchiveDamaged, ArchiveMissing: see errors.
    """
    if not (archive / FILE).is_file():
        raise ArchiveMissing(archive)
    with _writing(archive) as catalogue:
        found = {id_: catalogue.article(id_) for id_ in ids}
        unknown = [id_ for id_, article in found.items() if article is None]
        if unknown:
            raise ArticleNotFound(
                f"no article {', '.join(unknown)} in the archive; nothing was removed. "
                "See their ids: pressmark list"
            )
        there = {article.id for article in found.values() if article is not None}
        change = Change(removed=[o.key for o in catalogue.origins("article", there)])
        return _apply(archive, catalogue, change, _Wish(embedder=embedder))


@contextmanager
def _writing(archive: Path) -> Iterator[Catalogue]:
    if archive.exists() and not archive.is_dir():
        raise BadInput(f"{archive} is a file; --archive wants a folder")
    try:
        archive.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"the archive can't be made in {archive}: {error.strerror}") from error
    with (
        storage(archive),
        write_lock(archive),
        closing(Catalogue(archive, write=True)) as catalogue,
    ):
        yield catalogue


def _known(archive: Path, model: str | None, language: str | None) -> dict[str, FileRead]:
    """By path, what the last runs read of each file.

    Raises:
        ArchiveStale: the archive was built with another model or language than is asked for.
    """
    try:
        with closing(Catalogue(archive)) as catalogue:
            before, known = stored_build(catalogue), catalogue.files()
    except ArchiveStale:
        return {}  # opening it to write renews it, or tells what to do
    if before is not None:
        must_match(before, model, language or before.language)
    return known


def _apply(archive: Path, catalogue: Catalogue, change: Change, wish: _Wish) -> Report:
    before = stored_build(catalogue)
    language = wish.language or (before.language if before else "english")
    lazy = LazyEmbedder(wish.embedder, wish.model or (before.model if before else DEFAULT_MODEL))
    if before is not None and not wish.rebuild:
        must_match(before, wish.model, language)
        build = before
    else:
        build = build_of(lazy.get(), language)
    anew = wish.rebuild or catalogue.meta(UNSORTED) == "1"
    what = regrouped(
        catalogue, change.drafts, change.removed, change.touched, anew=anew, apart=change.apart
    )
    planned = [
        (made.lead, made.id, passages_of(made.lead, build.language))
        for made in what.made
        if made.same_words is None
    ]
    embedded = embed(catalogue, build, planned, lazy, wish.progress)
    with catalogue.transaction():
        for key, value in asdict(build).items():
            catalogue.set_meta(key, str(value))
        catalogue.set_meta(UNSORTED, "0")
        catalogue.drop_origins(change.removed)
        cut = {id_: passages for _, id_, passages in planned}
        store(catalogue, what, cut)
        catalogue.set_fetched(change.fetched)
        for root_name, skipped in change.skipped.items():
            catalogue.set_skipped(root_name, skipped)
        for root_name, files in change.files.items():
            catalogue.set_files(root_name, files)
    changed = bool(what.made or what.gone or wish.rebuild)
    found = None if changed else generation.whole(archive, build)
    shown = found.manifest if found and found.manifest.state == catalogue.state() else None
    published = shown is None
    if shown is None:
        if wish.progress:
            wish.progress("publishing", 0, 1)
        shown = publish(archive, catalogue, build, anew=wish.rebuild)
        # What was written anew looks at all of the catalogue, as it was read anyway.
        sweep = len(shown.segments) == 1 and not shown.dead
        generation.prune(archive, catalogue, build.fingerprint, sweep=sweep)
        if wish.progress:
            wish.progress("publishing", 1, 1)
    return Report(
        new=change.new,
        changed=len(change.drafts) - change.new - change.moved,
        unchanged=change.unchanged,
        removed=len(change.removed) - change.moved,
        skipped=tuple(s for group in change.skipped.values() for s in group),
        embedded=embedded,
        passages=shown.passages,
        articles=shown.articles,
        generation=shown.generation,
        published=published,
        moved=change.moved,
        others=dict(change.others),
    )
