"""The fields of allocations and disbursements, named as in their JSON."""

from __future__ import annotations

from ethnictrack.i18n import N_
from ethnictrack.intake.field import Field, Fields
from ethnictrack.intake.fields import words
from ethnictrack.intake.fields.unit import UNIT
from ethnictrack.intake.readers import Choice, amount, code, day, name, text, year

_PROGRAM = Field(
    name="program",
    names=(
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
        "Danh mục công trình",
        "Nội dung",
        "program name",
        "programme name",
    ),
    reader=name(),
    required=True,
)
_PLACE = Field(
    name="place",
    names=("Địa bàn", "Mã địa bàn", "Mã đơn vị hành chính", "Mã ĐBHC", "Mã huyện", "Mã xã"),
    lesser=("Tên địa bàn", "Huyện", "Xã", "Đơn vị hành chính", "Huyện, thành phố", "place name"),
    reader=name(),
)
_YEAR = ("Niên độ", "Năm ngân sách", "Niên độ ngân sách", "Năm", "Năm NS", "budget year")
_PLAN_YEAR = Field(
    name="plan_year",
    names=("Năm kế hoạch", "Năm KHV", "Năm kế hoạch vốn", "Kế hoạch năm"),
    reader=year,
)
_CLASSES = (
    Field(
        name="capital",
        names=("Loại vốn", "Tính chất vốn", "Tính chất nguồn vốn", "Loại kinh phí"),
        reader=Choice(words.CAPITALS),
    ),
    Field(
        name="source",
        names=("Nguồn vốn", "Nguồn kinh phí", "Nguồn", "Nguồn ngân sách"),
        reader=Choice(words.SOURCES),
    ),
)
_NOTE = Field(
    name="note",
    names=("Diễn giải", "Nội dung thanh toán", "Nội dung chi", "Lý do"),
    lesser=("Nội dung", "Ghi chú", "remark"),
    reader=text(2000),
    example=N_("Road to Xã A, first part"),
)
_OVER_PLAN = Field(
    name="over_plan",
    names=("Vượt kế hoạch", "Lý do vượt kế hoạch", "over plan reason"),
    reader=text(2000),
)
_KEY = Field(name="key", names=("Khóa", "Mã giao dịch", "Mã bút toán"), lesser=("id",), reader=code)
# Columns of `list` that the book fills itself: a list can be fed back as it was printed.
_KEPT = (
    "id",
    "qualifier",
    "reverses",
    "reversed_by",
    "batch",
    "actor",
    "recorded_at",
    "program_name",
    "place_name",
)

_ALLOCATION = (
    _PROGRAM,
    Field(
        name="amount",
        names=(
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
        reader=amount,
        required=True,
        money=True,
        example=250_000_000,
    ),
    Field(name="year", names=_YEAR, reader=year, required=True, example=2021),
    UNIT,
    _PLAN_YEAR,
    Field(
        name="date",
        names=("Ngày", "Ngày giao", "Ngày quyết định", "Ngày phân bổ", "Ngày tháng"),
        reader=day,
        example="15/11/2021",
    ),
    Field(
        name="kind",
        names=("Loại", "Loại phân bổ", "Hình thức", "Loại điều chỉnh", "Nghiệp vụ"),
        reader=Choice(words.ALLOCATION_KINDS),
    ),
    _PLACE,
    *_CLASSES,
    Field(
        name="decision",
        names=("Số quyết định", "Quyết định", "Quyết định giao", "Số văn bản", "Văn bản"),
        reader=name(100),
        example="1234/QĐ-UBND",
    ),
    _NOTE,
    _OVER_PLAN,
    _KEY,
)
_DISBURSEMENT = (
    _PROGRAM,
    Field(
        name="amount",
        names=(
            "Số tiền",
            "Giải ngân",
            "Số tiền giải ngân",
            "Vốn giải ngân",
            "Số giải ngân",
            "Số tiền thanh toán",
            "Thành tiền",
            "Giá trị giải ngân",
        ),
        reader=amount,
        required=True,
        money=True,
        example=250_000_000,
    ),
    UNIT,
    Field(
        name="date",
        names=(
            "Ngày",
            "Ngày chứng từ",
            "Ngày giải ngân",
            "Ngày thanh toán",
            "Ngày chi",
            "Ngày tháng",
            "Ngày hạch toán",
        ),
        reader=day,
        example="15/11/2021",
    ),
    Field(name="year", names=_YEAR, reader=year, example=2021),
    _PLAN_YEAR,
    Field(
        name="kind",
        names=("Loại", "Loại giải ngân", "Hình thức", "Loại thanh toán", "Nghiệp vụ"),
        reader=Choice(words.DISBURSEMENT_KINDS),
    ),
    _PLACE,
    *_CLASSES,
    Field(
        name="voucher",
        names=("Số chứng từ", "Chứng từ", "Số CT", "Số hiệu chứng từ", "Mã chứng từ"),
        reader=name(100),
        example="PC-0115",
    ),
    Field(
        name="payee",
        names=(
            "Người thụ hưởng",
            "Đơn vị thụ hưởng",
            "Đơn vị hưởng",
            "Người nhận",
            "Đơn vị nhận",
            "Đơn vị nhận tiền",
        ),
        reader=text(),
        example=N_("Company A"),
    ),
    _NOTE,
    _OVER_PLAN,
    _KEY,
)

ALLOCATION = Fields(fields=_ALLOCATION, kept=_KEPT)
DISBURSEMENT = Fields(fields=_DISBURSEMENT, kept=_KEPT)
