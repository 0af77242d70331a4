"""What an archive holds, and whether its bytes are those that were written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from index import generation, manifest
from index.catalogue import Catalogue
from index.errors import ArchiveDamaged
from index.verified import Verified


def state(archive: Path) -> dict[str, Any]:
    """What the archive holds; ``state`` is ok, stale or damaged, with what to do.

    Raises:
        ArchiveMissing, ArchiveDamaged: there is no generation to tell about.
    """
    with closing(Catalogue(archive)) as catalogue:
        found = generation.find(archive)
        skipped, holds = catalogue.skipped(), catalogue.state()
    made = found.manifest
    if found.warning:
        verdict = f"damaged: {found.warning}"
    elif made.state != holds:
        verdict = "stale: an update was cut off before it was published. Run: pressmark index"
    else:
        verdict = "ok"
    return {
        "archive": str(archive),
        "articles": made.articles,
        "passages": made.passages,
        "generation": made.generation,
        "created": made.created,
        "model": made.build.model,
        "fingerprint": made.build.fingerprint,
        "language": made.build.language,
        "bytes": _bytes(archive),
        "segments": [
            {"passages": each.rows, "articles": each.articles, "vectors": each.dense}
            for each in made.segments
        ],
        "removed_passages": made.dead,
        "skipped": [{"origin": s.origin, "reason": s.reason} for s in skipped],
        "state": verdict,
    }


def _bytes(archive: Path) -> int:
    """What the files below ``archive`` take; one that generations share counts once."""
    found = (path.stat() for path in archive.rglob("*") if path.is_file())
    return sum({(each.st_dev, each.st_ino): each.st_size for each in found}.values())


def verified(archive: Path) -> dict[str, Any]:
    """Each generation's files against its manifest, the catalogue against its own digests. Every
    byte is read, and what was found in earlier reads is forgotten.
    """
    Verified(archive).forget()
    with closing(Catalogue(archive)) as catalogue:
        checks = [_check("catalogue", catalogue.integrity())]
        holds = catalogue.state()
    try:
        newest = generation.find(archive)
        current = newest.warning or (
            "ok"
            if newest.manifest.state == holds
            else "not what the catalogue holds: run 'pressmark index'"
        )
    except ArchiveDamaged as error:
        current = str(error)
    checks.append(_check("current generation", current))
    for number in generation.numbers(archive):
        try:
            made = manifest.check(archive / generation.FOLDER / str(number), "")
            verdict = f"ok, {len(made.files)} files, {made.passages:,} passages"
        except ArchiveDamaged as error:
            verdict = str(error)
        checks.append(_check(f"generation {number}", verdict))
    return {"ok": all(check["ok"] for check in checks), "checks": checks}


def _check(what: str, found: str) -> dict[str, Any]:
    return {"what": what, "ok": found.startswith("ok"), "found": found}
