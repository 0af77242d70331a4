"""What an update tells when it is done."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from api.console import note, print_json
from api.languages import advice
from index.catalogue import Catalogue
from index.records import Report
from search.render import report_line, safe
from search.wire import of_report


def tell(report: Report, archive: Path, as_json: bool) -> None:
    """The report on stdout; on stderr what was skipped, what the archive holds, and a warning of
    articles that its model can't read.
    """
    for skipped in report.skipped:
        note(f"skipped {safe(skipped.origin)}: {skipped.reason}")
    if as_json:
        print_json(of_report(report))
    else:
        click.echo(report_line(report))
        note(
            f"{report.articles:,} article{'s' * (report.articles != 1)}, {report.passages:,} "
            f"passage{'s' * (report.passages != 1)} in {archive} "
            f"(generation {report.generation})"
        )
    if report.published:
        with closing(Catalogue(archive)) as catalogue:
            advised = advice(catalogue.meta("model") or "", catalogue.languages())
        if advised:
            note(f"pressmark: warning: {advised}")
