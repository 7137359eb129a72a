"""Sessions as people have them: transcripts and the handbook are run and their output compared.

A block of ``console`` holds commands after ``$``, what they print (results and talk, in the order
of a terminal) and, in brackets, an exit code other than 0. The clock moves by a minute with each
command. A block of ``form`` holds what units fill into forms: FORM -> FILE: FIGURE | NOTE; FIGURE.
A block of ``csv NAME`` is a file that somebody sent.
With ETHNICTRACK_GOLDEN=write the files are written anew.
"""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.forms import fill
from tests.hints import try_hints, words_of
from tests.shell import clean_environment, ok, run_into, still
from tools.sample import ACTOR, COMMANDS, FIRST, IDENTITY, commands

import ethnictrack
from ethnictrack.values.errors import BookError

FOLDER = Path(__file__).parent / "transcripts"
DOCS = FOLDER.parents[1] / "docs"
GUIDES = [
    path
    for guide in ("handbook", "three-years", "collect", "howto")
    for path in sorted(DOCS.glob(f"{guide}*.md"))
]
SESSIONS = [*sorted(FOLDER.glob("*.md")), *GUIDES]
NOW = datetime(2026, 11, 29, 1, 0, tzinfo=UTC)  # when the guides are read
ENGLISH = (
    "handbook.md",
    "three-years.md",
    "collect.md",
    "howto.md",
)  # the others are in Vietnamese, the program's own default
_PROMPT = "$ "
_SETTING = re.compile("[A-Z_]+=")

# Codes that no typed line can show, each with the test that does.
ELSEWHERE = {
    "books-differ": "cli/test_cli_books.py",
    "books-list": "cli/test_cli_books.py",
    "config-file": "cli/test_cli_own.py",
    "config-key": "cli/test_cli_own.py",
    "config-unwritable": "cli/test_cli_own.py",
    "no-json": "cli/test_cli_own.py",
    "files-folder": "cli/test_cli_attachments.py",
    "files-unwritable": "cli/test_cli_attachments.py",
    "file-lost": "cli/test_cli_attachments.py",
    "keep-rule": "cli/test_cli_backups.py",
    **dict.fromkeys(
        ("command-line", "long-command", "partly-kept", "run-within-run"), "cli/test_cli_run.py"
    ),
    "alias-taken": "cli/test_cli_alias.py",
    "no-entry-yet": "cli/test_cli_mending.py",
    "nothing-to-amend": "cli/test_cli_mending.py",
    "unknown-statement": "cli/test_cli_reconcile.py",
    "statement-superseded": "cli/test_cli_reconcile.py",
    "unknown-line": "cli/test_cli_reconcile.py",
    "line-matched": "cli/test_cli_reconcile.py",
    "entry-matched": "cli/test_cli_reconcile.py",
    "entry-not-open": "cli/test_cli_reconcile.py",
    "entry-not-paid": "cli/test_cli_reconcile.py",
    **dict.fromkeys(  # these take workbooks that other programs have written
        (
            *("collection-form", "collection-open", "collection-period", "unknown-collection"),
            *("unit-accepted", "unit-not-asked", "unit-not-in-force", "unit-not-received"),
            *("units-missing", "units-nested", "units-none", "folder", "folder-empty"),
            *("form-changed", "form-empty", "form-lacking", "form-other-unit", "files-of-unit"),
            *("fall-reason", "figure-below-zero", "mark-foreign", "mark-missing", "mark-period"),
        ),
        "cli/test_cli_collect.py",
    ),
    "office-missing": "cli/test_cli_paper.py",  # here LibreOffice may be installed
    "office-failed": "cli/test_cli_paper.py",
    "month": "reports/test_forms.py",
    "value-type": "library/test_open_book.py",  # words are always text
    "book-companion": "book/test_companions.py",  # no command leaves such a thing behind
    "book-wal": "book/test_companions.py",
    "unreleased-book": "book/test_upgrading.py",  # it takes a program that is gone
    "lock-strange": "book/test_companions.py",
    "book-altered": "book/test_sqlite_schema.py",  # it takes another program
    "clock": "cli/test_cli_waiting.py",  # that of a session is right
    "unknown-province": "cli/test_cli_lists.py",
    **dict.fromkeys(
        ("across-mismatch", "amount-columns-overlap", "column-contradicted", "rate-mismatch"),
        "importing/test_intake_spread.py",
    ),
    **dict.fromkeys(("sheet-placeless", "sheet-refused"), "importing/test_intake_names.py"),
    "row-taken-back": "cli/test_list_feeds_import.py",
    "signs-mixed": "cli/test_list_feeds_import.py",
    "place-told-otherwise": "importing/test_nested_places.py",
    "month-without-year": "importing/test_intake_spread.py",
    "after-deadline": "cli/test_cli_deadlines.py",
    "amount-two-figures": "importing/corpus.py",  # of cells of files alone
    "amount-character": "cli/test_cli_refusals.py",  # the character would be invisible here too
    "text-character": "cli/test_cli_refusals.py",
    "endless-tree": "cli/test_cli_refusals.py",  # no command of ours makes one
    "argument-encoding": "cli/test_cli_refusals.py",  # a page of UTF-8 cannot hold it
    "kept-not-shown": "cli/test_cli_kept.py",  # it takes a full disk behind stdout
    "name-too-long": "reliability/test_command_lines.py",  # longer than anyone types
    "output-is-input": "cli/test_cli_inputs.py",
    "cell-length": "render/test_render_xlsx.py",  # longer than the book takes a text
    "sheet-rows": "render/test_render_xlsx.py",  # it takes a million rows
    "cell-too-long": "importing/test_intake_limits.py",  # longer than anyone types
    "line-too-long": "importing/test_intake_limits.py",
    "row-too-wide": "importing/test_intake_limits.py",
    "file-too-large": "importing/test_outside.py",
    "file-changed": "importing/test_intake_limits.py",  # it takes two programs
    "book-address": "book/test_server.py",  # as scripts may have it
    **dict.fromkeys(  # these are about whole sheets
        (
            *("row-two-ways", "heading-moved", "row-above-heading", "row-below-end"),
            "rows-uncounted",  # it takes a defect
        ),
        "importing/test_carried.py",
    ),
    **dict.fromkeys(("unit-below", "unit-unknown", "units-differ"), "importing/test_unit_words.py"),
    "column-not-kept": "cli/test_cli_import.py",  # it takes a list of our own, changed by hand
    "cell-shows-otherwise": "importing/test_shown_number.py",
    "cell-kind": "importing/test_intake_limits.py",  # it takes a spreadsheet
    "code-as-number": "importing/test_intake_limits.py",
    "date-as-number": "importing/test_intake_limits.py",
    "text-damaged": "importing/test_intake_limits.py",  # half of its letters are invisible
    "sum-range": "services/test_book_ledger.py",  # a hundred of the largest entries
    "rows-unfit": "book/test_export.py",  # it takes somebody who knows the form
    "server-gone": "reliability/test_server_faults.py",  # it takes a line that breaks
    "server-limit": "book/test_server_limits.py",  # it takes a server
    "book-forbidden": "book/test_roles.py",
    "outcome-unknown": "reliability/test_server_faults.py",
    "busy": "cli/test_cli_streams.py",  # it takes two processes
    "defect": "cli/test_cli_streams.py",  # it takes a defect
    **dict.fromkeys(  # these take a workbook
        (
            *("cell-error", "cell-merged", "cell-not-computed", "cell-outside-formula"),
            *("file-kind", "file-renamed", "sheet-unknown"),
        ),
        "importing/corpus.py",
    ),
    "sheet-needed": "importing/test_intake_workbook.py",
    "workbook-unreadable": "importing/hostile.py",
    "workbook-far-cell": "importing/hostile.py",
}
UNSAID = {
    "driver-missing": "it takes an installation without the server's driver",
    "book-no-file": "for what only a file can do",
    "refused": "the base of all, which nothing raises",
    "usage": "for what a later Typer may refuse in a way this one does not",
}


class Session:
    """One transcript, run line by line in a folder of its own."""

    def __init__(self, folder: Path, first: datetime = FIRST) -> None:
        """Start in an empty folder, at a moment."""
        self._folder, self._first = folder, first
        self._count = 0
        self.misleading: list[str] = []  # hints that do not do what they say
        self.env = {"ETHNICTRACK_BOOK": "so.sqlite", "ETHNICTRACK_ACTOR": ACTOR}

    def run(self, line: str) -> str:
        """Return what a line prints, with its exit code where that is not 0."""
        words, env = shlex.split(line), dict(self.env)
        while _SETTING.match(words[0]):
            name, _, value = words.pop(0).partition("=")
            env[name] = value
        if words[0] != "ethnictrack":
            return self._run_shell(line)
        moment = self._first + timedelta(minutes=self._count)
        self._count += 1
        code, printed = self._type(words[1:], env, moment)
        if code:
            self.misleading += try_hints(
                printed, self._folder, lambda each: self._type(words_of(each), env, moment)
            )
        return printed.rstrip("\n") + (f"\n[{code}]" if code else "")

    @staticmethod
    def _type(words: list[str], env: dict[str, str], moment: datetime) -> tuple[int, str]:
        screen = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)
        code = run_into(screen, screen, *words, env=env, world=still(moment, IDENTITY))
        screen.seek(0)
        return code, screen.read()

    def fill(self, line: str) -> None:
        """Fill a form in as a line of a block says; a figure may be left out."""
        form, _, rest = line.partition(" -> ")
        sent, _, figures = rest.partition(": ")
        cells = [each.partition("|") for each in figures.split(";")]
        said = [int(figure) if figure.strip() else None for figure, *_ in cells]
        notes = [note.strip() or None for *_, note in cells]
        fill(self._folder / form, self._folder / sent, said, notes)

    def write(self, name: str, line: str) -> None:
        """Add a line to a file that somebody else has sent."""
        with (self._folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def _run_shell(self, line: str) -> str:
        words = ["sh", "-e", "-c", line]
        subprocess.run(words, cwd=self._folder, env=clean_environment(), check=True)
        return ""


def _replayed(page: str, session: Session) -> Iterator[str]:
    """Yield the lines of a transcript with what its commands print now."""
    fence = ""
    for line in page.splitlines():
        if line.startswith("```"):
            fence = line
        elif fence == "```form":
            session.fill(line)
        elif fence.startswith("```csv "):
            session.write(fence.removeprefix("```csv "), line)
        if fence != "```console" or line == fence:
            yield line
        elif line.startswith(_PROMPT):
            yield line
            if printed := session.run(line.removeprefix(_PROMPT)):
                yield printed


@pytest.mark.parametrize("path", SESSIONS, ids=[path.stem for path in SESSIONS])
def test_a_session_goes_as_it_is_written(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word by word: output is what users learn the program from; each hint in it is tried."""
    monkeypatch.chdir(tmp_path)
    written = path.read_text(encoding="utf-8")

    session = Session(tmp_path, NOW if path in GUIDES else FIRST)
    if path.name in ENGLISH:
        session.env["ETHNICTRACK_LANG"] = "en"
    replayed = "\n".join(_replayed(written, session)) + "\n"

    if os.environ.get("ETHNICTRACK_GOLDEN") == "write":
        path.write_text(replayed, encoding="utf-8")
        return
    assert replayed == written
    assert session.misleading == []


def _typed(path: Path) -> list[list[str]]:
    page = path.read_text(encoding="utf-8")
    lines = [line.removeprefix(_PROMPT) for line in page.splitlines() if line.startswith(_PROMPT)]
    return [shlex.split(line)[1:] for line in lines if line.startswith("ethnictrack ")]


def _printed(path: Path, command: str) -> str:
    page = path.read_text(encoding="utf-8")
    after = page.partition(f"{_PROMPT}ethnictrack {command}\n")[2]
    assert after, command
    return re.split(r"^(?:\$ |```)", after, maxsplit=1, flags=re.MULTILINE)[0]


def test_the_year_is_entered_by_the_commands_of_the_sample() -> None:
    """One article, told once: the sample book and the transcript stay the same year."""
    sample = list(commands(COMMANDS.read_text(encoding="utf-8")))

    assert _typed(FOLDER / "year-2021.md")[: len(sample)] == sample


@pytest.mark.parametrize(
    "figure",
    [
        "15,213 tỷ đồng",
        "72,9%",
        "5.857 triệu đồng",
        "hơn 52 triệu đồng",
        "153 cuốn",
        "trên 180 văn bản",
        "trên 140 văn bản",
        "ước đạt 100",
        "dự thảo kết luận",
        "khiếu nại, tố cáo tiếp nhận: không",
        "khiếu nại, tố cáo: không",
        "2 công trình",
        "53 dân tộc thiểu số năm 2019",
        "10 huyện, thành phố",
        "huyện Bảo Lạc",
        "huyện Hòa An",
        "xóm Tả Cán, xã Tổng Cọt, huyện Hà Quảng",
        "Quyết định 1719/QĐ-TTg",
        "giai đoạn 2021-2025",
        "năm 2022",
    ],
)
def test_the_annual_report_says_it_as_the_article_does(figure: str) -> None:
    """Every figure, in the article's own words."""
    report = _printed(FOLDER / "year-2021.md", "report annual 2021")

    assert figure in report


def test_the_annual_report_has_the_figures_of_the_article_for_scripts(tmp_path: Path) -> None:
    """To the đồng; the rate to four decimals."""
    book = tmp_path / "book.sqlite"
    for words in commands(COMMANDS.read_text(encoding="utf-8")):
        ok(*words, book=book)

    report = ok("report", "annual", "2021", "--json", book=book).data

    first = report["programs"][0]
    assert (first["code"], first["planned"], first["disbursed"], first["rate"]) == (
        *("CT135", 20868000000, 15213000000, 72.9011),
    )
    assert report["programs"][1]["unplanned"] == 5857000000
    actual = {each["code"]: (each["actual"], each["qualifier"]) for each in report["activities"]}
    assert actual["VBBANHANH"] == (180, "over")
    assert actual["VBGOPY"] == (140, "over")
    assert actual["TAILIEU53DT"] == (153, None)
    assert actual["BAOTC"] == (100, "estimate")
    assert actual["DONTHU"] == actual["TIEPDAN"] == (0, None)
    stages = {each["code"]: (each["stage"], each["recovered"]) for each in report["inspections"]}
    assert stages["TT2021-BAOLAC"] == ("concluded", 52000000)
    assert stages["TT2021-HOAAN"] == ("draft-conclusion", 0)


def _codes(error: type[BookError]) -> Iterator[str]:
    yield error.code
    for each in error.__subclasses__():
        yield from _codes(each)


def test_every_refusal_is_provoked_somewhere() -> None:
    """In a session or, where no session can, in a test; a new error code needs a line there."""
    for module in pkgutil.walk_packages(ethnictrack.__path__, "ethnictrack."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    pages = "".join(path.read_text(encoding="utf-8") for path in SESSIONS)
    said = r"^(?:lỗi\[|error\[|\s+\"code\": \")([a-z-]+)"
    provoked = set(re.findall(said, pages, flags=re.MULTILINE))
    for code, path in ELSEWHERE.items():
        text = (Path(__file__).parent / path).read_text(encoding="utf-8")
        assert f'"{code}"' in text or "DefectError" in text

    assert set(_codes(BookError)) - provoked == {*ELSEWHERE, *UNSAID}
