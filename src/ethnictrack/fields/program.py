"""The fields of a programme, in the order of its JSON."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Choice, Code, Name, Text, Words, Year
from ethnictrack.i18n import N_
from ethnictrack.nouns.program import PROGRAM_KIND_NAMES, ProgramKind

_KINDS: Words = MappingProxyType(
    {
        ProgramKind.PROGRAM: ("program", "chương trình", "chính sách", "programme"),
        ProgramKind.COMPONENT: ("component", "hợp phần", "dự án thành phần"),
        ProgramKind.CONTENT: ("content", "nội dung thành phần"),
        ProgramKind.PROJECT: ("project", "dự án"),
        ProgramKind.SUBPROJECT: ("subproject", "tiểu dự án", "sub-project"),
        ProgramKind.ACTIVITY: ("activity", "nội dung", "hoạt động"),
        ProgramKind.WORK: ("work", "công trình", "works"),
    }
)
PROGRAM: tuple[Field[Any], ...] = (
    Field(
        name="code",
        type=Code(),
        label=N_("Code"),
        help=N_("Code of the programme."),
        about="its code, as first written",
        optional=False,
        required=True,
        option="CODE",
        headings=("Mã", "Mã chương trình", "Mã dự án", "Mã số", "Mã CT", "program"),
        example="DA-01",
        rank=1,
    ),
    Field(
        name="name",
        type=Text(500),
        label=N_("Name"),
        help=N_("Name of the programme."),
        about="its name",
        optional=False,
        required=True,
        option="NAME",
        headings=("Tên", "Tên chương trình", "Tên dự án", "Tên gọi"),
        lesser=("Nội dung", "Chương trình", "Chương trình, dự án", "Dự án", "Danh mục dự án"),
        example=N_("Roads between villages"),
        rank=2,
    ),
    Field(
        name="parent",
        type=Name("program"),
        label=N_("Part of"),
        help=N_("What it is part of."),
        about="code of the programme it is part of",
        option="--parent",
        metavar="CODE",
        headings=("Mã cấp trên", "Cấp trên", "Thuộc chương trình", "Thuộc", "Mã cha"),
    ),
    Field(
        name="kind",
        type=Choice(_KINDS, PROGRAM_KIND_NAMES),
        label=N_("Kind"),
        help=N_("What it is."),
        optional=False,
        option="--kind",
        headings=("Loại", "Cấp", "Loại chương trình"),
        example=ProgramKind.PROJECT,
        rank=4,
    ),
    Field(
        name="decision",
        type=Text(100, reference=True),
        label=N_("Decision"),
        help=N_("Number of the decision."),
        about="number of the decision it rests on",
        option="--decision",
        metavar="NO",
        headings=("Số quyết định", "Quyết định", "Văn bản", "Số văn bản"),
        example="1719/QĐ-TTg",
        rank=5,
    ),
    Field(
        name="from_year",
        type=Year(),
        label=N_("From year"),
        help=N_("First year."),
        about="first budget year",
        option="--from-year",
        metavar="YEAR",
        headings=("Từ năm", "Năm bắt đầu"),
        example=2021,
        rank=6,
    ),
    Field(
        name="to_year",
        type=Year(),
        label=N_("To year"),
        help=N_("Last year."),
        about="last budget year",
        option="--to-year",
        metavar="YEAR",
        headings=("Đến năm", "Năm kết thúc"),
        example=2025,
        rank=7,
    ),
    Field(
        name="owner",
        type=Text(500),
        label=N_("Owner"),
        help=N_("Unit that answers for it."),
        about="the unit in charge",
        option="--owner",
        metavar="UNIT",
        headings=("Chủ dự án", "Đơn vị chủ trì", "Chủ đầu tư", "Cơ quan chủ trì"),
        rank=8,
    ),
    Field(
        name="place",
        type=Name("place"),
        label=N_("Place"),
        help=N_("Code or name of the place."),
        about="code of the place it is at",
        option="--place",
        metavar="PLACE",
        headings=("Địa bàn", "Mã địa bàn"),
        rank=9,
    ),
)
