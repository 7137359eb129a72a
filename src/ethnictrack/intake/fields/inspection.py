"""The fields of inspections: the register, and what was found and recovered so far."""

from __future__ import annotations

from ethnictrack.domain.inspection import Stage
from ethnictrack.i18n import N_
from ethnictrack.intake.field import Field, Fields
from ethnictrack.intake.fields import words
from ethnictrack.intake.fields.unit import UNIT
from ethnictrack.intake.readers import Choice, amount, code, day, name, text, year

INSPECTION = Fields(
    fields=(
        Field(
            name="code",
            names=("Mã", "Mã cuộc thanh tra", "Mã số", "Số hiệu"),
            reader=code,
            required=True,
            example="TT-01",
        ),
        Field(
            name="title",
            names=("Tên cuộc thanh tra", "Tên cuộc", "Tiêu đề", "Cuộc thanh tra, kiểm tra"),
            lesser=("Nội dung", "Nội dung thanh tra", "Tên", "name"),
            reader=text(),
            required=True,
            example=N_("Inspection of the use of funds for housing"),
        ),
        Field(
            name="kind",
            names=("Loại", "Loại hình", "Hình thức"),
            reader=Choice(words.INSPECTION_KINDS),
        ),
        Field(
            name="basis", names=("Căn cứ", "Theo kế hoạch", "Tính chất"), reader=Choice(words.BASES)
        ),
        Field(
            name="program",
            names=("Mã chương trình", "Chương trình", "Chương trình, dự án"),
            reader=name(),
        ),
        Field(
            name="place",
            names=("Địa bàn", "Mã địa bàn", "Đơn vị được thanh tra"),
            reader=name(),
        ),
        Field(name="year", names=("Năm", "Năm thanh tra", "Niên độ"), reader=year, example=2021),
        Field(name="scope_from", names=("Từ năm", "Niên độ từ"), reader=year),
        Field(name="scope_to", names=("Đến năm", "Niên độ đến"), reader=year),
        Field(
            name="agency",
            names=("Cơ quan thực hiện", "Cơ quan thanh tra", "Cơ quan", "Đơn vị thực hiện"),
            reader=text(),
            example=N_("Inspectorate of the office"),
        ),
        Field(
            name="decision",
            names=("Số quyết định", "Quyết định", "Quyết định thanh tra"),
            reader=name(100),
            example="12/QĐ-TTr",
        ),
        Field(
            name="stage",
            names=("Giai đoạn", "Bước", "Tình trạng", "Trạng thái"),
            reader=Choice(words.STAGES),
            example=Stage.CONCLUDED,
        ),
        Field(
            name="stage_date",
            names=("Ngày giai đoạn", "Ngày kết luận", "Ngày chuyển bước"),
            reader=day,
            example="15/11/2021",
        ),
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
    kept=("stages", "findings", "recoveries", "outstanding", "Còn phải thu", "Còn lại", "id"),
)
