"""The commands of the HTTP service: ``serve`` and ``key``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api.console import archive_option, json_option, note, print_json
from api.options import choice_options
from index.errors import BadInput


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8420, show_default=True, type=click.IntRange(0, 65535))
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name it answers to.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="An origin that may read answers.")
@click.option(
    "--folder", "folders", multiple=True, type=click.Path(path_type=Path),
    help="A folder that POST /v1/index/jobs indexes.  [default: sources of pressmark.toml]",
)  # fmt: skip
@click.option("--keep", default=10_000, show_default=True, type=click.IntRange(0),
              help="Answers that keep a permalink.")  # fmt: skip
@click.option("--timeout", default=60.0, show_default=True, type=click.FloatRange(0.1, 3600),
              help="Seconds that a question may take.")  # fmt: skip
@choice_options
@archive_option
def serve(
    host: str,
    port: int,
    allow_host: tuple[str, ...],
    cors: tuple[str, ...],
    folders: tuple[Path, ...],
    keep: int,
    timeout: float,
    archive: Path,
    **chosen: Any,
) -> None:
    """Serve the page and the API, by default at http://127.0.0.1:8420/ and for this machine only.

    Reading is open to this machine; writing needs a key, or the page. Reached from elsewhere,
    everything needs a key.
    """
    from api.chosen import chosen_of
    from api.serving import Options

    config, choice = chosen_of(**chosen)
    for folder in folders:
        if not folder.is_dir():
            raise BadInput(f"--folder {folder}: there is no such folder")
    for origin in cors:
        if origin == "*" or not origin.startswith(("http://", "https://")):
            raise BadInput(f"--cors {origin}: expected an origin like https://example.org")
    from api.serve import run

    options = Options(
        archive, host, allow_host, cors, tuple(f.resolve() for f in folders or config.sources),
        choice, keep=keep, timeout=timeout,
    )  # fmt: skip
    run(options, port)


@click.group()
def key() -> None:
    """Make, list and revoke the API keys of the archive."""


@key.command(name="new")
@click.argument("name")
@archive_option
def key_new(name: str, archive: Path) -> None:
    """Make a key and print it, this once: only its hash is stored."""
    from api import keys

    click.echo(keys.new(archive, name))
    note(f"key {name!r} opens {archive}; it is not shown again")


@key.command(name="list")
@archive_option
@json_option
def key_list(archive: Path, as_json: bool) -> None:
    """List the names of the keys."""
    from api import keys
    from search.render import safe

    found = keys.stored(archive)
    if as_json:
        print_json([{"name": k.name, "created": k.created} for k in found])
    for k in [] if as_json else found:
        click.echo(f"{k.created}  {safe(k.name)}")


@key.command(name="revoke")
@click.argument("name")
@archive_option
def key_revoke(name: str, archive: Path) -> None:
    """Forget a key: from now on it opens nothing."""
    from api import keys

    keys.revoke(archive, name)
    note(f"key {name!r} is revoked")
