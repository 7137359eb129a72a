"""Refusals of files that are to be kept beside the book, and of the folder they lie in."""

from __future__ import annotations

from ethnictrack.errors.files import EmptyFileError, LargeFileError, NotAFileError
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UnusableBookError


class NotAttachableError(NotAFileError):
    text = N_("{name} is a folder, a device or a pipe; what is attached is an ordinary file.")
    remedy = N_("Name a file.")


class LargeAttachmentError(LargeFileError):
    text = N_("{name} has more than {limit} MB, too many for a file that is attached.")
    remedy = N_(
        "Make it smaller, such as by a lower resolution of the scan. `ethnictrack book settings "
        "attachment-mb` shows how large a file may be."
    )


class EmptyAttachmentError(EmptyFileError):
    text = N_("{name} is empty.")


class UnkeptFileError(UnusableBookError):
    path: str
    what: Message
    code = "files-unwritable"
    text = N_("The files of the book cannot be kept in {path}: {what}. Nothing was kept.")
    remedy = N_("Check the space on the disk and the rights of the folder.")


class StrangeFolderError(UnkeptFileError):
    code = "files-folder"
    text = N_("{path}, where the book has its files, is no folder of its own: {what}.")
    remedy = N_("Look at what it is, and move it to another place. Nothing was changed.")


class LostFileError(BookError):
    name: str
    sha256: str
    code = "file-lost"
    text = N_("The file {name} is not beside the book as it was attached.")
    remedy = N_(
        "`ethnictrack book check files` names all that are missing or changed. Attaching the same "
        "file again puts it back, and so does a copy of the book that has it: `ethnictrack book "
        "restore --help`."
    )
