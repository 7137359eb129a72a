"""The last look at an entry: what it does to the plan, and what the book would say of it now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from ethnictrack.cli.prompts.questions import thing_text
from ethnictrack.cli.prompts.screen import Fact, Screen, change, lay_out, rate_change, show_facts
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.i18n import N_, Message
from ethnictrack.library import (
    Draft,
    Entry,
    Recorder,
    Standing,
    Totals,
    scope_name,
)
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Programs
from ethnictrack.nouns.settings import in_words
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Side, class_name
from ethnictrack.values.money import ZERO, Dong, rate

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
_CLASS_STANDING = N_("{program} in {year}, {scope}, before and after:")
_PROGRAM, _PLACE, _DATE, _KIND = N_("Programme"), N_("Place"), N_("Date"), N_("Kind")
_CLASS, _AMOUNT, _IN_WORDS = N_("Capital, source"), N_("Amount"), N_("In words")
_PLANNED, _DISBURSED = N_("Planned"), N_("Disbursed")
_DISPOSED, _SHARED = N_("Carried out or cancelled"), N_("Left for any class")
_REMAINING, _RATE = N_("Left"), N_("Rate")


def say_standing(context: typer.Context, draft: Draft) -> Message | None:
    """Say what is planned, paid and left where the entry goes; nothing while that is not clear."""
    try:
        with reading(context) as book:
            recorder = Recorder(book, session_of(context).today)
            entry = recorder.meant(draft)
            stands = recorder.standing(entry)
            if stands is None:
                return None
            program = book.programs[stands.scope.program]
            named = _named(stands, book, entry.year)
            # What a place may draw on is no figure of a plan that is about to be added to.
            plan = entry.side is Side.ALLOCATION
            left = max(stands.left, stands.totals.left) if plan else stands.left
    except BookError:  # the review says it, where it still holds
        return None
    said = _LEFT.of(
        program=program.code,
        year=entry.year,
        scope=named,
        planned=exact_money(stands.totals.planned, None),
        disbursed=exact_money(stands.totals.disbursed, None),
        left=exact_money(left, None),
        rate=stands.rate,
    )
    more = {f"s{number}": each for number, each in enumerate((said, *stands.besides()))}
    return Message(" ".join(f"{{{each}}}" for each in more)).of(**more)


def _named(stands: Standing, book: Book, year: int) -> Message:
    """Name the class that stands so, with its place."""
    capital, source = stands.of
    return scope_name(stands.scope._replace(capital=capital, source=source), book.places, year)


def try_entry(context: typer.Context, draft: Draft) -> None:
    """Try the entry and keep nothing. Raises: what the book would refuse it with."""
    with writing(context, dry_run=True) as book:
        Recorder(book, session_of(context).today).record(draft)


def review_entry(context: typer.Context, draft: Draft, screen: Screen) -> None:
    """Try the entry, keep nothing, and show it. Raises: what the book would refuse it with."""
    with writing(context, dry_run=True) as book:
        recorder = Recorder(book, session_of(context).today)
        recorded = recorder.record(draft)
        entry = recorded.posted[0].entry
        standing = tuple(_before_and_after(book, recorder, entry))
        facts = _facts(entry, book.programs, book.places, book.settings.all())
    show_facts(screen, facts)
    for heading, figures in standing:
        screen.tell(heading, "class:heading", "  ")
        screen.write(lay_out(figures, screen.width))
    for warning in recorded.warnings:
        screen.tell(warning, "class:refused", "  ")
    screen.write([[]])


def _before_and_after(
    book: Book, recorder: Recorder, entry: Entry
) -> Iterator[tuple[Message, list[Fact]]]:
    """Yield how the class of an entry stands, then its programme where that is another sum."""
    before, after = recorder.standing_without(entry), recorder.standing(entry)
    known = after or before
    if known is None:
        return
    code, year = book.programs[known.scope.program].code, entry.year
    nothing = replace(known, totals=Totals(), left=ZERO, shared=ZERO, beyond=ZERO, whole=Totals())
    was, now = before or nothing, after or nothing
    heading = _CLASS_STANDING.of(program=code, year=year, scope=_named(known, book, year))
    shared = (_SHARED, change(was.shared, now.shared)) if was.shared or now.shared else None
    yield heading, _figures(was.totals, now.totals, (was.left, now.left), shared)
    if was.whole != was.totals or now.whole != now.totals:
        left = was.whole.left, now.whole.left
        yield _STANDING.of(program=code, year=year), _figures(was.whole, now.whole, left)


def _facts(
    entry: Entry, programs: Programs, places: Places, settings: Mapping[str, str]
) -> list[Fact]:
    day = _YEAR if entry.year == entry.plan_year else _YEARS
    return [
        (_PROGRAM, thing_text(programs[entry.program])),
        (_PLACE, None if entry.place is None else thing_text(places[entry.place])),
        (_DATE, day.of(date=entry.date, year=entry.year, plan_year=entry.plan_year)),
        (_KIND, entry.kind.label),
        (_CLASS, class_name(entry.capital, entry.source, entry.year)),
        *((each.label, getattr(entry, each.name)) for each in TEXTS),
        (_AMOUNT, exact_money(entry.amount, entry.qualifier)),
        (_IN_WORDS, in_words(entry.amount, settings)),
    ]


def _figures(
    before: Totals, after: Totals, left: tuple[Dong, Dong], shared: Fact | None = None
) -> list[Fact]:
    disposed = before.disposed or after.disposed
    return [
        (_PLANNED, change(before.planned, after.planned)),
        *([(_DISPOSED, change(before.disposed, after.disposed))] if disposed else []),
        (_DISBURSED, change(before.disbursed, after.disbursed)),
        (_REMAINING, change(*left)),
        *([shared] if shared else []),
        (
            _RATE,
            rate_change(
                rate(before.disbursed, before.planned), rate(after.disbursed, after.planned)
            ),
        ),
    ]
