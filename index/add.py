"""Articles from the web: pages, and the pages or contents of feeds' entries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from index.catalogue import FILE, Catalogue
from index.embed import Embedder
from index.errors import ArchiveStale, NotAnArticle, NothingToIndex
from index.fetch import Fetcher, Page, checked_url
from index.fetched import Fetched
from index.formats import VERSION, suffix
from index.language import with_language
from index.origins import origin_key
from index.reading import File
from index.records import Draft, Report, Skipped
from index.sources import Progress
from index.update import put
from index.worker import Readers

WHOLE = 1_000
"""Characters from which what a feed has of an entry is taken for all of it."""
MOST_ENTRIES = 200
"""Entries of one feed that are read."""
_KINDS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf",
    "text/plain": ".txt", "text/markdown": ".md", "application/rss+xml": ".xml",
    "application/atom+xml": ".xml", "application/xml": ".xml", "text/xml": ".xml",
    "application/epub+zip": ".epub", "application/json": ".json", "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/rtf": ".rtf", "text/rtf": ".rtf",
}  # fmt: skip
_READER = str(VERSION)


@dataclass(slots=True)
class _Found:
    """What came of the addresses so far."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    pages: list[Fetched] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unchanged: int = 0
    done: set[str] = field(default_factory=set)


def add(
    archive: Path,
    urls: Sequence[str],
    *,
    fetcher: Fetcher | None = None,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
) -> Report:
    """Fetch ``urls`` and index what they hold. Of a feed it is its entries: what the feed has of
    them where that is long enough to be all, else their pages. What could not be had is skipped.

    Raises:
        NothingToIndex: nothing could be had of any of them; the archive was left as it was.
        ArchiveBusy, ArchiveStale, ArchiveDamaged, ModelMissing: see errors.
    """
    fetcher, found = fetcher or Fetcher(), _Found()
    with Readers() as readers:
        for number, url in enumerate(urls, 1):
            _add(archive, url, fetcher, readers, found)
            if progress:
                progress("fetching", number, len(urls))
    if not found.drafts and not found.unchanged:
        reasons = "".join(f"\n  {s.origin}: {s.reason}" for s in found.skipped[:10])
        raise NothingToIndex(f"no article at any address; the archive was left as it was{reasons}")
    report = put(
        archive, list(found.drafts.values()), embedder=embedder, progress=progress,
        fetched=found.pages,
    )  # fmt: skip
    return replace(
        report, skipped=tuple(found.skipped), unchanged=report.unchanged + found.unchanged
    )


def _add(archive: Path, url: str, fetcher: Fetcher, readers: Readers, found: _Found) -> None:
    try:
        page, known = _fetched(archive, url, fetcher, found)
        if page is None:
            return
        if page.status == 304 and known is not None:
            found.unchanged += len(known.origins.split())
            found.pages.append(known)
            return
        items = _read(page, readers)
    except NotAnArticle as error:
        found.skipped.append(Skipped(url, str(error)))
        return
    drafts = [item for item in items if isinstance(item, Draft)]
    found.skipped += [item for item in items if isinstance(item, Skipped)]
    if any("#" in draft.origin for draft in drafts) and _suffix(page) == ".xml":
        drafts = [
            full
            for draft in drafts[:MOST_ENTRIES]
            for full in _entry(archive, draft, fetcher, readers, found)
        ]
    _take(found, checked_url(url), page, drafts)


def _fetched(
    archive: Path, url: str, fetcher: Fetcher, found: _Found
) -> tuple[Page | None, Fetched | None]:
    """The page at ``url`` and what was known of it; no page where this run has had it."""
    url = checked_url(url)
    if url in found.done:
        return None, None
    found.done.add(url)
    known = _known(archive, url)
    if known is None:
        return fetcher.get(url), None
    return fetcher.get(url, known.etag, known.modified), known


def _known(archive: Path, url: str) -> Fetched | None:
    if not (archive / FILE).is_file():
        return None
    try:
        with closing(Catalogue(archive)) as catalogue:
            known = catalogue.fetched(url)
    except ArchiveStale:
        return None
    return known if known is not None and known.reader == _READER else None


def _take(found: _Found, url: str, page: Page, drafts: Sequence[Draft]) -> None:
    found.drafts |= {draft.origin: draft for draft in drafts}
    keys = " ".join(origin_key(draft.origin) for draft in drafts)
    if page.etag or page.modified:
        found.pages.append(Fetched(url, page.etag, page.modified, _READER, keys))


def _entry(
    archive: Path, draft: Draft, fetcher: Fetcher, readers: Readers, found: _Found
) -> list[Draft]:
    """An entry of a feed, whole: from its page where the feed has only its beginning. Nothing where
    its page is sorted in by itself.
    """
    if draft.url is None or len(draft.text) >= WHOLE:
        return [draft]
    try:
        page, known = _fetched(archive, draft.url, fetcher, found)
        if page is None:
            return []
        if page.status == 304 and known is not None:
            found.unchanged += len(known.origins.split())
            found.pages.append(known)
            return []
        items = _read(page, readers)
    except NotAnArticle as error:
        found.skipped.append(Skipped(draft.url, f"{error}; what its feed says of it is used"))
        return [draft]
    full = [_dated(item, draft) for item in items if isinstance(item, Draft)]
    if not full:
        return [draft]
    _take(found, checked_url(draft.url), page, full)
    return []


def _dated(page: Draft, entry: Draft) -> Draft:
    """``page`` with the day of its entry, where it does not state one itself, and its author."""
    if entry.published and page.dated_by != "metadata":
        page = replace(page, published=entry.published, dated_by="feed")
    return replace(page, author=page.author or entry.author)


def _suffix(page: Page) -> str:
    """The suffix of the format: by what the server says, else by the address."""
    named = suffix(PurePosixPath(unquote(urlsplit(page.url).path)).name)
    told = _KINDS.get(page.kind)
    if told == ".txt" and named is not None:
        return named  # servers call much text/plain
    kind = told or named
    if kind is None:
        raise NotAnArticle(f"it is of the kind {page.kind[:60] or 'unknown'!r}, which is not read")
    return kind


def _read(page: Page, readers: Readers) -> list[Draft | Skipped]:
    parts = urlsplit(page.url)
    name = PurePosixPath(unquote(parts.path)).stem or "page"
    path = Path(parts.hostname or "web") / f"{name[:100]}{_suffix(page)}"
    items = readers.read(File(path, page.url, page.data, url=page.url))
    return [
        replace(with_language(item), url=item.url or page.url, shelved=False)
        if isinstance(item, Draft)
        else item
        for item in items
    ]
