"""Seals reports, and finds them again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack import __version__
from ethnictrack.audit.log import digest
from ethnictrack.audit.seal import Seal, SealMark
from ethnictrack.errors.book import UnknownSealError
from ethnictrack.i18n import N_
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


class BrokenSealError(BookError):
    seal: str
    code = "seal-broken"
    text = N_("The figures kept under seal {seal} were changed in the book.")
    remedy = N_("`ethnictrack book verify` says what else was changed.")


def seal_report(  # noqa: PLR0913 - the facts of a seal
    book: Book,
    *,
    report: str,
    year: int,
    as_of: date,
    asked: Mapping[str, str | None],
    figures: str,
) -> Seal:
    """Keep a report under a number; one with the same figures has the number it got before."""
    for seal in reversed(book.seals.all()):
        known = seal.report, seal.year, seal.as_of, seal.asked, seal.version, seal.digest
        if known == (report, year, as_of, asked, __version__, digest(figures)):
            return seal
    head, _ = book.log.head()
    number = book.seals.add(
        report=report,
        year=year,
        as_of=as_of,
        asked=asked,
        version=__version__,
        figures=figures,
        head=head,
    )
    return find_seal(book, SealMark(number))


def find_seal(book: Book, mark: SealMark) -> Seal:
    """Return the sealed report that is meant. Raises: UnknownSealError, BrokenSealError."""
    seal = book.seals.get(mark.number)
    if seal is None or mark.code not in {"", seal.mark.code}:
        raise UnknownSealError(seal=str(mark))
    if digest(seal.figures) != seal.digest:
        raise BrokenSealError(seal=str(mark))
    return seal
