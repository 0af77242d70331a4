"""Where the questions of ``ask`` come from, when none is on the command line: typed one after the
other, or a line each of a file or a pipe.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from api.console import note
from index.errors import BadInput

if TYPE_CHECKING:
    from search.results import Answer

Tell = Callable[[str, str | None], "Answer"]
"""Answers a question, which may go on from the one that is named behind it, and prints that."""
PROMPT = "? "


def typed() -> bool:
    """Whether somebody sits there to type questions and to read what they are told."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def in_turn(tell: Tell, after: str | None) -> list[Answer]:
    """The answers to what is typed until the end (Ctrl-D). Each question may go on from the one
    before it, the first from ``after``; one that can't be asked is told, and the next one awaited.
    """
    from search.beside import nothing_asked

    note("Ask, a line each; a question may go on from the one before. Ctrl-D ends.")
    answers = []
    for question in _typed():
        try:
            answer = tell(question, after)
        except BadInput as error:
            note(f"pressmark: {error}")
            continue
        answers.append(answer)
        if not nothing_asked(question):  # "thanks" is nothing to go on from
            after = answer.read_as or answer.question
    return answers


def _typed() -> Iterator[str]:
    with suppress(ImportError):  # Python may be built without it
        import readline  # noqa: F401  # input() then edits the line and remembers those before
    while True:
        try:
            line = input(PROMPT)
        except EOFError:
            click.echo()  # what the shell prints next begins a line
            return
        if line.strip():
            yield line


def of_lines(tell: Tell, after: str | None) -> list[Answer]:
    """The answers to the lines of standard input, each by itself, or from ``after``. All are read
    before the first is answered.

    Raises:
        BadInput: one that can't be asked; the number of its line is named.
        click.UsageError: there is none.
    """
    from search.settings import checked_question

    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"standard input is not UTF-8 (byte {error.start:,})") from error
    numbered = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not numbered:
        raise click.UsageError("Missing argument 'QUESTION', and no line on standard input.")
    asked = [checked_question(line, f"the question in line {n}") for n, line in numbered]
    return [tell(question, after) for question in asked]
