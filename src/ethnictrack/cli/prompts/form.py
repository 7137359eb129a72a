"""Fills in a form: asks its fields in order, steps back, and asks a last yes or no."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from pathlib import Path
from threading import Thread
from typing import Generic, TypeVar, cast

import typer

from ethnictrack.cli.prompts.choices import NO, YES, Offered, SeveralFitError, choose, listed
from ethnictrack.cli.prompts.questions import Answer, QuestionField
from ethnictrack.cli.prompts.screen import BACK, NOTHING_KEPT, Fragments, Screen
from ethnictrack.cli.shell.session import session_of
from ethnictrack.errors.usage import MissingValueError
from ethnictrack.fields.types import ByName, Words
from ethnictrack.i18n import N_, Message
from ethnictrack.render.words import say
from ethnictrack.values.errors import BUSY, REFUSED, USAGE, BookError
from ethnictrack.values.text import fold

T = TypeVar("T")


class Later(Generic[T]):
    """A value that a thread is fetching; a caller waits until it is there."""

    def __init__(self, fetch: Callable[[], T]) -> None:
        """Fetch once ``start`` says so. The thread never keeps the program from ending."""
        self._fetch = fetch
        self._value: T | None = None
        self._failure: Exception | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin, unless that was done before."""
        if self._thread is None:
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        try:
            self._value = self._fetch()
        except Exception as error:  # noqa: BLE001 - raised again where it is asked for
            self._failure = error

    def __call__(self) -> T:
        """Return the value, or raise what kept it from being fetched."""
        self.start()
        if self._thread is not None:
            self._thread.join()
        if self._failure is not None:
            raise self._failure
        return cast("T", self._value)


_HELP, _EMPTY, _END, _BETWEEN = "?", "-", ".", ";"
_ROOM = 24  # columns kept free for an answer
_KEYS = N_(
    "Enter takes what stands in [ ], - leaves a field empty, < or Shift-Tab goes back, ? explains, "
    "Tab completes, Ctrl-C stops and keeps nothing."
)
_ENDS = N_("A full stop or Ctrl-D ends; what is kept by then stays.")
_AT_ONCE = N_(
    "Or, at the first question, all in one line with ; between, the rest as last time: {fields}."
)
_CHANGED = N_("Not asked; its name, typed here, fills in or changes it: {fields}.")
_NEEDED = N_("This cannot be left empty.")
_FIRST = N_("This is the first field.")
_MORE = N_("… and {count} more: type a part of the name.")
SEVERAL = N_("Several fit. Which one? Its number:")
_QUESTION = N_("Keep this in the book? (yes/no)")
_ANSWER = N_(
    "Answer yes or no; < goes back to the last field, and the name of a field changes that one: "
    "{fields}."
)


class EndedError(Exception):
    """A full stop, or Ctrl-D at the first question: no more of a row is wanted."""


def begin(context: typer.Context, fetch: Callable[[typer.Context], T]) -> tuple[Screen, Later[T]]:
    """Return the screen, and what the questions need from the book, fetched behind the first.

    Raises: MissingBookError, before anything is asked.
    """
    known = Later(lambda: fetch(context))
    session = session_of(context)
    if isinstance(session.book, Path) and not session.book.is_file():
        known()
    return Screen(known.start, plain=session.plain), known


class Form:
    """Questions whose answers go into ``words``, as if they had been typed on the command line."""

    def __init__(
        self,
        screen: Screen,
        title: Message | None,
        words: Words | ByName,
        blame: Callable[[BookError], str | None],
        *,
        in_row: bool = False,
    ) -> None:
        """Fill the fields of ``words`` that are None; ``blame`` names the one to mend.

        Without ``title`` nothing is said first. One of a row of forms can be ended by a full stop.
        """
        self._screen = screen
        self._title = title
        self._words = words
        self._blame = blame
        self._in_row = in_row
        self._given: list[QuestionField] = []
        self._asked: list[QuestionField] = []
        self._answers: dict[str, str | None] = {}  # every answer ever given, for the way back
        self._unclear: dict[str, str] = {}  # words of the command line that fit several lines
        self._several: SeveralFitError | None = None  # lines that stand above, with numbers
        self._done: set[str] = set()
        self._called: set[str] = set()  # those asked because somebody, or the book, wants them
        self._ahead: dict[str, str] | None = None  # answers that were typed in one line

    def fill(
        self, fields: Sequence[QuestionField], review: Callable[[], None] | None = None
    ) -> None:
        """Ask until everything stands and was agreed to.

        ``review`` shows what would be kept, or raises what the book would refuse it with. Without
        it nothing is to be kept, and nobody is asked to agree.
        Raises: a refusal that no question can mend; typer.Exit for a "no"; typer.Abort for Ctrl-C;
        EndedError.
        """
        try:
            self._fill(fields, review)
        except EOFError:
            if self._in_row and not self._done:
                raise EndedError from None
            raise typer.Abort from None
        except KeyboardInterrupt:
            raise typer.Abort from None

    def _fill(self, fields: Sequence[QuestionField], review: Callable[[], None] | None) -> None:
        self._given = [each for each in fields if self._words[each.name] is not None]
        self._check_given(alone=True)
        self._asked = [each for each in fields if self._words[each.name] is None]
        self._introduce()
        while True:
            self._ask_open()
            self._check_given(alone=False)
            if review is None:
                return
            try:
                review()
            except BookError as refusal:
                self._reopen(refusal)
                continue
            if self._agreed():
                return

    def _introduce(self) -> None:
        if self._title is not None:
            self._screen.tell(self._title, "class:heading")
            self._screen.tell(_KEYS)
            if self._in_row:
                self._screen.tell(_ENDS)
                self._tell_fields(_AT_ONCE, {one for each in self._asked for one in each.at_once})
        self._screen.write([[]])

    def _tell_fields(self, text: Message, names: Container[str]) -> None:
        """Say something of fields, by their questions, where there are any."""
        if named := tuple(each.question for each in self._asked if each.name in names):
            self._screen.tell(text.of(fields=named))

    def _check_given(self, *, alone: bool) -> None:
        """Read what the command line said; what fits several lines is asked after all.

        Raises: the refusals of its fields.
        """
        for each in [*self._given]:
            if each.alone is alone:
                word = self._words[each.name] or ""
                try:
                    each.read(word)
                except SeveralFitError:
                    self._unclear[each.name], self._words[each.name] = word, None
                    self._given.remove(each)
                    self._asked.append(each)

    def _ask_open(self) -> None:
        """Ask every field that applies and has no answer yet."""
        at = 0
        while at < len(self._asked):
            field = self._asked[at]
            if not self._applies(field):
                self._forget(field)
                at += 1
            elif field.name in self._done:
                at += 1
            elif self._ask(field):
                at = self._settle(field)
            else:
                at = self._step_back(at)
        self._ask_again()

    def _settle(self, field: QuestionField) -> int:
        """Say at once what the book would refuse; return where to go on."""
        for name in field.fills:
            self._done.discard(name)
            self._called.discard(name)
            self._answers.pop(name, None)
        try:
            field.settled()
        except BookError as refusal:
            self._reopen(refusal)
        return 0

    def _applies(self, field: QuestionField) -> bool:
        return field.name in self._called or (not field.on_call() and field.applies())

    def _forget(self, field: QuestionField) -> None:
        if field.name in self._done:
            self._done.discard(field.name)
            self._words[field.name] = None

    def _step_back(self, at: int) -> int:
        """Open the field before this one again; return where it stands."""
        if at < len(self._asked):
            self._called.discard(self._asked[at].name)
        for before in range(at - 1, -1, -1):
            name = self._asked[before].name
            if name in self._done:
                self._done.remove(name)
                return before
        self._screen.tell(_FIRST, indent="  ")
        return at

    def _reopen(self, refusal: BookError) -> None:
        """Ask again for the field a refusal is about. Raises: the refusal, where none is."""
        self._ask_again()
        if refusal.exit == BUSY:
            self._screen.refuse(refusal)
            self._step_back(len(self._asked))  # Enter there tries again
            return
        name = self._blame(refusal)
        if _is_final(refusal) or name not in {each.name for each in self._asked}:
            raise refusal
        # To ask for what is missing says as much, once.
        if not isinstance(refusal, MissingValueError) or name in self._called:
            self._screen.refuse(refusal)
        self._call(str(name))
        self._words[str(name)] = None  # what was refused is not offered again
        self._answers.pop(str(name), None)

    def _call(self, name: str) -> None:
        self._called.add(name)
        self._done.discard(name)

    def _ask(self, field: QuestionField) -> bool:
        """Ask until the answer can be taken; False for a step back."""
        default = self._default(field)
        if self._taken_ahead(field, default):
            return True
        listed_first = self._begin(field)
        if field.name in self._unclear:
            self._tried(field, self._unclear.pop(field.name), default)
        while True:
            typed = self._type(self._prompt(field, default), field)
            if typed == BACK:
                return False
            if self._parted(field, typed):
                return self._ask(field)
            if typed == _HELP:
                self._screen.tell(field.help, indent="  ")
            elif self._tried(field, typed, default):
                return True
            elif listed_first and self._several is not listed_first:
                default = None  # its number was that of the longer list

    def _ask_again(self) -> None:
        """Ask for what was typed in one line and not yet taken: Enter takes it."""
        self._answers |= self._ahead or {}
        self._ahead = None

    def _taken_ahead(self, field: QuestionField, default: Answer | None) -> bool:
        """Take the answer out of the line that was typed, if there is one and it can be taken."""
        if self._ahead is None:
            return False
        if self._tried(field, self._ahead.pop(field.name, ""), default):
            return True
        self._ask_again()
        return False

    def _parted(self, field: QuestionField, typed: str) -> bool:
        """Take the answers of several fields out of one line; the last has what is too much."""
        if not field.at_once or _BETWEEN not in typed:
            return False
        parts = typed.split(_BETWEEN, len(field.at_once) - 1)
        said = zip(field.at_once, map(str.strip, parts), strict=False)
        self._ahead = {name: part for name, part in said if part}
        self._called |= self._ahead.keys()
        return True

    def _begin(self, field: QuestionField) -> SeveralFitError | None:
        """Say what stands above a question; return the lines of it that have numbers."""
        if before := field.before():
            self._screen.tell(before, "class:meaning")
        self._several = field.listing()
        if self._several:
            show_numbered(self._screen, self._several)
        self._list(field.choices())
        return self._several

    def _type(self, prompt: Fragments, field: QuestionField | None) -> str:
        """Return what was typed. Raises: EndedError."""
        typed = self._screen.ask(prompt, field.completer if field else None)
        if typed == _END and self._in_row:
            raise EndedError
        return typed

    def _tried(self, field: QuestionField, typed: str, default: Answer | None) -> bool:
        """Take an answer, or say why it cannot be taken."""
        try:
            answer = self._read(field, typed, default)
        except SeveralFitError as several:
            self._several = several
            self._screen.tell(SEVERAL, indent="  ")
            show_numbered(self._screen, several)
            return False
        except BookError as refusal:
            if _is_final(refusal):
                raise
            self._screen.refuse(refusal)
            return False
        if answer is None and not field.optional:
            self._screen.tell(_NEEDED, "class:refused", "  ")
            self._screen.tell(field.help, indent="  ")
            return False
        self._take(field, typed, answer)
        return True

    def _read(self, field: QuestionField, typed: str, default: Answer | None) -> Answer | None:
        """Return the answer; None leaves the field empty. Raises: the refusals of the field."""
        if field.optional and typed == _EMPTY:
            return None
        if not typed:
            return default
        return field.read(self._several.word(typed) if self._several else typed)

    def _take(self, field: QuestionField, typed: str, answer: Answer | None) -> None:
        word = None if answer is None else answer.word
        self._words[field.name] = word
        self._answers[field.name] = word
        self._done.add(field.name)
        if typed and answer and answer.meaning is not None and say(answer.meaning) != typed:
            self._screen.tell(answer.meaning, "class:meaning", "  = ")

    def _default(self, field: QuestionField) -> Answer | None:
        """Return what Enter takes: the answer given before, else the field's own default."""
        name = field.name
        said = self._words[name] or field.default()
        word = self._answers.get(name, said)
        try:
            return None if word is None else field.read(word)
        except SeveralFitError:
            return None
        except BookError as refusal:
            if _is_final(refusal):
                raise
            return None  # what was said last no longer fits

    def _prompt(self, field: QuestionField, default: Answer | None) -> Fragments:
        question = say(field.question)
        prompt = [("class:question", question)]
        if default is not None:
            room = max(self._screen.width - len(question) - _ROOM, len(default.word))
            prompt += [("", " ["), ("class:default", _in_brackets(default, room)), ("", "]")]
        return [*prompt, ("", ": ")]

    def _list(self, choices: Sequence[Offered]) -> None:
        """Write the choices with their numbers, as many on a line as fit."""
        lines: list[str] = []
        for each in listed(choices):
            joined = f"{lines[-1]}   {each}" if lines else ""
            if joined and len(joined) + 2 <= self._screen.width:
                lines[-1] = joined
            else:
                lines.append(each)
        for line in lines:
            self._screen.tell(line, indent="  ")

    def _tell_unasked(self) -> None:
        """Name the fields that nobody is asked for, once in a row."""
        if self._title is None:
            return
        unasked = (each for each in self._asked if each.on_call() and each.name not in self._done)
        offered = {each.name for each in unasked if each.optional or each.default()}
        self._tell_fields(_CHANGED, offered)

    def _agreed(self) -> bool:
        """Ask the last question; False for a step back. Raises: typer.Exit for a "no"."""
        self._tell_unasked()
        question = [("class:question", say(_QUESTION)), ("", f" [{say(YES.name)}]: ")]
        while True:
            typed = self._type(question, None)
            if typed == BACK:
                self._step_back(len(self._asked))
                return False
            chosen = _answered(typed or YES.word)
            if chosen is YES:
                return True
            if chosen is NO:
                self._screen.tell(NOTHING_KEPT)
                raise typer.Exit
            if named := self._named(typed):
                self._call(named.name)
                return False
            fields = tuple(each.question for each in self._asked)
            self._screen.tell(_ANSWER.of(fields=fields), indent="  ")

    def _named(self, typed: str) -> QuestionField | None:
        """Return the field whose question begins so, if it is one alone."""
        wanted = fold(typed)
        questions = [(fold(say(each.question)), each) for each in self._asked]
        begun = [each for question, each in questions if question.startswith(wanted)]
        named = [each for question, each in questions if question == wanted] or begun
        return named[0] if len(named) == 1 else None


def show_numbered(screen: Screen, several: SeveralFitError) -> None:
    """Write numbered lines, each beginning a line of its own."""
    for line in several.lines:
        screen.item(line)
    if several.more:
        screen.tell(_MORE.of(count=several.more), indent="  ")


def _answered(typed: str) -> Offered | None:
    """Return the yes or no that was typed, if it was either."""
    try:
        return choose(_QUESTION, (YES, NO), typed)
    except BookError:
        return None


def _in_brackets(default: Answer, room: int) -> str:
    """Write what Enter takes; a long name is cut, a figure never."""
    if default.brief is not None:
        return say(default.brief)
    text = say(default.word if default.meaning is None else default.meaning)
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _is_final(refusal: BookError) -> bool:
    """Say whether the book itself is the trouble, which no answer can mend."""
    return refusal.exit not in {REFUSED, USAGE}
