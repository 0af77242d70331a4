"""Bringing an archive up to date: diff, embed what is new, commit, publish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index import generation
from index.build import build_of, must_match, stored_build
from index.canonical import has_words
from index.catalogue import FILE, Catalogue, article_id, as_draft, digest
from index.durable import write_lock
from index.embed import DEFAULT_MODEL, Embedder
from index.embedding import LazyEmbedder, embed, passages_of
from index.errors import (
    ArchiveDamaged,
    ArchiveMissing,
    ArchiveStale,
    ArticleNotFound,
    BadInput,
    NotAnArticle,
)
from index.files_read import FileRead
from index.guarded import storage
from index.language import with_language
from index.manifest import Build, Manifest
from index.read import checked_root
from index.records import Draft, Report, Skipped
from index.sources import ALL, Choice, Progress, RootRead, read_roots
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


@dataclass(slots=True)
class _Change:
    """What an update is about to do to the catalogue."""

    drafts: list[tuple[Draft, str | None]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: dict[str, list[Skipped]] = field(default_factory=dict)
    files: dict[str, list[FileRead]] = field(default_factory=dict)
    new: int = 0
    unchanged: int = 0


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
    wish = _Wish(model, language, rebuild, embedder, progress)
    known = _known(archive, rebuild)
    read = read_roots(roots, choice, known, progress, readers)
    with _writing(archive) as catalogue:
        if not rebuild and catalogue.files() != known:
            # Another process wrote meanwhile: what it read of a file may be gone again.
            read = read_roots(roots, choice, catalogue.files(), progress, readers)
        return _apply(archive, catalogue, _change(read, catalogue), wish)


def put(
    archive: Path,
    drafts: Sequence[Draft],
    *,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
) -> Report:
    """Add or replace single articles, by their ``origin``.

    Raises:
        NotAnArticle: a draft without words.
        ArchiveBusy, ArchiveStale, ArchiveDamaged, ModelMissing: see errors.
    """
    for draft in drafts:
        if not has_words(draft.text):
            raise NotAnArticle("field 'text' holds no words")
    with _writing(archive) as catalogue:
        change = _Change()
        stored = catalogue.articles()
        for draft in drafts:
            _sort_in(change, with_language(draft), None, stored)
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
        unknown = [id_ for id_ in ids if id_ not in catalogue.articles()]
        if unknown:
            raise ArticleNotFound(
                f"no article {', '.join(unknown)} in the archive; nothing was removed. "
                "See their ids: pressmark list"
            )
        change = _Change(removed=list(dict.fromkeys(ids)))
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


def _known(archive: Path, rebuild: bool) -> dict[str, FileRead]:
    """By path, what the last runs read of each file; nothing where all is to be read anew."""
    if rebuild or not (archive / FILE).is_file():
        return {}
    try:
        with closing(Catalogue(archive)) as catalogue:
            return catalogue.files()
    except ArchiveStale:
        return {}  # opening it to write renews it, or tells what to do


def _change(read: Sequence[RootRead], catalogue: Catalogue) -> _Change:
    """What the files that were read mean for the catalogue."""
    change = _Change()
    stored = catalogue.articles()
    for found in read:
        root = str(found.root)
        for draft in found.drafts:
            _sort_in(change, draft, root, stored)
        change.unchanged += len(found.kept)
        seen = {article_id(draft.origin) for draft in found.drafts} | found.kept
        # What could not be read keeps what was indexed of it before.
        unread = {article_id(s.origin) for s in found.skipped}
        for file in found.files:
            if file.broken:
                unread |= set(file.articles)
        change.removed += [
            id_
            for id_, (_, of) in stored.items()
            if of == root and id_ not in seen and id_ not in unread
        ]
        change.skipped[root] = found.skipped
        change.files[root] = found.files
    return change


def _sort_in(
    change: _Change, draft: Draft, root: str | None, stored: dict[str, tuple[str, str | None]]
) -> None:
    known = stored.get(article_id(draft.origin))
    if known is not None and known[0] == digest(draft):
        change.unchanged += 1
        return
    change.new += known is None
    # A file that was indexed through a folder stays that folder's, whoever names it now.
    change.drafts.append((draft, known[1] if known else root))


def _apply(archive: Path, catalogue: Catalogue, change: _Change, wish: _Wish) -> Report:
    before = stored_build(catalogue)
    if wish.rebuild:
        done = {article_id(draft.origin) for draft, _ in change.drafts} | set(change.removed)
        roots = {id_: root for id_, (_, root) in catalogue.articles().items()}
        again = [
            (as_draft(article), roots[article.id])
            for article in catalogue.current()
            if article.id not in done
        ]
    else:
        again = []
    language = wish.language or (before.language if before else "english")
    lazy = LazyEmbedder(wish.embedder, wish.model or (before.model if before else DEFAULT_MODEL))
    if before is not None and not wish.rebuild:
        must_match(before, wish.model, language)
        build = before
    else:
        build = build_of(lazy.get(), language)
    work = change.drafts + again
    planned = [(draft, root, passages_of(draft, build.language)) for draft, root in work]
    embedded = embed(catalogue, build, planned, lazy, wish.progress)
    with catalogue.transaction():
        for key, value in asdict(build).items():
            catalogue.set_meta(key, str(value))
        catalogue.remove(change.removed)
        for draft, root, passages in planned:
            catalogue.put(draft, root, [(start, end, key) for start, end, key, _ in passages])
        for root_name, skipped in change.skipped.items():
            catalogue.set_skipped(root_name, skipped)
        for root_name, files in change.files.items():
            catalogue.set_files(root_name, files)
    changed = bool(change.drafts or change.removed or wish.rebuild)
    shown = None if changed else _current(archive, catalogue, build)
    published = shown is None
    if shown is None:
        if wish.progress:
            wish.progress("publishing", 0, 1)
        shown = generation.publish(archive, catalogue, build)
        generation.prune(archive, catalogue, build.fingerprint)
        if wish.progress:
            wish.progress("publishing", 1, 1)
    return Report(
        new=change.new,
        changed=len(change.drafts) - change.new,
        unchanged=change.unchanged,
        removed=len(change.removed),
        skipped=tuple(s for group in change.skipped.values() for s in group),
        embedded=embedded,
        passages=shown.passages,
        articles=shown.articles,
        generation=shown.generation,
        published=published,
    )


def _current(archive: Path, catalogue: Catalogue, build: Build) -> Manifest | None:
    """The manifest of the current generation if it is whole and holds what the catalogue does."""
    try:
        found = generation.find(archive)
    except (ArchiveMissing, ArchiveDamaged):
        return None
    whole = found.warning is None and found.manifest.build == build
    return found.manifest if whole and found.manifest.state == catalogue.state() else None
