"""What an archive is built with: what this process would use, and what the catalogue says."""

from __future__ import annotations

from index.catalogue import Catalogue
from index.embed import Embedder
from index.errors import ArchiveStale
from index.header import HEADER_VERSION
from index.manifest import FORMAT, Build
from index.sentences import SENTENCES_VERSION
from index.split import SPLITTER_VERSION
from index.terms import ANALYZER_VERSION


def build_of(embedder: Embedder, language: str) -> Build:
    """What this process would build an archive with."""
    return Build(
        model=embedder.name,
        fingerprint=embedder.fingerprint,
        dimension=embedder.dimension,
        language=language,
        splitter=SPLITTER_VERSION,
        header=HEADER_VERSION,
        sentences=SENTENCES_VERSION,
        analyzer=ANALYZER_VERSION,
    )


def stored_build(catalogue: Catalogue) -> Build | None:
    """What the archive was built with; None where nothing was built yet."""
    texts = {name: catalogue.meta(name) for name in Build.__dataclass_fields__}
    if any(value is None for value in texts.values()):
        return None
    return Build(
        **{
            name: int(str(value)) if Build.__annotations__[name] == "int" else str(value)
            for name, value in texts.items()
        }  # type: ignore[arg-type]
    )


def must_match(before: Build, model: str | None, language: str) -> None:
    """Refuse to mix two builds in one archive.

    Raises:
        ArchiveStale: names what differs and the way out.
    """
    here = {
        "format": FORMAT,
        "splitter": SPLITTER_VERSION,
        "header": HEADER_VERSION,
        "sentences": SENTENCES_VERSION,
        "analyzer": ANALYZER_VERSION,
        "language": language,
    }
    for name, value in here.items():
        if getattr(before, name) != value:
            raise ArchiveStale(
                f"the archive was built with {name} {getattr(before, name)}, now it is {value}; "
                "nothing was changed. Build it anew: pressmark index --rebuild"
                + (f" --language {value}" if name == "language" else "")
            )
    if model is not None and model != before.model:
        raise ArchiveStale(
            f"the archive was built with the model {before.model}, not {model}; nothing was "
            f"changed. Build it anew: pressmark index --rebuild --model {model}"
        )
