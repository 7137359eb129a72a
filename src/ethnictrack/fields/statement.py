"""The fields of a line of a treasury's statement: those of a payment, as a treasury heads them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ethnictrack.fields import entry
from ethnictrack.fields.entry_texts import NOTE, VOUCHER
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import SignedMoney, Text
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
