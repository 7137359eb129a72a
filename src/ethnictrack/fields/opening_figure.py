"""The fields of an opening figure: what was paid before the book's first year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ethnictrack.fields import entry
from ethnictrack.fields.entry_texts import NOTE
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Money, MoneyOrNone, Whole, Year
from ethnictrack.i18n import N_

# What `add` and files say of one.
SAID: tuple[Field[Any], ...] = (
    replace(entry.PROGRAM, filter=None, heading=None, rank=2),
    Field(
        name="until",
        type=Year(),
        label=N_("Up to the end of"),
        help=N_("Last year it counts, the one before the book's first."),
        about="last budget year it counts",
        answer=N_("Four digits: the last year whose payments are not in the book one by one."),
        optional=False,
        required=True,
        option="--until",
        metavar="YEAR",
        headings=("Đến hết năm", "Lũy kế đến hết năm", "Đến năm", "Đến hết niên độ"),
        example=2024,
        rank=6,
    ),
    Field(
        name="paid",
        type=Money(),
        label=N_("Paid"),
        help=N_("All that was paid up to then, open advances included."),
        about="all that was paid up to then, open advances included; below zero for a reversal",
        optional=False,
        required=True,
        option="--paid",
        metavar="AMOUNT",
        headings=(
            "Lũy kế vốn đã thanh toán",
            "Lũy kế đã thanh toán",
            "Lũy kế vốn đã giải ngân",
            "Lũy kế đã giải ngân",
            "Vốn đã thanh toán",
            "Đã thanh toán",
            "Đã giải ngân",
            "Lũy kế thanh toán",
            "Lũy kế giải ngân",
        ),
        lesser=("Đã chi", "Lũy kế đã chi"),
        example=5_200_000_000,
        rank=7,
    ),
    Field(
        name="advances",
        type=MoneyOrNone(),
        label=N_("Advances not cleared"),
        help=N_("Advances of it that were not cleared by then."),
        about="the part of it that was advanced and not cleared; 0 where none was",
        optional=False,
        option="--advances",
        metavar="AMOUNT",
        headings=(
            "Tạm ứng chưa thu hồi",
            "Vốn tạm ứng chưa thu hồi",
            "Vốn tạm ứng theo chế độ chưa thu hồi",
            "Trong đó: vốn tạm ứng chưa thu hồi",
            "Trong đó: vốn tạm ứng theo chế độ chưa thu hồi",
            "Trong đó tạm ứng chưa thu hồi",
            "Dư tạm ứng",
            "Số dư tạm ứng",
        ),
        lesser=("Tạm ứng", "Trong đó: tạm ứng", "Trong đó tạm ứng"),
        example=300_000_000,
        rank=8,
    ),
    replace(entry.PLACE, filter=None, heading=None, rank=3),
    replace(entry.CAPITAL, filter=None, heading=None, rank=4),
    replace(entry.SOURCE, filter=None, heading=None, rank=5),
    replace(
        entry.PLAN_YEAR,
        help=N_("Newest plan it was paid from; by default that of the last year."),
        about="year of the newest plan it was paid from",
        question=None,
        answer=N_("Four digits: the last year itself, or an earlier one."),
        filter=None,
    ),
    replace(NOTE, on=None, rank=11),
)
NUMBER = Field(
    name="id",
    type=Whole(),
    label=N_("Opening figure"),
    help=N_("Number of the opening figure."),
    about="its number",
    optional=False,
    required=True,
    option="ID",
    heading=N_("No."),
    rank=1,
)
OPENING: tuple[Field[Any], ...] = (
    NUMBER,
    *SAID,
    entry.QUALIFIER,
    replace(entry.REVERSES, label=N_("Reverses"), about="number of the figure it reverses", rank=9),
    replace(
        entry.REVERSED_BY,
        label=N_("Reversed by"),
        about="number of the figure that reverses it",
        rank=10,
    ),
    replace(entry.BATCH, filter=None),
    replace(entry.ACTOR, filter=None),
    entry.RECORDED_AT,
)
