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
from functools import cached_property
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
from ethnictrack.fields.entry import ACTOR, asked_of
from ethnictrack.fields.entry_texts import EntryTexts
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import NUMBERS, read_words
from ethnictrack.fields.words import WORDS_OF_COMMANDS
from ethnictrack.library.entry_words import draft_of, filter_of, filters_of
from ethnictrack.library.many import read_offices
from ethnictrack.library.reports import REPORTS, Report
from ethnictrack.library.verbs import SIDES, VERBS, Writing
from ethnictrack.render import ENDINGS, FILES, FORMATS, render
from ethnictrack.render.words import View, say
from ethnictrack.reports.entries import entry_data
from ethnictrack.services.ledger import Recorded, Recorder
from ethnictrack.values.clean_text import clean
from ethnictrack.values.dates import vietnam_day
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Capital, Kind, Side, Source
from ethnictrack.values.money import Dong, Qualifier
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.ledger.opening_figure import KeptOpening
    from ethnictrack.library.questions import Question
    from ethnictrack.nouns.activity import Activity, Outcome, Remark
    from ethnictrack.nouns.collection import Collection, UnitRecord
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.nouns.place import Place, Places
    from ethnictrack.nouns.program import Program, Programs
    from ethnictrack.reports.collections import FileFacts


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


class OpenBook:
    """An open book. ``open_book`` makes it; what it records is kept when that block ends well.

    Every word is read as the commands read it, by the same fields and under the same rules; what
    is refused raises a BookError and leaves the book as it was before the call.
    """

    def __init__(self, place: Location, actor: str, stack: ExitStack) -> None:
        """Open the book for reading; the first that is recorded opens it for writing."""
        self._place, self._actor, self._stack = place, actor, stack
        self._store = stack.enter_context(read_book(place))
        self._writes = False
        self.warnings: list[str] = []  # what a clerk would be told of what was recorded

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return vietnam_day(datetime.now(UTC))

    @overload
    def record(self, group: Literal["allocate", "disburse"], **said: object) -> LedgerEntry: ...
    @overload
    def record(
        self, group: Literal["allocate reverse", "disburse reverse"], **said: object
    ) -> list[LedgerEntry]: ...
    @overload
    def record(self, group: Literal["program"], **said: object) -> Program: ...
    @overload
    def record(self, group: Literal["place"], **said: object) -> Place: ...
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
    def record(self, group: str, **said: object) -> object: ...
    def record(self, group: str, **said: object) -> object:
        """Record what a command would, and return what is kept.

        ``group`` is that of an `add` (``allocate``, ``disburse``, ``program``, ``place``,
        ``inspect``, ``activity``, ``opening``), or a command of theirs and of `collect`, such as
        ``inspect finding`` or ``disburse reverse``. ``said`` has the JSON keys of it: words, or
        values of the types of its fields. An amount is whole đồng in int, a Dong, or words; a
        float is refused. Raises: BookError.
        """
        if group in SIDES:
            return self._record_entry(SIDES[group], said)
        if group not in VERBS:
            known = (*SIDES, *VERBS)
            raise UnknownChoiceError(option="group", given=visible(group), known=known)
        takes, keep = VERBS[group]
        read = read_words(takes, _known(said, takes), self.today)
        read.pop(NUMBERS.name, None)
        warnings: list[Message] = []
        kept = keep(Writing(self._writing(), self.today, warnings), read)
        self.warnings += map(say, warnings)
        self._store.forget()  # registers and sums as they were when first asked for
        self.__dict__.pop("_recorder", None)
        return self._told(kept) if isinstance(kept, Recorded) else kept

    def _record_entry(self, side: Side, said: Mapping[str, object]) -> LedgerEntry:
        known = _known(said, (*asked_of(side), NUMBERS))
        draft = draft_of(side, known, self.today)
        self._writing()
        recorded = self._recorder.record(draft)
        (entry,) = self._told(recorded)
        return entry

    def _told(self, recorded: Recorded) -> list[LedgerEntry]:
        """Return what was recorded, and keep what a clerk would be told of it."""
        self.warnings += map(say, recorded.warnings)
        registers = self._store.programs, self._store.places
        return [LedgerEntry.of(each, *registers) for each in recorded.posted]

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

    def _writing(self) -> Book:
        """Return the book open for writing: one transaction from the first that is recorded on."""
        if not self._writes:
            self._stack.close()
            signature = Signature(actor=self._actor, command=_COMMAND, at=datetime.now(UTC))
            self._store = self._stack.enter_context(write_book(self._place, signature))
            self._writes = True
        return self._store

    @cached_property
    def _recorder(self) -> Recorder:
        return Recorder(self._store, self.today)


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
                result, scale = self.report.over(offices, self.asked, name)
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
