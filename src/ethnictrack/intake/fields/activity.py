"""The fields of results that are not money: the register, a year's target and what was reached."""

from __future__ import annotations

from ethnictrack.intake.field import Field, Fields
from ethnictrack.intake.fields import words
from ethnictrack.intake.readers import choice, code, day, flag, quantity, text, year

ACTIVITY = Fields(
    fields=(
        Field(
            name="code",
            names=("Mã", "Mã chỉ tiêu", "Mã số", "Mã hoạt động"),
            reader=code,
            required=True,
        ),
        Field(
            name="name",
            names=("Tên", "Tên chỉ tiêu", "Chỉ tiêu", "Tên hoạt động", "Nội dung", "Hoạt động"),
            reader=text(),
            required=True,
        ),
        Field(name="unit", names=("Đơn vị tính", "ĐVT", "Đơn vị"), reader=text(100), required=True),
        Field(
            name="section",
            names=("Mục", "Phần", "Lĩnh vực", "Mục báo cáo"),
            reader=choice(words.SECTIONS),
        ),
        Field(name="year", names=("Năm", "Niên độ", "Năm báo cáo"), reader=year),
        Field(
            name="target",
            names=("Kế hoạch", "Chỉ tiêu giao", "Chỉ tiêu kế hoạch", "Kế hoạch năm"),
            reader=quantity,
        ),
        Field(
            name="actual",
            names=("Thực hiện", "Kết quả", "Kết quả thực hiện", "Số thực hiện"),
            reader=quantity,
        ),
        Field(name="date", names=("Ngày", "Ngày báo cáo", "Tính đến ngày"), reader=day),
        Field(name="estimate", names=("Ước", "Ước thực hiện", "Là số ước"), reader=flag),
        Field(name="note", names=("Diễn giải",), lesser=("Ghi chú",), reader=text(2000)),
    ),
    kept=("qualifier", "id"),
)
