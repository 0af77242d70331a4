"""What is read: the options of the command line over those of pressmark.toml."""

from __future__ import annotations

from pathlib import Path

from api.config import Config, read_config
from index.sources import Choice, choice


def chosen_of(
    config: Path | None,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    field: tuple[str, ...] = (),
    encoding: str | None = None,
) -> tuple[Config, Choice]:
    """The configuration, and the choice of files that follows from it and the options.

    Raises:
        BadInput: one of them can't be used.
    """
    found = read_config(config)
    words = field or tuple(f"{ours}={theirs}" for ours, theirs in found.fields.items())
    return found, choice(
        include or found.include, exclude or found.exclude, words, encoding or found.encoding
    )
