"""Refusals of a file to be imported: what it is, how it is written, what its heading says.

``name`` is the file as the user knows it; ``line`` counts the lines of the file from 1.
"""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import HELP, BookError, UsageError


class NoFileError(UsageError):
    name: str
    code = "file-not-found"
    text = N_("There is no file {name} that can be read.")
    remedy = N_("Check the name and the folder, and whether you may read it.")


class HeldFileError(NoFileError):
    text = N_("{name} is open in another program that lets nobody else read it.")
    remedy = N_("Close it there, in Excel or Word, and try again.")


class NotAFileError(UsageError):
    name: str
    code = "file-not-regular"
    text = N_("{name} is a folder, a device or a pipe; an import reads ordinary files.")
    remedy = N_("Name a file, or - to read from standard input.")


class LargeFileError(BookError):
    name: str
    limit: int
    code = "file-too-large"
    text = N_("{name} has more than {limit} MB.")
    remedy = N_("Split it into several files and import them one after the other.")


class ChangedFileError(BookError):
    name: str
    code = "file-changed"
    text = N_("{name} was changed while it was being read; nothing was kept.")
    remedy = N_("Close it in other programs and import it again.")


class EmptyFileError(BookError):
    name: str
    code = "file-empty"
    text = N_("{name} holds no rows.")
    remedy = N_("Check that it is the right file and that it was saved.")


class NoRowsError(BookError):
    name: str
    code = "file-no-rows"
    text = N_("{name} has a heading, but no rows below it.")
    remedy = N_("Check that it is the right file and that it was saved.")


class UndecodableFileError(BookError):
    encoding: str
    line: int
    position: int
    code = "file-encoding"
    text = N_("Line {line}: byte {position} of the file is no text in {encoding}.")
    remedy = N_("Save the file as CSV UTF-8, or name its encoding with --encoding.")
    again = (HELP,)


class UncertainEncodingError(BookError):
    line: int
    position: int
    candidates: tuple[Message, ...]
    code = "file-encoding-uncertain"
    text = N_(
        "Line {line}: byte {position} of the file is not UTF-8, and its encoding is not certain."
    )
    remedy = N_("Name it with --encoding. It would read: {candidates}.")
    again = (HELP,)

    def advice(self) -> Message:
        """Show what each encoding would make of it, where any fits."""
        if self.candidates:
            return super().advice()
        return N_("Save the file as CSV UTF-8, or name its encoding with --encoding.")


class UncertainTextError(BookError):
    line: int
    value: str
    candidates: tuple[Message, ...]
    code = "text-font-uncertain"
    text = N_("Line {line}: “{value}” may be text of an old font, and it is not certain which.")
    remedy = N_("Name it with --encoding. It would read: {candidates}.")
    again = (HELP,)


class MixedTextError(BookError):
    line: int
    value: str
    font_line: int
    before: str
    after: str
    font: str
    code = "text-font-mixed"
    text = N_(
        "Line {line}, “{value}”, is Unicode, and line {font_line}, “{before}”, is “{after}” in the "
        "old font {font}."
    )
    remedy = N_(
        "Bring the file to Unicode as a whole in the program it comes from; a cell alone does not "
        "tell for sure. --encoding utf-8 takes every cell as it stands."
    )
    again = ({"--encoding": "utf-8"},)


class ForeignTextError(BookError):
    line: int
    value: str
    encoding: str
    code = "text-foreign"
    text = N_("Line {line}: “{value}” is Unicode, and no text in {encoding}.")
    remedy = N_(
        "Without --encoding the program recognises what it is. Where a file has both, bring it to "
        "Unicode as a whole in the program it comes from."
    )
    again = ({"--encoding": None},)


class UnknownEncodingError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "encoding-unknown"
    text = N_("--encoding does not know “{given}”.")
    remedy = N_("Choose one of: {known}.")
    again = (HELP,)


class DamagedTextError(BookError):
    value: str
    meant: str
    code = "text-damaged"
    text = N_("“{value}” is text that was damaged when it was saved.")
    remedy = N_("Export the file again from where it came from, as UTF-8.")

    def advice(self) -> Message:
        """Show what was probably meant, where that can be told."""
        if not self.meant:
            return super().advice()
        return N_("It was probably “{meant}”. Export the file again as UTF-8.").of(meant=self.meant)


class NoHeadingError(BookError):
    name: str
    known: tuple[str, ...]
    code = "heading-not-found"
    text = N_("{name}: no row was recognised as the heading.")
    remedy = N_(
        "The columns are called {known}. Say which is which with --map FIELD=HEADING, or where "
        "the heading is with --header-row."
    )
    again = (HELP,)


class DuplicateHeadingError(BookError):
    heading: str
    line: int
    field: str
    code = "heading-twice"
    text = N_("Line {line}: more than one column is called “{heading}” and would be {field}.")
    remedy = N_("Rename one of them, or say which is meant with --map {field}=HEADING.")
    again = (HELP,)


class UnknownHeadingError(BookError):
    line: int
    headings: tuple[str, ...]
    near: tuple[str, ...]
    code = "heading-unknown"
    text = N_("Line {line}: these columns are not known: {headings}.")
    remedy = N_(
        "Say what a column is with --map FIELD=HEADING; --map -=HEADING leaves it out, and "
        "--map '-=*' leaves out every column that is not known."
    )
    again = ({"--map": "-=*"},)

    def advice(self) -> Message:
        """Suggest what was probably meant, where a heading is misspelt."""
        if not self.near:
            return super().advice()
        return N_(
            "Did you mean: {near}? Mend the heading, or say what it is with --map FIELD=HEADING; "
            "--map -=HEADING leaves a column out."
        ).of(near=self.near)


class MissingHeadingError(BookError):
    line: int
    names: tuple[str, ...]
    found: tuple[str, ...]
    code = "heading-missing"
    text = N_("Line {line}: the heading lacks {names}.")
    remedy = N_(
        "It has: {found}. Say which column it is with --map FIELD=HEADING, or one value for "
        "every row with --set FIELD=VALUE."
    )
    again = (HELP,)


class UnmappedHeadingError(UsageError):
    heading: str
    found: tuple[str, ...]
    code = "map-heading"
    text = N_("--map names the column “{heading}”, which the file does not have.")
    remedy = N_("It has: {found}.")


class UnknownFieldError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "field-unknown"
    text = N_("“{given}” is not a field of this import.")
    remedy = N_("The fields are: {known}.")


class HeaderRowError(UsageError):
    line: int
    code = "header-row"
    text = N_("There is no heading on line {line}.")
    remedy = N_("Count the lines of the file from 1, title lines and blank lines too.")
    again = ({"--header-row": None},)
