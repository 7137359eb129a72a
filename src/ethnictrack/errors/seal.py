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
