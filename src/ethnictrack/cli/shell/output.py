"""Everything a person or a script gets: results on stdout, talk on stderr.

UTF-8 where nobody looks on, and on a console what it can show.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import sys
import textwrap
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, TextIO

from ethnictrack.cli.shell import options, pager
from ethnictrack.cli.shell.command_line import advice_of, mending, of_this_book
from ethnictrack.cli.shell.outputs import write_file
from ethnictrack.cli.shell.terminal import takes_escapes
from ethnictrack.errors.usage import (
    ContradictionError,
    FormatFileError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.render import CALENDAR, ENDINGS, FILES, FORMATS, LETTERS, STREAMED, pieces, render
from ethnictrack.render.words import View, say
from ethnictrack.reports.letter import Paper
from ethnictrack.reports.listing import Shape
from ethnictrack.reports.table import DEFAULT_DECIMALS, Document, Paragraph, Result
from ethnictrack.values.errors import BookError, UsageError
from ethnictrack.values.money import Scale
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.library import Book, Location
    from ethnictrack.reports.table import Stream

Aside = SpooledTemporaryFile[bytes]  # a result that waits to be shown
# What parts lines and fields there.
_MARK = "\\A\ufeff|"
_BETWEEN = {"csv": f"{_MARK}\r\n", "tsv": "\t"}
_IN_MEMORY = 2**20  # bytes of a list
_NARROWEST, _WIDEST = 20, 1000  # columns; a machine may say anything
UNIT = r"\S*\d (?:đồng|triệu|tỷ|%)\S*"  # with its amount
_TOGETHER = re.compile(f"`[^`]*`|{UNIT}")  # a command in a sentence
_NO_BREAK = "\u2028"  # in place of a blank that no line ends at
_WRITTEN = N_("{path} is written.")
DRY = N_("This was a dry run: nothing was kept.")
_WOULD = N_("It would be kept so:")
_ERROR, _HINT, _NOTE = N_("error"), N_("hint"), N_("note")


class FileNeededError(UsageError):
    format: str
    code = "file-needed"
    text = N_("{format} is a file of its own; say where it is to be written.")
    remedy = N_("Add --output FILE.{format}.")
    again = ({"--output": "ket-qua.{format}"},)


class FileThereError(BookError):
    given: str
    code = "file-exists"
    text = N_("There is a file {given} already; it is kept as it is.")
    remedy = N_("Give another name, or add --replace.")
    again = ({"--replace": True},)


@dataclass(frozen=True, slots=True)
class Output:
    """Where a result goes and in which format, as said on the command line.

    What cannot be meant is refused when it is said, before any book is opened.
    """

    format: options.Format = None
    file: options.File = None
    json: options.Json = False
    replace: options.Replace = False

    def __post_init__(self) -> None:
        """Refuse a document that is there: with it goes what somebody wrote into it."""
        kinds = {self.chosen(), ENDINGS.get(Path(self.file or "").suffix.lower())}
        if kinds & FILES and not self.replace and Path(str(self.file)).is_file():
            raise FileThereError(given=visible(str(self.file)))

    def chosen(self) -> str:
        """Return the format: as said, else by the file's ending, else by what stdout is.

        Raises: FormatFileError, ContradictionError, FileNeededError.
        """
        chosen = self._named()
        if chosen in FILES and self.file is None:
            raise FileNeededError(format=chosen)
        return chosen

    def known(self) -> tuple[str, ...]:
        """Return the formats there are."""
        return tuple(FORMATS)

    def _named(self) -> str:
        if self.json and self.format not in {None, "json"}:
            raise ContradictionError(first="--json", second=f"--format {self.format}")
        if self.json:
            return "json"
        if self.format is not None:
            return self._one_of_known(self.format, self.format)
        if self.file is not None:
            ending = Path(self.file).suffix.lower()
            return self._one_of_known(ENDINGS.get(ending, ending.removeprefix(".")), self.file)
        if is_captured():
            return "json"
        return "table" if sys.stdout.isatty() else "plain"

    def _one_of_known(self, named: str, given: str) -> str:
        if named not in (known := self.known()):
            raise FormatFileError(given=visible(given), known=known)
        return named


@dataclass(frozen=True, slots=True)
class ReportOutput(Output):
    """The same for a report, which may be a document too."""

    format: options.Format = None


@dataclass(frozen=True, slots=True)
class ListOutput(Output):
    """The same for a list, of which columns may be chosen and rows sorted."""

    columns: options.Columns = None
    sort: options.Sort = None

    @property
    def shape(self) -> Shape:
        """Return how the list is to be."""
        printed = self.chosen() not in STREAMED
        return Shape(columns=self.columns, sort=self.sort, printed=printed)


@dataclass(frozen=True, slots=True)
class CalendarOutput(ReportOutput):
    """The same for a report of days, which may be a calendar too."""

    format: options.CalendarFormat = None

    def known(self) -> tuple[str, ...]:
        """Return the formats there are."""
        return (*FORMATS, *CALENDAR)


def complete_streams() -> None:
    """Put something in the place of streams that were closed before the program began.

    Otherwise the first file that is opened would take their place. What is written to a closed
    stdout goes where any other result goes that nobody reads.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - as long as we live
    if sys.stdout is None:
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, 1)
        sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


@dataclass(slots=True)
class Captured:
    """What a command says while somebody else hands it on."""

    page: bytearray = field(default_factory=bytearray)
    told: bytearray = field(default_factory=bytearray)


_captured: ContextVar[Captured | None] = ContextVar("captured", default=None)


@contextmanager
def captured() -> Iterator[Captured]:
    """Hold back what is put and told meanwhile; results are data then."""
    found = Captured()
    token = _captured.set(found)
    try:
        yield found
    finally:
        _captured.reset(token)


def is_captured() -> bool:
    """Say whether what is put goes to a program within this one, which reads JSON."""
    return _captured.get() is not None


def is_file(stream: TextIO) -> bool:
    """Say whether a stream goes to an ordinary file."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # none of the system's, or closed
        return False


def put(page: bytes) -> None:
    """Write a result, UTF-8, to stdout. Raises: OSError."""
    if (held := _captured.get()) is not None:
        held.page += page
        return
    _write(sys.stdout, page)


def tell(page: bytes) -> None:
    """Write talk to stderr; where it cannot be written, what is done counts nonetheless."""
    if (held := _captured.get()) is not None:
        held.told += page
        return
    try:
        _write(sys.stderr, page)
    except OSError:
        drop(sys.stderr)


def _write(stream: TextIO, page: bytes) -> None:
    stream.flush()
    if stream.isatty():
        page = page.decode().encode(stream.encoding or "ascii", "replace")
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(page.decode("utf-8", "replace"))
        return
    buffer.write(page)
    buffer.flush()


def drop(stream: TextIO) -> None:
    """Lose what a stream still holds, or Python would complain of it once more at the end."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def listed(result: Result, output: ListOutput, book: Book, today: date) -> Result:
    """Return a list as it is asked for; as a document it is one to be signed."""
    result = output.shape.of(result)
    if output.chosen() not in LETTERS:
        return result
    paper = Paper(settings=book.settings.all(), day=today)
    return Result(replace(result.document, paper=paper), result.data)


def gathered(of: Stream[Any] | Result, output: Output) -> Aside:
    """Write a list, or a result as JSON, aside while it is read, in constant memory.

    What comes back is for ``show``. A reader who is slow, or in a pager, would keep the
    book from everybody else.
    """
    name = output.chosen()
    with ExitStack() as opened:
        aside = opened.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))
        for number, piece in enumerate(pieces(of, name)):
            aside.write(_harmless(piece, name, first=not number))
        aside.seek(0)
        opened.pop_all()
    return aside


def show(
    result: Result | Aside,
    output: Output,
    *,
    scale: Scale = Scale.DONG,
    decimals: int = DEFAULT_DECIMALS,
    book: Location | None = None,
    template: bytes | None = None,
) -> None:
    """Print a result, or write it to the file that was named."""
    if isinstance(result, Result):
        look = View(scale=scale, decimals=decimals, template=template)
        _put([page_of(result, output, look)], output, book)
        return
    with result as aside:
        _put(iter(lambda: b"".join(aside.readlines(_IN_MEMORY)), b""), output, book)


def _put(pages: Iterable[bytes], output: Output, book: Location | None) -> None:
    if output.file is not None:
        write_file(Path(output.file), pages, book)
        if sys.stdout.isatty():
            note(_WRITTEN.of(path=output.file))
        return
    if not is_file(sys.stdout):  # the mark is for who opens a file; a program reads on
        pages = _unmarked(pages)
    if sys.stdout.isatty() and not is_captured():
        pager.put(pages, put)
    else:
        for page in pages:
            put(page)


def _unmarked(pages: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a result without the mark of UTF-8 that Excel looks for in a file."""
    for number, page in enumerate(pages):
        yield page if number else page.removeprefix(BOM_UTF8)


def page_of(result: Result, output: Output, look: View) -> bytes:
    """Return the bytes that are printed or written."""
    name = output.chosen()
    if output.file is None and name == "table":
        look = replace(look, colour=_colour())
        if sys.stdout.isatty():
            look = replace(look, width=screen_width(), unicode=_shows("█"))
    return _harmless(render(result, name, look), name)


def _harmless(page: bytes, name: str, *, first: bool = True) -> bytes:
    """Turn into signs what CSV and TSV keep to the letter although no command lets it in."""
    if name not in _BETWEEN:
        return page
    between = _BETWEEN[name] if first else _BETWEEN[name].removeprefix(_MARK)
    parts = re.split(f"({between})", page.decode())
    return "".join(
        part if number % 2 else visible(part, lines=True) for number, part in enumerate(parts)
    ).encode()


def done(sentences: list[Message], data: object, *, as_json: bool) -> None:
    """Say what a writing command did, or print the object it wrote."""
    document = Document(Message(""), tuple(Paragraph(each) for each in sentences))
    if as_json or is_captured():
        put(render(Result(document, data), "json", View()))
        return
    for sentence in sentences:
        put(_lines(say(of_this_book(sentence)), sys.stdout))


def finish(told: list[Message], data: object, ending: options.Ending) -> None:
    """Print what was done, after it was kept."""
    if ending.dry_run:
        note(DRY)
        told, data = [_WOULD, *told], tried(data)
    done(told, data, as_json=ending.as_json)


def tried(data: object) -> object:
    """Return an object, or a list of them, which says that nothing was kept."""
    if isinstance(data, dict):
        return {**data, "dry_run": True}
    return [*map(tried, data)] if isinstance(data, list) else data


def show_page(page: str, *, wrong: bool = False) -> None:
    """Print a page of help; where it answers a ``wrong`` line it is no result."""
    write = tell if wrong else put
    write(f"{page}\n".encode())


def note(sentence: Message) -> None:
    """Say something beside the result."""
    tell(_lines(f"{say(_NOTE)}: {say(of_this_book(sentence))}", sys.stderr))


def _lines(text: str, stream: TextIO) -> bytes:
    """Return a text as lines; a terminal gets no line that ends within a word or a command."""
    if is_captured() or not stream.isatty():
        return f"{text}\n".encode()
    room = screen_width() - 1
    lines = (line for each in text.split("\n") for line in wrapped(each, room, _TOGETHER) or [""])
    return "".join(f"{each}\n" for each in lines).encode()


def wrapped(
    text: str, width: int, together: re.Pattern[str], first: str = "", then: str = ""
) -> list[str]:
    """Return lines broken between words, never within a word nor in what belongs ``together``.

    The ``first`` is indented by one text, the others by another. An amount and its unit are parted
    where a line is too narrow for both; a command never is.
    """
    room = width - len(then)

    def held(found: re.Match[str]) -> str:
        fits = len(found[0]) <= room or found[0].startswith("`")
        return found[0].replace(" ", _NO_BREAK) if fits else found[0]

    lines = textwrap.wrap(
        together.sub(held, text),
        width,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [each.replace(_NO_BREAK, " ") for each in lines]


def write_over(line: str, wide: int) -> None:
    """Write a line in the place of the last one, ``wide`` columns of the terminal; "" clears it.

    A simple terminal knows no other sign for that than the carriage return.
    """
    end = "" if line else "\r"
    tell(f"\r{line.ljust(wide)}{end}".encode())


def refuse(error: BookError, *, as_json: bool) -> int:
    """Show a refusal, and return its exit code."""
    if as_json:
        tell(_json({"error": _facts(error)}))
    else:
        tell(_lines(f"{say(_ERROR)}[{error.code}]: {say(error.sentence())}", sys.stderr))
        _advise(error)
    return error.exit


def advise(error: BookError) -> None:
    """Show the hint of a refusal that a table has told, where a command mends it."""
    if mending(error):
        _advise(error)


def _advise(error: BookError) -> None:
    tell(_lines(f"{say(_HINT)}: {say(advice_of(error))}", sys.stderr))


def facts_of(error: BookError) -> dict[str, object]:
    """Return a refusal as JSON has it."""
    facts: dict[str, object] = json.loads(_json(_facts(error)))
    return facts


def _facts(error: BookError) -> dict[str, object]:
    return {
        "code": error.code,
        "message": error.sentence(),
        "hint": advice_of(error),
        "details": error.details,
    }


def _json(data: object) -> bytes:
    return render(Result(Document(Message(""), ()), data), "json", View())


def screen_width() -> int:
    """Return how many columns the terminal has, or what of it a table can use."""
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


def _colour() -> bool:
    """Say whether to colour: NO_COLOR goes before FORCE_COLOR, and that before what stdout is."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return not is_captured()
    seen = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return seen and takes_escapes(sys.stdout)


def _shows(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
