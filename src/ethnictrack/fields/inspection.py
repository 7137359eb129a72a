"""The fields of an inspection and of the stage it has reached, in the order of its JSON."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Choice, Code, Day, Name, Text, Words, Year
from ethnictrack.i18n import N_
from ethnictrack.nouns.inspection import (
    BASIS_NAMES,
    INSPECTION_KIND_NAMES,
    STAGE_NAMES,
    Basis,
    InspectionKind,
    Stage,
)

_KINDS: Words = MappingProxyType(
    {
        InspectionKind.INSPECTION: ("inspection", "thanh tra"),
        InspectionKind.CHECK: ("check", "kiểm tra"),
        InspectionKind.AUDIT: ("audit", "kiểm toán"),
        InspectionKind.SUPERVISION: ("supervision", "giám sát"),
    }
)
_BASES: Words = MappingProxyType(
    {
        Basis.PLANNED: ("planned", "theo kế hoạch", "kế hoạch"),
        Basis.ADHOC: ("adhoc", "đột xuất", "ad hoc"),
    }
)
_STAGES: Words = MappingProxyType(
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
INSPECTION: tuple[Field[Any], ...] = (
    Field(
        name="code",
        type=Code(),
        label=N_("Code"),
        help=N_("Code of the inspection."),
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
        type=Choice(_KINDS, INSPECTION_KIND_NAMES),
        label=N_("Kind"),
        help=N_("What it is."),
        optional=False,
        option="--kind",
        headings=("Loại", "Loại hình", "Hình thức"),
    ),
    Field(
        name="basis",
        type=Choice(_BASES, BASIS_NAMES),
        label=N_("Basis"),
        help=N_("Why it is done."),
        optional=False,
        option="--basis",
        headings=("Căn cứ", "Theo kế hoạch", "Tính chất"),
    ),
    Field(
        name="program",
        type=Name("program"),
        label=N_("Programme"),
        help=N_("Programme inspected."),
        option="--program",
        metavar="PROGRAM",
        headings=("Mã chương trình", "Chương trình", "Chương trình, dự án"),
    ),
    Field(
        name="place",
        type=Name("place"),
        label=N_("Place"),
        help=N_("Code or name of the place."),
        option="--place",
        metavar="PLACE",
        headings=("Địa bàn", "Mã địa bàn", "Đơn vị được thanh tra"),
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
        type=Choice(_STAGES, STAGE_NAMES),
        label=N_("Stage"),
        help=N_("Stage it has reached."),
        headings=("Giai đoạn", "Bước", "Tình trạng", "Trạng thái"),
        example=Stage.CONCLUDED,
        rank=4,
    ),
    Field(
        name="stage_date",
        type=Day(),
        label=N_("Date"),
        headings=("Ngày giai đoạn", "Ngày kết luận", "Ngày chuyển bước"),
        example="15/11/2021",
        rank=5,
    ),
)
