"""The books as a library, and all that the commands use of what lies below it.

Programs import ``open_book`` from the package itself. The commands take what they need of the book
and of its services from here, each name when it is first asked for: a help page pays for no store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ethnictrack.book.copy import back_up as back_up
    from ethnictrack.book.copy import copy_proved as copy_proved
    from ethnictrack.book.copy import name_beside as name_beside
    from ethnictrack.book.copy import put_back as put_back
    from ethnictrack.book.create import create_book as create_book
    from ethnictrack.book.create import create_from as create_from
    from ethnictrack.book.file_guard import REVISION as REVISION
    from ethnictrack.book.files import allow_writing as allow_writing
    from ethnictrack.book.files import is_free as is_free
    from ethnictrack.book.files import link as link
    from ethnictrack.book.files import new_file as new_file
    from ethnictrack.book.files import read_by_others as read_by_others
    from ethnictrack.book.health import book_health as book_health
    from ethnictrack.book.health import database_version as database_version
    from ethnictrack.book.journal import Signature as Signature
    from ethnictrack.book.location import LONGEST_NAME as LONGEST_NAME
    from ethnictrack.book.location import Location as Location
    from ethnictrack.book.location import carrier as carrier
    from ethnictrack.book.location import locate as locate
    from ethnictrack.book.location import login as login
    from ethnictrack.book.location import path_of as path_of
    from ethnictrack.book.lock import WAIT_SECONDS as WAIT_SECONDS
    from ethnictrack.book.names import named_in as named_in
    from ethnictrack.book.opening import Book as Book
    from ethnictrack.book.opening import load_ledger as load_ledger
    from ethnictrack.book.opening import read_book as read_book
    from ethnictrack.book.opening import write_book as write_book
    from ethnictrack.book.rotation import LastBackup as LastBackup
    from ethnictrack.book.rotation import last_backup as last_backup
    from ethnictrack.book.rotation import new_name as new_name
    from ethnictrack.book.rotation import note_backup as note_backup
    from ethnictrack.book.rotation import own_copies as own_copies
    from ethnictrack.book.rotation import remove as remove
    from ethnictrack.book.salvage import look_over as look_over
    from ethnictrack.book.upgrade import upgrade_book as upgrade_book
    from ethnictrack.ledger.draft import Draft as Draft
    from ethnictrack.ledger.entry import Entry as Entry
    from ethnictrack.ledger.entry import Posted as Posted
    from ethnictrack.ledger.listing import Filter as Filter
    from ethnictrack.ledger.listing import SumBy as SumBy
    from ethnictrack.ledger.plan import ANY as ANY
    from ethnictrack.ledger.plan import CeilingScope as CeilingScope
    from ethnictrack.ledger.plan import Plan as Plan
    from ethnictrack.ledger.plan import Totals as Totals
    from ethnictrack.ledger.rules import JANUARY as JANUARY
    from ethnictrack.ledger.rules import check_date as check_date
    from ethnictrack.ledger.rules import check_plan_year as check_plan_year
    from ethnictrack.ledger.rules import scope_name as scope_name
    from ethnictrack.library.many import read_offices as read_offices
    from ethnictrack.library.publishing import names_of_public as names_of_public
    from ethnictrack.library.publishing import published as published
    from ethnictrack.nouns.attachment import Attachment as Attachment
    from ethnictrack.services.activity import add_activity as add_activity
    from ethnictrack.services.activity import add_remark as add_remark
    from ethnictrack.services.activity import record_number as record_number
    from ethnictrack.services.activity import reverse_record as reverse_record
    from ethnictrack.services.activity import set_target as set_target
    from ethnictrack.services.attachment import attach as attach
    from ethnictrack.services.attachment import content_of as content_of
    from ethnictrack.services.attachment import read_file as read_file
    from ethnictrack.services.carry import Balance as Balance
    from ethnictrack.services.carry import CarriedOver as CarriedOver
    from ethnictrack.services.carry import Carrying as Carrying
    from ethnictrack.services.carry import Remainder as Remainder
    from ethnictrack.services.carry import balances as balances
    from ethnictrack.services.carry import carry as carry
    from ethnictrack.services.check import QUICK as QUICK
    from ethnictrack.services.check import run_checks as run_checks
    from ethnictrack.services.closing import close_year as close_year
    from ethnictrack.services.closing import reopen_year as reopen_year
    from ethnictrack.services.export import noun_tables as noun_tables
    from ethnictrack.services.export import transactions as transactions
    from ethnictrack.services.figures import before_and_after as before_and_after
    from ethnictrack.services.figures import figures as figures
    from ethnictrack.services.importing import taker as taker
    from ethnictrack.services.importing.entries import EntryImport as EntryImport
    from ethnictrack.services.importing.registers import RegisterImport as RegisterImport
    from ethnictrack.services.importing.undo import undo_batch as undo_batch
    from ethnictrack.services.inspection import add_finding as add_finding
    from ethnictrack.services.inspection import add_inspection as add_inspection
    from ethnictrack.services.inspection import inspection_of as inspection_of
    from ethnictrack.services.inspection import reach_stage as reach_stage
    from ethnictrack.services.inspection import recover as recover
    from ethnictrack.services.inspection import reverse_recovery as reverse_recovery
    from ethnictrack.services.ledger import Recorded as Recorded
    from ethnictrack.services.ledger import Recorder as Recorder
    from ethnictrack.services.opening_figure import add_opening as add_opening
    from ethnictrack.services.opening_figure import opening_of as opening_of
    from ethnictrack.services.opening_figure import reverse_opening as reverse_opening
    from ethnictrack.services.register import Loaded as Loaded
    from ethnictrack.services.register import add_aliases as add_aliases
    from ethnictrack.services.register import add_place as add_place
    from ethnictrack.services.register import add_program as add_program
    from ethnictrack.services.register import check_new_code as check_new_code
    from ethnictrack.services.register import check_period as check_period
    from ethnictrack.services.register import edit_program as edit_program
    from ethnictrack.services.register import load_places as load_places
    from ethnictrack.services.register import load_programs as load_programs
    from ethnictrack.services.register import place_of as place_of
    from ethnictrack.services.register import program_of as program_of
    from ethnictrack.services.seals import find_seal as find_seal
    from ethnictrack.services.story import story as story
    from ethnictrack.services.verify import Verified as Verified
    from ethnictrack.services.verify import verify as verify
    from ethnictrack.services.verify import verify_since as verify_since

WHERE = {
    "back_up": "book.copy",
    "copy_proved": "book.copy",
    "name_beside": "book.copy",
    "put_back": "book.copy",
    "create_book": "book.create",
    "create_from": "book.create",
    "REVISION": "book.file_guard",
    "is_free": "book.files",
    "link": "book.files",
    "new_file": "book.files",
    "book_health": "book.health",
    "database_version": "book.health",
    "Signature": "book.journal",
    "LONGEST_NAME": "book.location",
    "Location": "book.location",
    "locate": "book.location",
    "login": "book.location",
    "path_of": "book.location",
    "WAIT_SECONDS": "book.lock",
    "named_in": "book.names",
    "Book": "book.opening",
    "load_ledger": "book.opening",
    "read_book": "book.opening",
    "write_book": "book.opening",
    "allow_writing": "book.files",
    "carrier": "book.location",
    "read_by_others": "book.files",
    "LastBackup": "book.rotation",
    "last_backup": "book.rotation",
    "new_name": "book.rotation",
    "note_backup": "book.rotation",
    "own_copies": "book.rotation",
    "remove": "book.rotation",
    "look_over": "book.salvage",
    "upgrade_book": "book.upgrade",
    "read_offices": "library.many",
    "names_of_public": "library.publishing",
    "published": "library.publishing",
    "Draft": "ledger.draft",
    "Filter": "ledger.listing",
    "SumBy": "ledger.listing",
    "Posted": "ledger.entry",
    "Entry": "ledger.entry",
    "ANY": "ledger.plan",
    "Plan": "ledger.plan",
    "CeilingScope": "ledger.plan",
    "Totals": "ledger.plan",
    "JANUARY": "ledger.rules",
    "check_date": "ledger.rules",
    "check_plan_year": "ledger.rules",
    "scope_name": "ledger.rules",
    "add_activity": "services.activity",
    "add_remark": "services.activity",
    "record_number": "services.activity",
    "reverse_record": "services.activity",
    "set_target": "services.activity",
    "Balance": "services.carry",
    "balances": "services.carry",
    "Attachment": "nouns.attachment",
    "attach": "services.attachment",
    "content_of": "services.attachment",
    "read_file": "services.attachment",
    "CarriedOver": "services.carry",
    "Carrying": "services.carry",
    "Remainder": "services.carry",
    "carry": "services.carry",
    "QUICK": "services.check",
    "run_checks": "services.check",
    "close_year": "services.closing",
    "reopen_year": "services.closing",
    "noun_tables": "services.export",
    "transactions": "services.export",
    "before_and_after": "services.figures",
    "figures": "services.figures",
    "taker": "services.importing",
    "EntryImport": "services.importing.entries",
    "RegisterImport": "services.importing.registers",
    "undo_batch": "services.importing.undo",
    "add_finding": "services.inspection",
    "add_inspection": "services.inspection",
    "inspection_of": "services.inspection",
    "reach_stage": "services.inspection",
    "recover": "services.inspection",
    "reverse_recovery": "services.inspection",
    "add_opening": "services.opening_figure",
    "opening_of": "services.opening_figure",
    "reverse_opening": "services.opening_figure",
    "Recorded": "services.ledger",
    "Recorder": "services.ledger",
    "Loaded": "services.register",
    "add_aliases": "services.register",
    "add_place": "services.register",
    "add_program": "services.register",
    "check_new_code": "services.register",
    "check_period": "services.register",
    "edit_program": "services.register",
    "load_places": "services.register",
    "load_programs": "services.register",
    "place_of": "services.register",
    "program_of": "services.register",
    "find_seal": "services.seals",
    "story": "services.story",
    "Verified": "services.verify",
    "verify": "services.verify",
    "verify_since": "services.verify",
}


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name not in WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"ethnictrack.{WHERE[name]}"), name)
