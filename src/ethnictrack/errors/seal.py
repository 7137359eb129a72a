"""Refusals about sealed reports, and about documents that are looked at for their seal."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UsageError


class UnknownSealError(BookError):
    """A seal that this book has not made."""

    seal: str
    code: ClassVar[str] = "seal-unknown"
    text: ClassVar[Message] = N_("This book has made no seal {seal}.")
    remedy: ClassVar[Message] = N_(
        "`ethnictrack report seals` lists those it has made. Is it the book of the report (--book)?"
    )


class NoSealError(BookError):
    """A document that names no seal."""

    name: str
    code: ClassVar[str] = "seal-missing"
    text: ClassVar[Message] = N_("{name} names no seal, so there is nothing to hold it against.")
    remedy: ClassVar[Message] = N_(
        "If its seal was taken out, say which one it had with --seal N; "
        "`ethnictrack report seals` lists them."
    )


class BrokenSealError(BookError):
    """Sealed figures that were changed in the book."""

    seal: str
    code: ClassVar[str] = "seal-broken"
    text: ClassVar[Message] = N_("The figures kept under seal {seal} were changed in the book.")
    remedy: ClassVar[Message] = N_("`ethnictrack book verify` says what else was changed.")


class DocumentEditedError(BookError):
    """A document that is not, byte for byte, the one that was sealed."""

    name: str
    seal: str
    number: int
    code: ClassVar[str] = "document-edited"
    text: ClassVar[Message] = N_(
        "{name} is not the file that was sealed under number {seal}; it was edited since, or made "
        "anew."
    )
    remedy: ClassVar[Message] = N_(
        "Ask for the file as it was sealed; `ethnictrack report diff {number}` says what the book "
        "says today."
    )


class DocumentFormatError(UsageError):
    """A document of a kind whose figures cannot be read back."""

    given: str
    known: tuple[str, ...]
    code: ClassVar[str] = "document-format"
    text: ClassVar[Message] = N_("The figures of {given} cannot be read back by its ending.")
    remedy: ClassVar[Message] = N_("These can: {known}.")


class HostileDocumentError(BookError):
    """A document that is damaged, locked, or made to exhaust the reader."""

    name: str
    why: Message
    code: ClassVar[str] = "document-unreadable"
    text: ClassVar[Message] = N_("{name} is not read: {why}.")
    remedy: ClassVar[Message] = N_(
        "Open it in the program it was edited with and save it anew, without a password."
    )
