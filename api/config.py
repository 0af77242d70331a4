"""pressmark.toml: what `index` and `watch` take when the command line does not say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import BadInput

FILE = "pressmark.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What a pressmark.toml says; its paths are relative to its own folder."""

    sources: tuple[Path, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    model: str | None = None
    language: str | None = None
    encoding: str | None = None


def read_config(path: Path | None) -> Config:
    """The configuration in ``path``, or in the working folder's pressmark.toml if there is one.

    Raises:
        BadInput: it can't be read, has a key that nobody knows, or a value of the wrong kind.
    """
    place = path or Path(FILE)
    if path is None and not place.is_file():
        return Config()
    try:
        found = tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{place}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{place}: it is not TOML: {error}") from error
    unknown = sorted(found.keys() - Config.__dataclass_fields__.keys())
    if unknown:
        raise BadInput(
            f"{place}: unknown key {', '.join(unknown)}; known are "
            f"{', '.join(Config.__dataclass_fields__)}"
        )
    fields = found.get("fields", {})
    if not isinstance(fields, dict) or any(not isinstance(v, str) for v in fields.values()):
        raise BadInput(f'{place}: fields must be a table of names, as in text = "body"')
    home = place.absolute().parent
    return Config(
        sources=tuple(home / Path(name).expanduser() for name in _words(place, found, "sources")),
        include=_words(place, found, "include"),
        exclude=_words(place, found, "exclude"),
        fields=fields,
        model=_word(place, found, "model"),
        language=_word(place, found, "language"),
        encoding=_word(place, found, "encoding"),
    )


def _words(place: Path, found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = found.get(name, [])
    if not isinstance(value, list) or any(not isinstance(each, str) for each in value):
        raise BadInput(f'{place}: {name} must be a list of texts, as in ["one", "two"]')
    return tuple(value)


def _word(place: Path, found: Mapping[str, Any], name: str) -> str | None:
    value = found.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"{place}: {name} must be one text")
    return value
