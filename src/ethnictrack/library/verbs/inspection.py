"""Verbs of inspections: stages, findings, recoveries, files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ethnictrack.fields.entry import REASON
from ethnictrack.fields.inspection import (
    DATE,
    FINDING,
    FOUND,
    INSPECTION,
    NUMBER,
    REACHED,
    RECOVERY,
    asked_of,
)
from ethnictrack.fields.types import NUMBERS, is_last
from ethnictrack.i18n import N_
from ethnictrack.library.verbs import FILES, Said, Verb, Writing, read_files
from ethnictrack.nouns.inspection import Dossier, Inspection, StageEvent
from ethnictrack.services import inspection as services

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.nouns.attachment import Attachment

WHOSE = replace(FOUND, help=N_("Code of the inspection, or last: the newest you registered."))


def meant(book: Book, code: str, actor: str) -> Inspection:
    """Return an inspection by its code, or the newest that somebody registered."""
    register = book.inspections.all()
    newest = None
    if is_last(code) and not register.matches(code):
        newest = book.inspections.last_of(actor)
    return register.find(code) if newest is None else register[newest]


def _found(at: Writing, said: Said) -> Dossier:
    return at.book.inspections.dossier(at.book.inspections.all().find(said.pop("code")))


def _add(at: Writing, said: Said) -> Dossier:
    new = services.inspection_of(at.book, said, at.today)
    kept = services.keep_inspection(at.book, at.book.inspections.all(), new)
    return at.book.inspections.dossier(kept)


def _stage(at: Writing, said: Said) -> Dossier:
    found = _found(at, said)
    services.keep_stage(at.book, found, StageEvent(**said), at.today)
    return at.book.inspections.dossier(found.inspection)


def _finding(at: Writing, said: Said) -> Dossier:
    found = _found(at, said)
    services.keep_finding(at.book, found, said["amount"], said["action"], said.get("note"))
    return at.book.inspections.dossier(found.inspection)


def _recovery(at: Writing, said: Said) -> Dossier:
    found = _found(at, said)
    services.keep_recovery(at.book, found, on=said.pop("date"), today=at.today, **said)
    return at.book.inspections.dossier(found.inspection)


def _recovery_back(at: Writing, said: Said) -> Dossier:
    number, reason, on = said["id"], said["reason"], said.get("date")
    return services.reverse_recovery(at.book, number, reason=reason, on=on, today=at.today)


def _attach(at: Writing, said: Said) -> list[Attachment]:
    owner = meant(at.book, said["code"], at.signature.actor)
    return at.attach("inspection", owner.id, said)


add = Verb("inspect", INSPECTION, _add)
stage = Verb("inspect stage", (FOUND, *REACHED), _stage)
finding = Verb("inspect finding", (FOUND, *asked_of(FINDING), NUMBERS), _finding)
recover = Verb("inspect recover", (FOUND, *asked_of(RECOVERY), NUMBERS), _recovery)
reverse = Verb("inspect reverse", (NUMBER, REASON, DATE), _recovery_back)
attach = Verb("inspect attach", (WHOSE, FILES), _attach, check=read_files)
VERBS = (add, stage, finding, recover, reverse, attach)
