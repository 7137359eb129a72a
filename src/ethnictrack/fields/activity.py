"""The fields of results that are not money: the register, a year's target, numbers and remarks."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ethnictrack.fields import entry
from ethnictrack.fields.entry_texts import NOTE
from ethnictrack.fields.field import Field, Match
from ethnictrack.fields.types import Choice, Code, Count, Name, Spellings, Text, Whole, Year
from ethnictrack.i18n import N_
from ethnictrack.nouns.activity import ActivitySection, RemarkSection

_SECTIONS: Spellings = MappingProxyType(
    {
        ActivitySection.DOCUMENTS: ("documents", "văn bản", "văn bản ban hành, góp ý"),
        ActivitySection.POLICY: ("policy", "chính sách", "chương trình, chính sách"),
        ActivitySection.PUBLICATIONS: ("publications", "báo, tạp chí", "báo chí"),
        ActivitySection.VISITS: ("visits", "thăm hỏi, tặng quà", "thăm hỏi"),
        ActivitySection.PETITIONS: ("petitions", "tiếp công dân, đơn thư", "tiếp công dân"),
        ActivitySection.LEGAL_EDUCATION: (
            "legal-education",
            "phổ biến, giáo dục pháp luật",
            "tuyên truyền",
        ),
        ActivitySection.SURVEY: ("survey", "điều tra, khảo sát", "khảo sát"),
        ActivitySection.OTHER: ("other", "khác"),
    }
)
_REMARK_SECTIONS: Spellings = MappingProxyType(
    {
        RemarkSection.OVERVIEW: ("overview", "khái quát", "tình hình chung"),
        RemarkSection.RESULTS: ("results", "kết quả"),
        RemarkSection.STRENGTHS: ("strengths", "ưu điểm"),
        RemarkSection.LIMITATIONS: ("limitations", "hạn chế", "tồn tại, hạn chế"),
        RemarkSection.CAUSES: ("causes", "nguyên nhân"),
        RemarkSection.NEXT_YEAR: ("next-year", "nhiệm vụ năm sau", "phương hướng"),
    }
)
_FLAGS: Spellings = MappingProxyType(
    {True: ("yes", "có", "x", "true", "1"), False: ("no", "không", "false", "0")}
)
LONGEST_REMARK = 10_000  # characters

ACTIVITY: tuple[Field[Any], ...] = (
    Field(
        name="code",
        type=Code(),
        label=N_("Code"),
        help=N_("Code of the activity."),
        optional=False,
        required=True,
        option="CODE",
        headings=("Mã", "Mã chỉ tiêu", "Mã số", "Mã hoạt động"),
        example="TL-01",
        rank=1,
    ),
    Field(
        name="name",
        type=Text(500),
        label=N_("Activity"),
        help=N_("What is counted."),
        optional=False,
        required=True,
        option="NAME",
        headings=("Tên", "Tên chỉ tiêu", "Chỉ tiêu", "Tên hoạt động", "Nội dung", "Hoạt động"),
        example=N_("Leaflets handed out"),
        rank=2,
    ),
    Field(
        name="unit",
        type=Text(100),
        label=N_("Unit"),
        help=N_("What one of it is called."),
        optional=False,
        required=True,
        option="--unit",
        headings=("Đơn vị tính", "ĐVT", "Đơn vị"),
        example=N_("copies"),
        rank=3,
    ),
    Field(
        name="section",
        type=Choice(_SECTIONS),
        label=N_("Section"),
        help=N_("Section of the annual report it belongs to."),
        optional=False,
        option="--section",
        headings=("Mục", "Phần", "Lĩnh vực", "Mục báo cáo"),
        example=ActivitySection.LEGAL_EDUCATION,
        filter=Match.WHOLE,
    ),
)
# What the other verbs say of an activity that is in the book.
FOUND = replace(ACTIVITY[0], type=Name("activity"))
YEAR = replace(entry.YEAR, filter=None)
NUMBER = Field(
    name="number",
    type=Count(),
    label=N_("Number"),
    help=N_("How many, such as 153 or 'trên 180'."),
    required=True,
    option="NUMBER",
)
TARGET: tuple[Field[Any], ...] = (FOUND, NUMBER, replace(YEAR, required=True))
RECORD: tuple[Field[Any], ...] = (
    *TARGET,
    replace(entry.DATE, required=True, filter=None),
    replace(NOTE, headings=()),
)
RECORD_NUMBER = Field(
    name="id",
    type=Whole(),
    label=N_("Record"),
    help=N_("Number of the record."),
    optional=False,
    required=True,
    option="RECORD",
)
# What a row of a file says besides: the target of a year, and a number that is reported.
RESULT: tuple[Field[Any], ...] = (
    replace(YEAR, headings=("Năm", "Niên độ", "Năm báo cáo"), required=False),
    replace(
        NUMBER,
        name="target",
        label=N_("Target"),
        required=False,
        headings=("Kế hoạch", "Chỉ tiêu giao", "Chỉ tiêu kế hoạch", "Kế hoạch năm"),
        example=200,
    ),
    replace(
        NUMBER,
        name="actual",
        label=N_("Actual"),
        required=False,
        headings=("Thực hiện", "Kết quả", "Kết quả thực hiện", "Số thực hiện"),
        example=153,
    ),
    replace(entry.DATE, headings=("Ngày", "Ngày báo cáo", "Tính đến ngày"), filter=None),
    Field(
        name="estimate",
        type=Choice(_FLAGS),
        label=N_("Estimate"),
        help=N_("The number is an estimate."),
        option="--estimate",
        headings=("Ước", "Ước thực hiện", "Là số ước"),
    ),
    replace(NOTE, headings=("Diễn giải",), lesser=("Ghi chú",), example=None),
)
REMARK: tuple[Field[Any], ...] = (
    Field(
        name="year",
        type=Year(),
        label=N_("Year"),
        help=N_("Year of the report."),
        optional=False,
        required=True,
        option="YEAR",
    ),
    Field(
        name="section",
        type=Choice(_REMARK_SECTIONS),
        label=N_("Section"),
        help=N_("Section of the annual report it belongs to."),
        optional=False,
        required=True,
        option="SECTION",
    ),
    Field(
        name="text",
        type=Text(LONGEST_REMARK, lines=True),
        label=N_("Text"),
        help=N_("The sentence."),
        optional=False,
        option="[TEXT]",
    ),
)
REPLACED = Field(
    name="replaces",
    type=Whole(),
    label=N_("Remark"),
    help=N_('Put it in place of remark N; "" takes N out.'),
    option="--replace",
    metavar="N",
)
