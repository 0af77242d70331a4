"""Options that several commands share: what is narrowed and what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

F = Callable[..., Any]

_FILTERS = (
    ("--since", "DATE", "Articles of this day, month or year and later."),
    ("--until", "DATE", "Articles of this day, month or year and earlier."),
    ("--source", "NAME", "Articles of this source or site."),
    ("--author", "NAME", "Articles of this author."),
    ("--tag", "TAG", "Articles with this tag."),
    ("--lang", "CODE", "Articles in this language, such as en."),
    ("--article", "ARTICLE_ID", "This article alone."),
)


def filter_options(command: F) -> F:
    """The options of ``search.filters.Filters``, which the command takes as keywords, and
    ``--asked-on``.
    """
    command = click.option(
        "--asked-on",
        metavar="DATE",
        help="Day of the question: news of the days before counts more.",
    )(command)
    for name, metavar, help_ in reversed(_FILTERS):
        command = click.option(name, metavar=metavar, help=help_)(command)
    return command


def choice_options(command: F) -> F:
    """The options of ``api.chosen.chosen_of``, which the command takes as keywords."""
    for name, metavar, help_ in (
        ("--field", "OURS=THEIRS", "Name of a field in JSON and CSV, as in text=body."),
        ("--exclude", "PATTERN", "Files to leave out, as in .gitignore."),
        ("--include", "PATTERN", "Files to take; all others are left out."),
    ):
        command = click.option(name, metavar=metavar, help=help_, multiple=True)(command)
    command = click.option(
        "--encoding",
        metavar="NAME",
        help="Encoding of texts and tables that are not UTF-8, as in cp1252.",
    )(command)
    return click.option(
        "--config", type=click.Path(path_type=Path, dir_okay=False),
        help="Settings to start from.  [default: pressmark.toml, where it is]",
    )(command)  # fmt: skip


def question_argument(*, required: bool) -> Callable[[F], F]:
    """In quotation marks or without: people leave them out. None where there is none."""
    return click.argument(
        "question",
        nargs=-1,
        required=required,
        metavar="QUESTION" if required else "[QUESTION]",
        callback=lambda _context, _parameter, words: " ".join(words) if words else None,
    )
