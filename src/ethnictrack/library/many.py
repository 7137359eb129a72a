"""One report over many books: each is asked alone, and what they say is added up to the đồng.

A book that cannot be read, or that differs in what is asked, is refused by name with all others
that do; none is left out.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.audit.finding import any_error
from ethnictrack.book.location import Location, locate
from ethnictrack.book.opening import read_book
from ethnictrack.errors.files import NoFileError
from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.i18n import N_, Message
from ethnictrack.library.questions import BY, IN_DONG
from ethnictrack.reports.many import BookPart, added
from ethnictrack.reports.rate_rows import By
from ethnictrack.services.verify import verify
from ethnictrack.values.errors import BookError, UsageError
from ethnictrack.values.money import Scale
from ethnictrack.values.text import fold, shown, visible

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.library.questions import Question, Report
    from ethnictrack.reports.table import Result


class OfficeListError(UsageError):
    path: str
    what: Message
    code = "books-list"
    text = N_("{path} is no list of offices and their books: {what}.")
    remedy = N_(
        "Write a CSV file in UTF-8 with a first line office,book and a line for each office: its "
        "name, and the file or the address of its book."
    )


class BooksDifferError(BookError):
    books: tuple[Message, ...]
    code = "books-differ"
    text = N_("The books do not make one report: {books}")
    remedy = N_(
        "Mend what is named, or leave the office out of the list: no book is left out unsaid."
    )


_COLUMNS = ("office", "book")
_NAMED, _UNLIKE = N_("{office}: {why}"), N_("its programmes are not those of the others ({codes})")
_NO_YEAR, _YEAR = N_("it has no entry of {year}"), N_("its latest year is {year}")
_ALTERED = N_("what it holds is not what was recorded")
_SHOWN = 5  # codes that differ
Line = tuple[str, str | None, str]  # of a tree: code, that of what is above, name for comparison


@dataclass(frozen=True, slots=True)
class Office:
    """A line of the list."""

    name: str
    place: Location


def read_offices(path: Path) -> list[Office]:
    """Read a CSV of ``office,book``; a file that is named by no whole path lies beside the list.

    Raises: NoFileError, OfficeListError, and the refusals of addresses.
    """
    rows = _read(path)
    if not rows or not {*_COLUMNS} <= rows[0].keys():
        raise OfficeListError(path=shown(str(path)), what=N_("it has no column office or book"))
    offices = [_office(path, number, row) for number, row in enumerate(rows, 2)]
    _check_once(path, offices)
    return offices


def _read(path: Path) -> list[dict[str, str]]:
    """Return the lines of the list that say anything."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [row for row in csv.DictReader(file) if any(row.values())]
    except OSError:
        raise NoFileError(shown(str(path))) from None
    except (ValueError, csv.Error):
        raise OfficeListError(path=shown(str(path)), what=N_("it is no CSV in UTF-8")) from None


def _office(path: Path, number: int, row: dict[str, str]) -> Office:
    name, book = (str(row[each] or "").strip() for each in _COLUMNS)
    if not name or not book:
        what = N_("line {line} lacks a name or a book").of(line=number)
        raise OfficeListError(path=shown(str(path)), what=what)
    place = locate(book)
    return Office(visible(name), path.parent / place if isinstance(place, Path) else place)


def _check_once(path: Path, offices: list[Office]) -> None:
    """Refuse a list in which a name or a book stands twice: it would count twice."""
    for said in (
        [each.name for each in offices],
        [_whole(each.place) for each in offices],
    ):
        twice = next((each for each, times in Counter(said).items() if times > 1), None)
        if twice is not None:
            what = N_("{name} stands in it twice").of(name=shown(twice))
            raise OfficeListError(path=shown(str(path)), what=what)


def _whole(place: Location) -> str:
    if isinstance(place, Path):
        return str(place.resolve())
    return f"{place.shown} {place.schema}"


def over_books(
    report: Report, offices: Iterable[Office], asked: Question, format_: str
) -> tuple[Result, Scale]:
    """Ask every book the same, and add up what they say.

    Raises: BooksDifferError, UnknownChoiceError.
    """
    scale = _scale(asked, format_)
    parts: list[BookPart] = []
    trees: list[frozenset[Line]] = []
    unlike: list[tuple[str, Message]] = []
    alone = replace(asked, by=None, books=None, by_office=False)
    for office in offices:
        try:
            with read_book(office.place) as book:
                made = (report.adds or report.make)(book, alone, scale)
                data = _data(made)
                if data["year"] not in book.ledger.years():
                    unlike.append((office.name, _NO_YEAR.of(year=data["year"])))
                head = str(checkpoint(*book.log.head()))
                order = tuple(each.code for _, each in book.programs.walk())
                parts.append(BookPart(office.name, made, data, order, head))
                trees.append(_tree(book, alone))
        except BookError as refusal:
            unlike.append((office.name, refusal.sentence()))
        except (ValueError, LookupError, TypeError, ArithmeticError):
            if not _is_altered(office.place):
                raise
            unlike.append((office.name, _ALTERED))
    unlike += _differing(parts, trees)
    if unlike:
        said = tuple(_NAMED.of(office=office, why=why) for office, why in unlike)
        raise BooksDifferError(books=said)
    return added(report.name, parts, by_program=asked.by is not None), scale


def _scale(asked: Question, format_: str) -> Scale:
    """Return the unit amounts are shown in. Raises: UnknownChoiceError, for rows there are none."""
    if asked.by not in {None, By.PROGRAM}:
        known = ("office", "program")
        raise UnknownChoiceError(option=BY.named, given=str(asked.by), known=known)
    return Scale.DONG if format_ in IN_DONG else asked.unit or Scale.TRIEU


def _is_altered(place: Location) -> bool:
    """Say whether a book does not stand its own proof."""
    with read_book(place) as book:
        return any_error(verify(book).findings)


def _data(made: Result) -> dict[str, Any]:
    if not isinstance(made.data, dict):
        raise TypeError
    return made.data


def _tree(book: Book, asked: Question) -> frozenset[Line]:
    """Return the programmes that are asked for, without what only one book says of them."""
    programs = book.programs
    root = programs.find(asked.program).id if asked.program else None
    kept = programs if root is None else map(programs.__getitem__, programs.family(root))
    return frozenset((each.code, programs.code_of(each.parent), fold(each.name)) for each in kept)


def _differing(
    parts: list[BookPart], trees: list[frozenset[Line]]
) -> Iterator[tuple[str, Message]]:
    """Yield the books whose year or tree is not the one that most of them have."""
    if not parts:
        return
    ((year, _),) = Counter(each.data["year"] for each in parts).most_common(1)
    ((tree, _),) = Counter(trees).most_common(1)
    for part, own in zip(parts, trees, strict=True):
        if part.data["year"] != year:
            yield part.office, _YEAR.of(year=part.data["year"])
        if own != tree:
            codes = sorted({code for code, *_ in own ^ tree})
            some = (*codes[:_SHOWN], *(("…",) if len(codes) > _SHOWN else ()))
            yield part.office, _UNLIKE.of(codes=some)
