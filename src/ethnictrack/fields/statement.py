"""The fields of a statement of the treasury, and of its lines: those of a payment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ethnictrack.fields import entry
from ethnictrack.fields.entry import DATE, LONG_REASON, PLACE, PROGRAM, YEAR
from ethnictrack.fields.entry_texts import NOTE, VOUCHER
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import EntryNumber, SignedMoney, Text, Whole
from ethnictrack.i18n import N_

LINE: tuple[Field[Any], ...] = (
    replace(
        entry.DATE,
        headings=("Ngày", "Ngày chứng từ", "Ngày hạch toán", "Ngày thanh toán", "Ngày giao dịch"),
    ),
    replace(VOUCHER, on=None),
    replace(
        NOTE,
        name="text",
        label=N_("Text"),
        about="what the treasury wrote",
        headings=("Diễn giải", "Nội dung", "Nội dung thanh toán", "Nội dung chi"),
        lesser=(),
    ),
    Field(
        name="target_code",
        type=Text(50, reference=True),
        label=N_("Code at the treasury"),
        help=N_("Mã CTMT, by which the treasury knows it and all below it."),
        headings=("Mã CTMT", "Mã CTMT, DA", "Mã CTMTQG", "Mã CTMT, dự án"),
    ),
    replace(
        entry.PROGRAM,
        required=False,
        headings=("Mã chương trình", "Mã CT", "Mã dự án", "Mã chương trình, dự án", "programme"),
        lesser=("Chương trình", "Tên chương trình", "Dự án", "Tên dự án"),
    ),
    entry.CAPITAL,
    entry.SOURCE,
    replace(entry.YEAR, lesser=("Năm kế hoạch", "Năm KHV")),
    replace(
        entry.AMOUNT,
        type=SignedMoney(),
        headings=("Số tiền", "Số tiền (đồng)", "Số đã thanh toán", "Đã thanh toán", "Giải ngân"),
    ),
)


TAKEN: tuple[Field[Any], ...] = (
    replace(
        DATE,
        name="as_of",
        option="--as-of",
        required=True,
        help=N_("Last day of the statement."),
    ),
    replace(
        DATE,
        name="since",
        option="--from",
        help=N_("Its first day; 1 January of that year unless said."),
    ),
    replace(YEAR, help=N_("Budget year it is of, if it is of one.")),
    replace(PLACE, help=N_("Whose account it is: this place and all in it.")),
    replace(
        PROGRAM,
        option="--program",
        required=False,
        help=N_("Whose account it is: this programme and all below it."),
    ),
    Field(
        name="days",
        type=Whole(),
        label=N_("Days"),
        help=N_("How far apart the days of both sides may be; 5 unless said."),
        option="--days",
        metavar="N",
    ),
)
STATEMENT = Field(
    name="statement",
    type=Whole(),
    label=N_("Statement"),
    help=N_("Number of the statement."),
    required=True,
    option="STATEMENT",
)
_LINE = replace(
    STATEMENT, name="line", label=N_("Line"), help=N_("The row of the file."), option="LINE"
)
_ENTRIES = Field(
    name="entries",
    type=EntryNumber(),
    label=N_("Entries"),
    help=N_("Numbers of entries."),
    required=True,
    many=True,
    option="ENTRY",
    metavar="ENTRY...",
)
MATCHED = (STATEMENT, _LINE, _ENTRIES)
ROW = replace(_LINE, required=False)
EXPLAINED = (
    STATEMENT,
    ROW,
    replace(
        _ENTRIES,
        name="entry",
        help=N_("An entry that the book alone has."),
        required=False,
        many=False,
        option="--entry",
        metavar="ID",
    ),
    LONG_REASON,
)
DROPPED = (STATEMENT, LONG_REASON)
