"""Fills in a form: asks its fields in order, steps back, and asks a last yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import typer

from ethnictrack.cli.prompts.back import Later
from ethnictrack.cli.prompts.choice import Offered, choose, listed
from ethnictrack.cli.prompts.question_field import Heard, QuestionField
from ethnictrack.cli.prompts.screen import BACK, Fragments, Screen
from ethnictrack.cli.shell.session import session_of
from ethnictrack.fields.reading import ByName, Words
from ethnictrack.i18n import N_, Message
from ethnictrack.render.words import say
from ethnictrack.values.errors import BUSY, REFUSED, USAGE, BookError

T = TypeVar("T")
_HELP, _EMPTY = "?", "-"
_ROOM = 24  # columns kept free for an answer
_KEYS = N_(
    "Enter takes what stands in [ ], - leaves a field empty, < or Shift-Tab goes back, ? explains, "
    "Tab completes, Ctrl-C stops and keeps nothing."
)
_NEEDED = N_("This cannot be left empty.")
_FIRST = N_("This is the first field.")
_NOTHING_KEPT = N_("Nothing was kept.")
_YES, _NO = Offered("yes", N_("yes")), Offered("no", N_("no"))
_QUESTION = N_("Keep this in the book? (yes/no)")
_ANSWER = N_("Answer yes or no; < goes back to the last field.")


def begin(context: typer.Context, fetch: Callable[[typer.Context], T]) -> tuple[Screen, Later[T]]:
    """Return the screen, and what the questions need from the book, fetched behind the first.

    Raises: MissingBookError, before anything is asked.
    """
    known = Later(lambda: fetch(context))
    book = session_of(context).book
    if isinstance(book, Path) and not book.is_file():
        known()
    return Screen(known.start), known


class Form:
    """Questions whose answers go into ``words``, as if they had been typed on the command line."""

    def __init__(
        self,
        screen: Screen,
        title: Message,
        words: Words | ByName,
        blame: Callable[[BookError], str | None],
    ) -> None:
        """Fill the fields of ``words`` that are None; ``blame`` names the one to mend."""
        self._screen = screen
        self._title = title
        self._words = words
        self._blame = blame
        self._given: list[QuestionField] = []
        self._asked: list[QuestionField] = []
        self._answers: dict[str, str | None] = {}  # every answer ever given, for the way back
        self._done: set[str] = set()
        self._unlocked: set[str] = set()

    def fill(self, fields: Sequence[QuestionField], review: Callable[[], None]) -> None:
        """Ask until everything stands and was agreed to.

        ``review`` shows what would be kept, or raises what the book would refuse it with.
        Raises: a refusal that no question can mend; typer.Exit for a "no"; typer.Abort for Ctrl-C.
        """
        try:
            self._fill(fields, review)
        except (KeyboardInterrupt, EOFError):
            raise typer.Abort from None

    def _fill(self, fields: Sequence[QuestionField], review: Callable[[], None]) -> None:
        self._asked = [each for each in fields if self._words[each.name] is None]
        self._given = [each for each in fields if each not in self._asked]
        self._check_given(alone=True)
        self._screen.tell(self._title, "class:heading")
        self._screen.tell(_KEYS)
        self._screen.write([[]])
        while True:
            self._ask_open()
            self._check_given(alone=False)
            try:
                review()
            except BookError as refusal:
                self._reopen(refusal)
                continue
            if self._agreed():
                return

    def _check_given(self, *, alone: bool) -> None:
        """Read what the command line said. Raises: the refusals of its fields."""
        for each in self._given:
            if each.alone is alone:
                each.read(self._words[each.name] or "")

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

    def _settle(self, field: QuestionField) -> int:
        """Say at once what the book would refuse; return where to go on."""
        try:
            field.settled()
        except BookError as refusal:
            self._reopen(refusal)
        return 0

    def _applies(self, field: QuestionField) -> bool:
        return field.name in self._unlocked if field.on_refusal else field.applies()

    def _forget(self, field: QuestionField) -> None:
        self._done.discard(field.name)
        self._words[field.name] = None

    def _step_back(self, at: int) -> int:
        """Open the field before this one again; return where it stands."""
        if at < len(self._asked):
            self._unlocked.discard(self._asked[at].name)
        for before in range(at - 1, -1, -1):
            name = self._asked[before].name
            if name in self._done:
                self._done.remove(name)
                return before
        self._screen.tell(_FIRST, indent="  ")
        return at

    def _reopen(self, refusal: BookError) -> None:
        """Ask again for the field a refusal is about. Raises: the refusal, where none is."""
        if refusal.exit == BUSY:
            self._screen.refuse(refusal)
            self._step_back(len(self._asked))  # Enter there tries again
            return
        name = self._blame(refusal)
        if _is_final(refusal) or name not in {each.name for each in self._asked}:
            raise refusal
        self._screen.refuse(refusal)
        self._unlocked.add(name)
        self._done.discard(name)
        self._answers.pop(name, None)  # what was refused is not offered again

    def _ask(self, field: QuestionField) -> bool:
        """Ask until the answer can be taken; False for a step back."""
        default = self._default(field)
        if before := field.before():
            self._screen.tell(before, "class:meaning")
        self._list(field.choices())
        while True:
            typed = self._screen.ask(self._prompt(field, default), field.completer)
            if typed == BACK:
                return False
            if typed == _HELP:
                self._screen.tell(field.help, indent="  ")
                continue
            try:
                heard = self._hear(field, typed, default)
            except BookError as refusal:
                if _is_final(refusal):
                    raise
                self._screen.refuse(refusal)
                continue
            if heard is None and not field.optional:
                self._screen.tell(_NEEDED, "class:refused", "  ")
                self._screen.tell(field.help, indent="  ")
                continue
            self._take(field, typed, heard)
            return True

    def _hear(self, field: QuestionField, typed: str, default: Heard | None) -> Heard | None:
        """Return the answer; None leaves the field empty. Raises: the refusals of the field."""
        if field.optional and typed == _EMPTY:
            return None
        return field.read(typed) if typed else default

    def _take(self, field: QuestionField, typed: str, heard: Heard | None) -> None:
        word = None if heard is None else heard.word
        self._words[field.name] = word
        self._answers[field.name] = word
        self._done.add(field.name)
        if typed and heard and heard.meaning is not None and say(heard.meaning) != typed:
            self._screen.tell(heard.meaning, "class:meaning", "  = ")

    def _default(self, field: QuestionField) -> Heard | None:
        """Return what Enter takes: the answer given before, else the field's own default."""
        name = field.name
        word = self._answers[name] if name in self._answers else field.default()
        try:
            return None if word is None else field.read(word)
        except BookError as refusal:
            if _is_final(refusal):
                raise
            return None  # what was said last no longer fits

    def _prompt(self, field: QuestionField, default: Heard | None) -> Fragments:
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

    def _agreed(self) -> bool:
        """Ask the last question; False for a step back. Raises: typer.Exit for a "no"."""
        while True:
            typed = self._screen.ask([("class:question", say(_QUESTION)), ("", " ")], None)
            if typed == BACK:
                self._step_back(len(self._asked))
                return False
            try:
                chosen = choose(_QUESTION, (_YES, _NO), typed)
            except BookError:
                self._screen.tell(_ANSWER, indent="  ")
                continue
            if chosen is _YES:
                return True
            self._screen.tell(_NOTHING_KEPT)
            raise typer.Exit


def _in_brackets(default: Heard, room: int) -> str:
    """Write what Enter takes; a long name is cut, a figure never."""
    if default.brief is not None:
        return say(default.brief)
    text = say(default.word if default.meaning is None else default.meaning)
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _is_final(refusal: BookError) -> bool:
    """Say whether the book itself is the trouble, which no answer can mend."""
    return refusal.exit not in {REFUSED, USAGE}
