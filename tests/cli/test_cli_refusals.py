"""Bad input of every kind: the right exit code and error code, two sentences, nothing changed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from tests.books import digest, tamper
from tests.shell import Ran, ok, run

# Registers and entries the refusals need, on top of the full book of the fixtures.
PREPARED = """
program add DA3 "Dự án 1" --parent MTQG
program add DA4 "Dự án 4"
program add DA5 "Dự án 5" --parent DA1
program add TRONG "Chưa có kế hoạch"
program add DA6 "Dự án 6"
allocate add DA4 100 --year 2021 --capital investment --source central
allocate add DA4 100 --year 2021 --capital recurrent --source provincial
allocate add DA6 100 --year 2021
allocate add DA6 60 --year 2021 --kind carried-out
allocate transfer DA2 1 --year 2021 --from-place 043 --to DA3 --capital investment --source central
disburse add DA1 10 --date 15/11/2021 --id KHOA-1
place add 04X "Xã Cô Ba" --parent 042 --level commune
place add 04Y "Xã Cô Ba" --parent 043 --level commune
inspect add TT-02 "Chưa có kiến nghị"
inspect add TT-03 "Hai kiến nghị"
inspect finding TT-03 10 --action budget-recovery
inspect finding TT-03 10 --action other
inspect add TT-04 "Giảm quyết toán"
inspect finding TT-04 10 --action settlement-reduction
inspect add TT-05 "Đã kết luận"
inspect stage TT-05 concluded --date 15/11/2021
"""

AMOUNTS = {
    "''": "amount-empty",
    "' '": "amount-empty",
    "'5 000  000'": "amount-blanks",
    "1,000,000": "amount-grouping",
    "1,5": "amount-needs-unit",
    "15,213": "amount-two-ways",
    "1.000,50": "amount-needs-unit",
    "1,000.50": "amount-grouping",
    "12.34.567": "amount-grouping",
    "1.23.4": "amount-grouping",
    "'15.21 tỷ'": "amount-grouping",
    "1.00": "amount-grouping",
    "0.500": "amount-grouping",
    "1_000_000": "amount-unreadable",
    "٣٤": "amount-digits",
    "１２": "amount-digits",
    "½": "amount-digits",
    "1e3": "amount-unreadable",
    "nan": "amount-no-number",
    "inf": "amount-no-number",
    "True": "amount-no-number",
    "0": "amount-zero",
    "'0 tỷ'": "amount-zero",
    "'(500)'": "amount-negative",
    "'−5'": "amount-negative",
    "1.000.000.000.000.000": "amount-range",
    "9223372036854775808": "amount-range",
    "'1.000 nghìn tỷ'": "amount-range",
    f"{'9' * 5000}": "amount-too-long",
    "'1,2345 nghìn'": "amount-fraction",
    "'15 tỷ 213'": "amount-last-unit",
    "'213 triệu 15 tỷ'": "amount-order",
    "'15,5 tỷ 2 triệu'": "amount-mixed",
    "'52 triệu USD'": "amount-unreadable",
    "'5\u200b000'": "amount-character",
    "'52\u00a0\u202etriệu'": "amount-character",
}
DATES = {
    "29/02/2021": "date-impossible",
    "31/04/2021": "date-impossible",
    "00/01/2021": "date-impossible",
    "32/13/2021": "date-impossible",
    "11/15/2021": "date-impossible",
    "20211115": "date-unreadable",
    "2021-W46-1": "date-unreadable",
    "15/11/021": "date-unreadable",
    "15.11": "date-unreadable",
    "'15 Nov 2021'": "date-unreadable",
    "１５/11/2021": "date-unreadable",
    "''": "date-unreadable",
    "yesterday": "date-unreadable",
    "0001-01-01": "date-range",
    "9999-12-31": "date-range",
    "15/11/1925": "date-range",
}
TEXTS = {
    "' '": "text-empty",
    "'a\u200bb'": "text-character",
    "'a\ufeffb'": "text-character",
    "'a\u00adb'": "text-character",
    "'a\u202eb'": "text-character",
    "'a\u2066b'": "text-character",
    "'a\x00b'": "text-character",
    "'a\x1b[2Jb'": "text-character",
    "'a\x07b'": "text-character",
    "'a\x9bb'": "text-character",
    "'a\nb'": "text-character",
    "'\u00d0ắk Lắk'": "text-look-alike",
    "'C\u0430o Bằng'": "text-look-alike",
    "'\uff24ự án'": "text-look-alike",
    f"'a{chr(0x301) * 50}'": "text-marks",
    f"'{'x' * 600}'": "text-too-long",
    f"'{'x' * 5000}'": "text-too-long",
}
CODES = [
    "''",
    "'a b'",
    "-x",
    ".x",
    f"{'x' * 33}",
    "a:b",
    "a\u200bb",
    "'[12]'",
    "'\u0430'",
    "'a\x00'",
]
CHOICES = [
    "allocate add DA1 5 --year 2021 --kind payment",
    "allocate list --kind payment",
    "disburse add DA1 5 --kind initial",
    "disburse list --kind carried-in",
    "disburse add DA1 5 --kind ''",
    "disburse add DA1 5 --capital public",
    "disburse add DA1 5 --source state",
    "disburse add DA1 5 --numbers us",
    "disburse list --capital x",
    "disburse list --source x",
    "place add 9 X --level city",
    "place list --level city",
    "program add X X --kind plan",
    "program edit DA1 --kind plan",
    "inspect add X X --kind raid",
    "inspect add X X --basis tip",
    "inspect stage TT-01 ended --date today",
    "inspect finding TT-01 5 --action prison",
    "activity add X X --unit x --section y",
    "activity remark 2021 preface x",
    "report rates --by village",
    "report rates --sort name",
    "report rates --basis budget",
    "report rates --unit usd",
    "report rates --decimals 10",
    "report annual 2021 --capital x",
    "report annual 2021 --source x",
    "book settings unit usd",
    "book init --units ha-noi",
    "book init --programs 1720",
    "--lang fr book info",
]
MISSING = [
    "allocate add",
    "allocate add DA1",
    "allocate add DA1 5",
    "allocate transfer DA1 5 --year 2021",
    "allocate transfer DA1 --year 2021 --to DA2",
    "allocate show",
    "allocate reverse 1",
    "allocate reverse --reason x",
    "disburse add",
    "disburse add DA1",
    "disburse show",
    "disburse reverse 3",
    "place add",
    "place add 9",
    "place show",
    "program add X",
    "program show",
    "program edit",
    "inspect add X",
    "inspect stage TT-01 reported",
    "inspect stage TT-01 --date today",
    "inspect finding TT-01 5",
    "inspect recover TT-01 5",
    "inspect reverse 1",
    "inspect show",
    "activity add X X",
    "activity target TL 5",
    "activity record TL 5 --year 2021",
    "activity record TL 5 --date today",
    "activity reverse 1",
    "activity show",
    "activity remark 2021",
    "activity remarks",
    "report annual",
    "report inspections",
    "report settlement",
    "report pace",
    "report petitions",
    "report compare",
    "report compare 2021",
    "report compare 2021 2021",
]
WHOLE_NUMBERS = [
    "disburse show x",
    "disburse show 1.5",
    "disburse show ٣",
    f"disburse show {'9' * 30}",
    "disburse reverse PC-01 --reason x",
    "disburse list --limit many",
    "disburse list --offset=-1",
    "disburse list --batch x",
    "inspect reverse x --reason x",
    "inspect recover TT-03 5 --date today --finding x",
    "activity reverse x --reason x",
    "activity remark 2021 overview x --replace x",
    "report rates --depth x",
    "report rates --decimals x",
]
USAGE = {
    "budget": "unknown-command",
    "disburse pay": "unknown-command",
    "disburse import x.csv": "file-not-found",
    "allocate carry": "missing-value",
    "report ledger 2021": "unknown-command",
    "book prove": "unknown-command",
    "disburse list --colour": "unknown-option",
    "--boko x disburse list": "unknown-option",
    "disburse add DA1 -5": "unknown-option",
    "disburse list --year": "option-value",
    "disburse list --json=1": "option-value",
    "disburse list 2021": "extra-value",
    "disburse add DA1 15 tỷ": "extra-value",
    "book info -O gif": "unknown-format",
    "book info -O xlsx": "file-needed",
    "report annual 2021 --template none.docx -O docx -o x.docx": "file-unreadable",
    "report annual 2021 --template broken.docx -O docx -o x.docx": "template",
    "book info -o x.gif": "unknown-format",
    "book info -o x": "unknown-format",
    "book info -o ''": "unknown-format",
    "book settings colour": "unknown-setting",
    "book settings colour x": "unknown-setting",
    "book check colour": "unknown-check",
    "program edit DA1": "nothing-to-change",
    "disburse add DA1 5 --date 15/01/2021": "year-needed",
    "allocate add DA1 5 --year 2021 --kind carried-in": "plan-year-needed",
    "disburse add DA4 5": "class-needed",
    "inspect recover TT-03 5 --date today": "finding-needed",
    "activity target TL 0 --year 2021": "target-zero",
    "activity target TL x --year 2021": "quantity-unreadable",
    "activity target TL -- -5 --year 2021": "extra-value",
    "activity record TL 1.234.5 --year 2021 --date today": "quantity-unreadable",
    "activity record TL 1,234 --year 2021 --date today": "quantity-two-ways",
    "activity record TL 1,2345 --year 2021 --date today": "quantity-decimals",
    "activity record TL 9.000.000.000.000.000 --year 2021 --date today": "quantity-range",
    "activity remark 2021 overview": "remark-source",
    "activity remark 2021 overview x --file x.txt": "remark-source",
    "activity remark 2021 overview --file missing.txt": "file-unreadable",
    "disburse list --year 21": "year-unreadable",
    "disburse list --year ２０２１": "year-unreadable",
    "disburse list --year 1920": "date-range",
    "report annual year": "year-unreadable",
}
RULES = {
    "program show ZZ": "unknown-code",
    "program edit ZZ --name x": "unknown-code",
    "program add X X --parent ZZ": "unknown-code",
    "program add X X --place ZZ": "unknown-code",
    "place show ZZ": "unknown-code",
    "place list --parent ZZ": "unknown-code",
    "place add 9 X --parent ZZ": "unknown-code",
    "disburse add ZZ 5": "unknown-code",
    "disburse add DA1 5 --place ZZ": "unknown-code",
    "disburse list --program ZZ": "unknown-code",
    "disburse list --place ZZ": "unknown-code",
    "allocate transfer DA1 5 --year 2021 --to ZZ": "unknown-code",
    "inspect show ZZ": "unknown-code",
    "inspect stage ZZ reported --date today": "unknown-code",
    "inspect recover ZZ 5 --date today": "unknown-code",
    "activity show ZZ": "unknown-code",
    "activity record ZZ 5 --year 2021 --date today": "unknown-code",
    "report rates --program ZZ": "unknown-code",
    "report rates --place ZZ": "unknown-code",
    "program show 'dự án 1'": "ambiguous-name",
    "disburse add 'du an 1' 5": "ambiguous-name",
    "disburse add DA1 5 --place 'xã cô ba'": "ambiguous-name",
    "place show 'Xã Cô Ba'": "ambiguous-name",
    "program add da1 X": "duplicate-code",
    "place add 042 X": "duplicate-code",
    "inspect add tt-01 X": "duplicate-code",
    "activity add tl X --unit x": "duplicate-code",
    "program edit MTQG --parent DA5": "parent-loop",
    "program edit DA1 --parent DA1": "parent-loop",
    "program add X X --from-year 2022 --to-year 2021": "period-reversed",
    "place add 9 X --valid-from 2/1/2021 --valid-to 1/1/2021": "period-reversed",
    "inspect add X X --scope-from 2022 --scope-to 2021": "period-reversed",
    "disburse add DA1 1001": "over-plan",
    "disburse add DA5 1001": "over-plan",
    "disburse add DA2 100 --place 043": "over-plan",
    "allocate add DA1 900 --year 2021 --kind decrease": "over-plan",
    "allocate add DA1 900 --year 2021 --kind withdraw": "over-plan",
    "allocate transfer DA1 900 --year 2021 --to DA2": "over-plan",
    "allocate reverse 1 --reason x": "over-plan",
    "allocate add DA6 50 --year 2021 --kind cancelled": "over-remaining",
    "disburse add TRONG 5": "no-plan",
    "disburse add DA1 5 --year 2020 --date 15/11/2020": "no-plan",
    "disburse add DA2 5 --place 042": "over-plan",
    "disburse add DA1 1000 --kind refund": "below-zero",
    "disburse add DA1 5 --date 26/11/2021": "future-date",
    "disburse reverse 3 --reason x --date 26/11/2021": "future-date",
    "inspect stage TT-01 reported --date 26/11/2021": "future-date",
    "inspect recover TT-01 5 --date 26/11/2021": "future-date",
    "inspect reverse 1 --reason x --date 26/11/2021": "future-date",
    "activity record TL 5 --year 2021 --date 26/11/2021": "future-date",
    "disburse add DA1 5 --date 15/11/2021 --year 2020": "wrong-year",
    "disburse add DA1 5 --date 31/12/2020 --year 2021": "wrong-year",
    "disburse add DA1 5 --date 1/2/2021 --year 2020": "wrong-year",
    "disburse add DA1 5 --plan-year 2022": "wrong-plan-year",
    "allocate add DA1 5 --year 2021 --plan-year 2020": "wrong-plan-year",
    "allocate add DA1 5 --year 2021 --plan-year 2021 --kind carried-in": "wrong-plan-year",
    "disburse add DA1 300 --date 15/11/2021 --voucher PC-01": "duplicate-voucher",
    "disburse add DA1 11 --date 15/11/2021 --id KHOA-1": "key-conflict",
    "allocate add DA1 10 --year 2021 --id KHOA-1": "key-conflict",
    "disburse show 1": "unknown-entry",
    "disburse show 0": "unknown-entry",
    "allocate show 3": "unknown-entry",
    "allocate reverse 3 --reason x": "unknown-entry",
    "disburse reverse 1 --reason x": "unknown-entry",
    "disburse reverse 4 --reason x": "already-reversed",
    "disburse reverse 5 --reason x": "reversal-of-reversal",
    "allocate transfer DA1 5 --year 2021 --to da1": "same-line",
    "inspect stage TT-05 reported --date today": "stage-back",
    "inspect recover TT-02 5 --date today": "no-finding",
    "inspect recover TT-01 5 --date today --finding 9": "unknown-finding",
    "inspect recover TT-04 5 --date today": "no-finding",
    "inspect recover TT-04 5 --date today --finding 1": "not-recoverable",
    "inspect recover TT-01 51 --date today": "over-recovery",
    "inspect reverse 99 --reason x": "unknown-recovery",
    "inspect reverse 2 --reason x": "already-reversed",
    "inspect reverse 3 --reason x": "already-reversed",
    "activity reverse 99 --reason x": "unknown-record",
    "activity reverse 1 --reason x": "already-reversed",
    "activity remark 2021 overview x --replace 99": "unknown-remark",
    "book init": "book-exists",
}
UNUSABLE = {
    "--book missing.sqlite book info": "book-missing",
    "--book missing.sqlite disburse add DA1 5": "book-missing",
    "--book empty.sqlite book info": "not-a-book",
    "--book text.sqlite disburse add DA1 5": "not-a-book",
    "--book . book info": "not-a-book",
    "--book /dev/null book info": "not-a-book",
    "--book foreign.sqlite book info": "not-a-book",
    "--book cut.sqlite book info": "book-damaged",
    "--book cut.sqlite disburse add DA1 5": "book-damaged",
    "--book newer.sqlite book info": "newer-book",
    "--book newer.sqlite book upgrade": "newer-book",
    "--book older.sqlite book info": "older-book",
    "--book linked.sqlite book info": "book-unsafe",
    "book info -o /nowhere/x.csv": "output-unwritable",
    "book info -O csv -o .": "output-unwritable",
    f"book info -o {'x' * 300}.csv": "output-unwritable",
}
CASES = [
    *((f"disburse add DA1 {each}", 2, code) for each, code in AMOUNTS.items()),
    *((f"disburse add DA1 5 --date {each}", 2, code) for each, code in DATES.items()),
    *((f"program add X {each}", 2, code) for each, code in TEXTS.items()),
    ("disburse add DA1 5 --note 'a\x1bb'", 2, "text-character"),
    ("disburse add DA1 5 --voucher 'a\u202eb'", 2, "text-character"),
    ("disburse add DA1 5 --payee 'a\x00b'", 2, "text-character"),
    ("disburse add DA1 5 --over-plan ''", 2, "text-empty"),
    ("disburse reverse 3 --reason ' '", 2, "text-empty"),
    ("--actor 'a\x1bb' book info", 2, "text-character"),
    ("book settings office 'a\u200bb'", 2, "text-character"),
    ("activity remark 2021 overview 'a\x1bb'", 2, "text-character"),
    *((f"program add -- {each} X", 2, "code-unreadable") for each in CODES),
    *((f"disburse add DA1 5 --id {each}", 2, "code-unreadable") for each in ("''", "'a b'")),
    *((each, 2, "unknown-choice") for each in CHOICES),
    *((each, 2, "missing-value") for each in MISSING),
    *((each, 2, "whole-number") for each in WHOLE_NUMBERS),
    *((each, 2, code) for each, code in USAGE.items()),
    *((each, 1, code) for each, code in RULES.items()),
    *((each, 3, code) for each, code in UNUSABLE.items()),
    ("--book mysql://u:secret@h/d book info", 2, "book-unsupported"),
    ("disburse list --note 'a\udcffb'", 2, "argument-encoding"),
]

ENGLISH = re.compile(r"\b(the|is|of|and|not|has|have|there|programme|already|takes?)\b")


@pytest.fixture(scope="module")
def prepared(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book in which every rule can be broken; commands refused leave it as it is."""
    folder = tmp_path_factory.mktemp("refusals")
    book = Path(shutil.copy(full_template, folder / "book.sqlite"))
    for line in PREPARED.strip().splitlines():
        ok(*shlex.split(line), book=book)
    page = bytearray(book.read_bytes())
    (folder / "empty.sqlite").touch()
    (folder / "text.sqlite").write_text("Sổ theo dõi năm 2021", encoding="utf-8")
    (folder / "cut.sqlite").write_bytes(page[:-1000])
    for name, revision in (("newer.sqlite", 99), ("older.sqlite", 0)):
        page[60:64] = revision.to_bytes(4)
        (folder / name).write_bytes(page)
    page[68:72] = bytes(4)
    (folder / "foreign.sqlite").write_bytes(page)
    (folder / "broken.docx").write_bytes(b"no document")
    (folder / "second.sqlite").hardlink_to(shutil.copy(full_template, folder / "linked.sqlite"))
    return book


IDS = [f"{number}-{code}" for number, (*_, code) in enumerate(CASES)]
every_case = pytest.mark.parametrize(("line", "exit_code", "code"), CASES, ids=IDS)


@every_case
def test_bad_input_is_refused_in_both_languages_and_changes_nothing(
    prepared: Path, monkeypatch: pytest.MonkeyPatch, line: str, exit_code: int, code: str
) -> None:
    """A sentence and a hint in the reader's language; the file is the same, byte for byte.

    With JSON the same is one object.
    """
    monkeypatch.chdir(prepared.parent)
    env = {"ETHNICTRACK_BOOK": prepared.name}
    before, marker, after = line.partition(" -- ")
    json = "" if code in {"unknown-format", "option-value"} or " -O " in line else " --json"
    kept, files = digest(prepared), _files(prepared)

    vi = run(*shlex.split(line), env=env, lang=None)
    en = run(
        *shlex.split(f"{before}{json}{marker}{after}"),
        env=env | {"ETHNICTRACK_LANG": "en"},
        lang=None,
    )

    assert (vi.code, vi.out, en.code, en.out) == (exit_code, "", exit_code, "")
    told = _sentences(vi, code, "lỗi", "gợi ý")
    said = _of_object(en, code) if json else _sentences(en, code, "error", "hint")
    assert told[0] != said[0]
    assert told[1] != said[1]
    assert not [each for each in told if ENGLISH.search(_without_quotes(each))]
    assert "secret" not in vi.err + en.err
    assert "{" not in "".join(told + said)
    assert digest(prepared) == kept
    assert _files(prepared) == files


def _of_object(ran: Ran, code: str) -> list[str]:
    error = ran.error
    assert list(error) == ["code", "message", "hint", "details"]
    assert error["code"] == code
    assert isinstance(error["details"], dict)
    return [error["message"], error["hint"]]


def _sentences(ran: Ran, code: str, error: str, hint: str) -> list[str]:
    first, second = ran.err.splitlines()
    assert first.startswith(f"{error}[{code}]: ")
    assert second.startswith(f"{hint}: ")
    return [first.partition(": ")[2], second.partition(": ")[2]]


def _files(book: Path) -> set[str]:
    """Name what stands in the folder; the lock file comes with the first writing command."""
    return {each.name for each in book.parent.iterdir()} - {"book.sqlite.lock"}


def _without_quotes(text: str) -> str:
    return re.sub("“[^”]*”|`[^`]*`", "", text)


def test_an_option_without_its_value_reads_as_json_too(full_book: Path) -> None:
    """Whoever asked for JSON gets JSON, however broken the rest of the line is."""
    ran = run("disburse", "list", "--json", "--year", book=full_book)

    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "option-value")


def test_two_formats_at_once_contradict_each_other(full_book: Path) -> None:
    """Neither is guessed; the same one twice is one."""
    both = run("book", "info", "--json", "-O", "csv", book=full_book)

    assert (both.code, both.out, both.error["code"]) == (2, "", "contradiction")
    assert ok("book", "info", "--json", "-O", "json", book=full_book).data


def test_details_are_values_that_scripts_can_use(full_book: Path) -> None:
    """Amounts are đồng, dates ISO, lists lists."""
    over = run("disburse", "add", "DA1", "1001", "--json", book=full_book).error["details"]
    dates = run("disburse", "add", "DA1", "5", "--date", "26/11/2021", "--json", book=full_book)
    choice = run("disburse", "list", "--capital", "x", "--json", book=full_book).error["details"]

    assert (over["program"], over["planned"], over["disbursed"]) == ("DA1", 1000, 310)
    assert (over["left"], over["asked"], over["year"]) == (690, 1001, 2021)
    assert dates.error["details"] == {"date": "2021-11-26", "today": "2021-11-25"}
    assert choice["known"] == ["investment", "recurrent"]


def _refused(book: Path, *words: str) -> str:
    ran = run(*words, book=book)
    assert ran.code == 1
    return ran.err


@pytest.mark.parametrize(("lang", "said"), [("vi", "2020 (niên độ 2021)"), ("en", "plan of 2020")])
def test_the_year_of_the_plan_that_was_looked_for_is_named(
    fresh_book: Path, lang: str, said: str
) -> None:
    """And the budget year where it is another; where they are one it is said once."""
    payment = ("disburse", "add", "DA1", "5", "--date", "15/11/2021")
    earlier = (*payment, "--plan-year", "2020")

    none = run(*earlier, book=fresh_book, lang=lang).err
    own = run(*payment, book=fresh_book, lang="vi").err
    allocation = ("allocate", "add", "DA1", "4", "--year", "2021", "--plan-year", "2020")
    ok(*allocation, "--kind", "carried-in", book=fresh_book)
    over = run(*earlier, book=fresh_book, lang=lang).err

    assert "[no-plan]" in none
    assert "[over-plan]" in over
    assert said in none
    assert said in over
    assert "không có kế hoạch năm 2021 để chi" in own


def test_money_that_was_carried_out_is_named_where_it_is_missing(fresh_book: Path) -> None:
    """Whether plan is taken away or a payment is made; where there is none, nothing is said."""
    ok("allocate", "add", "DA1", "1.500", "--year", "2021", book=fresh_book)
    payment = ("disburse", "add", "DA1", "1.600", "--date", "15/11/2021")
    before = _refused(fresh_book, *payment)
    ok(
        "allocate",
        "add",
        "DA1",
        "1.000",
        "--year",
        "2021",
        "--kind",
        "carried-out",
        book=fresh_book,
    )

    after = _refused(fresh_book, *payment)
    cut = _refused(
        fresh_book, "allocate", "add", "DA1", "600", "--year", "2021", "--kind", "withdraw"
    )

    assert "kéo dài" not in before
    assert "đã kéo dài hoặc hủy bỏ 1.000 đồng" in after
    assert "đã kéo dài hoặc hủy bỏ 1.000 đồng" in cut


def test_a_secret_in_a_database_url_is_never_repeated(full_book: Path) -> None:
    """Neither in the message nor in the details."""
    ran = run("book", "info", "--json", book="postgresql+psycopg://u:kín@127.0.0.1:1/d")

    assert ran.code == 3
    assert "kín" not in ran.err
    assert full_book.exists()


@pytest.mark.parametrize(
    "words", [("report", "rates", "--year", "2021"), ("disburse", "list", "--program", "DA1")]
)
def test_a_programme_that_was_put_below_itself_is_named(
    full_book: Path, words: tuple[str, ...]
) -> None:
    """By whoever can write the file; a command that climbs its tree would never come down."""
    tamper(full_book, "UPDATE program SET parent = 2 WHERE id = 1")

    refused = run(*words, book=full_book)

    assert (refused.code, refused.out) == (3, "")
    assert refused.err.count("endless-tree") == 1
    assert "book check" in refused.err
