"""`ethnictrack report explain`: from a figure to the entries behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.amount_words import in_words
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import Output, ReportOutput
from ethnictrack.cli.shell.report_options import Asked, show_report
from ethnictrack.errors.explain import UnknownFigureError
from ethnictrack.i18n import language
from ethnictrack.reports.rates import By
from ethnictrack.values.numerals import Numbers
from ethnictrack.year.explain import What
from ethnictrack.year.figures import Figures, Scope

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.reports.explain import Frame, Look
    from ethnictrack.reports.table import Result
    from ethnictrack.services.explain import Reading

verbs = typer.Typer()  # of the group `report`

_LONGEST = 200  # characters of what a figure is called


@verbs.command(cls=Command)
@spread
def explain(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="WHAT", help="A row, and a column if you like: CT135 paid."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar=options.listed(By), help="What the row is, where it reads two ways."
        ),
    ] = None,
    *,
    asked: Asked,
    output: ReportOutput,
) -> None:
    """Show the entries a figure is made of.

    WHAT is a programme, place, class, month or total as reports print it, the number of an entry,
    the code of an inspection or counted activity, or a column of a form: CT135, "CT135 remaining",
    2021-11, 12, TT-01, inspections:8, petitions:4, settlement:CT135:17.
    """
    values.required(WHAT=" ".join(what) if what else None)
    rows = values.choice_or_none("--by", by, By)
    text = " ".join(what or ())[:_LONGEST]
    wanted = f"{rows}:{text}" if rows else text

    def make(book: Book, asked: Asked, today: date, unit_line: Message) -> Result:
        return _Explained(book, asked, today, unit_line, output).result(wanted)

    show_report(context, asked, output, make)


class _Explained:
    """One explanation in the making: the book, what was asked of it, how it is shown."""

    def __init__(
        self, book: Book, asked: Asked, today: date, unit_line: Message, output: Output
    ) -> None:
        from ethnictrack.reports.explain import Look  # noqa: PLC0415 - no help page needs it

        self.book, self.asked, self.today, self.unit_line = book, asked, today, unit_line
        self.settings = book.settings.all()
        self.look: Look = Look(*asked.look(self.settings, output))

    def result(self, text: str) -> Result:
        """Find what is meant, and explain it. Raises: the refusals of ``errors.explain``."""
        year = self.asked.read_year(self.book, self.today)
        day = self.asked.day(year, self.today)
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

    def _reading(self, text: str, year: int, day: date) -> Reading:
        """Return what is meant: something that has a name, else a figure as it is printed."""
        from ethnictrack.services.explain import (  # noqa: PLC0415
            Typed,
            only_one,
            showing,
            the_reading,
        )

        try:
            return the_reading(self.book, text, year=year, day=day)
        except UnknownFigureError:
            typed = Typed(text, self.look.scale, self.look.decimals, Numbers(language()))
            found = showing(self.asked.figures(self.book, self.today), typed)
            if not found:
                raise
            return only_one(text, found)

    def _row(self, reading: Reading) -> Result:
        from ethnictrack.reports.explain import row_explained  # noqa: PLC0415
        from ethnictrack.services.explain import explained_row  # noqa: PLC0415

        figures = self.asked.figures(self.book, self.today, by_month=True)
        found = explained_row(self.book, figures, reading)
        frame = self._money_frame(reading, figures)
        periodic = reading.span is not None
        return row_explained(
            reading.title, found.sum, found.shares, figures, frame, periodic=periodic
        )

    def _entry(self, reading: Reading) -> Result:
        """Explain an entry in the figures of its own year."""
        from ethnictrack.reports.explain import entry_explained  # noqa: PLC0415
        from ethnictrack.services.explain import related_entries  # noqa: PLC0415

        posted = self.book.ledger.get(reading.id or 0)
        if posted is None:  # it was there a moment ago, in the same transaction
            raise LookupError(reading.code)
        asked = replace(self.asked, year=str(posted.entry.year))
        figures: Figures = asked.figures(self.book, self.today)
        share, related = figures.share(posted.entry), related_entries(self.book, posted)
        words = in_words(posted.entry.amount, self.settings)
        frame = self._money_frame(reading, figures)
        return entry_explained(posted, figures, frame, share=share, related=related, words=words)

    def _money_frame(self, reading: Reading, figures: Figures) -> Frame:
        from ethnictrack.reports.explain import Frame  # noqa: PLC0415

        what = _what(reading)
        return Frame.of_figures(what, reading.figure, figures, self.look, self.unit_line)

    def _frame(self, reading: Reading, year: int, day: date) -> Frame:
        from ethnictrack.reports.basis import covered, cut_off  # noqa: PLC0415
        from ethnictrack.reports.explain import Frame  # noqa: PLC0415

        book = self.book
        scope: tuple[Message, ...] = ()
        if reading.what in {What.FORM, What.SETTLEMENT}:  # the others are narrowed by nothing
            scope = covered(self.asked.scope(book, day), book.programs, book.places)
        return Frame(
            what=_what(reading),
            figure=reading.figure,
            year=year,
            as_of=day,
            look=self.look,
            rests_on=(cut_off(year, day), *scope, self.unit_line),
        )

    def _inspection(self, reading: Reading, frame: Frame) -> Result:
        from ethnictrack.reports.explain import inspection_explained  # noqa: PLC0415

        book = self.book
        found = (each for each in book.inspections.dossiers() if each.inspection.id == reading.id)
        dossier = next(found).as_of(frame.as_of)
        return inspection_explained(dossier, frame, book.programs, book.places)

    def _form(self, reading: Reading, frame: Frame) -> Result:
        from ethnictrack.reports.explain import form_explained  # noqa: PLC0415
        from ethnictrack.reports.inspection_year import of_year, within  # noqa: PLC0415

        book, year, day = self.book, frame.year, frame.as_of
        scope: Scope = self.asked.scope(book, day)
        known = within(book.inspections.dossiers(), scope, book.programs, book.places)
        return form_explained(of_year(known, year=year, as_of=day), int(reading.code), frame)

    def _activity(self, reading: Reading, frame: Frame) -> Result:
        from ethnictrack.nouns.activity import outcome  # noqa: PLC0415
        from ethnictrack.reports.explain import activity_explained  # noqa: PLC0415

        store, number = self.book.activities, reading.id or 0
        reported = store.records(frame.year).get(number, [])
        records = [each for each in reported if each.date <= frame.as_of]
        target = store.targets(frame.year).get((number, frame.year))
        return activity_explained(outcome(store.all()[number], target, records), records, frame)

    def _reception(self, reading: Reading, frame: Frame) -> Result:
        from ethnictrack.nouns.activity import ActivitySection  # noqa: PLC0415
        from ethnictrack.reports.explain import reception_explained  # noqa: PLC0415
        from ethnictrack.services.figures import outcomes  # noqa: PLC0415

        section = ActivitySection.PETITIONS
        found = outcomes(self.book, year=frame.year, as_of=frame.as_of, section=section)
        return reception_explained(found, int(reading.code), frame)

    def _settlement(self, reading: Reading, frame: Frame) -> Result:
        from ethnictrack.reports.explain import (  # noqa: PLC0415
            settled_column_explained,
            settled_row_explained,
        )
        from ethnictrack.services.explain import settled_row  # noqa: PLC0415
        from ethnictrack.services.figures import settlement  # noqa: PLC0415

        book, year, day = self.book, frame.year, frame.as_of
        settled = settlement(book, year=year, as_of=day, scope=self.asked.scope(book, day))
        row = settled_row(book, settled, reading)
        if reading.column is None:
            return settled_row_explained(reading.title, row.columns, frame)
        return settled_column_explained(
            reading.title,
            reading.column,
            row.columns,
            row.entries,
            programs=book.programs,
            places=book.places,
            frame=frame,
        )


def _what(reading: Reading) -> dict[str, object]:
    """Return what was explained as JSON has it; ``typed`` means it beyond doubt."""
    return {
        "kind": reading.what,
        "code": reading.code,
        "name": reading.name,
        "column": reading.key,
        "typed": reading.typed,
    }
