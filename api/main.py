"""The command line: ``pressmark``."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from api.console import note
from api.exits import ARCHIVE, FOUND, INTERRUPTED, exit_code
from index.errors import PressmarkError

CONTEXT = {"help_option_names": ["-h", "--help"]}
COMMANDS = {
    "add": "api.add_command:add",
    "ask": "api.ask_commands:ask",
    "eval": "api.eval_command:eval_",
    "index": "api.index_commands:index",
    "key": "api.door_commands:key",
    "list": "api.show_commands:list_",
    "remove": "api.index_commands:remove",
    "search": "api.ask_commands:search",
    "serve": "api.door_commands:serve",
    "show": "api.show_commands:show",
    "status": "api.show_commands:status",
    "verify": "api.show_commands:verify",
    "watch": "api.index_commands:watch",
}
"""Where each command is; it is imported when it is named, or when all are listed."""


class Group(click.Group):
    """Commands that are imported when they are needed; every error of ours becomes one line on
    stderr and its exit code.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """See click.Group."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """See click.Group."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """See click.Group."""
        try:
            return super().invoke(ctx)
        except PressmarkError as error:
            note(f"pressmark: {error}")
            ctx.exit(exit_code(error))
        except (KeyboardInterrupt, click.Abort):
            note("pressmark: interrupted; the archive is as it was before this command")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader of our output went away, as with `| head`; nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(FOUND)
        except (OSError, MemoryError) as error:
            what = getattr(error, "strerror", None) or "there is not enough memory"
            where = getattr(error, "filename", None)
            note(f"pressmark: {f'{where}: ' if where else ''}{what}")
            ctx.exit(ARCHIVE)


@click.group(cls=Group, context_settings=CONTEXT)
@click.version_option(package_name="pressmark", prog_name="pressmark")
def main() -> None:
    """Answers from a folder of articles, every sentence with its proof.

    \b
    Start:  pressmark index FOLDER
            pressmark ask "what gifts were exchanged?"
    Exit codes: 0 found, 1 nothing found or no answer, 2 usage, 3 archive
    missing, stale, busy or damaged, 4 model missing, 130 interrupted.
    """  # noqa: D301


if __name__ == "__main__":
    main()
