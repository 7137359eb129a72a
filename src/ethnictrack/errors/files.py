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


class DuplicateHeadingError(BookError):
    heading: str
    line: int
    field: str
    code = "heading-twice"
    text = N_("Line {line}: more than one column is called “{heading}” and would be {field}.")
    remedy = N_("Rename one of them, or say which is meant with --map {field}=HEADING.")
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


class LongCellError(BookError):
    line: int
    limit: int
    code = "cell-too-long"
    text = N_("A cell of the row that begins on line {line} has more than {limit} characters.")
    remedy = N_("Check that its quotation marks are closed, or shorten it.")


class TemplateFileError(UsageError):
    why: Message
    code = "template"
    text = N_("The template cannot be used: {why}.")
    remedy = N_(
        "`ethnictrack report template mau.docx` writes one to begin with; keep its [[body]] line, "
        "its names in braces and its styles."
    )
