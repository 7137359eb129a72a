"""The last look at an entry: what it does to the plan, and what the book would say of it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from ethnictrack.cli.prompts.parsers import exact, thing_text
from ethnictrack.cli.prompts.screen import Screen
from ethnictrack.cli.prompts.summary import Fact, change, lay_out, rate_change, show_facts
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.i18n import N_, Message
from ethnictrack.library import (
    ANY,
    CeilingScope,
    Draft,
    Entry,
    Plan,
    Recorded,
    Recorder,
    Totals,
    scope_name,
)
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Program, Programs
from ethnictrack.nouns.settings import in_words
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import KIND_NAMES, class_name
from ethnictrack.values.money import rate

if TYPE_CHECKING:
    from ethnictrack.library import Book

_LEFT = N_(
    "{program} in {year}, {scope}: {planned} planned, {disbursed} disbursed, {left} left ({rate} "
    "disbursed)."
)
_YEAR, _YEARS = (
    N_("{date}, budget year {year}"),
    N_("{date}, budget year {year}, plan of {plan_year}"),
)
_STANDING = N_("{program} in {year}, before and after:")
_PROGRAM, _PLACE, _DATE, _KIND = N_("Programme"), N_("Place"), N_("Date"), N_("Kind")
_CLASS, _AMOUNT, _IN_WORDS = N_("Capital, source"), N_("Amount"), N_("In words")
_PLANNED, _DISBURSED = N_("Planned"), N_("Disbursed")
_REMAINING, _RATE = N_("Left"), N_("Rate")


@dataclass(frozen=True, slots=True)
class _Look:
    """What a trial showed: the entry as it would be kept, and its plan before and after."""

    entry: Entry
    recorded: Recorded
    program: Program
    before: Totals
    after: Totals


def say_standing(context: typer.Context, draft: Draft) -> Message | None:
    """Say what is planned, paid and left where the entry goes; nothing while that is not clear."""
    try:
        with reading(context) as book:
            recorder = Recorder(book, session_of(context).today)
            entry = recorder.entry(draft)
            scope, totals = _balance(recorder.plan(entry), book.programs, entry)
            program = book.programs[scope.program]
            named = scope_name(scope, book.places, entry.year)
    except BookError:  # the review says it, where it still holds
        return None
    return _LEFT.of(
        program=program.code,
        year=entry.year,
        scope=named,
        planned=exact(totals.planned),
        disbursed=exact(totals.disbursed),
        left=exact(totals.left),
        rate=rate(totals.disbursed, totals.planned),
    )


def try_entry(context: typer.Context, draft: Draft) -> None:
    """Try the entry and keep nothing. Raises: what the book would refuse it with."""
    with writing(context, dry_run=True) as book:
        Recorder(book, session_of(context).today).record(draft)


def review_entry(context: typer.Context, draft: Draft, screen: Screen) -> None:
    """Try the entry, keep nothing, and show it. Raises: what the book would refuse it with."""
    with writing(context, dry_run=True) as book:
        look = _try(book, Recorder(book, session_of(context).today), draft)
        facts = _facts(look.entry, book.programs, book.places, book.settings.all())
    show_facts(screen, facts)
    heading = _STANDING.of(program=look.program.code, year=look.entry.year)
    screen.tell(heading, "class:heading", "  ")
    screen.write(lay_out(_figures(look.before, look.after), screen.width))
    for warning in look.recorded.warnings:
        screen.tell(warning, "class:refused", "  ")
    screen.write([[]])


def _try(book: Book, recorder: Recorder, draft: Draft) -> _Look:
    entry = recorder.entry(draft)
    plan = recorder.plan(entry)
    before = _levels(plan, book.programs, entry)
    recorded = recorder.record(draft)
    after = _levels(plan, book.programs, entry)
    planned = (each for each in before if before[each].planned or after[each].planned)
    shown = next(planned, entry.program)
    program = book.programs[shown]
    return _Look(recorded.posted[0].entry, recorded, program, before[shown], after[shown])


def _balance(plan: Plan, programs: Programs, entry: Entry) -> tuple[CeilingScope, Totals]:
    """Return the nearest figures of the entry's class: of its programme, or of one above."""
    scopes = [
        CeilingScope(each, entry.capital or ANY, entry.source or ANY)
        for each in programs.lineage(entry.program)
    ]
    found = [(each, plan.within(each)) for each in scopes]
    return next((each for each in found if each[1].planned), found[0])


def _levels(plan: Plan, programs: Programs, entry: Entry) -> dict[int, Totals]:
    """Return the figures of the entry's programme and of everything above it."""
    lineage = programs.lineage(entry.program)
    return {each: plan.within(CeilingScope(each, ANY, ANY)) for each in lineage}


def _facts(
    entry: Entry, programs: Programs, places: Places, settings: Mapping[str, str]
) -> list[Fact]:
    day = _YEAR if entry.year == entry.plan_year else _YEARS
    return [
        (_PROGRAM, thing_text(programs[entry.program])),
        (_PLACE, None if entry.place is None else thing_text(places[entry.place])),
        (_DATE, day.of(date=entry.date, year=entry.year, plan_year=entry.plan_year)),
        (_KIND, KIND_NAMES[entry.kind]),
        (_CLASS, class_name(entry.capital, entry.source, entry.year)),
        *((each.label, getattr(entry, each.name)) for each in TEXTS),
        (_AMOUNT, exact(entry.amount, entry.qualifier)),
        (_IN_WORDS, in_words(entry.amount, settings)),
    ]


def _figures(before: Totals, after: Totals) -> list[Fact]:
    return [
        (_PLANNED, change(before.planned, after.planned)),
        (_DISBURSED, change(before.disbursed, after.disbursed)),
        (_REMAINING, change(before.left, after.left)),
        (
            _RATE,
            rate_change(
                rate(before.disbursed, before.planned), rate(after.disbursed, after.planned)
            ),
        ),
    ]
