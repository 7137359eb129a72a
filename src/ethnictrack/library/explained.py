"""Explains a figure of a report: from what is printed to the entries behind it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ethnictrack.i18n import Message, language
from ethnictrack.library.questions import Question
from ethnictrack.nouns.activity import ActivitySection, outcome
from ethnictrack.nouns.settings import in_words
from ethnictrack.render.words import UNIT_LINES
from ethnictrack.reports import explain as report
from ethnictrack.reports import explain_others as others
from ethnictrack.reports.explain import FigureForm, Frame
from ethnictrack.reports.face import covered, cut_off
from ethnictrack.reports.inspection_year import of_year, within
from ethnictrack.services import explain as services
from ethnictrack.services.figure_reading import (
    Typed,
    UnknownFigureError,
    only_one,
    showing,
    the_reading,
)
from ethnictrack.services.figures import outcomes, settlement
from ethnictrack.values.money import Numbers, Scale
from ethnictrack.year.explain import What
from ethnictrack.year.figures import Figures

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.reports.table import Result
    from ethnictrack.services.figure_reading import Meant


_LONGEST = 200  # characters of what a figure is called


def explained(book: Book, asked: Question, scale: Scale) -> Result:
    """Explain what ``asked`` names. Raises: the refusals of ``errors.explain``."""
    text = " ".join(asked.what)[:_LONGEST]
    return _Explained(book, asked, scale).result(f"{asked.by}:{text}" if asked.by else text)


class _Explained:
    """One explanation in the making: the book, what was asked of it, how it is shown."""

    def __init__(self, book: Book, asked: Question, scale: Scale) -> None:
        self.book, self.asked, self.unit_line = book, asked, UNIT_LINES[scale]
        self.settings = book.settings.all()
        self.look = FigureForm(scale, asked.decimals)

    def result(self, text: str) -> Result:
        """Find what is meant, and explain it. Raises: the refusals of ``errors.explain``."""
        year = self.asked.of_year(self.book)
        day = self.asked.until(year)
        reading = self._reading(text, year, day)
        if reading.what is What.ENTRY:
            return self._entry(reading)
        explain = {
            What.INSPECTION: self._inspection,
            What.ACTIVITY: self._activity,
            What.FORM: self._form,
            What.RECEPTION: self._reception,
            What.SETTLEMENT: self._settlement,
        }.get(reading.what)
        return explain(reading, self._frame(reading, year, day)) if explain else self._row(reading)

    def _reading(self, text: str, year: int, day: dt.date) -> Meant:
        """Return what is meant: something that has a name, else a figure as it is printed."""
        try:
            return the_reading(self.book, text, year=year, day=day)
        except UnknownFigureError:
            typed = Typed(text, self.look.scale, self.look.decimals, Numbers(language()))
            found = showing(self.asked.figures(self.book, by_place=False), typed)
            if not found:
                raise
            return only_one(text, found)

    def _row(self, reading: Meant) -> Result:
        by_place = reading.what in {What.PLACE, What.DISTRICT}
        figures = self.asked.figures(self.book, by_month=True, by_place=by_place)
        found = services.explained_row(self.book, figures, reading)
        frame = self._money_frame(reading, figures)
        periodic = reading.span is not None
        return report.row_explained(
            reading.title, found.sum, found.shares, figures, frame, periodic=periodic
        )

    def _entry(self, reading: Meant) -> Result:
        """Explain an entry in the figures of its own year."""
        posted = self.book.ledger.get(reading.id or 0)
        if posted is None:  # it was there a moment ago, in the same transaction
            raise LookupError(reading.code)
        asked = self.asked.of_another(posted.entry.year, self.asked.as_of)
        figures: Figures = asked.figures(self.book, by_place=False)
        share, related = figures.share(posted.entry), services.related_entries(self.book, posted)
        words = in_words(posted.entry.signed, self.settings)
        frame = self._money_frame(reading, figures)
        return report.entry_explained(
            posted, figures, frame, share=share, related=related, words=words
        )

    def _money_frame(self, reading: Meant, figures: Figures) -> Frame:
        what = _what(reading)
        return Frame.of_figures(what, reading.figure, figures, self.look, self.unit_line)

    def _frame(self, reading: Meant, year: int, day: dt.date) -> Frame:
        book = self.book
        scope: tuple[Message, ...] = ()
        if reading.what in {What.FORM, What.SETTLEMENT}:  # the others are narrowed by nothing
            scope = covered(self.asked.scope(book, day), book.programs, book.places, year)
        return Frame(
            what=_what(reading),
            figure=reading.figure,
            year=year,
            as_of=day,
            look=self.look,
            rests_on=(cut_off(year, day), *scope, self.unit_line),
        )

    def _inspection(self, reading: Meant, frame: Frame) -> Result:
        book = self.book
        found = (each for each in book.inspections.dossiers() if each.inspection.id == reading.id)
        dossier = next(found).as_of(frame.as_of)
        return others.inspection_explained(dossier, frame, book.programs, book.places)

    def _form(self, reading: Meant, frame: Frame) -> Result:
        book, year, day = self.book, frame.year, frame.as_of
        scope = self.asked.scope(book, day)
        known = within(book.inspections.dossiers(), scope, book.programs, book.places)
        return others.form_explained(of_year(known, year=year, as_of=day), int(reading.code), frame)

    def _activity(self, reading: Meant, frame: Frame) -> Result:
        store, number = self.book.activities, reading.id or 0
        reported = store.records(frame.year).get(number, [])
        records = [each for each in reported if each.date <= frame.as_of]
        target = store.targets(frame.year).get((number, frame.year))
        return others.activity_explained(
            outcome(store.all()[number], target, records), records, frame
        )

    def _reception(self, reading: Meant, frame: Frame) -> Result:
        section = ActivitySection.PETITIONS
        found = outcomes(self.book, year=frame.year, as_of=frame.as_of, section=section)
        return others.reception_explained(found, int(reading.code), frame)

    def _settlement(self, reading: Meant, frame: Frame) -> Result:
        book, year, day = self.book, frame.year, frame.as_of
        scope = self.asked.scope(book, day)
        settled = settlement(book, year=year, as_of=day, scope=scope, by_place=False)
        row = services.settled_row(book, settled, reading)
        if reading.column is None:
            return others.settled_row_explained(reading.title, row.columns, frame)
        return others.settled_column_explained(
            reading.title,
            reading.column,
            row.columns,
            row.entries,
            opened=row.opened,
            programs=book.programs,
            places=book.places,
            frame=frame,
        )


def _what(reading: Meant) -> dict[str, object]:
    """Return what was explained as JSON has it; ``typed`` means it beyond doubt."""
    return {
        "kind": reading.what,
        "code": reading.code,
        "name": reading.name,
        "column": reading.key,
        "typed": reading.typed,
    }
