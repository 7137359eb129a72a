"""The fields of inspections: the register, and what was found and recovered so far."""

from __future__ import annotations

from ethnictrack.fields.inspection import INSPECTION as INSPECTION_FIELDS
from ethnictrack.fields.inspection import STAGE
from ethnictrack.importing.field import Field, Fields
from ethnictrack.importing.fields import words
from ethnictrack.importing.fields.declared import columns_of
from ethnictrack.importing.fields.unit import UNIT
from ethnictrack.importing.sheets.readers import Choice, amount, day, name, text

_REGISTER = columns_of((*INSPECTION_FIELDS, *STAGE))
INSPECTION = Fields(
    fields=(
        *_REGISTER.fields,
        Field(
            name="document",
            names=("Số văn bản", "Số kết luận", "Văn bản", "Kết luận số"),
            reader=name(100),
        ),
        Field(
            name="recommended",
            names=(
                "Kiến nghị thu hồi",
                "Số tiền kiến nghị",
                "Kiến nghị xử lý",
                "Số kiến nghị",
                "Phải thu hồi",
                "finding",
            ),
            reader=amount,
            money=True,
            example=250_000_000,
        ),
        UNIT,
        Field(
            name="action",
            names=("Hình thức xử lý", "Biện pháp xử lý", "Biện pháp"),
            reader=Choice(words.ACTIONS),
        ),
        Field(
            name="recovered",
            names=("Đã thu nộp", "Đã thu hồi", "Số đã thu", "Đã nộp ngân sách", "Đã thu"),
            reader=amount,
            money=True,
        ),
        Field(
            name="recovered_date",
            names=("Ngày thu", "Ngày thu nộp", "Ngày nộp", "Ngày thu hồi"),
            reader=day,
        ),
        Field(
            name="voucher",
            names=("Số chứng từ", "Chứng từ", "Chứng từ thu"),
            reader=name(100),
        ),
        Field(name="note", names=("Diễn giải",), lesser=("Ghi chú",), reader=text(2000)),
    ),
    kept=(
        *_REGISTER.kept,
        "stages",
        "findings",
        "recoveries",
        "outstanding",
        "Còn phải thu",
        "Còn lại",
        "id",
    ),
)
