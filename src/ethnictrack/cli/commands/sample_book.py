"""A copy of the sample book, to play with."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import typer

from ethnictrack.cli.shell.output import Output, note, show
from ethnictrack.cli.shell.outputs import write_file
from ethnictrack.cli.shell.session import session_of
from ethnictrack.errors.book import MissingBookError
from ethnictrack.i18n import N_
from ethnictrack.library import read_book
from ethnictrack.library.reports import REPORTS
from ethnictrack.values.text import as_typed

_NAME = "sample.sqlite"
_PLAY = N_(
    "This is a copy of the sample book: {path}. It may be spoilt: `ethnictrack demo` makes it "
    "anew. Play with it: `ethnictrack --book {path} disburse list`, `ethnictrack --book {path} "
    "disburse add`, `ethnictrack --book {path} report rates`."
)


def sample_copy() -> Path:
    """Put a fresh copy of the sample book into the user's data folder; return where it is.

    Raises: MissingBookError, UnwritableOutputError.
    """
    from platformdirs import user_data_path  # noqa: PLC0415 - for this command

    copy = user_data_path("ethnictrack", appauthor=False).absolute() / "demo.sqlite"
    copy.parent.mkdir(parents=True, exist_ok=True)
    write_file(copy, _sample().read_bytes(), None)
    copy.chmod(0o600)
    return copy


def _sample() -> Path:
    """Return the book that comes with the package, or with its source."""
    packaged = Path(str(resources.files("ethnictrack.data") / _NAME))
    source = Path(__file__).parents[4] / "data" / _NAME
    for each in (packaged, source):
        if each.is_file():
            return each
    raise MissingBookError(path=str(packaged))


def print_demo(context: typer.Context) -> None:
    """Print the annual report of a fresh copy, and say how to play with it."""
    session, report, output = session_of(context), REPORTS["annual"], Output()
    book = sample_copy()
    asked = report.ask({"year": "2021"}, session.today)
    with read_book(book) as opened:
        result, scale = report.of(opened, asked, output.chosen())
    show(result, output, scale=scale, decimals=asked.decimals, book=book)
    note(_PLAY.of(path=as_typed(str(book))))
