"""The command ``pressmark add``: pages and feeds from the web."""

from __future__ import annotations

from pathlib import Path

import click

from api.console import Progress, archive_option, json_option


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--allow-private", is_flag=True, help="Ask machines inside the own network too, if named."
)
@archive_option
@json_option
def add(urls: tuple[str, ...], allow_private: bool, archive: Path, as_json: bool) -> None:
    """Fetch pages, or the entries of feeds, and index them.

    The one command that uses the network. It does what robots.txt asks, and a page that
    has not changed since the last time is not sent again.
    """
    from api.told import tell
    from index.add import add as adding
    from index.fetch import Fetcher

    progress = Progress()
    try:
        report = adding(
            archive, urls, fetcher=Fetcher(allow_private=allow_private), progress=progress
        )
    finally:
        progress.close()
    tell(report, archive, as_json)
