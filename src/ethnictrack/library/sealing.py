"""Reports under a seal: what is kept of them, and how they are printed from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.audit.log import canonical
from ethnictrack.audit.seal import Seal, rules
from ethnictrack.i18n import language
from ethnictrack.library.questions import IN_DONG
from ethnictrack.render import render
from ethnictrack.render.words import UNIT_LINES, View
from ethnictrack.reports.footer import with_checkpoint
from ethnictrack.reports.sealed import freeze, sealed_result
from ethnictrack.reports.table import Document, Result
from ethnictrack.services.seals import seal_report
from ethnictrack.values.money import Scale

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.library.questions import Question, Report
    from ethnictrack.reports.letter import Letter


def sealed(book: Book, report: Report, asked: Question) -> tuple[Seal, Letter | None]:
    """Make a report and keep its figures under a number."""
    scale = asked.scale(book.settings.all())
    made = report.make(book, asked, scale)
    data: Any = made.data
    seal = seal_report(
        book,
        report=data["report"],
        year=data["year"],
        as_of=data["as_of"],
        asked=_question(book, asked, data, scale),
        figures=_frozen(made, scale),
    )
    return seal, made.document.letter


def _question(
    book: Book, asked: Question, data: Mapping[str, Any], scale: Scale
) -> dict[str, str | None]:
    """Return what was asked, in codes: so it can be asked again."""
    scope = asked.scope(book, data["as_of"])
    return {
        "basis": str(data["basis"]),
        "program": book.programs.code_of(scope.program),
        "place": book.places.code_of(scope.place),
        "capital": scope.capital and scope.capital.value,
        "source": scope.source and scope.source.value,
        "unit": scale.value,
        "decimals": str(asked.decimals),
        "language": language(),
    }


def _frozen(made: Result, scale: Scale) -> str:
    """Return figures, rules and document as the one text that is kept and hashed."""
    kept = {
        "rules": rules(),
        "data": made.data,
        "document": freeze(made.document, UNIT_LINES[scale]),
    }
    page = render(Result(Document(made.document.title, ()), kept), "json", View())
    return canonical(json.loads(page))  # percents are floats there, and are written as they came


def kept_figures(seal: Seal) -> dict[str, Any]:
    """Return what was kept of a sealed report: ``rules``, ``data`` and ``document``."""
    return _thawed(seal.figures)


def figures_of(made: Result) -> dict[str, Any]:
    """Return the same of a report as it would be kept now."""
    return _thawed(_frozen(made, Scale.DONG))


def _thawed(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return found


def printed_seal(book: Book, seal: Seal, kind: str, letter: Letter | None = None) -> Result:
    """Return a sealed report as it is printed in a format."""
    unit_line = UNIT_LINES[look_of(seal, kind).scale]
    result = sealed_result(seal, kept_figures(seal), unit_line, letter)
    head = book.log.seal_of(seal.head)
    return with_checkpoint(result, checkpoint(seal.head, str(head)))


def look_of(seal: Seal, kind: str) -> View:
    """Return how a sealed report is printed in a format."""
    scale = Scale.DONG if kind in IN_DONG else Scale(str(seal.asked["unit"]))
    return View(scale=scale, decimals=int(str(seal.asked["decimals"])))
