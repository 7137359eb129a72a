"""Refusals of a report over many books: what the list says, and books that do not go together."""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UsageError


class OfficeListError(UsageError):
    path: str
    what: Message
    code = "books-list"
    text = N_("{path} is no list of offices and their books: {what}.")
    remedy = N_(
        "Write a CSV file in UTF-8 with a first line office,book and a line for each office: its "
        "name, and the file or the address of its book."
    )


class BooksDifferError(BookError):
    books: tuple[Message, ...]
    code = "books-differ"
    text = N_("The books do not make one report: {books}")
    remedy = N_(
        "Mend what is named, or leave the office out of the list: no book is left out unsaid."
    )
