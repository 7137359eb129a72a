"""What `allocate` and `disburse` share: recording, listing, mending, saying what was kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

import ethnictrack.library as lib
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import (
    Aside,
    ListOutput,
    Output,
    finish,
    gathered,
    listed,
    show,
)
from ethnictrack.cli.shell.session import can_ask, keep, reading, recording, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import Look, looking, options_of, taking, verb_of
from ethnictrack.errors.usage import MissingValueError
from ethnictrack.fields.entry import DATE, REASON, entry_keys
from ethnictrack.fields.types import LAST, Words, lacking, read_word, read_words
from ethnictrack.i18n import N_, Message
from ethnictrack.library.entry_words import NUMBER, SUM_BY, draft_of, filter_of, filters_of
from ethnictrack.library.verbs import entry as verbs
from ethnictrack.nouns.settings import in_words
from ethnictrack.render import STREAMED
from ethnictrack.reports.declared import columns_of
from ethnictrack.reports.entries import entries, entry, entry_data, streamed
from ethnictrack.reports.entry_sums import sums_by
from ethnictrack.reports.listing import in_order
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.kinds import Kind, Side, class_name
from ethnictrack.values.money import ZERO

if TYPE_CHECKING:
    from ethnictrack.library import (
        Book,
        CeilingScope,
        Draft,
        Entry,
        Filter,
        Posted,
        Recorded,
        Recorder,
        Standing,
        SumBy,
    )
    from ethnictrack.library.verbs import Verb, Writing
    from ethnictrack.reports.table import Result


@contextmanager
def recording_entries(context: typer.Context, *, dry_run: bool) -> Iterator[Writing]:
    """Open the book for entries.

    Rules and ledger are loaded first, which takes longer than to record: nobody has to wait for
    that in line.
    """
    lib.load_ledger()
    with recording(context, dry_run=dry_run) as at:
        yield at


_ADDS = {
    Side.ALLOCATION: N_(
        "Record a plan, or a change of one.\n\n"
        "Without --date it takes 1 January of the budget year; carried-out and cancelled money "
        "takes 31 December. On a terminal, what is missing is asked for."
    ),
    Side.DISBURSEMENT: N_(
        "Record money paid out, or taken back.\n\n"
        "A payment above the plan is refused unless --over-plan says why. A date in January needs "
        "--year. On a terminal, what is missing is asked for."
    ),
}


def add_add(app: typer.Typer, side: Side) -> None:
    """Give a group its verb `add`, which is its own: a payment waits for no other to be made."""
    fields = verbs.add[side].takes

    @verb_of(app, help=_ADDS[side].text)
    @taking(words=Annotated[Words, options_of(fields, own_form=True)])
    def add(context: typer.Context, words: Words, ending: options.Ending) -> None:
        world = said_of(context).world
        if lacking(fields, words) and can_ask(context):
            from ethnictrack.cli.prompts import entry as asking  # noqa: PLC0415 - where someone types

            in_row = not (ending.as_json or ending.dry_run or any(words.values()))
            if side is Side.DISBURSEMENT and in_row:
                asking.ask_payments(
                    context,
                    words,
                    lambda said: record(
                        context, draft_of(side, said, world.today), options.Ending()
                    ),
                )
                return
            asking.ask_entry(context, side, words)
        said = read_words(fields, words, lambda: world.today)

        record(context, lib.Draft.of(side, said), ending)


def record(context: typer.Context, draft: Draft, ending: options.Ending) -> None:
    """Record what was said, and say what the book holds then."""
    with recording_entries(context, dry_run=ending.dry_run) as at:
        recorded = at.recorder.record(draft)
        at.warnings.extend(recorded.warnings)
        told, data = tell(recorded, at), entry_data_of(recorded, at)
    finish(told, data, ending)


def keep_entries(
    context: typer.Context, verb: Verb[Recorded], said: Mapping[str, object], ending: options.Ending
) -> None:
    """Do what a verb does with entries, and say what the book holds then."""
    read = verb.read(said, session_of(context).today)
    with recording_entries(context, dry_run=ending.dry_run) as at:
        recorded = verb.keep(at, read)
        told, data = tell(recorded, at), entry_data_of(recorded, at)
    finish(told, data, ending)


def entry_data_of(recorded: Recorded, at: Writing) -> object:
    """Return the one entry that was recorded, or the list of them, as JSON has them."""
    data = [entry_data(each, at.book.programs, at.book.places) for each in recorded.posted]
    return data[0] if len(data) == 1 else data


def _list_entries(context: typer.Context, side: Side, chosen: Words, output: ListOutput) -> None:
    """Print the entries of one side that meet every condition."""
    session = session_of(context)
    with reading(context) as book:
        only = filter_of(side, chosen, book.programs, book.places, session.today)
        by = read_words([SUM_BY], chosen, session.today).get("sum_by")
        registers = (book.programs, book.places)
        if by is None and output.sort is None and output.chosen() in STREAMED:
            stream = streamed(side, book.ledger.chosen(side, only), *registers)
            result: Result | Aside = gathered(output.shape.stream(stream), output)
        else:
            found = _summed_or_sorted(book, side, only, output, by)
            result = listed(found, output, book, session.today)
    show(result, output, book=session.book)


def _summed_or_sorted(
    book: Book, side: Side, only: Filter, output: ListOutput, by: SumBy | None
) -> Result:
    """Return a list that has to be read whole; it is cut to its first rows when it is in order."""
    registers = (book.programs, book.places)
    if by is None and output.sort is None:
        return entries(side, book.ledger.chosen(side, only), *registers)
    some = slice(only.offset, None if only.limit is None else only.offset + only.limit)
    if by is not None:
        sums = book.ledger.summed(side, only, by)
        return sums_by(by, side, sums, *registers, shape=output.shape, some=some)
    chosen = book.ledger.chosen(side, replace(only, limit=None, offset=0))
    columns = columns_of(entry_keys(side))
    ordered = in_order(chosen, output.shape, columns, lambda each: entry_data(each, *registers))
    return entries(side, ordered[some], *registers)


_RECORDED = N_("Recorded as entry {entry}: {amount} ({words}).")
_REVERSED = N_("Recorded as entry {entry}, which takes back entry {reverses}: {amount} ({words}).")
_REPEATED = N_("Nothing new: entry {entry} says the same: {amount} ({words}).")
_TRIED = N_("Entry {entry}: {amount} ({words}).")
_TRIED_BACK = N_("Entry {entry}, which takes back entry {reverses}: {amount} ({words}).")
_FACTS = N_("{facts}; {kind}, {date}.")
_MARKED = N_("Entry {entry} goes beyond the plan and is marked: {reason}")
_LEFT = N_(
    "Left of {program} in {year}, {scope}: {left}. Disbursed: {before} → {after} of the plan."
)
_LEFT_OF = N_(
    "Left of {program} in {year}, plan of {plan_year}, {scope}: {left}. "
    "Disbursed: {before} → {after} of the plan."
)
_BELOW = N_(
    "With this, {amount} is disbursed there: clearing an advance is a part of the payment for the "
    "work. Record that payment in full too, in the same class and plan year, unless it is in the "
    "book already."
)


def tell(recorded: Recorded, at: Writing) -> list[Message]:
    """Say what the book now holds: each entry, its amount in full and in words, what is left."""
    settings = at.book.settings.all()
    said: list[Message] = []
    for each in recorded.posted:
        frame = _frame(each.entry, dry_run=at.dry_run, repeated=recorded.repeated)
        amount = exact_money(each.entry.signed, each.entry.qualifier)
        words, reverses = in_words(each.entry.signed, settings), each.entry.reverses
        said.append(frame.of(entry=each.id, reverses=reverses, amount=amount, words=words))
        said += _more(each, at.book, at.recorder)
    return said


def _frame(entry: Entry, *, dry_run: bool, repeated: bool) -> Message:
    if repeated:
        return _REPEATED
    if entry.reverses is not None:
        return _TRIED_BACK if dry_run else _REVERSED
    return _TRIED if dry_run else _RECORDED


def _more(posted: Posted, book: Book, recorder: Recorder) -> Iterator[Message]:
    """Yield where an entry counts, why it goes beyond the plan, and how its class stands."""
    entry = posted.entry
    place = () if entry.place is None else (book.places[entry.place].label,)
    money = class_name(entry.capital, entry.source, entry.year)
    facts = (book.programs[entry.program].label, *place, money)
    yield _FACTS.of(facts=facts, kind=entry.kind.label, date=entry.date)
    if entry.over_plan:
        yield _MARKED.of(entry=posted.id, reason=entry.over_plan)
    stands = recorder.standing(entry)
    if stands is not None:
        yield from _stands(entry, recorder.standing_without(entry), stands, book)


def _stands(
    entry: Entry, before: Standing | None, stands: Standing, book: Book
) -> Iterator[Message]:
    """Yield what is left of a class and its rate, and what else a reader has to know to add up."""
    scope, disbursed = stands.scope, stands.totals.disbursed
    yield (_LEFT if entry.year == entry.plan_year else _LEFT_OF).of(
        program=book.programs[scope.program].code,
        year=entry.year,
        plan_year=entry.plan_year,
        scope=(class_name(*stands.of, entry.year), *_place_of(scope, book, entry.date)),
        left=exact_money(stands.left, None),
        before=before and before.rate,
        after=stands.rate,
    )
    yield from stands.besides()
    if entry.kind is Kind.ADVANCE_RECOVERY and entry.paid < ZERO and disbursed < ZERO:
        yield _BELOW.of(amount=exact_money(disbursed, None))


def _place_of(scope: CeilingScope, book: Book, day: dt.date) -> tuple[str, ...]:
    """Name the place whose plan is compared, as it is called on a day; every place is none."""
    if not isinstance(scope.place, int):
        return ()
    return (book.places.version_on(scope.place, day).label,)


_ENTRY = N_("entry {entry}")
Number = Annotated[int, NUMBER]
Reason = Annotated[str, REASON]
On = Annotated[dt.date | None, DATE]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask whether the last entry is meant.")]
_AMENDED = N_("Entry {entry} is put right: {texts}. What it said before stays in the book.")


def _meant(context: typer.Context, side: Side, number: int, *, yes: bool, dry_run: bool) -> int:
    """Return the entry to take back; the last one is shown, and asked about.

    Raises: MissingValueError where nobody can be asked; typer.Exit for a "no"; what `reverse`
    refuses the entry with.
    """
    if number != LAST:
        return number
    asking = not yes and not dry_run
    if asking and not can_ask(context):
        raise MissingValueError(names=("--yes",))
    with reading(context) as book:
        posted = verbs.meant(book, side, number, session_of(context).actor)
        _reversible(posted)
        result = _in_full(book, posted)
    if asking:
        from ethnictrack.cli.prompts.screen import ask_agreement  # noqa: PLC0415 - where someone types

        ask_agreement(result, plain=session_of(context).plain)
    return posted.id


def _in_full(book: Book, posted: Posted) -> Result:
    """Show an entry with its files and its story."""
    words = in_words(posted.entry.signed, book.settings.all())
    files = book.attachments.of("entry", posted.id) if posted.files else ()
    told = lib.story(book, posted)
    return entry(posted, book.programs, book.places, words, attached=files, story=told)


def _looked_at(side: Side, check: Callable[[Posted, Recorder], None]) -> Look:
    """Return what shows an entry by its number, as it was typed, if ``check`` lets it pass."""

    def look(context: typer.Context, number: str) -> tuple[str, Result]:
        from ethnictrack.library import Recorder  # noqa: PLC0415 - the store is heavy

        session = session_of(context)
        with reading(context) as book:
            meant = read_word(NUMBER, number, session.today)
            posted = verbs.meant(book, side, meant, session.actor)
            check(posted, Recorder(book, session.today))
            return str(posted.id), _in_full(book, posted)

    return look


def _reversible(posted: Posted, _recorder: Recorder | None = None) -> None:
    """Let an entry pass that can be reversed.

    Raises: ReversalOfReversalError, AlreadyReversedError.
    """
    lib.reversal(posted, reason="", on=None)


def _amendable(posted: Posted, recorder: Recorder) -> None:
    """Let an entry pass whose texts can be put right. Raises: YearClosedError."""
    recorder.check_open(posted.entry.year)


def add_shared(app: typer.Typer, side: Side) -> None:
    """Give a group `list`, `show`, `reverse`, `amend`, `copy`, `attach` and `files`."""
    _add_list(app, side)
    _add_show(app, side)
    _add_reverse(app, side)
    _add_amend(app, side)
    _add_copy(app, side)
    _add_files(app, side)


_LISTS = {
    Side.ALLOCATION: N_("List plans and changes of plans in the order they were recorded."),
    Side.DISBURSEMENT: N_("List disbursements in the order they were recorded."),
}


def _add_list(app: typer.Typer, side: Side) -> None:
    asked = options_of((*filters_of(side), SUM_BY))

    @verb_of(app, "list", help=_LISTS[side].text)
    @taking(chosen=Annotated[Words, asked])
    def list_(context: typer.Context, *, chosen: Words, output: ListOutput) -> None:
        _list_entries(context, side, chosen, output)


def _add_show(app: typer.Typer, side: Side) -> None:
    @verb_of(app, "show")
    def show_(context: typer.Context, *, number: Number, output: Output) -> None:
        """Show one entry in full, with what was put right in it."""
        with reading(context) as book:
            posted = verbs.meant(book, side, number, session_of(context).actor)
            result = _in_full(book, posted)
        show(result, output, book=session_of(context).book)


def _add_reverse(app: typer.Typer, side: Side) -> None:
    @verb_of(app)
    @looking("number", _looked_at(side, _reversible))
    def reverse(
        context: typer.Context,
        *,
        number: Number,
        reason: Reason,
        date: On,
        yes: Yes = False,
        ending: options.Ending,
    ) -> None:
        """Take an entry back by its opposite; both are kept.

        It takes effect on the day of the entry it corrects unless --date names another.
        The last entry is shown first, and asked about; without a terminal it takes --yes.
        """
        number = _meant(context, side, number, yes=yes, dry_run=ending.dry_run)
        said = {"id": number, "reason": reason, "date": date}
        keep_entries(context, verbs.reverse[side], said, ending)


def _add_amend(app: typer.Typer, side: Side) -> None:
    verb = verbs.amend[side]
    labels = {each.name: each.label for each in verb.takes}

    def told(book: Book, recorded: Recorded, _: object) -> tuple[Message, object]:
        (posted,) = recorded.posted
        texts = tuple(labels[name] for name in labels if name in posted.amendments[-1].texts)
        data = entry_data(posted, book.programs, book.places)
        return _AMENDED.of(entry=posted.id, texts=texts), data

    @verb_of(app)
    @looking("id", _looked_at(side, _amendable))
    @taking(words=Annotated[Words, options_of(verb.takes)])
    def amend(context: typer.Context, *, words: Words, ending: options.Ending) -> None:
        """Put the texts of an entry right; nothing else changes.

        Never money, day, programme or class. Both versions stay: `show` has them, lists have the
        newest. A closed year takes none.
        """
        keep(context, verb, words, ending, told)


def _add_copy(app: typer.Typer, side: Side) -> None:
    verb = verbs.copy[side]

    @verb_of(app)
    @taking(words=Annotated[Words, options_of(verb.takes)])
    def copy(context: typer.Context, *, words: Words, ending: options.Ending) -> None:
        """Record a new entry like another, with changes.

        What is said is changed, the rest is as there. Every rule of `add` holds. A key and a reason
        for going beyond the plan are not copied.
        """
        keep_entries(context, verb, words, ending)


def _add_files(app: typer.Typer, side: Side) -> None:
    from ethnictrack.cli.commands.attachments import add_files  # noqa: PLC0415 - for its two verbs

    def owner(context: typer.Context, book: Book, number: int) -> tuple[str, int, Message]:
        entry = verbs.meant(book, side, number, session_of(context).actor).id
        return "entry", entry, _ENTRY.of(entry=entry)

    add_files(app, verbs.attach[side], owner)
