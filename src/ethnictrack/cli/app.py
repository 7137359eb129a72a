"""The root of the command line, and the one place where refusals are caught."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, Any

import typer

from ethnictrack.cli import say
from ethnictrack.cli.grouping import LazyGroup
from ethnictrack.cli.session import World, new_session
from ethnictrack.domain.errors.base import INTERRUPTED, USAGE, BookError
from ethnictrack.domain.errors.book import ConflictError
from ethnictrack.domain.errors.usage import (
    DefectError,
    EncodingError,
    ExtraValueError,
    MissingValueError,
    OptionValueError,
    UnknownChoiceError,
    UnknownCommandError,
    UnknownOptionError,
    UnwritableOutputError,
    WrongUsageError,
)
from ethnictrack.domain.text import visible
from ethnictrack.i18n import LANGUAGES, N_, use

_GROUPS = {
    "program": ("ethnictrack.cli.program", "Programmes: the trees money is planned in."),
    "allocate": ("ethnictrack.cli.allocate", "Plans: what is given, moved, carried or cancelled."),
    "disburse": ("ethnictrack.cli.disburse", "Disbursements: what is paid."),
    "inspect": ("ethnictrack.cli.inspection", "Inspections, findings and recoveries."),
    "activity": ("ethnictrack.cli.activity", "Results that are not money, and remarks."),
    "place": ("ethnictrack.cli.place", "Places: provinces, districts, communes, villages."),
    "report": ("ethnictrack.cli.report", "Reports: rates, the annual report, inspections."),
    "book": ("ethnictrack.cli.book", "The book itself: start, look, check, settings, log."),
}
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds between tries
_INTERRUPTED = N_("Interrupted. Nothing was kept.")


class _Root(LazyGroup):
    """``ethnictrack`` itself."""

    groups = _GROUPS


app = typer.Typer(
    cls=_Root,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def root(
    context: typer.Context,
    book: Annotated[
        str | None,
        typer.Option(
            "--book", metavar="FILE", envvar="ETHNICTRACK_BOOK", help="The book [ETHNICTRACK_BOOK]."
        ),
    ] = None,
    lang: Annotated[  # noqa: ARG001 - read before the commands are built
        str | None,
        typer.Option("--lang", metavar="[vi|en]", help="Language, vi or en [ETHNICTRACK_LANG]."),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(
            "--actor",
            metavar="NAME",
            envvar="ETHNICTRACK_ACTOR",
            help="Who is recorded as having done it [ETHNICTRACK_ACTOR].",
        ),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Never ask, even on a terminal.")
    ] = False,
) -> None:
    """Books of public programmes: plans, disbursements, inspections, results, reports."""
    world = context.obj if isinstance(context.obj, World) else World()
    context.obj = new_session(book, actor, no_input=no_input, world=world)


def run(args: Sequence[str], world: World | None = None) -> int:
    """Run one command; return its exit code. Nothing but an exit code leaves this function."""
    as_json = _asks_json(args)
    try:
        use(_language(args))
        _check_encoding(args)
        return _patiently(list(args), world or World())
    except BookError as error:
        return say.refuse(error, as_json=as_json)
    except (KeyboardInterrupt, typer.Abort):
        say.note(_INTERRUPTED)
        return INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return 0
    except OSError as error:  # stdout on a full disk; files and books have their own refusals
        refusal = UnwritableOutputError(given=f"stdout ({error.strerror})")
        _close_stdout()
        return say.refuse(refusal, as_json=as_json)
    except Exception as error:
        if os.environ.get("ETHNICTRACK_DEBUG"):
            raise
        return say.refuse(DefectError(what=type(error).__name__), as_json=as_json)


def _patiently(args: list[str], world: World) -> int:
    """Run a command, and again when a server made it give way to another: nothing was kept then.

    Raises: ConflictError, after some tries, or when what was taken will not come a second time.
    """
    for pause in _PAUSES:
        try:
            return _invoke(args, world)
        except ConflictError:
            if world.spent:
                raise
            from random import uniform  # noqa: PLC0415 - on a server, and rarely

            time.sleep(pause * uniform(0.5, 1.5))  # noqa: S311 - so as not to meet again
    return _invoke(args, world)


def _invoke(args: list[str], world: World) -> int:
    command = typer.main.get_command(app)
    try:
        code = command.main(args, prog_name="ethnictrack", standalone_mode=False, obj=world)
    except SystemExit:  # what Typer makes of a pipe that nobody reads
        raise BrokenPipeError from None
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            page = error.ctx.get_help()  # type: ignore[attr-defined]  # a help page is an error to Typer
            typer.echo(page, err=bool(args))  # a group without its verb is wrong usage
            return USAGE if args else 0
        raise _worded(error) from error
    if code == INTERRUPTED:  # Typer has met Ctrl-C and said nothing
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _worded(error: Any) -> BookError:  # noqa: ANN401, PLR0911 - Typer names no class of these
    """Turn what Typer says of a command line into a refusal of ours."""
    name, said = type(error).__name__, visible(str(getattr(error, "message", error)))
    given = said.split("'")[1] if said.count("'") > 1 else said
    match name:
        case "NoSuchOption":
            near = tuple(sorted(error.possibilities or ()))
            return UnknownOptionError(given=visible(error.option_name), near=near)
        case "BadOptionUsage":
            return OptionValueError(option=visible(error.option_name))
        case "MissingParameter":
            return MissingValueError(names=(str(error.param.metavar or error.param.name),))
    if said.startswith("No such command"):
        near = tuple(said.split("'")[3::2])
        return UnknownCommandError(given=given, near=near)
    if said.startswith("Got unexpected extra argument"):
        extra = said.partition(" (")[2].rpartition(")")[0]
        return ExtraValueError(given=extra)
    if said.startswith("Missing command"):
        return MissingValueError(names=("COMMAND",))
    return WrongUsageError(given=said)


def _language(args: Sequence[str]) -> str:
    """Find the language before any command is built. Raises: UnknownChoiceError."""
    said = fallback = os.environ.get("ETHNICTRACK_LANG") or "vi"
    for place, word in enumerate(args):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(args):
            said = args[place + 1]
        elif word.startswith("--lang="):
            said = word.partition("=")[2]
    if said not in LANGUAGES:
        use(fallback if fallback in LANGUAGES else "vi")
        raise UnknownChoiceError(option="--lang", given=visible(said), known=LANGUAGES)
    return said


def _asks_json(args: Sequence[str]) -> bool:
    """Say whether an error, too, is to be JSON."""
    pairs = zip(args, [*args, ""][1:], strict=True)
    return any(
        word in {"--json", "--format=json", "-Ojson"}
        or (word in {"--format", "-O"} and next_ == "json")
        for word, next_ in pairs
    )


def _check_encoding(args: Sequence[str]) -> None:
    for position, word in enumerate(args, 1):
        try:
            word.encode()
        except UnicodeEncodeError:
            raise EncodingError(position=position) from None


def _close_stdout() -> None:
    """Keep Python from complaining once more when it flushes at the end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
