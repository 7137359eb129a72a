"""The fields of an entry of the ledger: allocations and disbursements, in the order of their JSON.

These have one type while they are said and another once they are kept (the name of a programme
becomes its number), so that ``Draft`` and ``Entry`` name them themselves. What is kept as it was
written is declared in ``entry_texts``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Any

from ethnictrack.fields import words
from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.fields.field import Field, Match
from ethnictrack.fields.types import Choice, Code, Day, Flag, Moment, Money, Name, Text, Whole, Year
from ethnictrack.i18n import N_
from ethnictrack.values.kinds import Side

_ALLOCATION, _DISBURSEMENT = Side.ALLOCATION, Side.DISBURSEMENT


ID = Field(
    name="id",
    type=Whole(),
    label=N_("Entry"),
    about="its number",
    optional=False,
    rank=1,
    heading=N_("No."),
    content=False,
)
PROGRAM = Field(
    name="program",
    type=Name("program"),
    label=N_("Programme"),
    help=N_("Code or name of the programme."),
    about="code of the programme",
    optional=False,
    required=True,
    option="PROGRAM",
    headings=(
        "Mã chương trình",
        "Mã CT",
        "Mã dự án",
        "Mã chương trình, dự án",
        "Mã CTMT",
        "Mã số dự án",
        "Mã công trình",
        "programme",
    ),
    lesser=(
        "Chương trình",
        "Tên chương trình",
        "Chương trình, dự án",
        "Chương trình, chính sách",
        "Tên chương trình, dự án",
        "Dự án",
        "Tên dự án",
        "Danh mục dự án",
        "Đơn vị, dự toán",
        "Tên",
        "Tên công trình",
        "Công trình",
        "Danh mục công trình",
        "Nội dung",
        "program name",
        "programme name",
    ),
    filter=Match.FAMILY,
    filter_help=N_("This programme and all below it."),
    rank=3,
    heading=N_("Prog."),
)
PLACE = Field(
    name="place",
    type=Name("place"),
    label=N_("Place"),
    help=N_("Code or name of the place."),
    about="code of the place",
    option="--place",
    metavar="PLACE",
    headings=("Địa bàn", "Mã địa bàn", "Mã đơn vị hành chính", "Mã ĐBHC", "Mã huyện", "Mã xã"),
    lesser=(
        "Tên địa bàn",
        "Xã",
        "Tên xã",
        "Xã, phường",
        "Xã, phường, thị trấn",
        "Xã, thị trấn",
        "Huyện, xã",
        "Đơn vị hành chính",
        "Đơn vị",
        "Tên đơn vị",
        "place name",
    ),
    filter=Match.FAMILY,
    filter_help=N_("This place and all in it."),
    rank=4,
)
YEAR = Field(
    name="year",
    type=Year(),
    label=N_("Budget year"),
    help=N_("Budget year."),
    about="budget year (niên độ) it is charged to",
    answer=N_(
        "Four digits. What is paid in January may belong to the old budget year, which is "
        "open until 31 January, or to the new one."
    ),
    optional=False,
    option="--year",
    metavar="YEAR",
    headings=("Niên độ", "Năm ngân sách", "Niên độ ngân sách", "Năm", "Năm NS", "budget year"),
    example=2021,
    filter=Match.WHOLE,
)
PLAN_YEAR = Field(
    name="plan_year",
    type=Year(),
    label=N_("Plan year"),
    help=N_("Year whose plan the money comes from."),
    about="year of the plan it draws on",
    question=N_("Year whose plan it is"),
    answer=N_("Four digits: the budget year, or an earlier one for money carried over."),
    optional=False,
    option="--plan-year",
    metavar="YEAR",
    headings=("Năm kế hoạch", "Năm KHV", "Năm kế hoạch vốn", "Kế hoạch năm"),
    filter=Match.WHOLE,
)
DATE = Field(
    name="date",
    type=Day(),
    label=N_("Date"),
    help=N_("Day, such as 15/11/2021 or today."),
    about="day of the document",
    optional=False,
    option="--date",
    metavar="DATE",
    example="15/11/2021",
    filter=Match.SPAN,
    spans=(
        ("first", "--from", N_("First day, that day included.")),
        ("last", "--to", N_("Last day, that day included.")),
    ),
    rank=2,
)
KIND = Field(
    name="kind",
    type=Choice({}),
    label=N_("Kind"),
    help=N_("Kind of the entry."),
    optional=False,
    option="--kind",
    filter=Match.WHOLE,
    rank=5,
)
CAPITAL = Field(
    name="capital",
    type=Choice(words.CAPITALS),
    label=N_("Capital"),
    heading=N_("Cap."),
    help=N_("Type of capital; none: unclassified."),
    question=N_("Type of capital"),
    option="--capital",
    headings=("Loại vốn", "Tính chất vốn", "Tính chất nguồn vốn", "Loại kinh phí"),
    filter=Match.WHOLE,
    filter_help=N_("Only this type of capital."),
    rank=6,
)
SOURCE = Field(
    name="source",
    type=Choice(words.SOURCES),
    label=N_("Source"),
    heading=N_("Src."),
    help=N_("Source of the money; none: unclassified."),
    question=N_("Source of the money"),
    option="--source",
    headings=("Nguồn vốn", "Nguồn kinh phí", "Nguồn", "Nguồn ngân sách"),
    filter=Match.WHOLE,
    filter_help=N_("Only this source."),
    rank=7,
)
AMOUNT = Field(
    name="amount",
    type=Money(),
    label=N_("Amount"),
    help=N_("Amount, such as 15.213.000.000 or '15,213 tỷ'."),
    about="as recorded, below zero for a reversal",
    optional=False,
    required=True,
    option="AMOUNT",
    example=250_000_000,
    filter=Match.SPAN,
    spans=(
        ("least", "--min", N_("Amounts from this one on, whatever their sign.")),
        ("most", "--max", N_("Amounts up to this one, whatever their sign.")),
    ),
    rank=8,
)
EFFECT = Field(
    name="effect",
    type=Money(),
    label=N_("Amount (đồng)"),  # people read what it did; scripts have the amount besides
    about="signed, to be added up: what it did to giải ngân, or to the plan; 0 for carried-out "
    "and cancelled",
    optional=False,
    rank=8,
    shown=False,
    content=False,
    stored=False,
)
DISPOSED = Field(
    name="disposed",
    type=Money(),
    label=N_("Carried out or cancelled (đồng)"),
    about="what it carried out or cancelled, below zero for a reversal; 0 for every other kind",
    optional=False,
    rank=8,
    shown=False,
    content=False,
    stored=False,
)
QUALIFIER = Field(
    name="qualifier",
    type=Text(),
    label=N_("How sure"),
    about="how sure the amount is: `over`, `under`, `about` or `estimate`",
    shown=False,
)
REVERSES = Field(
    name="reverses",
    type=Whole("entry"),
    label=N_("Reverses entry"),
    about="number of the entry it reverses",
    shown=False,
    content=False,
)
REVERSED_BY = Field(
    name="reversed_by",
    type=Whole(),
    label=N_("Reversed by entry"),
    about="number of the entry that reverses it",
    shown=False,
    content=False,
    stored=False,
)
RECONCILED = Field(
    name="reconciled",
    type=Whole(),
    label=N_("Matched in statement"),
    about="number of the newest statement of the treasury in which a line was matched with it",
    content=False,
    stored=False,
)
TRANSFER = Field(
    name="transfer",
    type=Whole("entry"),
    label=N_("Other entry of the transfer"),
    about="number of the other entry of a transfer",
    content=False,
)
BATCH = Field(
    name="batch",
    type=Whole(),
    label=N_("Import"),
    help=N_("Number of an import."),
    about="number of the import it came in by",
    metavar="N",
    filter=Match.WHOLE,
    content=False,
)
KEY = Field(
    name="key",
    type=Code(),
    label=N_("Key"),
    help=N_("A key of your own that makes a retry safe."),
    about="the key a script gave with `--id`",
    option="--id",
    metavar="KEY",
    headings=("Khóa", "Mã giao dịch", "Mã bút toán"),
    lesser=("id",),
    private=True,
)
ACTOR = Field(
    name="actor",
    type=Text(100),
    label=N_("Recorded by"),
    about="who recorded it",
    optional=False,
    metavar="NAME",
    filter=Match.WHOLE,
    filter_help=N_("Recorded by this person."),
    private=True,
    content=False,
    stored=False,
)
RECORDED_AT = Field(
    name="recorded_at",
    type=Moment(),
    label=N_("Recorded at"),
    about="when",
    optional=False,
    filter=Match.SPAN,
    spans=(
        ("recorded_first", "--recorded-from", N_("Recorded on this day or later.")),
        ("recorded_last", "--recorded-to", N_("Recorded on this day or before.")),
    ),
    content=False,
    stored=False,
)
AMENDED = Field(
    name="amended",
    type=Flag(),
    label=N_("Put right"),
    about="whether texts of it were put right with `amend`; they are the newest here",
    optional=False,
    shown=False,
    content=False,
    stored=False,
)

FILES = Field(
    name="files",
    type=Whole(),
    label=N_("Files"),
    about="how many files are attached to it; `files` lists them",
    optional=False,
    shown=False,
    content=False,
    stored=False,
)

# What a list is narrowed by that is no value of one field.
TODAY = Field(
    name="today",
    type=Flag(),
    label=N_("Recorded today"),
    help=N_("Only what was recorded today."),
    option="--today",
)
EFFECTIVE = Field(
    name="effective",
    type=Flag(),
    label=N_("In effect"),
    help=N_("Leave out what was reversed, and its reversal, if both are in the span of days."),
    option="--effective",
)
REASON = Field(  # of what takes something back
    name="reason",
    type=Text(500),
    label=N_("Reason"),
    help=N_("Why."),
    required=True,
    option="--reason",
)
LONG_REASON = replace(REASON, type=Text(2000))
BEYOND_PLAN = Field(
    name="over_plan",
    type=Flag(),
    label=N_("Over plan"),
    help=N_("Only payments that went beyond the plan and stand."),
    on=_DISBURSEMENT,
    option="--over-plan",
)

ENTRY: tuple[Field[Any], ...] = (
    ID,
    PROGRAM,
    PLACE,
    replace(YEAR, on=_ALLOCATION, required=True),
    replace(YEAR, on=_DISBURSEMENT),
    PLAN_YEAR,
    replace(
        DATE,
        on=_ALLOCATION,
        headings=("Ngày", "Ngày giao", "Ngày quyết định", "Ngày phân bổ", "Ngày tháng"),
    ),
    replace(
        DATE,
        on=_DISBURSEMENT,
        headings=(
            "Ngày",
            "Ngày chứng từ",
            "Ngày CT",
            "Ngày giải ngân",
            "Ngày thanh toán",
            "Ngày chi",
            "Ngày tháng",
            "Ngày hạch toán",
        ),
    ),
    replace(
        KIND,
        on=_ALLOCATION,
        type=Choice(words.ALLOCATION_KINDS),
        headings=("Loại", "Loại phân bổ", "Hình thức", "Loại điều chỉnh", "Nghiệp vụ"),
    ),
    replace(
        KIND,
        on=_DISBURSEMENT,
        type=Choice(words.DISBURSEMENT_KINDS),
        headings=("Loại", "Loại giải ngân", "Hình thức", "Loại thanh toán", "Nghiệp vụ"),
    ),
    CAPITAL,
    SOURCE,
    replace(
        AMOUNT,
        on=_ALLOCATION,
        headings=(
            "Số tiền",
            "Kế hoạch vốn",
            "Kế hoạch",
            "Dự toán giao",
            "Kế hoạch giao",
            "Vốn giao",
            "Dự toán",
            "Số vốn",
            "Tổng vốn",
        ),
    ),
    replace(
        AMOUNT,
        on=_DISBURSEMENT,
        headings=(
            "Số tiền",
            "Giải ngân",
            "Số tiền giải ngân",
            "Vốn giải ngân",
            "Số giải ngân",
            "Số tiền thanh toán",
            "Thành tiền",
            "Giá trị giải ngân",
        ),
    ),
    EFFECT,
    DISPOSED,
    QUALIFIER,
    *TEXTS,
    REVERSES,
    REVERSED_BY,
    RECONCILED,
    TRANSFER,
    BATCH,
    KEY,
    ACTOR,
    RECORDED_AT,
    AMENDED,
    FILES,
)


@cache
def entry_fields(side: Side | None = None) -> tuple[Field[Any], ...]:
    """Return the fields of entries of one side, or of both, each name once."""
    return _once(each for each in ENTRY if each.of(side))


@cache
def entry_keys(side: Side) -> tuple[Field[Any], ...]:
    """Return the fields that the JSON of an entry has, null where its side has none."""
    return _once(each for each in ENTRY if each.of(side) or each.everywhere)


def asked_of(side: Side) -> tuple[Field[Any], ...]:
    """Return what `add` asks for."""
    return tuple(each for each in ENTRY if each.asked(side))


def _once(fields: Iterable[Field[Any]]) -> tuple[Field[Any], ...]:
    found: dict[str, Field[Any]] = {}
    for each in fields:
        found.setdefault(each.name, each)
    return tuple(found.values())


_TEXTS = tuple(each.name for each in TEXTS)
_texts = attrgetter(*_TEXTS)


def texts_of(holder: object) -> dict[str, Any]:
    """Return the texts of a draft, an entry or a row of the database by their names."""
    return dict(zip(_TEXTS, _texts(holder), strict=True))
