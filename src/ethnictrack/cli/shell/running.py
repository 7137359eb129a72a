"""`ethnictrack run`: many commands in one process, each as it would be typed."""

from __future__ import annotations

import json
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

import typer

from ethnictrack.cli.shell import output
from ethnictrack.cli.shell.command_line import Said, named, typed
from ethnictrack.cli.shell.session import session_of, writing
from ethnictrack.cli.shell.typer_bridge import Answered, said_of
from ethnictrack.errors.files import NoFileError
from ethnictrack.errors.usage import ContradictionError
from ethnictrack.i18n import N_, language, speaking
from ethnictrack.importing.files import input_file
from ethnictrack.values.dates import typing
from ethnictrack.values.errors import PARTLY, USAGE, BookError, UsageError
from ethnictrack.values.text import shown, visible


class CommandLineError(UsageError):
    given: str
    code = "command-line"
    text = N_("“{given}” is no command: neither words of a shell nor a list of texts in JSON.")
    remedy = N_('Close every quote, or write the words as a list such as ["disburse", "list"].')


class LongCommandError(UsageError):
    line: int
    limit: int
    code = "long-command"
    text = N_("Line {line} is longer than {limit} bytes.")
    remedy = N_("Write one command a line.")


class RunWithinRunError(UsageError):
    code = "run-within-run"
    text = N_("A command of a file cannot run another file.")
    remedy = N_("Put the commands of both into one file.")


class PartlyKeptError(BookError):
    done: int
    lines: tuple[int, ...]
    more: int
    code = "partly-kept"
    exit = PARTLY
    text = N_("{done} commands were done and what they wrote is kept; refused: line {lines}{rest}.")
    remedy = N_("Mend the refused lines, and run them alone: the others would be done twice.")

    def _told(self) -> dict[str, object]:
        """Say how many more lines were refused."""
        rest = N_(", and {more} more").of(more=self.more) if self.more else ""
        return {**super()._told(), "rest": rest}


_LONGEST = 1_000_000  # bytes of a line
_HELD = 1_000_000  # bytes of answers that wait in memory until all is kept
_NAMED = 20  # refused lines that are named in the end
_REFUSED = N_("Line {line}: {what}")
_KEPT = N_("what {count} of the commands wrote")


Line = tuple[int, bytes]  # its number, and what stands there
Start = Callable[[Sequence[str], Said], int]  # runs one command


@dataclass(slots=True)
class RunTally:
    """What became of the commands so far; ``first`` is the first refusal, or how one ended."""

    done: int = 0
    kept: int = 0
    refused: list[int] = field(default_factory=list)
    more: int = 0  # refused, and not named
    first: BookError | int | None = None

    def refuse(self, line: int, why: BookError | int) -> None:
        """Count a line that was refused."""
        self.first = why if self.first is None else self.first
        if len(self.refused) < _NAMED:
            self.refused.append(line)
        else:
            self.more += 1


def run_file(
    context: typer.Context, file: str, start: Start, *, together: bool, keep_going: bool
) -> None:
    """Run the commands of a file with ``start``, and print a line of JSON for each, in order.

    Raises: PartlyKeptError, the first refusal where nothing is kept, refusals of the file.
    """
    if together and keep_going:
        raise ContradictionError(first="--together", second="--keep-going")
    outer = said_of(context)
    if outer.outer:
        raise RunWithinRunError
    session_of(context)  # its faults are those of the whole
    tally = RunTally()
    with _lines(file) as lines:
        if together:
            _together(context, lines, start, tally)
        else:
            for number, line in lines:
                _put(_one(outer, (number, line), start, tally))
                outer.kept[:] = [_KEPT.of(count=tally.kept)] if tally.kept else []
                if tally.first is not None and not keep_going:
                    break
    _end(outer, tally)


def _end(outer: Said, tally: RunTally) -> None:
    if tally.first is None:
        return
    outer.kept.clear()  # what is kept is said here
    if tally.kept:
        raise PartlyKeptError(
            done=tally.done - len(tally.refused) - tally.more,
            lines=tuple(tally.refused),
            more=tally.more,
        )
    if isinstance(tally.first, BookError):
        raise tally.first
    raise typer.Exit(tally.first)


def _together(context: typer.Context, lines: Iterator[Line], start: Start, tally: RunTally) -> None:
    """Run all in one transaction: all is kept, or nothing. Nothing is printed before that.

    What was dropped with a refused command says so in its line.
    """
    outer, dropped = said_of(context), False
    with tempfile.SpooledTemporaryFile(_HELD) as held:
        try:
            with writing(context, dry_run=False) as book:
                outer.shared = book
                for number, line in lines:
                    held.write(_row(_one(outer, (number, line), start, tally)))
                    _go_on(tally)
        except _DroppedError:
            tally.kept, dropped = 0, True
        finally:
            outer.shared = None
        held.seek(0)
        for row in held:
            output.put(_row(_unkept(json.loads(row))) if dropped else row)


def _unkept(answer: dict[str, Any]) -> dict[str, Any]:
    """Say of a command that what it wrote is not kept."""
    result = {"result": output.tried(answer["result"])} if "result" in answer else {}
    return {**answer, **result, "kept": False}


def _go_on(tally: RunTally) -> None:
    """Leave the transaction, unkept, behind a refusal. Raises: _DroppedError."""
    if tally.first is not None:
        raise _DroppedError


class _DroppedError(Exception):
    """One of the commands was refused, and so all are."""


def _one(outer: Said, line: Line, start: Start, tally: RunTally) -> dict[str, Any]:
    """Run one command; return what is said of it."""
    number, written = line
    answer: dict[str, Any] = {"line": number, "command": None, "exit": 0}
    said = Said(outer.world, options={**outer.options, "--no-input": True}, outer=outer)
    tally.done += 1
    with _aside() as captured:
        try:
            answer["command"] = words = _words(written)
            refusal = _refusal(words, said, start, captured)
        except BookError as error:
            refusal = error
            answer |= {"exit": error.exit, "error": output.facts_of(error)}
        else:
            answer |= {"exit": refusal or 0, "result": _result(bytes(captured.page))}
    if captured.told:
        answer["notes"] = captured.told.decode().splitlines()
    tally.kept += bool(said.kept) or bool(outer.shared and refusal is None)
    if refusal is not None:
        tally.refuse(number, refusal)
        _name(number, refusal)
    return answer


def _refusal(
    words: list[str], said: Said, start: Start, captured: output.Captured
) -> BookError | int | None:
    """Run a command; return the code it ended with, if not 0. Raises: its refusal."""
    try:
        code = start(words, said)
    except Answered as page:
        captured.page += page.page.encode()
        return USAGE if page.wrong else None
    if said.together and said.together.journal.dropped and not code:  # all would be dropped
        raise ContradictionError(first="--together", second=" ".join(words[:2]))
    return code or None


@contextmanager
def _aside() -> Iterator[output.Captured]:
    """Hold back what one command says, in its own language; nobody types it."""
    token, book = typing.set(False), named.set(named.get())
    line, inputs = typed.set(None), input_file.read_files.set(set())
    try:
        with speaking(language()), output.captured() as captured:
            yield captured
    finally:
        typing.reset(token)
        named.reset(book)
        typed.reset(line)
        input_file.read_files.reset(inputs)


def _name(number: int, refusal: BookError | int) -> None:
    """Name a refused line beside the result."""
    if isinstance(refusal, BookError):
        output.note(_REFUSED.of(line=number, what=refusal.sentence()))


def _result(page: bytes) -> Any:  # noqa: ANN401 - whatever a command prints
    """Return what a command printed: data, or text where it has no JSON."""
    text = page.decode("utf-8-sig")
    try:
        return json.loads(text)
    except ValueError:
        return text or None


def _put(answer: dict[str, Any]) -> None:
    output.put(_row(answer))


def _row(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _words(line: bytes) -> list[str]:
    """Return the words of a line: those of a shell, or a list of JSON.

    Raises: CommandLineError.
    """
    try:
        text = line.decode("utf-8-sig").strip()
        words = json.loads(text) if text.startswith("[") else shlex.split(text)
    except ValueError:
        raise CommandLineError(given=shown(line.decode("utf-8", "replace"))) from None
    if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
        raise CommandLineError(given=shown(text))
    return words


@contextmanager
def _lines(file: str) -> Iterator[Iterator[Line]]:
    """Open a file of commands, or standard input. Raises: NoFileError."""
    with ExitStack() as stack:
        try:
            stream: IO[bytes] = (
                sys.stdin.buffer if file == "-" else stack.enter_context(open(file, "rb"))  # noqa: PTH123
            )
        except (OSError, ValueError):
            raise NoFileError(name=visible(file)) from None
        yield _numbered(stream)


def _numbered(stream: IO[bytes]) -> Iterator[Line]:
    """Yield the lines that say something; what stands behind # says nothing.

    Raises: LongCommandError.
    """
    number = 0
    while line := stream.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            raise LongCommandError(line=number, limit=_LONGEST)
        if line.strip() and not line.lstrip().startswith(b"#"):
            yield number, line
