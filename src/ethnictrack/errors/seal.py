"""Refusals about sealed reports, and about documents that are looked at for their seal."""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UsageError


class UnknownSealError(BookError):
    seal: str
    code = "seal-unknown"
    text = N_("This book has made no seal {seal}.")
    remedy = N_(
        "`ethnictrack report seals` lists those it has made. Is it the book of the report (--book)?"
    )


class NoSealError(BookError):
    name: str
    code = "seal-missing"
    text = N_("{name} names no seal, so there is nothing to hold it against.")
    remedy = N_(
        "If its seal was taken out, say which one it had with --seal N; "
        "`ethnictrack report seals` lists them."
    )


class BrokenSealError(BookError):
    seal: str
    code = "seal-broken"
    text = N_("The figures kept under seal {seal} were changed in the book.")
    remedy = N_("`ethnictrack book verify` says what else was changed.")


class DocumentEditedError(BookError):
    name: str
    seal: str
    number: int
    code = "document-edited"
    text = N_(
        "{name} is not the file that was sealed under number {seal}; it was edited since, or made "
        "anew."
    )
    remedy = N_(
        "Ask for the file as it was sealed; `ethnictrack report diff {number}` says what the book "
        "says today."
    )


class DocumentFormatError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "document-format"
    text = N_("The figures of {given} cannot be read back by its ending.")
    remedy = N_("These can: {known}.")


class HostileDocumentError(BookError):
    name: str
    why: Message
    code = "document-unreadable"
    text = N_("{name} is not read: {why}.")
    remedy = N_("Open it in the program it was edited with and save it anew, without a password.")
