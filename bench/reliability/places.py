"""Small archives to do harm to, and what a reader is told of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.reliability.hashed import HashedEmbedder
from bench.reliability.stories import drafts
from index.errors import PressmarkError
from index.update import put
from search.engine import Archive, ask, search
from search.filters import Filters
from search.settings import Settings
from search.wire import of_answer, of_article, of_hit

QUESTIONS = (
    "How many people were injured on the Kestrel Bridge?",
    "puffins counted on Skerrow",
    "Who went on strike in Vendmark?",
)

Probe = dict[str, Any]
"""By name of the probe what a reader was told; a string that starts with "refused: " where it was
an error of ours, with "broken: " where it was any other.
"""


def build(archive: Path, editions: int = 2) -> None:
    """An archive of the stories that has been updated, so that it holds a generation before."""
    for edition in range(editions):
        put(archive, drafts(edition), embedder=HashedEmbedder())


def told(archive: Path) -> tuple[Probe, bool]:
    """What readers of ``archive`` are told, and whether they are warned of damage."""
    found: Probe = {}
    warned = False

    def probe(name: str, work: Callable[[], Any]) -> Any:
        try:
            found[name] = work()
        except PressmarkError as error:
            found[name] = f"refused: {error}"
        except Exception as error:
            found[name] = f"broken: {type(error).__name__}: {error}"

    opened: list[Archive] = []
    probe("open", lambda: opened.append(Archive(archive, HashedEmbedder())))
    if not opened:
        return found, warned
    one = opened[0]
    warned = one.snapshot().warning is not None
    for question in QUESTIONS:
        probe(f"search {question}", partial(_hits, one, question, Settings()))
    since = Settings(filters=Filters(since="2025-03", source="Paper 0"))
    probe("search, filtered", lambda: _hits(one, QUESTIONS[0], since))
    fast = Settings(fast=True, min_support=0)
    probe("ask", lambda: of_answer(ask(one, QUESTIONS[0], fast)))
    probe("ids", lambda: _ids(one))
    ids = found["ids"]  # a text where it was refused
    for id_ in ids if isinstance(ids, list) else ():
        probe(f"article {id_}", partial(_article, one, id_))
    probe("list", lambda: _listed(one))
    return found, warned


def _hits(archive: Archive, question: str, settings: Settings) -> list[dict[str, Any]]:
    return [of_hit(n, hit) for n, hit in enumerate(search(archive, question, 5, settings), 1)]


def _ids(archive: Archive) -> list[str]:
    with archive.catalogue() as catalogue:
        return list(catalogue.articles())


def _article(archive: Archive, id_: str) -> dict[str, Any] | None:
    found = archive.article(id_)
    return of_article(found) if found else None


def _listed(archive: Archive) -> list[dict[str, Any]]:
    with archive.catalogue() as catalogue:
        return [of_article(article, text=False) for article in catalogue.current()]


def shown_by(found: Probe, by: Probe) -> Probe:
    """What a reader is told between the commit of a change and its publication: ``found`` by
    searches, ``by`` by what reads the catalogue alone.
    """
    return {
        name: (by if name.split()[0] in ("article", "list", "ids") else found).get(name)
        for name in found.keys() | by.keys()
    }
