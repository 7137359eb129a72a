"""Amounts, texts and days as they are typed."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from tests.reliability.catalogue import (
    Try,
    all_unread,
    brought,
    dated,
    kept,
    named,
    paying,
    refused,
    row,
    turned_away,
    unread,
)
from tests.reliability.catalogue.made import workbook

_CORPUS = "cli/test_import_corpus.py::a_bad_file_leaves_the_book_as_it_was"
_MILLIONS = "Mã chương trình;Số tiền (triệu đồng);Ngày\nDA1;5,857;15/11/2021\n".encode()
_BARE = "Mã chương trình;Số tiền;Ngày\nDA1;5,857;15/11/2021\n".encode()
_THOUSAND = ("1.000.000", "1 000 000", "1\u00a0000\u00a0000", "1\u202f000\u202f000")

AMOUNTS = (
    row("a dot that groups", *(kept(*words, amount=1500) for words in paying("1.500"))),
    row(
        "groups parted by dots and by blanks of every width",
        *(kept(*words, amount=1_000_000) for words in paying(*_THOUSAND)),
    ),
    row("commas for groups", *all_unread("amount-grouping", paying("1,000,000"))),
    row(
        "a fraction of a đồng",
        *all_unread("amount-needs-unit", paying("1,5", "1.000,50")),
        *all_unread("amount-grouping", paying("1,000.50")),
    ),
    row(
        "groups that are not of three",
        *all_unread("amount-grouping", paying("12.34.567", "1.00", "1.0000")),
    ),
    row("underscores", *all_unread("amount-unreadable", paying("1_000_000"))),
    row("digits of other scripts", *all_unread("amount-digits", paying("٣٤", "１２"))),
    row("powers of ten", *all_unread("amount-unreadable", paying("1e3", "1E400"))),
    row(
        "words that other programs take for numbers",
        *all_unread("amount-no-number", paying("nan", "inf", "NULL")),
        corpus={"amount 'nan'": "amount-no-number", "amount 'inf'": "amount-no-number"},
    ),
    row(
        "a cell that is a switch or has decimals",
        brought(workbook(["DA1", 1.0]), "rows.xlsx"),
        corpus={
            "sheet: a switch for an amount": "cell-kind",
            "sheet: a number with decimals and no unit": "amount-needs-unit",
        },
    ),
    row(
        "nothing, or less than nothing",
        *all_unread("amount-zero", paying("0")),
        *all_unread("amount-negative", paying("-5", "−5", "(500)")),
        *all_unread("amount-unreadable", paying("+5")),
    ),
    row(
        "more than an entry may have",
        *all_unread(
            "amount-range", paying(*(str(each) for each in (10**15, 2**63 - 1, 2**63, 10**30)))
        ),
        *all_unread("amount-too-long", paying("1" * 5000)),
    ),
    row(
        "entries whose sum no database can hold",
        ends="sum-range, 1; nothing is kept",
        proved=("services/test_book_ledger.py::a_year_adds_up_to_no_more_than_a_database_can",),
    ),
    row(
        "a number of more digits than a cell holds",
        corpus={"sheet: a number of sixteen digits": "amount-range"},
    ),
    row(
        "errors, formulas and texts in cells of money",
        corpus={
            "sheet: an error cell": "cell-error",
            "sheet: another error cell": "cell-error",
            "sheet: a formula nobody computed": "cell-not-computed",
            "sheet: an amount as text in English": "numbers-other",
        },
    ),
    row(
        "a lone comma, with and without a unit above it",
        brought(_MILLIONS),
        turned_away("numbers-two-ways", _BARE),
    ),
    row(
        "a đồng more than is left, by one and by many at once",
        refused("over-plan", *paying("901.000.001")[0]),
        kept(*paying("900.000.000")[0], amount=900_000_000),
        proved=("reliability/test_many_hands.py::the_ceiling_holds_in_a_race",),
    ),
    row(
        "more back than was found or paid",
        refused("over-recovery", "inspect", "recover", "TT-01", "201", "--date", "15/11/2021"),
        refused(
            "below-zero",
            *("disburse", "add", "DA2", "1", "--kind", "refund", "--date", "15/11/2021"),
        ),
    ),
    row(
        "JSON with keys twice and numbers that are none",
        *(
            refused("not-an-export", "book", "import", "{file}", exit_=3, file=line)
            for line in (b'{"a":1,"a":2}\n', b'{"a":1e2}\n', b'{"a":NaN}\n')
        ),
        proved=("book/test_export.py::a_file_that_was_cut_or_changed_anywhere_is_refused",),
    ),
)

_NFD = unicodedata.normalize("NFD", "Đắk Lắk")
_NFD_CODE = unicodedata.normalize("NFD", "ĐắkLắk-1")
_HIDDEN = ("Ban\u200bDân", "Ban\ufeffDân", "Ban\u00adDân")
_TURNED = tuple(f"Ban{one}Dân" for one in "\u202e\u2066\u2067\u2068\u2069")
_STEERING = tuple(f"Ban{one}Dân" for one in "\x1b\x07\x08\r\t\n\x7f\x80\x9b\x9f")
_HOSTILE = "render/test_render_hostile.py::"
_NAMED = "cli/test_cli_hostile.py::markup_and_formulas_are_names_like_others"


def _taken(*names: str) -> tuple[Try, ...]:
    return tuple(
        kept("program", "add", "--", f"X{n}", name, name=name) for n, name in enumerate(names)
    )


TEXTS = (
    row(
        "the same letters stored in two ways",
        kept("program", "add", _NFD_CODE, _NFD, code="ĐắkLắk-1", name="Đắk Lắk"),
        refused("duplicate-code", "program", "add", "đắklắk-1", "x"),
    ),
    row("another D with a stroke", *all_unread("text-look-alike", named("Ðắk Lắk", "Ɖắk Lắk"))),
    row("letters of another script", *all_unread("text-look-alike", named("Bаn", "Ｄân"))),
    row("letters that cannot be seen", *all_unread("text-character", named(*_HIDDEN))),
    row("signs that turn the line", *all_unread("text-character", named(*_TURNED))),
    row("a NUL", *all_unread("text-character", named("Ban\0Dân"))),
    row(
        "signs that steer a terminal",
        *all_unread("text-character", named(*_STEERING)),
        proved=("cli/test_cli_hostile.py::what_was_planted_is_shown_as_signs",),
    ),
    row("half a letter", unread("argument-encoding", "program", "add", "X1", "Đ\udcffx")),
    row(
        "a name without end, of accents, or of blanks",
        *all_unread("text-too-long", named("x" * 10**7)),
        *all_unread("text-marks", named("a" + "\u0301" * 50)),
        *all_unread("text-empty", named("  \u00a0 ")),
    ),
    row(
        "blanks before, after and in a row",
        kept("program", "add", "X1", "  Ban\u00a0  Dân  tộc ", name="Ban Dân tộc"),
    ),
    row(
        "two spellings of one word",
        *_taken("Hoà An", "Hòa An"),
        proved=("domain/test_text.py::a_search_finds_every_spelling",),
    ),
    row(
        "capitals that no database folds",
        kept("program", "add", "ĐẮK-1", "x", code="ĐẮK-1"),
        refused("duplicate-code", "program", "add", "đắk-1", "x"),
        proved=("domain/test_registry.py::a_code_is_found_in_any_case_and_spelling",),
    ),
    row(
        "an accent stored in two ways",
        ends="0; they are one",
        proved=("domain/test_text.py::two_ways_of_storing_an_accent_become_one",),
    ),
    row(
        "a name that is a formula",
        *_taken("=HYPERLINK(1)", "@SUM(A1)", "+84 26", "-"),
        proved=(
            f"{_HOSTILE}a_formula_is_text_in_a_spreadsheet",
            f"{_HOSTILE}csv_gives_text_back_behind_its_guard",
        ),
    ),
    row(
        "a name that is markup of a terminal",
        *_taken("[red]x[/red]", "[/12]", ":warning:", "[link=https://x.y]z[/link]"),
        proved=(_NAMED, f"{_HOSTILE}markup_is_shown_to_the_letter"),
    ),
    row(
        "a name that is markup or a template",
        *_taken("<script>alert(1)</script>", "\"'&", "%s{}\\\\"),
        proved=(_NAMED, "render/test_render_docx.py::data_is_never_a_template"),
    ),
    row("a name that is SQL", *_taken("'; DROP TABLE entry; --"), proved=(_NAMED,)),
)

_LATER = datetime(2022, 12, 31, 17, 30, tzinfo=UTC)  # 2023 in Viet Nam
_BACK = datetime(2021, 11, 20, 1, tzinfo=UTC)
_IMPOSSIBLE = ("29/02/2021", "31/04/2021", "00/01/2021", "32/12/2021", "1/13/2021")

DAYS = (
    row("days that no month has", *all_unread("date-impossible", dated(*_IMPOSSIBLE))),
    row("the month first", *all_unread("date-impossible", dated("12/31/2021"))),
    row("forms of machines", *all_unread("date-unreadable", dated("20211115", "2021-W46-1"))),
    row(
        "years nobody means",
        *all_unread("date-range", dated("0001-01-01", "9999-12-31", "1/1/1925", "1/1/2125")),
    ),
    row(
        "days of a spreadsheet: a bare number, the calendar of 1904, a day that never was",
        brought(workbook(["DA1", 5], mac=True), "rows.xlsx"),
        corpus={
            "sheet: a serial number for a day": "date-as-number",
            "sheet: the day that never was": "date-range",
        },
    ),
    row("a payment of tomorrow", refused("future-date", *dated("26/11/2021")[0])),
    row(
        "a payment in a year without plan, or of a closed one",
        refused("no-plan", "disburse", "add", "DA1", "5", "--date", "1/6/2020"),
        refused("year-closed", "disburse", "add", "DA1", "5", "--date", "1/6/2019"),
    ),
    row(
        "the evening before the year ends in Greenwich",
        kept(
            "allocate",
            "add",
            "DA1",
            "5",
            "--date",
            "today",
            "--year",
            "2023",
            at=_LATER,
            date="2023-01-01",
        ),
        proved=("domain/test_dates.py::the_day_changes_at_midnight_in_vietnam",),
    ),
    row(
        "a clock that was put back",
        kept(*dated("15/11/2021")[0], at=_BACK, recorded_at="2021-11-20T01:00:00Z"),
        proved=(
            "cli/test_cli_writing.py::a_clock_behind_an_earlier_record_is_remarked",
            "services/test_check_plan.py::a_clock_that_was_set_back_is_a_warning",
        ),
    ),
    row(
        "a machine that knows no zones",
        ends="0; the day is that of Viet Nam, seven hours ahead",
        proved=("domain/test_dates.py::the_day_changes_at_midnight_in_vietnam",),
    ),
    row(
        "moments as other libraries write them",
        ends="they are read as none; only our own form is",
        proved=("domain/test_dates.py::only_our_own_stamps_are_read",),
    ),
)
