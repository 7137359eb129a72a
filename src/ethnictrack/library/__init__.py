"""The books as a library, and all that the commands use of what lies below it.

Programs import ``open_book`` from the package itself. The commands take what they need of the book
and of its services from here, each name when it is first asked for: a help page pays for no store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ethnictrack.book.backups import (
        LastBackup,
        last_backup,
        new_name,
        note_backup,
        own_copies,
        remove,
    )
    from ethnictrack.book.copy import back_up, put_back
    from ethnictrack.book.create import create_book, create_from
    from ethnictrack.book.files import (
        REVISION,
        allow_writing,
        is_free,
        link,
        new_file,
        read_by_others,
    )
    from ethnictrack.book.health import book_health, database_version
    from ethnictrack.book.journal import Signature
    from ethnictrack.book.location import (
        LONGEST_NAME,
        Location,
        carrier,
        in_network,
        locate,
        login,
        path_of,
    )
    from ethnictrack.book.lock import WAIT_SECONDS
    from ethnictrack.book.names import named_in
    from ethnictrack.book.opening import Book, load_ledger, read_book, write_book
    from ethnictrack.book.salvage import look_over
    from ethnictrack.book.upgrade import upgrade_book
    from ethnictrack.ledger.entry import Draft, Entry, Posted, reversal
    from ethnictrack.ledger.listing import Filter, SumBy
    from ethnictrack.ledger.opening_figure import KeptOpening
    from ethnictrack.ledger.plan import CeilingScope, Estimate, Totals
    from ethnictrack.ledger.rules import JANUARY, Standing, check_date, check_plan_year, scope_name
    from ethnictrack.library.many import over_books, read_offices
    from ethnictrack.library.publishing import names_of_public, published
    from ethnictrack.nouns.attachment import Attachment
    from ethnictrack.services.activity import outcome_in
    from ethnictrack.services.attachment import content_of
    from ethnictrack.services.carry import Balance, CarriedOver, Remainder, balances
    from ethnictrack.services.check import QUICK, run_checks
    from ethnictrack.services.entry import Recorded, Recorder
    from ethnictrack.services.export import noun_tables, transactions
    from ethnictrack.services.figures import before_and_after, figures
    from ethnictrack.services.importing.entries import EntryImport, taker
    from ethnictrack.services.importing.registers import RegisterImport
    from ethnictrack.services.register import (
        Loaded,
        check_new_code,
        check_period,
        load_places,
        load_programs,
    )
    from ethnictrack.services.seals import find_seal
    from ethnictrack.services.story import story
    from ethnictrack.services.verify import verify, verify_since

_NAMES = {
    "book.backups": "LastBackup last_backup new_name note_backup own_copies remove",
    "book.copy": "back_up put_back",
    "book.create": "create_book create_from",
    "book.files": "REVISION allow_writing is_free link new_file read_by_others",
    "book.health": "book_health database_version",
    "book.journal": "Signature",
    "book.location": "LONGEST_NAME Location carrier in_network locate login path_of",
    "book.lock": "WAIT_SECONDS",
    "book.names": "named_in",
    "book.opening": "Book load_ledger read_book write_book",
    "book.salvage": "look_over",
    "book.upgrade": "upgrade_book",
    "ledger.entry": "Draft Entry Posted reversal",
    "ledger.listing": "Filter SumBy",
    "ledger.opening_figure": "KeptOpening",
    "ledger.plan": "CeilingScope Estimate Totals",
    "ledger.rules": "JANUARY Standing check_date check_plan_year scope_name",
    "library.many": "over_books read_offices",
    "library.publishing": "names_of_public published",
    "nouns.attachment": "Attachment",
    "services.activity": "outcome_in",
    "services.attachment": "content_of",
    "services.carry": "Balance CarriedOver Remainder balances",
    "services.check": "QUICK run_checks",
    "services.export": "noun_tables transactions",
    "services.figures": "before_and_after figures",
    "services.importing.entries": "EntryImport taker",
    "services.importing.registers": "RegisterImport",
    "services.entry": "Recorded Recorder",
    "services.register": "Loaded check_new_code check_period load_places load_programs",
    "services.seals": "find_seal",
    "services.story": "story",
    "services.verify": "verify verify_since",
}
WHERE = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name not in WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"ethnictrack.{WHERE[name]}"), name)
