"""What the commands share: the archive option, output, progress."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

F = Callable[..., Any]

archive_option: Callable[[F], F] = click.option(
    "--archive",
    type=click.Path(path_type=Path),
    envvar="PRESSMARK_ARCHIVE",
    default=Path(".pressmark"),
    show_default=True,
    show_envvar=True,
    help="Folder of the archive.",
)
json_option: Callable[[F], F] = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(value: Any, *, one_line: bool = False) -> None:
    """``value`` as JSON on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=None if one_line else 2))


def note(text: str) -> None:
    """A remark on stderr; stdout is for results."""
    click.echo(text, err=True)


def bold(text: str) -> str:
    """Bold where stdout is a terminal (click strips the codes where it is not)."""
    return text if os.environ.get("NO_COLOR") else click.style(text, bold=True)


def mark(text: str) -> str:
    """A second tone where stdout is a terminal; stars where the terminal is to have no colours.
    What goes into a file or a pipe stays word for word.
    """
    if not sys.stdout.isatty():
        return text
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return f"*{text}*" if plain else click.style(text, bold=True, fg="black", bg="yellow")


def width() -> int:
    """Columns of the terminal, within what is easy to read."""
    return max(40, min(shutil.get_terminal_size((96, 24)).columns, 110))


class Progress:
    """One line on stderr with what is done, how fast, and how long it still takes; only where
    stderr is a terminal, and only for work of more than a second.
    """

    def __init__(self) -> None:
        self._shown = False
        self._step = ""
        self._begun = 0.0
        self._last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """See index.update.Progress."""
        now = time.monotonic()
        if step != self._step:
            self._step, self._begun, self._last = step, now, now
        if not sys.stderr.isatty() or now - self._begun < 1 or now - self._last < 0.1:
            return
        self._last = now
        rate = done / (now - self._begun)
        left = (total - done) / rate if rate else 0
        filled = round(24 * done / total) if total else 24
        line = f"{step} {'█' * filled}{'░' * (24 - filled)} {done:,}/{total:,}"
        click.echo(f"\r\x1b[K{line}  {rate:,.0f}/s  {left:,.0f} s left", err=True, nl=False)
        self._shown = True

    def close(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
