"""Refusals about what units are asked to send in, and about the files that come."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UsageError, Way
from ethnictrack.values.money import Dong

_NOBODY_ELSE = N_(
    "A unit that has nothing to report is noted with `ethnictrack collect nil {period} {first}`."
)


class PeriodNameError(UsageError):
    """A word that is no period."""

    given: str
    code: ClassVar[str] = "collection-period"
    text: ClassVar[Message] = N_("“{given}” is no period.")
    remedy: ClassVar[Message] = N_("Write a month, such as 2026-10, or a half year: 2026-6m.")


class FormPeriodError(UsageError):
    """A form that does not go with the period."""

    period: str
    form: str
    code: ClassVar[str] = "collection-form"
    text: ClassVar[Message] = N_("The period {period} has the form {form}.")
    remedy: ClassVar[Message] = N_("Leave --form out, or write another period.")
    again: ClassVar[tuple[Way, ...]] = ({"--form": None},)


class UnknownCollectionError(BookError):
    """A period for which nobody was asked; ``due`` is a day that could be theirs."""

    period: str
    due: str
    code: ClassVar[str] = "unknown-collection"
    text: ClassVar[Message] = N_("Nobody was asked to report for {period} in this book.")
    remedy: ClassVar[Message] = N_(
        "Ask with `ethnictrack collect open {period} --due {due}`; the day is yours to choose."
    )


class CollectionOpenError(BookError):
    """A period that is open, with nobody new to be asked, or with another day."""

    period: str
    due: dt.date
    code: ClassVar[str] = "collection-open"
    text: ClassVar[Message] = N_("All of these units were asked for {period}, due {due}.")
    remedy: ClassVar[Message] = N_(
        "See where they stand with `ethnictrack collect status {period}`. More units are asked "
        "with --places and the same day."
    )


class NestedUnitsError(BookError):
    """Two units of which one lies in the other: their figures would be counted twice."""

    one: str
    other: str
    code: ClassVar[str] = "units-nested"
    text: ClassVar[Message] = N_("{one} lies in {other}: its payments would be counted twice.")
    remedy: ClassVar[Message] = N_("Ask one of the two.")


class NoUnitsError(BookError):
    """No unit to ask."""

    period: str
    date: dt.date
    code: ClassVar[str] = "units-none"
    text: ClassVar[Message] = N_("The book has no such unit in force on {date}.")
    remedy: ClassVar[Message] = N_(
        "`ethnictrack place list` lists the places; `ethnictrack place lists` those of the package."
    )


class UnitNotInForceError(BookError):
    """A unit that is not there on the last day of the period."""

    told: Message
    code: ClassVar[str] = "unit-not-in-force"
    text: ClassVar[Message] = N_("{told} It cannot report for this period.")
    remedy: ClassVar[Message] = N_(
        "Ask the unit that took its place; `ethnictrack place list` lists them. What the old one "
        "paid stays its own."
    )


class NotAskedError(BookError):
    """A unit that was not asked."""

    place: str
    period: str
    code: ClassVar[str] = "unit-not-asked"
    text: ClassVar[Message] = N_("{place} was not asked to report for {period}.")
    remedy: ClassVar[Message] = N_("`ethnictrack collect status {period}` lists who was.")


class NoLinesError(BookError):
    """A year without a plan: nothing could be filled in."""

    period: str
    year: int
    code: ClassVar[str] = "form-empty"
    text: ClassVar[Message] = N_(
        "The book has neither plan nor payments of {year} for these units: the forms of {period} "
        "would have no line."
    )
    remedy: ClassVar[Message] = N_(
        "Record the plan first: `ethnictrack allocate import --template giao-von.xlsx` writes a "
        "form for it."
    )


class MarkMissingError(BookError):
    """A file without the mark of a form."""

    code: ClassVar[str] = "mark-missing"
    text: ClassVar[Message] = N_(
        "This is no form that was sent to a unit: the mark by which forms are known is missing."
    )
    remedy: ClassVar[Message] = N_(
        "Ask the unit to fill in the file it was sent, and to send that file back."
    )


class MarkForeignError(BookError):
    """A form of another book, or with a mark that somebody changed."""

    period: str
    place: str
    code: ClassVar[str] = "mark-foreign"
    text: ClassVar[Message] = N_(
        "The mark of this form ({place}, {period}) was not made by this book, or was changed."
    )
    remedy: ClassVar[Message] = N_(
        "Send the unit its form again, and have that one filled in. Forms of a copy of the book "
        "are those of the book only if the period was open when it was copied."
    )


class OtherPeriodError(BookError):
    """A form of another period than the one asked for."""

    period: str
    asked: str
    code: ClassVar[str] = "mark-period"
    text: ClassVar[Message] = N_("This is a form of {period}, not of {asked}.")
    remedy: ClassVar[Message] = N_("Take it without --period {asked}, or with --period {period}.")
    again: ClassVar[tuple[Way, ...]] = ({"--period": "{period}"},)


class FormChangedError(BookError):
    """Something of a form that is not to be filled in is not what was sent."""

    what: str
    code: ClassVar[str] = "form-changed"
    text: ClassVar[Message] = N_("This was not in the form that was sent: {what}.")
    remedy: ClassVar[Message] = N_(
        "Only “Lũy kế đến hết kỳ” and “Ghi chú” are filled in. Have the unit fill its form in anew."
    )


class FormLackingError(BookError):
    """Something of a form is gone."""

    what: str
    code: ClassVar[str] = "form-lacking"
    text: ClassVar[Message] = N_("The form that was sent has this, and the file has not: {what}.")
    remedy: ClassVar[Message] = N_(
        "Rows are not deleted; a line without payments says what it said before. Have the unit "
        "fill its form in anew."
    )


class OtherUnitError(BookError):
    """A form of one unit in a file that is called after another."""

    file: str
    place: str
    named: str
    code: ClassVar[str] = "form-other-unit"
    text: ClassVar[Message] = N_("{file} is called after {named} and is the form of {place}.")
    remedy: ClassVar[Message] = N_(
        "Ask whose figures these are. If they are those of {place}, give the file another name."
    )


class FilesOfUnitError(BookError):
    """Two new files of one unit in one folder."""

    place: str
    files: tuple[str, ...]
    code: ClassVar[str] = "files-of-unit"
    text: ClassVar[Message] = N_("The folder has several new files of {place}: {files}.")
    remedy: ClassVar[Message] = N_(
        "Leave the one that counts there, or name the files themselves: the last one counts."
    )


class FallReasonError(BookError):
    """A figure lower than what the book holds, without a reason."""

    held: Dong
    cumulative: Dong
    code: ClassVar[str] = "fall-reason"
    about: ClassVar[tuple[str, ...]] = ("cumulative",)
    text: ClassVar[Message] = N_(
        "{cumulative} is less than the {held} that were paid before, and “Ghi chú” does not say "
        "why."
    )
    remedy: ClassVar[Message] = N_(
        "Have the unit say in “Ghi chú” what was given back, or correct the figure."
    )


class FigureBelowZeroError(BookError):
    """A sum of payments below zero."""

    cumulative: Dong
    code: ClassVar[str] = "figure-below-zero"
    about: ClassVar[tuple[str, ...]] = ("cumulative",)
    text: ClassVar[Message] = N_("What was paid in all is not below zero: {cumulative}.")
    remedy: ClassVar[Message] = N_("Have the unit correct the figure.")


class UnitsMissingError(BookError):
    """Units that have sent nothing that could be accepted; ``others`` are the codes of the rest."""

    period: str
    places: tuple[str, ...]
    others: str
    code: ClassVar[str] = "units-missing"
    text: ClassVar[Message] = N_("Nothing was accepted: nothing that counts came from {places}.")
    remedy: ClassVar[Message] = N_(
        "Accept the others with `ethnictrack collect accept {period} {others}`; a unit that has "
        "nothing to report is noted with `ethnictrack collect nil {period} {first}`."
    )

    def _told(self) -> dict[str, object]:
        """Name the first of them for the hint."""
        return {**super()._told(), "first": self.places[0].split()[0]}

    def advice(self) -> Message:
        """Say what can be done; where nobody else is left, nobody is named."""
        if self.others:
            return super().advice()
        return _NOBODY_ELSE.of(**self._told())


class NotReceivedError(BookError):
    """A unit of which nothing is there that could be sent back."""

    place: str
    period: str
    code: ClassVar[str] = "unit-not-received"
    text: ClassVar[Message] = N_("Nothing came from {place} for {period} that could be sent back.")
    remedy: ClassVar[Message] = N_("See `ethnictrack collect status {period}`.")


class UnitAcceptedError(BookError):
    """A unit whose figures were accepted."""

    place: str
    period: str
    code: ClassVar[str] = "unit-accepted"
    text: ClassVar[Message] = N_("What {place} reported for {period} is accepted already.")
    remedy: ClassVar[Message] = N_(
        "Take a corrected form of it, or undo the import: `ethnictrack book batches` lists them."
    )


class NoFilesError(UsageError):
    """A folder without a file in it."""

    given: str
    code: ClassVar[str] = "folder-empty"
    text: ClassVar[Message] = N_("There is no form in the folder {given}.")
    remedy: ClassVar[Message] = N_("Name the folder that has the files, or the files themselves.")


class FolderError(UsageError):
    """What cannot be a folder for files."""

    given: str
    code: ClassVar[str] = "folder"
    text: ClassVar[Message] = N_("{given} is no folder that can be written.")
    remedy: ClassVar[Message] = N_("Name another folder.")
