"""Text that would like to act: markup and formulas are names, what cannot be seen is refused.

What stands in a file all the same, because another program wrote it, is shown as signs.
"""

from __future__ import annotations

import csv
import io
import json
import time
import unicodedata
from pathlib import Path

import pytest
from tests.books import digest, tamper
from tests.shell import Ran, ok, run

from ethnictrack.values.formula_guard import unguarded

NAMES = [
    *("[red]x[/red]", "[/12]", "[link=https://x.y]z[/link]", ":warning:", "=1+1", "@SUM(A1)"),
    *("+84 26 3", "-x", "|x|y|", "# x", "<script>alert(1)</script>", "&amp;", "{x}", "{0}", "%s"),
    *("%(name)s", "$HOME", "`ls`", "'; DROP TABLE entry; --", '"', "'x'", "\\x1b[2J", "\\", "🙂"),
    *("x" * 400, "Đường liên xã Cô Ba - Thượng Hà, hạng mục: mặt đường, cống, rãnh thoát nước"),
]
EVIL = ["\x1b[2J", "\u202e", "\x00", "\u200b", "\x07", "\x9b31m", "\u2066", "\ufeff", "\r"]
READING = [
    *("book info", "book check", "book settings", "book log", "place list", "place show 043"),
    *("program list", "program list --tree", "program show DA1", "allocate list", "inspect list"),
    *("allocate show 1", "disburse list --columns all", "disburse show 3", "inspect show TT-01"),
    *("activity list --year 2021", "activity show TL", "activity remarks 2021", "report rates"),
    *("report rates --by place", "report annual 2021", "report inspections 2021"),
    *("report settlement 2021", "report pace 2021", "report compare 2020 2021"),
]
FORMATS = ["table", "plain", "markdown", "csv", "tsv", "json"]
TEXTS = {
    "program": "name owner decision",
    "place": "name successor",
    "entry": "voucher decision payee note over_plan",
    "inspection": "title agency decision",
    "stage": "document reason",
    "finding": "note",
    "recovery": "voucher note",
    "activity": "name unit",
    "record": "note",
    "remark": "text",
    "setting": "value",
    "log": "actor command",
}


def steering(page: str, *, allowed: str = "\n") -> set[str]:
    """Return the characters of a page that could steer a terminal or hide."""
    return {
        one
        for one in page
        if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and one not in allowed
    }


@pytest.fixture(scope="module")
def named(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book with a programme and a plan of each name."""
    book = tmp_path_factory.mktemp("named") / "book.sqlite"
    book.write_bytes(template.read_bytes())
    for number, name in enumerate(NAMES):
        ok("program", "add", "--", f"X{number}", name, book=book)
        ok("allocate", "add", f"X{number}", "5", "--year", "2021", f"--note={name}", book=book)
    return book


@pytest.mark.parametrize("format_", ["table", "plain", "csv", "tsv", "json"])
def test_markup_and_formulas_are_names_like_others(named: Path, format_: str) -> None:
    """They are kept and shown to the letter; a spreadsheet gets them as text."""
    page = ok("program", "list", "-O", format_, book=named).out
    match format_:
        case "json":
            found = [each["name"] for each in json.loads(page)]
        case "csv" | "tsv":
            lines = io.StringIO(page.removeprefix("\ufeff"), newline="")
            rows = csv.reader(lines, delimiter="," if format_ == "csv" else "\t")
            found = [unguarded(row[1]) for row in rows]
        case _:
            found = [name for name in NAMES if name in page]

    assert found[-len(NAMES) :] == NAMES


@pytest.mark.parametrize("command", ["report rates", "report annual 2021", "allocate list"])
def test_no_name_breaks_a_page(named: Path, command: str) -> None:
    """In any format."""
    for format_ in FORMATS:
        assert ok(*command.split(), "-O", format_, book=named).out


def test_a_refusal_repeats_a_name_to_the_letter(named: Path) -> None:
    """And it is found by it."""
    for number, name in enumerate(NAMES):
        again = run("program", "add", f"X{number}", "khác", book=named)
        found = ok("program", "show", "--json", "--", name, book=named).data

        assert name in again.err
        assert found["name"] == name


@pytest.mark.parametrize("evil", EVIL, ids=[f"U+{ord(each[0]):04X}" for each in EVIL])
def test_what_cannot_be_seen_is_refused_and_shown(fresh_book: Path, evil: str) -> None:
    """In names, notes, codes, amounts, dates, choices, numbers and paths alike."""
    kept, text = digest(fresh_book), f"a{evil}b"

    refused = [
        run(*words, book=fresh_book)
        for words in (
            ("program", "add", "X", text),
            ("program", "add", text, "X"),
            ("program", "show", text),
            ("allocate", "add", "DA1", "5", "--year", "2021", "--note", text),
            ("allocate", "add", "DA1", f"5{evil}0", "--year", "2021"),
            ("allocate", "add", "DA1", "5", "--year", f"2021{evil}"),
            ("disburse", "list", "--from", f"1/1/{evil}2021"),
            ("disburse", "list", "--capital", text),
            ("disburse", "list", "--limit", text),
            ("disburse", "list", f"--{text}"),
            ("disburse", "list", text),
            ("disburse", text),
            (text,),
            ("book", "settings", text),
            ("book", "check", text),
            ("book", "info", "-O", text),
            ("book", "info", "-o", text),
            ("book", "info", "-o", f"/nowhere/{text}.csv"),
            ("activity", "remark", "2021", "overview", "--file", text),
        )
    ]

    assert [ran.code for ran in refused] == [2, 2, 1, *[2] * 14, 3, 2]
    assert {ran.out for ran in refused} == {""}
    assert [ran for ran in refused if steering(ran.err)] == []
    assert digest(fresh_book) == kept
    assert not steering(run("book", "info", book=f"/nowhere/{text}").err)


@pytest.fixture(scope="module")
def planted(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book in which another program put something into every text there is."""
    book = tmp_path_factory.mktemp("planted") / "book.sqlite"
    book.write_bytes(full_template.read_bytes())
    evil = "||".join(f"char({ord(one)})" for one in "".join(EVIL))
    plant = "UPDATE {0} SET {1} = coalesce({1}, '') || {2} || 'cuối'"
    columns = [(table, each) for table, names in TEXTS.items() for each in names.split()]
    code = "UPDATE {} SET code = code || {} WHERE code = '{}'"
    tamper(
        book,
        *(plant.format(table, each, evil) for table, each in columns),
        code.format("program", evil, "DA2"),
        code.format("place", evil, "042"),
    )
    return book


@pytest.mark.parametrize("line", READING)
def test_what_was_planted_is_shown_as_signs(planted: Path, line: str) -> None:
    """In every format: no byte reaches the terminal that could act there."""
    for number, format_ in enumerate(FORMATS):
        lang = ("vi", "en")[number % 2]
        ran = run(*line.split(), "-O", format_, book=planted, lang=lang)

        assert ran.code == (1 if line == "book check" else 0), ran
        assert not steering(ran.out.removeprefix("\ufeff"), allowed=_allowed(format_))
        assert not steering(ran.err)
        if format_ == "plain":
            assert ("\\x1b" in ran.out) != (line in {"book info", "book settings"})


def _allowed(format_: str) -> str:
    """Lines end, fields are parted; that is all."""
    return {"csv": "\r\n", "tsv": "\t\n"}.get(format_, "\n")


@pytest.mark.parametrize(
    "line",
    [
        "program add da1 X",
        "program show cuối",
        "place show 042",
        "program show DA2",
        "disburse add DA1 99999",
        "disburse add DA1 300 --date 15/11/2021 --voucher PC-01",
        "disburse reverse 4 --reason x",
        "program edit DA1 --parent DA1",
        "inspect add tt-01 X",
        "inspect recover TT-01 99 --date today",
        "activity add tl X --unit x",
        "report rates --program DA3",
    ],
)
def test_messages_about_what_was_planted_are_safe(planted: Path, line: str) -> None:
    """In words and as JSON, refused or done."""
    for words in (line.split(), [*line.split(), "--json"]):
        ran: Ran = run(*words, *_dry(words), book=planted)

        assert ran.code in {0, 1}
        assert not steering(ran.out + ran.err)


def _dry(words: list[str]) -> list[str]:
    return ["--dry-run"] if words[1] in {"add", "edit", "recover", "reverse"} else []


@pytest.mark.parametrize(
    "words",
    [
        ("program", "show", "{}"),
        ("place", "show", "{}"),
        ("disburse", "add", "DA1", "{}", "--date", "15/11/2021"),
        ("disburse", "add", "DA1", "5", "--date", "{}"),
        ("disburse", "add", "DA1", "5", "--date", "15/11/2021", "--note", "{}"),
        ("disburse", "list", "--search", "{}"),
        ("disburse", "list", "--program", "{}"),
    ],
    ids=" ".join,
)
def test_a_word_of_accents_is_refused_at_once(fresh_book: Path, words: tuple[str, ...]) -> None:
    """As long as a system hands one on; sorting them would take minutes."""
    started = time.process_time()

    ran = run(*(each.format("a" + "\u0300\u0316" * 32_000) for each in words), book=fresh_book)

    assert ran.code in {1, 2}
    assert time.process_time() - started < 2
