"""What a writing command lacks, asked for by the declarations of its fields.

Commands with more to say than their fields have a form of their own; every other one has this. At
the end: a name of a whole line that fits several lines of a register is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import typer
from prompt_toolkit.completion import PathCompleter

from ethnictrack.cli.prompts import questions
from ethnictrack.cli.prompts.choices import SeveralFitError, members
from ethnictrack.cli.prompts.form import SEVERAL, Form, Later, begin, show_numbered
from ethnictrack.cli.prompts.questions import (
    Answer,
    QuestionField,
    Read,
    amount_reader,
    day_reader,
    one_of,
)
from ethnictrack.cli.prompts.screen import Fact, Screen, show_facts, show_page
from ethnictrack.cli.shell.output import DRY, captured
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.errors.usage import MissingValueError
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import (
    NUMBERS,
    Choice,
    Day,
    Flag,
    Given,
    Money,
    Name,
    Words,
    read_word,
)
from ethnictrack.i18n import Message
from ethnictrack.nouns.registry import AmbiguousNameError, Registry
from ethnictrack.render.words import say
from ethnictrack.values.dates import write_date
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.cli.shell.verbs import Look
    from ethnictrack.library import Book
    from ethnictrack.reports.table import Result

_TOO_LITTLE = frozenset({"nothing-to-change"})  # any other field mends it


@dataclass(frozen=True, slots=True)
class KnownToFields:
    """What the book knows that fields are read by."""

    registers: Mapping[str, Registry[Any]]
    settings: Mapping[str, str]


def ask_missing(
    context: typer.Context,
    fields: Iterable[Field[Any]],
    words: Words,
    attempt: Callable[[], None],
    *,
    look: tuple[str, Look] | None,
    bookless: bool,
) -> None:
    """Ask for what a command has to be told, show it, and ask whether to keep it.

    ``attempt`` runs the command and keeps nothing: what it refuses is asked for again. What is not
    required can be said by its name at the last question. What a file would do is printed in full.
    ``look`` shows what is named by a field, as soon as it is. A ``bookless`` command is asked about
    where there is no book.
    Raises: typer.Exit for a "no"; the refusals of what ``look`` is given on the command line.
    """
    asked = [
        each for each in fields if each.required or not (each.many or isinstance(each.type, Flag))
    ]
    screen, questions_ = _ready(context, asked, words, bookless=bookless)
    if look is not None:
        page_of = partial(look[1], context)
        questions_ = _looking(questions_, words, look[0], page_of, screen)
    of_file = any(isinstance(each.type, Given) for each in asked)

    def review() -> None:
        if of_file:
            attempt()
            return
        with captured() as held:
            attempt()
        show_facts(screen, _facts(asked, words))
        _tell(screen, held.told)

    title = Message(context.command.get_short_help_str(200))
    Form(screen, title, words, _blaming(asked, words)).fill(questions_, review)


def ask_required(
    context: typer.Context, fields: Iterable[Field[Any]], words: Words, *, bookless: bool
) -> None:
    """Ask for what has to be said to a command that keeps nothing in the book, and no more."""
    asked = [each for each in fields if each.required]
    screen, questions_ = _ready(context, asked, words, bookless=bookless)
    Form(screen, None, words, lambda _: None).fill(questions_)


def _ready(
    context: typer.Context, asked: Sequence[Field[Any]], words: Words, *, bookless: bool
) -> tuple[Screen, list[QuestionField]]:
    """Return the screen and the questions, with what they need from the book if there is one."""

    def fetch(context: typer.Context) -> KnownToFields:
        return KnownToFields({}, {}) if bookless else _known(context, asked)

    words |= {each.name: None for each in asked if not words.get(each.name)}
    screen, known = begin(context, fetch)
    return screen, [*_questions(asked, words, known, session_of(context).today)]


def _blaming(asked: Sequence[Field[Any]], words: Words) -> Callable[[BookError], str | None]:
    """Return what names the field that mends a refusal."""
    offered = iter([each.name for each in asked if not each.required])
    wanting = {str(each.named): each.name for each in asked}

    def blame(refusal: BookError) -> str | None:
        if refusal.of_field:
            return str(refusal.of_field)
        if isinstance(refusal, MissingValueError):
            if len(refusal.names) == 1:
                return next((each.name for each in asked if each.named in refusal.names), None)
            # Any of several will do: they are asked for in turn.
            return next((wanting.pop(each) for each in refusal.names if each in wanting), None)
        if refusal.code in _TOO_LITTLE:
            return next(offered, None)
        return _given(refusal, asked, words) or _last(asked, words)

    return blame


def _looking(
    asked: Iterable[QuestionField],
    words: Words,
    named: str,
    page_of: Callable[[str], tuple[str, Result]],
    screen: Screen,
) -> list[QuestionField]:
    """Return the questions, with what one of them names shown once it is said.

    Raises: the refusals of a word of the command line.
    """

    def show() -> None:
        words[named], page = page_of(str(words[named]))
        show_page(screen, page)

    if words[named]:
        show()
    return [replace(each, settled=show) if each.name == named else each for each in asked]


def _known(context: typer.Context, asked: Iterable[Field[Any]]) -> KnownToFields:
    wanted = {each.type.register for each in asked if isinstance(each.type, Name)}
    with reading(context) as book:
        return KnownToFields(
            {each: _REGISTERS[each](book) for each in sorted(wanted)}, book.settings.all()
        )


def register_of(field: Field[str], book: Book) -> Registry[Any]:
    """Return the register a field names a line of."""
    assert isinstance(field.type, Name)  # noqa: S101 - the caller knows
    return _REGISTERS[field.type.register](book)


_REGISTERS: dict[str, Callable[[Book], Registry[Any]]] = {
    "program": lambda book: book.programs,
    "place": lambda book: book.places,
    "activity": lambda book: book.activities.all(),
    "inspection": lambda book: book.inspections.all(),
}


def _questions(
    asked: Iterable[Field[Any]], words: Words, known: Later[KnownToFields], today: date
) -> Iterator[QuestionField]:
    for each in asked:
        if each is not NUMBERS:
            on_call = questions.never if each.required else questions.always
            made = _question(each, words, known, today)
            yield replace(made, optional=not each.required, on_call=on_call)


def _question(
    field: Field[Any], words: Words, known: Later[KnownToFields], today: date
) -> QuestionField:
    said = questions.words_of(field)
    match field.type:
        case Choice():
            return questions.pick_of(field, questions.nothing)
        case Name(register=register):
            return questions.thing(
                field.name, said["question"], lambda: known().registers[register]
            )
        case Money():
            read = amount_reader(words.get(NUMBERS.name), lambda: known().settings)
            return QuestionField(**said, read=read)
        case Day():
            return QuestionField(
                **said, read=day_reader(today), default=lambda: write_date(today, "vi")
            )

    completer = PathCompleter() if isinstance(field.type, Given) else None

    def read_any(typed: str) -> Answer:
        if completer:
            typed = _unquoted(typed)
        read_word(field, typed, today)
        return Answer(typed)

    return QuestionField(**said, read=read_any, completer=completer)


def _unquoted(typed: str) -> str:
    """Return a path without the quotes in which a terminal puts a file that is dropped on it."""
    quoted = len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\""
    return typed[1:-1] if quoted else typed


def _facts(asked: Iterable[Field[Any]], words: Words) -> list[Fact]:
    said = ((each, words.get(each.name)) for each in asked)
    return [(each.label, _shown(each, word)) for each, word in said if word]


def _shown(field: Field[Any], said: str) -> Message | str:
    """Return an answer for people: a member of a closed list by its name."""
    if not isinstance(field.type, Choice):
        return said
    return next(each.name for each in members(field.type) if each.means(said))


def _given(refusal: BookError, asked: Iterable[Field[Any]], words: Words) -> str | None:
    """Return the field whose word a refusal is about."""
    facts = refusal.facts()
    given = str(facts.get("given") or facts.get("entry") or "")
    found = (each.name for each in asked if given and words.get(each.name) == given)
    return next(found, None)


def _last(asked: Iterable[Field[Any]], words: Words) -> str | None:
    """Return the last field that was said: with it the command was complete, and refused."""
    said = [each.name for each in asked if words.get(each.name) is not None and each.required]
    return said[-1] if said else None


def _tell(screen: Screen, told: bytes | bytearray) -> None:
    """Say what the attempt said, but that it was one."""
    for line in told.decode().splitlines():
        if say(DRY) not in line:
            screen.tell(line, "class:refused", "  ")


def choose_named(context: typer.Context, field: Field[str], given: str, refusal: BookError) -> str:
    """Return the code of the line that is meant, which is asked for where several fit.

    Raises: the ``refusal``, where nothing fits; typer.Abort.
    """
    with reading(context) as book:
        register = register_of(field, book)
    only = refusal.found if isinstance(refusal, AmbiguousNameError) else ()
    read = one_of(
        register, lambda each: not only or any(one in only for one in register.told_as(each))
    )
    screen = Screen(plain=session_of(context).plain)
    try:
        answer = read(given)
    except SeveralFitError as several:
        answer = _chosen(screen, field.label, read, several)
    except BookError:
        raise refusal from None
    if answer.word == given:
        raise refusal
    screen.tell(answer.meaning or "", "class:meaning", "  = ")
    return answer.word


def _chosen(screen: Screen, question: Message, read: Read, several: SeveralFitError) -> Answer:
    """Ask which of several is meant. Raises: typer.Abort."""
    _offer(screen, several)
    while True:
        try:
            typed = screen.ask([("class:question", say(question)), ("", ": ")], None)
            return read(several.word(typed))
        except SeveralFitError as found:
            several = found
            _offer(screen, several)
        except BookError as wrong:
            screen.refuse(wrong)
        except (KeyboardInterrupt, EOFError):
            raise typer.Abort from None


def _offer(screen: Screen, several: SeveralFitError) -> None:
    screen.tell(SEVERAL, "class:question")
    show_numbered(screen, several)
