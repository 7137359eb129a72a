"""The fields of programmes and places, named as in their JSON."""

from __future__ import annotations

from ethnictrack.domain.place import Level
from ethnictrack.domain.program import ProgramKind
from ethnictrack.i18n import N_
from ethnictrack.intake.field import Field, Fields
from ethnictrack.intake.fields import words
from ethnictrack.intake.readers import Choice, code, day, name, text, year

_KEPT = ("actor", "recorded_at", "id")

PROGRAM = Fields(
    fields=(
        Field(
            name="code",
            names=("Mã", "Mã chương trình", "Mã dự án", "Mã số", "Mã CT", "program"),
            reader=code,
            required=True,
            example="DA-01",
        ),
        Field(
            name="name",
            names=("Tên", "Tên chương trình", "Tên dự án", "Tên gọi"),
            lesser=("Nội dung", "Chương trình", "Chương trình, dự án", "Dự án", "Danh mục dự án"),
            reader=text(),
            required=True,
            example=N_("Roads between villages"),
        ),
        Field(
            name="parent",
            names=("Mã cấp trên", "Cấp trên", "Thuộc chương trình", "Thuộc", "Mã cha"),
            reader=name(),
        ),
        Field(
            name="kind",
            names=("Loại", "Cấp", "Loại chương trình"),
            reader=Choice(words.PROGRAM_KINDS),
            example=ProgramKind.PROJECT,
        ),
        Field(
            name="decision",
            names=("Số quyết định", "Quyết định", "Văn bản", "Số văn bản"),
            reader=name(100),
            example="1719/QĐ-TTg",
        ),
        Field(name="from_year", names=("Từ năm", "Năm bắt đầu"), reader=year, example=2021),
        Field(name="to_year", names=("Đến năm", "Năm kết thúc"), reader=year, example=2025),
        Field(
            name="owner",
            names=("Chủ dự án", "Đơn vị chủ trì", "Chủ đầu tư", "Cơ quan chủ trì"),
            reader=text(),
        ),
        Field(name="place", names=("Địa bàn", "Mã địa bàn"), reader=name()),
    ),
    kept=_KEPT,
)
PLACE = Fields(
    fields=(
        Field(
            name="code",
            names=("Mã", "Mã địa bàn", "Mã đơn vị hành chính", "Mã ĐVHC", "Mã số", "Mã xã"),
            reader=code,
            required=True,
            example="01273-01",
        ),
        Field(
            name="name",
            names=("Tên", "Tên địa bàn", "Tên đơn vị hành chính", "Địa bàn", "Tên xã"),
            reader=text(),
            required=True,
            example=N_("Village 1"),
        ),
        Field(
            name="level",
            names=("Cấp", "Cấp hành chính", "Loại"),
            reader=Choice(words.LEVELS),
            example=Level.VILLAGE,
        ),
        Field(
            name="parent",
            names=("Mã cấp trên", "Cấp trên", "Thuộc", "Mã huyện", "Huyện", "Mã cha"),
            reader=name(),
        ),
        Field(
            name="valid_from",
            names=("Hiệu lực từ", "Từ ngày", "Ngày hiệu lực", "Có hiệu lực từ"),
            reader=day,
            example="01/07/2021",
        ),
        Field(name="valid_to", names=("Hiệu lực đến", "Đến ngày", "Hết hiệu lực"), reader=day),
        Field(
            name="successor",
            names=("Đơn vị kế thừa", "Mã đơn vị kế thừa", "Mã mới", "Sáp nhập vào"),
            reader=code,
        ),
    ),
    kept=_KEPT,
)
