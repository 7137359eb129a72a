"""The fields of results that are not money: the register, a year's target and what was reached."""

from __future__ import annotations

from ethnictrack.i18n import N_
from ethnictrack.importing.field import Field, Fields
from ethnictrack.importing.fields import words
from ethnictrack.importing.sheets.readers import Choice, code, day, quantity, text, year
from ethnictrack.nouns.activity import ActivitySection

ACTIVITY = Fields(
    fields=(
        Field(
            name="code",
            names=("Mã", "Mã chỉ tiêu", "Mã số", "Mã hoạt động"),
            reader=code,
            required=True,
            example="TL-01",
        ),
        Field(
            name="name",
            names=("Tên", "Tên chỉ tiêu", "Chỉ tiêu", "Tên hoạt động", "Nội dung", "Hoạt động"),
            reader=text(),
            required=True,
            example=N_("Leaflets handed out"),
        ),
        Field(
            name="unit",
            names=("Đơn vị tính", "ĐVT", "Đơn vị"),
            reader=text(100),
            required=True,
            example=N_("copies"),
        ),
        Field(
            name="section",
            names=("Mục", "Phần", "Lĩnh vực", "Mục báo cáo"),
            reader=Choice(words.SECTIONS),
            example=ActivitySection.LEGAL_EDUCATION,
        ),
        Field(name="year", names=("Năm", "Niên độ", "Năm báo cáo"), reader=year, example=2021),
        Field(
            name="target",
            names=("Kế hoạch", "Chỉ tiêu giao", "Chỉ tiêu kế hoạch", "Kế hoạch năm"),
            reader=quantity,
            example=200,
        ),
        Field(
            name="actual",
            names=("Thực hiện", "Kết quả", "Kết quả thực hiện", "Số thực hiện"),
            reader=quantity,
            example=153,
        ),
        Field(
            name="date",
            names=("Ngày", "Ngày báo cáo", "Tính đến ngày"),
            reader=day,
            example="15/11/2021",
        ),
        Field(
            name="estimate", names=("Ước", "Ước thực hiện", "Là số ước"), reader=Choice(words.FLAGS)
        ),
        Field(name="note", names=("Diễn giải",), lesser=("Ghi chú",), reader=text(2000)),
    ),
    kept=("qualifier", "id"),
)
