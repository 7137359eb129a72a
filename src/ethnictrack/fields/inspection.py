"""The fields of an inspection and of the stage it has reached, in the order of its JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ethnictrack.fields import entry
from ethnictrack.fields.entry_texts import NOTE, VOUCHER
from ethnictrack.fields.field import Field, Match
from ethnictrack.fields.types import Choice, Code, Day, Money, Name, Spellings, Text, Whole, Year
from ethnictrack.i18n import N_
from ethnictrack.nouns.inspection import Action, Basis, InspectionKind, Stage

_KINDS: Spellings = MappingProxyType(
    {
        InspectionKind.INSPECTION: ("inspection", "thanh tra"),
        InspectionKind.CHECK: ("check", "kiểm tra"),
        InspectionKind.AUDIT: ("audit", "kiểm toán"),
        InspectionKind.SUPERVISION: ("supervision", "giám sát"),
    }
)
_BASES: Spellings = MappingProxyType(
    {
        Basis.PLANNED: ("planned", "theo kế hoạch", "kế hoạch"),
        Basis.ADHOC: ("adhoc", "đột xuất", "ad hoc"),
    }
)
_STAGES: Spellings = MappingProxyType(
    {
        Stage.PLANNED: ("planned", "kế hoạch", "trong kế hoạch"),
        Stage.DECIDED: ("decided", "đã ra quyết định", "ra quyết định"),
        Stage.ANNOUNCED: ("announced", "công bố quyết định", "đã công bố quyết định"),
        Stage.FIELDWORK_DONE: (
            "fieldwork-done",
            "kết thúc thanh tra trực tiếp",
            "kết thúc trực tiếp",
        ),
        Stage.REPORTED: ("reported", "báo cáo kết quả", "đã báo cáo kết quả"),
        Stage.DRAFT_CONCLUSION: ("draft-conclusion", "dự thảo kết luận"),
        Stage.CONCLUDED: ("concluded", "kết luận", "đã kết luận"),
        Stage.FOLLOWING_UP: ("following-up", "theo dõi thực hiện kết luận"),
        Stage.COMPLETED: ("completed", "hoàn thành"),
    }
)
_ACTIONS: Spellings = MappingProxyType(
    {
        Action.BUDGET_RECOVERY: (
            "budget-recovery",
            "thu hồi nộp ngân sách nhà nước",
            "thu hồi nộp ngân sách",
            "thu hồi nộp NSNN",
            "thu hồi",
        ),
        Action.SETTLEMENT_REDUCTION: (
            "settlement-reduction",
            "giảm trừ thanh toán, quyết toán",
            "giảm trừ thanh toán",
            "giảm trừ quyết toán",
            "giảm trừ",
        ),
        Action.PROJECT_REFUND: ("project-refund", "hoàn trả dự án"),
        Action.OTHER: ("other", "xử lý khác", "khác"),
    }
)
INSPECTION: tuple[Field[Any], ...] = (
    Field(
        name="code",
        type=Code(),
        label=N_("Code"),
        help=N_("Code of the inspection."),
        answer=N_("A code of your own for it, such as TT-2021-01: letters, digits, . - _ /"),
        optional=False,
        required=True,
        option="CODE",
        headings=("Mã", "Mã cuộc thanh tra", "Mã số", "Số hiệu"),
        example="TT-01",
        rank=1,
    ),
    Field(
        name="title",
        type=Text(500),
        label=N_("Title"),
        help=N_("What is inspected."),
        answer=N_("What is inspected, in one line."),
        optional=False,
        required=True,
        option="TITLE",
        headings=("Tên cuộc thanh tra", "Tên cuộc", "Tiêu đề", "Cuộc thanh tra, kiểm tra"),
        lesser=("Nội dung", "Nội dung thanh tra", "Tên", "name"),
        example=N_("Inspection of the use of funds for housing"),
        rank=2,
    ),
    Field(
        name="kind",
        type=Choice(_KINDS),
        label=N_("Kind"),
        help=N_("What it is."),
        optional=False,
        option="--kind",
        headings=("Loại", "Loại hình", "Hình thức"),
        filter=Match.WHOLE,
    ),
    Field(
        name="basis",
        type=Choice(_BASES),
        label=N_("Basis"),
        help=N_("Why it is done."),
        optional=False,
        option="--basis",
        headings=("Căn cứ", "Theo kế hoạch", "Tính chất"),
        filter=Match.WHOLE,
    ),
    Field(
        name="program",
        type=Name("program"),
        label=N_("Programme"),
        help=N_("Programme inspected."),
        option="--program",
        metavar="PROGRAM",
        headings=("Mã chương trình", "Chương trình", "Chương trình, dự án"),
        filter=Match.FAMILY,
        filter_help=N_("This programme and all below it."),
    ),
    Field(
        name="place",
        type=Name("place"),
        label=N_("Place"),
        help=N_("Code or name of the place."),
        option="--place",
        metavar="PLACE",
        headings=("Địa bàn", "Mã địa bàn", "Đơn vị được thanh tra"),
        filter=Match.FAMILY,
        filter_help=N_("This place and all in it."),
        rank=3,
    ),
    Field(
        name="year",
        type=Year(),
        label=N_("Year"),
        help=N_("Year it belongs to."),
        option="--year",
        metavar="YEAR",
        headings=("Năm", "Năm thanh tra", "Niên độ"),
        example=2021,
        filter=Match.WHOLE,
    ),
    Field(
        name="scope_from",
        type=Year(),
        label=N_("First year looked at"),
        help=N_("First year looked at."),
        option="--scope-from",
        metavar="YEAR",
        headings=("Từ năm", "Niên độ từ"),
    ),
    Field(
        name="scope_to",
        type=Year(),
        label=N_("Last year looked at"),
        help=N_("Last year looked at."),
        option="--scope-to",
        metavar="YEAR",
        headings=("Đến năm", "Niên độ đến"),
    ),
    Field(
        name="agency",
        type=Text(500),
        label=N_("Agency"),
        help=N_("Who carries it out."),
        option="--agency",
        headings=("Cơ quan thực hiện", "Cơ quan thanh tra", "Cơ quan", "Đơn vị thực hiện"),
        example=N_("Inspectorate of the office"),
        filter=Match.PART,
    ),
    Field(
        name="decision",
        type=Text(100, reference=True),
        label=N_("Decision"),
        help=N_("Number of the decision."),
        option="--decision",
        metavar="NO",
        headings=("Số quyết định", "Quyết định", "Quyết định thanh tra"),
        example="12/QĐ-TTr",
    ),
)
# Of the newest stage; `inspect stage` says it.
STAGE: tuple[Field[Any], ...] = (
    Field(
        name="stage",
        type=Choice(_STAGES),
        label=N_("Stage"),
        help=N_("Stage it has reached."),
        headings=("Giai đoạn", "Bước", "Tình trạng", "Trạng thái"),
        example=Stage.CONCLUDED,
        filter=Match.WHOLE,
        rank=4,
    ),
    Field(
        name="stage_date",
        type=Day(),
        label=N_("Date"),
        metavar="DATE",
        headings=("Ngày giai đoạn", "Ngày kết luận", "Ngày chuyển bước"),
        example="15/11/2021",
        filter=Match.SPAN,
        spans=(
            ("first", "--from", N_("Its newest stage is of this day or a later one.")),
            ("last", "--to", N_("Its newest stage is of this day or an earlier one.")),
        ),
        rank=5,
    ),
)

# What lists have.
LISTED: tuple[Field[Any], ...] = (*INSPECTION, *STAGE)
# What the other verbs say of an inspection that is in the book.
FOUND = replace(INSPECTION[0], type=Name("inspection"), answer=None)
DATE = replace(entry.DATE, filter=None)
DOCUMENT = Field(
    name="document",
    type=Text(100, reference=True),
    label=N_("Document"),
    help=N_("Number of the document."),
    option="--document",
    metavar="NO",
    headings=("Số văn bản", "Số kết luận", "Văn bản", "Kết luận số"),
)
REACHED: tuple[Field[Any], ...] = (
    replace(STAGE[0], option="STAGE", required=True),
    replace(DATE, required=True),
    DOCUMENT,
    replace(entry.REASON, required=False),
)
# Money an inspection objects to.
AMOUNT = replace(entry.AMOUNT, filter=None)
ACTION = Field(
    name="action",
    type=Choice(_ACTIONS),
    label=N_("Action"),
    help=N_("What is asked for."),
    optional=False,
    option="--action",
    headings=("Hình thức xử lý", "Biện pháp xử lý", "Biện pháp"),
)
FINDING: tuple[Field[Any], ...] = (
    Field(name="number", type=Whole(), label=N_("No."), optional=False),
    AMOUNT,
    entry.QUALIFIER,
    replace(ACTION, required=True),
    Field(name="recovered", type=Money(), label=N_("Recovered"), optional=False, stored=False),
    replace(NOTE, option="--note", headings=(), lesser=()),
)
# Money that came back.
NUMBER = Field(
    name="id",
    type=Whole(),
    label=N_("Recovery"),
    help=N_("Number of the recovery."),
    optional=False,
    required=True,
    option="RECOVERY",
)
OF_FINDING = Field(
    name="finding",
    type=Whole(),
    label=N_("Finding"),
    help=N_("Which finding, where there are several."),
    option="--finding",
    metavar="N",
)
RECOVERY: tuple[Field[Any], ...] = (
    replace(NUMBER, option="", required=False),
    OF_FINDING,
    AMOUNT,
    entry.QUALIFIER,
    replace(DATE, required=True),
    replace(VOUCHER, headings=("Số chứng từ", "Chứng từ", "Chứng từ thu")),
    NOTE,
    entry.REVERSES,
    entry.REVERSED_BY,
)
# What a row of a file says besides: its finding and what came back for it so far.
MONEY: tuple[Field[Any], ...] = (
    DOCUMENT,
    replace(
        AMOUNT,
        name="recommended",
        label=N_("To recover"),
        required=False,
        headings=(
            "Kiến nghị thu hồi",
            "Số tiền kiến nghị",
            "Kiến nghị xử lý",
            "Số kiến nghị",
            "Phải thu hồi",
            "finding",
        ),
        example=250_000_000,
    ),
    ACTION,
    replace(
        AMOUNT,
        name="recovered",
        label=N_("Recovered"),
        required=False,
        headings=("Đã thu nộp", "Đã thu hồi", "Số đã thu", "Đã nộp ngân sách", "Đã thu"),
        example=None,
    ),
    replace(
        DATE,
        name="recovered_date",
        label=N_("Date of the recovery"),
        headings=("Ngày thu", "Ngày thu nộp", "Ngày nộp", "Ngày thu hồi"),
        example=None,
    ),
    replace(VOUCHER, headings=("Số chứng từ", "Chứng từ", "Chứng từ thu"), example=None),
    replace(NOTE, headings=("Diễn giải",), lesser=("Ghi chú",), example=None),
)


def asked_of(fields: Iterable[Field[Any]]) -> tuple[Field[Any], ...]:
    """Return the fields that a verb asks for."""
    return tuple(each for each in fields if each.option)
