"""Refusals about the command line itself."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import UnusableBookError, UsageError


class MissingValueError(UsageError):
    """A required value that was not given, where nobody can be asked."""

    names: tuple[str, ...]
    code: ClassVar[str] = "missing-value"
    text: ClassVar[Message] = N_("Missing: {names}.")
    remedy: ClassVar[Message] = N_("Give it on the command line; --help shows how.")


class UnknownChoiceError(UsageError):
    """A word outside a closed list."""

    option: str
    given: str
    known: tuple[str, ...]
    code: ClassVar[str] = "unknown-choice"
    text: ClassVar[Message] = N_("{option} does not know “{given}”.")
    remedy: ClassVar[Message] = N_("Choose one of: {known}.")


class WholeNumberError(UsageError):
    """Something else where a whole number belongs."""

    option: str
    given: str
    code: ClassVar[str] = "whole-number"
    text: ClassVar[Message] = N_("{option} takes a whole number, not “{given}”.")
    remedy: ClassVar[Message] = N_("Write digits only, such as 10.")


class MonthError(UsageError):
    """Something else where a month belongs, or one that is no month of the budget year."""

    given: str
    code: ClassVar[str] = "month"
    text: ClassVar[Message] = N_("“{given}” is no month of a budget year.")
    remedy: ClassVar[Message] = N_(
        "Write year and month, such as 2026-10. January of the next year needs --year."
    )


class ValueTypeError(UsageError):
    """A value of a program, of a type that the field cannot have: a float is no amount."""

    option: str
    given: str
    code: ClassVar[str] = "value-type"
    text: ClassVar[Message] = N_("{option} takes no value of type {given}.")
    remedy: ClassVar[Message] = N_("Give a text as it would be typed, or a value of its own type.")


class WaitError(WholeNumberError):
    """Something else where the seconds to wait belong."""

    longest: int
    text: ClassVar[Message] = N_("{option} takes whole seconds from 0 to {longest}, not “{given}”.")
    remedy: ClassVar[Message] = N_("Write digits only, such as 30, or unset it.")


class ClockError(UsageError):
    """A clock at a time that cannot be."""

    moment: str
    code: ClassVar[str] = "clock"
    text: ClassVar[Message] = N_("The clock of this computer says {moment}, which cannot be.")
    remedy: ClassVar[Message] = N_(
        "Set the clock of the computer right, then run the command again."
    )


class UnknownCommandError(UsageError):
    """A command or group that does not exist."""

    given: str
    near: tuple[str, ...]
    code: ClassVar[str] = "unknown-command"
    text: ClassVar[Message] = N_("There is no command “{given}”.")
    remedy: ClassVar[Message] = N_("`ethnictrack --help` lists the commands.")

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        return N_("Did you mean: {near}?").of(near=self.near) if self.near else super().advice()


class UnknownOptionError(UsageError):
    """An option the command does not have."""

    given: str
    near: tuple[str, ...]
    code: ClassVar[str] = "unknown-option"
    text: ClassVar[Message] = N_("There is no option {given} here.")
    remedy: ClassVar[Message] = N_(
        "--help lists the options. A value that begins with - goes after --."
    )

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        return N_("Did you mean: {near}?").of(near=self.near) if self.near else super().advice()


class OptionValueError(UsageError):
    """An option without its value, or with one it does not take."""

    option: str
    code: ClassVar[str] = "option-value"
    text: ClassVar[Message] = N_("{option} is used wrongly: a value is missing, or one too many.")
    remedy: ClassVar[Message] = N_("--help shows what it takes.")


class ExtraValueError(UsageError):
    """More words than the command takes."""

    given: str
    code: ClassVar[str] = "extra-value"
    text: ClassVar[Message] = N_("The command takes no “{given}” here.")
    remedy: ClassVar[Message] = N_("Put quotes around a name or an amount that has blanks.")


class WrongUsageError(UsageError):
    """Any other wrong usage."""

    given: str
    code: ClassVar[str] = "usage"
    text: ClassVar[Message] = N_("This cannot be read as a command: {given}")
    remedy: ClassVar[Message] = N_("--help shows how the command is written.")


class EncodingError(UsageError):
    """An argument that is no text."""

    position: int
    code: ClassVar[str] = "argument-encoding"
    text: ClassVar[Message] = N_("Word {position} of the command is not written in UTF-8.")
    remedy: ClassVar[Message] = N_("Set the terminal to UTF-8 and type it again.")


class FormatFileError(UsageError):
    """A file whose ending names no format."""

    given: str
    known: tuple[str, ...]
    code: ClassVar[str] = "unknown-format"
    text: ClassVar[Message] = N_("No format is known for {given}.")
    remedy: ClassVar[Message] = N_("Name one with --format: {known}.")


class RejectsFileError(FormatFileError):
    """Rejected rows that are to be written under the name of another kind of file."""

    text: ClassVar[Message] = N_(
        "Rejected rows are written as CSV; {given} ends like another file."
    )
    remedy: ClassVar[Message] = N_("Give it a name such as loai.csv; {known} are known.")


class FormNameError(UsageError):
    """A form that is to be written under the name of another kind of file."""

    given: str
    code: ClassVar[str] = "form-name"
    text: ClassVar[Message] = N_("A form is a workbook; {given} does not end in .xlsx.")
    remedy: ClassVar[Message] = N_("Give it a name such as bieu.xlsx.")


class OutputIsBookError(UsageError):
    """A result to be written over the book."""

    given: str
    code: ClassVar[str] = "output-is-book"
    text: ClassVar[Message] = N_("{given} is the book itself; a result is never written over it.")
    remedy: ClassVar[Message] = N_("Name another file with --output.")


class LongNameError(UsageError):
    """A name longer than that of any file, with its folders."""

    given: str
    limit: int
    code: ClassVar[str] = "name-too-long"
    text: ClassVar[Message] = N_(
        "“{given}” is no name of a file: with its folders it has at most {limit} characters."
    )
    remedy: ClassVar[Message] = N_("Check that nothing but the name was pasted there.")


class UnwritableOutputError(UnusableBookError):
    """A result that could not be written."""

    given: str
    code: ClassVar[str] = "output-unwritable"
    text: ClassVar[Message] = N_("The result could not be written to {given}.")
    remedy: ClassVar[Message] = N_("Check the folder, its rights and the space on the disk.")


class UnreadableFileError(UsageError):
    """A file to be read that cannot be."""

    given: str
    code: ClassVar[str] = "file-unreadable"
    text: ClassVar[Message] = N_("{given} cannot be read as a text in UTF-8.")
    remedy: ClassVar[Message] = N_("Check the name, and save the file as UTF-8.")


class ContradictionError(UsageError):
    """Two options that cannot both be meant."""

    first: str
    second: str
    code: ClassVar[str] = "contradiction"
    text: ClassVar[Message] = N_("{first} and {second} cannot both be said.")
    remedy: ClassVar[Message] = N_("Leave one of them out.")


class DefectError(UnusableBookError):
    """Something nobody foresaw."""

    what: str
    code: ClassVar[str] = "defect"
    text: ClassVar[Message] = N_(
        "The program met something it does not know ({what}). Nothing was kept."
    )
    remedy: ClassVar[Message] = N_(
        "Please report it; with ETHNICTRACK_DEBUG=1 the same command prints where it happened."
    )
