"""A book as programs use it: record, list, ask for reports; kept whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from ethnictrack import i18n
from ethnictrack.book.journal import Signature
from ethnictrack.book.location import Location, locate, login
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.errors.usage import (
    ContradictionError,
    FormatFileError,
    UnknownChoiceError,
    UnknownOptionError,
)
from ethnictrack.fields.entry import ACTOR
from ethnictrack.fields.entry_texts import EntryTexts
from ethnictrack.fields.field import Field
from ethnictrack.fields.words import WORDS_OF_COMMANDS
from ethnictrack.library.entry_words import filter_of, filters_of
from ethnictrack.library.many import over_books, read_offices
from ethnictrack.library.questions import Report
from ethnictrack.library.reports import REPORTS
from ethnictrack.library.verbs import Writing, verbs
from ethnictrack.library.verbs.entry import SIDES, add, amend, copy
from ethnictrack.render import ENDINGS, FILES, FORMATS, render
from ethnictrack.render.words import View, say
from ethnictrack.reports.entries import entry_data
from ethnictrack.services.carry import CarriedOver
from ethnictrack.services.entry import Recorded, Recorder
from ethnictrack.values.clean_text import clean
from ethnictrack.values.dates import vietnam_day
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import Dong, Qualifier
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.ledger.opening_figure import KeptOpening
    from ethnictrack.ledger.plan import Estimate
    from ethnictrack.library.questions import Question
    from ethnictrack.library.verbs.book import YearClosing
    from ethnictrack.nouns.activity import Activity, Outcome, Remark
    from ethnictrack.nouns.attachment import Attachment
    from ethnictrack.nouns.batch import Batch
    from ethnictrack.nouns.collection import Collection, UnitRecord
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.nouns.place import Place, Places
    from ethnictrack.nouns.program import Program, Programs
    from ethnictrack.nouns.statement import Decision, Statement
    from ethnictrack.reports.collections import FileFacts
    from ethnictrack.reports.reconcile import StatementFacts
    from ethnictrack.services.register import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry(EntryTexts):
    """An allocation or a disbursement as the book holds it; money is whole đồng.

    ``program`` and ``place`` are codes. ``effect`` is what it did to the plan or to giải ngân.
    """

    id: int
    program: str
    place: str | None
    year: int
    plan_year: int
    date: dt.date
    kind: Kind
    capital: Capital | None
    source: Source | None
    amount: Dong
    effect: Dong
    disposed: Dong
    qualifier: Qualifier | None
    reverses: int | None
    reversed_by: int | None
    reconciled: int | None
    transfer: int | None
    batch: int | None
    key: str | None
    actor: str
    recorded_at: dt.datetime
    amended: bool
    files: int

    @classmethod
    def of(cls, posted: Posted, programs: Programs, places: Places) -> LedgerEntry:
        """Return an entry of the ledger with the codes of its programme and place."""
        facts: dict[str, Any] = entry_data(posted, programs, places)
        return cls(**facts)


_COMMAND = "python"  # what the log says of who writes from a program
_OF_ONE = frozenset(each.name for of in (add, amend, copy) for each in of.values())  # one entry


class OpenBook:
    """An open book. ``open_book`` makes it; what it records is kept when that block ends well.

    Every word is read as the commands read it, by the same fields and under the same rules; what
    is refused raises a BookError and leaves the book as it was before the call.
    """

    def __init__(self, place: Location, actor: str, stack: ExitStack) -> None:
        """Open the book for reading; the first that is recorded opens it for writing."""
        self._place, self._actor, self._stack = place, actor, stack
        self._store = stack.enter_context(read_book(place))
        self._at: Writing | None = None  # what is known while it is written in
        self._writes = False
        self.warnings: list[str] = []  # what a clerk would be told of what was recorded

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return vietnam_day(datetime.now(UTC))

    @overload
    def record(
        self,
        group: Literal[
            "allocate",
            "allocate amend",
            "allocate copy",
            "disburse",
            "disburse amend",
            "disburse copy",
        ],
        **said: object,
    ) -> LedgerEntry: ...
    @overload
    def record(
        self,
        group: Literal[
            "allocate reverse", "disburse reverse", "allocate transfer", "allocate carry"
        ],
        **said: object,
    ) -> list[LedgerEntry]: ...
    @overload
    def record(
        self,
        group: Literal["allocate attach", "disburse attach", "inspect attach"],
        **said: object,
    ) -> list[Attachment]: ...
    @overload
    def record(self, group: Literal["disburse estimate"], **said: object) -> Estimate: ...
    @overload
    def record(
        self, group: Literal["program", "program edit", "program alias"], **said: object
    ) -> Program: ...
    @overload
    def record(self, group: Literal["place"], **said: object) -> Place: ...
    @overload
    def record(self, group: Literal["program load", "place load"], **said: object) -> Loaded: ...
    @overload
    def record(
        self,
        group: Literal[
            "inspect", "inspect stage", "inspect finding", "inspect recover", "inspect reverse"
        ],
        **said: object,
    ) -> Dossier: ...
    @overload
    def record(
        self, group: Literal["activity", "activity reverse"], **said: object
    ) -> Activity: ...
    @overload
    def record(
        self, group: Literal["activity target", "activity record"], **said: object
    ) -> Outcome: ...
    @overload
    def record(self, group: Literal["activity remark"], **said: object) -> list[Remark]: ...
    @overload
    def record(
        self, group: Literal["opening", "opening reverse"], **said: object
    ) -> KeptOpening: ...
    @overload
    def record(self, group: Literal["close", "reopen"], **said: object) -> YearClosing: ...
    @overload
    def record(self, group: Literal["undo"], **said: object) -> Batch: ...
    @overload
    def record(self, group: Literal["settings"], **said: object) -> str: ...
    @overload
    def record(self, group: Literal["collect open"], **said: object) -> Collection: ...
    @overload
    def record(
        self, group: Literal["collect nil", "collect return"], **said: object
    ) -> UnitRecord: ...
    @overload
    def record(
        self, group: Literal["collect take", "collect accept"], **said: object
    ) -> list[FileFacts]: ...
    @overload
    def record(self, group: Literal["reconcile match"], **said: object) -> StatementFacts: ...
    @overload
    def record(self, group: Literal["reconcile explain"], **said: object) -> Decision: ...
    @overload
    def record(self, group: Literal["reconcile drop"], **said: object) -> Statement: ...
    @overload
    def record(self, group: str, **said: object) -> object: ...
    def record(self, group: str, **said: object) -> object:
        """Record what a command would, and return what is kept.

        ``group`` is the words of the command without ``book`` and ``add``: ``disburse``,
        ``inspect finding``, ``close``. ``said`` has the JSON keys of it: words, or values of the
        types of its fields. An amount is whole đồng in int, a Dong, or words; a float is refused.
        Raises: BookError.
        """
        if group not in verbs():
            raise UnknownChoiceError(option="group", given=visible(group), known=tuple(verbs()))
        verb = verbs()[group]
        read = verb.read(_known(said, verb.takes), self.today)
        at = self._writing()
        kept = verb.keep(at, read)
        self.warnings += map(say, at.warnings)
        at.warnings.clear()
        if group not in SIDES:  # what records one entry keeps its sums up to date
            self._store.forget()  # registers and sums as they were when first asked for
            self._at = None
        if not isinstance(kept, Recorded | CarriedOver):
            return kept
        registers = self._store.programs, self._store.places
        entries = [LedgerEntry.of(each, *registers) for each in kept.posted]
        return entries[0] if group in _OF_ONE else entries

    def entries(self, group: str, **filters: object) -> Iterator[LedgerEntry]:
        """Yield the entries of ``allocate`` or ``disburse`` that meet every filter of `list`.

        The days of --from and --to are ``first`` and ``last``, or ``from_`` and ``to``.
        Raises: BookError, at once.
        """
        if group not in SIDES:
            raise UnknownChoiceError(option="group", given=visible(group), known=tuple(SIDES))
        side, store = SIDES[group], self._store
        known = _known(filters, filters_of(side))
        only = filter_of(side, known, store.programs, store.places, self.today)
        found = [*store.ledger.chosen(side, only)]  # recording meanwhile ends this snapshot
        return (LedgerEntry.of(each, store.programs, store.places) for each in found)

    def figures(self, report: str, **options: object) -> Any:  # noqa: ANN401 - JSON is of any type
        """Return what `report … --json` prints, as json.loads has it. Raises: BookError."""
        return json.loads(self.document(report, **options).bytes("json"))

    def document(self, report: str, **options: object) -> ReportDocument:
        """Return a report to be written in one of the formats there are. Raises: BookError."""
        if report not in REPORTS:
            raise UnknownChoiceError(option="report", given=visible(report), known=tuple(REPORTS))
        of = REPORTS[report]
        return ReportDocument(of, of.ask(_known(options, of.takes), self.today), self)

    @property
    def store(self) -> Book:
        """The parts of the book, for the rest of the program."""
        return self._store

    def _writing(self) -> Writing:
        """Return the book open for writing: one transaction from the first that is recorded on."""
        if not self._writes:
            self._stack.close()
            signature = Signature(actor=self._actor, command=_COMMAND, at=datetime.now(UTC))
            self._store = self._stack.enter_context(write_book(self._place, signature))
            self._writes = True
        if self._at is None:
            self._at = Writing(
                book=self._store,
                place=self._place,
                today=self.today,
                recorder=Recorder(self._store, self.today),
            )
        return self._at


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report of an open book: made each time it is written, in the language asked for."""

    report: Report
    asked: Question
    book: OpenBook

    def text(self, format: str = "markdown", lang: str | None = None) -> str:  # noqa: A002 - as -O
        """Return it in a format of text, ``vi`` or ``en``; by default the language in force.

        Raises: FormatFileError, for a format that is no text; UnknownChoiceError.
        """
        known = tuple(each for each in FORMATS if each not in FILES)
        name = _format(format)
        if name not in known:
            raise FormatFileError(given=visible(format), known=known)
        return self.bytes(name, lang).decode("utf-8-sig")

    def bytes(self, format: str, lang: str | None = None) -> bytes:  # noqa: A002 - as -O
        """Return the file as `-o` writes it. Raises: FormatFileError, UnknownChoiceError."""
        name = _format(format)
        with _speaking(lang):
            if self.asked.books is None:
                result, scale = self.report.of(self.book.store, self.asked, name)
            else:
                offices = read_offices(Path(self.asked.books))
                result, scale = over_books(self.report, offices, self.asked, name)
            return render(result, name, View(scale=scale, decimals=self.asked.decimals))


@contextmanager
def open_book(path: str | Path, actor: str | None = None) -> Iterator[OpenBook]:
    """Open a book: a file, or the address of one on a server.

    Left normally, all that was recorded is kept at once; left by an exception, nothing of it.
    ``actor`` is who is recorded as having done it, by default who is logged in. Raises: BookError.
    """
    BookError.worded, BookError.labels = say, WORDS_OF_COMMANDS
    if not i18n.chosen():
        i18n.use_usual()
    place = locate(str(path))
    who = clean(actor or os.environ.get("ETHNICTRACK_ACTOR") or login(), ACTOR.label, 100)
    with ExitStack() as stack:
        yield OpenBook(place, who, stack)


def _known(said: Mapping[str, object], takes: tuple[Field[Any], ...]) -> Mapping[str, object]:
    """Return what was said under the fields' names; an option's word, such as ``to``, is one too.

    What there is no field for is refused: a slip of the pen is never left out in silence.
    Raises: UnknownOptionError, ContradictionError.
    """
    words = {
        each.option.strip("-[]").replace("-", "_").lower(): each.name
        for each in takes
        if each.option
    }
    names = words | {each.name: each.name for each in takes}
    known: dict[str, object] = {}
    for word, value in said.items():
        name = names.get(word.rstrip("_"))  # from is a word of Python: from_
        if name is None:
            near = tuple(get_close_matches(word, names))
            raise UnknownOptionError(given=visible(word), near=near)
        if name in known:
            raise ContradictionError(first=name, second=visible(word))
        known[name] = value
    return known


def _format(name: str) -> str:
    """Return a format by its name or by the ending of its files. Raises: FormatFileError."""
    found = ENDINGS.get(f".{name}", name)
    if found not in FORMATS:
        raise FormatFileError(given=visible(name), known=tuple(FORMATS))
    return found


@contextmanager
def _speaking(lang: str | None) -> Iterator[None]:
    """Speak a language meanwhile. Raises: UnknownChoiceError."""
    if lang not in {None, *i18n.LANGUAGES}:
        raise UnknownChoiceError(option="lang", given=visible(str(lang)), known=i18n.LANGUAGES)
    with i18n.speaking(lang or i18n.language()):
        yield
