"""What a damaged book makes of `book check` and `book verify`: they say what is left of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.cli.shell.output import Output, show
from ethnictrack.cli.shell.session import session_of
from ethnictrack.errors.book import DamagedBookError
from ethnictrack.library import Location

_DAMAGE = frozenset({"integrity", "unreadable"})


@contextmanager
def telling_damage(context: typer.Context, wanted: Output) -> Iterator[None]:
    """Show what is left of a book that turns out to be too damaged, and then refuse it."""
    try:
        yield
    except DamagedBookError as refusal:
        from ethnictrack.reports.verify import checked  # noqa: PLC0415 - all is well nearly always

        place = session_of(context).book
        found = CheckFinding.error("file", "unreadable", refusal.sentence(), "")
        show(checked(with_salvage(place, [found])), wanted, book=place)
        raise


def with_salvage(place: Location, findings: Iterable[CheckFinding]) -> list[CheckFinding]:
    """Add what is left, where findings say that the file of a book is damaged."""
    kept = list(findings)
    if not isinstance(place, Path) or not any(each.code in _DAMAGE for each in kept):
        return kept
    from ethnictrack.library import look_over  # noqa: PLC0415 - all is well nearly always

    return [*kept, *look_over(place).findings()]
