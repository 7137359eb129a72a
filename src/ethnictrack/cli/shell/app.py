"""The root of the command line, and the one place where refusals are caught."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from ethnictrack.cli.shell import output, pager
from ethnictrack.cli.shell.command_line import Said, World, named, typed
from ethnictrack.cli.shell.options import FILE
from ethnictrack.cli.shell.output import Output, show
from ethnictrack.cli.shell.session import new_session, session_of
from ethnictrack.cli.shell.terminal import nobody_reads
from ethnictrack.cli.shell.typer_bridge import Answered, page_below, page_width, start
from ethnictrack.cli.shell.verbs import LazyGroup, verb_of
from ethnictrack.errors.book import ConflictError
from ethnictrack.errors.usage import MissingValueError, UnknownChoiceError, UnwritableOutputError
from ethnictrack.fields.words import WORDS_OF_COMMANDS
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files import input_file
from ethnictrack.values.dates import typing
from ethnictrack.values.errors import INTERRUPTED, KEPT, USAGE, BookError, UnusableBookError
from ethnictrack.values.text import shown

_OF = "ethnictrack.cli.commands"
_GROUPS = {  # the module of each, and what it is for
    "program": (f"{_OF}.program", "Programmes: the trees money is planned in."),
    "allocate": (f"{_OF}.allocate", "Plans: what is given, moved, carried or cancelled."),
    "disburse": (f"{_OF}.disburse", "Disbursements: what is paid."),
    "reconcile": (f"{_OF}.reconcile", "The treasury: statements held against the book."),
    "collect": (f"{_OF}.collection", "Communes: their figures, from asking to accepting."),
    "inspect": (f"{_OF}.inspection", "Inspections, findings and recoveries."),
    "activity": (f"{_OF}.activity", "Results that are not money, and remarks."),
    "place": (f"{_OF}.place", "Places: provinces, districts, communes, villages."),
    "report": (f"{_OF}.report", "Reports: rates, the annual report, inspections."),
    "book": (f"{_OF}.book", "The book itself: start, look, check, settings, log."),
}
_GET, _SET = "get", "set"
COMPLETE = "ETHNICTRACK_COMPLETE"  # set by a shell that asks what fits
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds between tries
_INTERRUPTED = N_("Interrupted. Nothing was kept.")
_KEPT = N_("It is kept: {kept}.")


class KeptNotShownError(BookError):
    kept: tuple[Message, ...]
    why: Message
    code = "kept-not-shown"
    exit = KEPT
    text = N_("It is kept ({kept}), but the result was not shown: {why}.")
    remedy = N_(
        "Do not run the command again: that would do it twice. `ethnictrack book log` shows what "
        "is kept."
    )


class DefectError(UnusableBookError):
    what: str
    code = "defect"
    text = N_("The program met something it does not know ({what}). Nothing was kept.")
    remedy = N_(
        "Please report it; with ETHNICTRACK_DEBUG=1 the same command prints where it happened."
    )


class _Root(LazyGroup):
    """``ethnictrack`` itself."""

    groups = _GROUPS


app = typer.Typer(
    cls=_Root,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def root() -> None:
    """Books of public programmes: plans, disbursements, inspections, results, reports."""


@verb_of(app, "help")
def help_(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[GROUP [VERB]]",
            help="A command; or amounts, dates, years, plans, imports, closing.",
        ),
    ] = None,
) -> None:
    """Show the page of a command or of a topic.

    Topics: amounts, dates, years, plans, imports, closing.
    """
    from ethnictrack.cli.shell.topics import TOPICS  # noqa: PLC0415 - for this command

    if words and len(words) == 1 and words[0] in TOPICS:
        raise Answered(TOPICS[words[0]].page(page_width(context)))
    raise Answered(page_below(context, words or []))


@verb_of(app, "run")
def run_(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Commands, one a line; - reads them.")
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help="Keep all of them at once, or nothing.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Go on behind a command that is refused.")
    ] = False,
) -> None:
    """Run the commands of a file in one process, each kept by itself.

    A line has the words behind `ethnictrack`, as in a shell or as a list in JSON. Each is answered
    by a line of JSON, in their order. It ends with the first that is refused unless --keep-going,
    and with exit code 6 where some is kept and some refused.
    """
    from ethnictrack.cli.shell.running import run_file  # noqa: PLC0415 - rarely run

    if file is None:
        raise MissingValueError(names=(FILE.named,))
    run_file(context, file, patiently, together=together, keep_going=keep_going)


def _of(module: str) -> Any:  # noqa: ANN401 - a module
    """Return what a command is made of, loaded when it is asked for, as a group is."""
    return import_module(f"{_OF}.{module}")


@verb_of(app)
def config(
    context: typer.Context,
    action: Annotated[
        str | None, typer.Argument(metavar="[get|set]", help="Print a setting, or keep one.")
    ] = None,
    key: Annotated[
        str | None, typer.Argument(metavar="KEY", help="book, language, actor, unit or pager.")
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help='What it is to be; "" takes it back.')
    ] = None,
) -> None:
    """Print or keep a setting of your own, in config.toml.

    An option speaks before the environment, that before config.toml, and that before the book.
    What config.toml does not say is printed as it holds without it.
    """
    if action is None or key is None:
        raise MissingValueError(names=("[get|set]", "KEY"))
    if action not in {_GET, _SET}:
        raise UnknownChoiceError(option="config", given=shown(action), known=(_GET, _SET))
    if action == _GET:
        if value is not None:
            raise MissingValueError(names=(_SET,))
        _of("own_settings").get_setting(context, key)
    elif value is None:
        raise MissingValueError(names=("VALUE",))
    else:
        _of("own_settings").set_setting(key, value)


@verb_of(app)
def demo(context: typer.Context) -> None:
    """Print the annual report of a sample book.

    It is a copy to play with, put into your data folder anew each time.
    """
    _of("sample_book").print_demo(context)


@verb_of(app)
def doctor(context: typer.Context, *, output: Output) -> None:
    """Say what this machine has.

    Program, database, book, rights, locks, fonts, room. It names nobody and nothing of what the
    book holds, so that it may be sent to who helps.
    """
    show(_of("machine").examined(session_of(context)), output)


@verb_of(app)
def schema(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="GROUP VERB", help="A command, such as disburse list."),
    ] = None,
) -> None:
    """Print the JSON Schema of what a command prints as JSON."""
    _of("json_schema").print_schema(context, words or [])


BookError.labels = WORDS_OF_COMMANDS


def main() -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    output.complete_streams()
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str], world: World | None = None) -> int:
    """Run one command; return its exit code. Nothing but an exit code leaves this function."""
    said = Said(world or World())
    said.speak_usual()
    if shell := os.environ.get(COMPLETE):
        return _complete(args, shell, said)
    token, paging = typing.set(True), pager.allowed.set(True)
    chosen, book = pager.own.set(said.own), named.set(None)
    line, inputs = typed.set(None), input_file.read_files.set(set())
    try:
        return _answered(args, said)
    except KeyboardInterrupt as failure:
        return _end(failure, said)
    except Exception as failure:
        if _is_defect(failure) and os.environ.get("ETHNICTRACK_DEBUG"):
            raise
        return _end(failure, said)
    finally:
        typing.reset(token)
        pager.allowed.reset(paging)
        pager.own.reset(chosen)
        named.reset(book)
        typed.reset(line)
        input_file.read_files.reset(inputs)


def _complete(args: Sequence[str], shell: str, said: Said) -> int:
    """Offer a shell what fits its words; PowerShell says the last of them beside the others."""
    from ethnictrack.cli.shell.complete import complete  # noqa: PLC0415 - for shells alone

    words = [*args][args[:1] == ["--"] :]
    last = os.environ.get(f"{COMPLETE}_WORD")
    return complete(app, words if last is None else [*words, last], shell, said)


def _answered(args: Sequence[str], said: Said) -> int:
    """Run a command, or print the page the line asks for."""
    try:
        return patiently(args, said)
    except Answered as answer:
        if answer.bare and _wants_book(said):
            return patiently(["book", "init"], said)
        output.show_page(answer.page, wrong=answer.wrong)
        return USAGE if answer.wrong else 0


def _wants_book(said: Said) -> bool:
    """Offer to make a book where there is none and somebody types. Raises: typer.Abort."""
    try:
        session = new_session(said)
    except BookError:  # no place for a book is known
        return False
    if not session.prompts or not isinstance(session.book, Path) or session.book.exists():
        return False
    from ethnictrack.cli.prompts.start import wants_book  # noqa: PLC0415 - once in a life

    return wants_book(str(session.book), plain=session.plain)


def _end(failure: BaseException, said: Said) -> int:
    """Tell how a command ended that did not end well, and return its exit code.

    What was kept by then stays kept, and nobody is told otherwise.
    """
    if isinstance(failure, OSError):
        output.drop(sys.stdout)
        if nobody_reads(failure):
            if said.kept:
                output.note(_KEPT.of(kept=tuple(said.kept)))
            return 0
    if said.kept:
        refusal = KeptNotShownError(kept=tuple(said.kept), why=_why(failure))
        return output.refuse(refusal, as_json=said.json)
    if _is_interruption(failure):
        output.note(_INTERRUPTED)
        return INTERRUPTED
    return output.refuse(_refusal(failure), as_json=said.json)


def _refusal(failure: BaseException) -> BookError:
    """Return what is said of a failure."""
    if isinstance(failure, BookError):
        return failure
    if isinstance(failure, OSError):  # stdout on a full disk; files and books have their own
        return UnwritableOutputError(given=f"stdout ({failure.strerror})")
    return DefectError(what=type(failure).__name__)


def _why(failure: BaseException) -> Message:
    """Say why a result was not shown."""
    if isinstance(failure, BookError):
        return failure.sentence()
    if isinstance(failure, OSError):
        return N_("stdout cannot be written ({why})").of(why=failure.strerror or "")
    if _is_interruption(failure):
        return N_("the program was interrupted")
    return N_("the program met something it does not know ({what})").of(what=type(failure).__name__)


def _is_interruption(failure: BaseException) -> bool:
    return isinstance(failure, KeyboardInterrupt | typer.Abort)


def _is_defect(failure: BaseException) -> bool:
    return not isinstance(failure, BookError | OSError) and not _is_interruption(failure)


def patiently(args: Sequence[str], said: Said) -> int:
    """Run a command, and again when a server made it give way to another: nothing was kept then.

    Raises: ConflictError, after some tries, or when what was taken will not come a second time.
    """
    for pause in _PAUSES:
        try:
            return start(app, args, said)
        except ConflictError:
            if said.world.spent:
                raise
            from random import uniform  # noqa: PLC0415 - on a server, and rarely

            time.sleep(pause * uniform(0.5, 1.5))  # noqa: S311 - so as not to meet again
    return start(app, args, said)
