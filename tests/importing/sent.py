"""Sheets as offices send them, with the figures they bring: what is typed, and what has to come.

``SENT`` is data. A sheet says its rows, the amounts (in the unit of the sheet) in their order and
fields of each; ``said`` is what has to be said besides, and is empty for most.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ethnictrack.importing.import_fields import ALLOCATION, DISBURSEMENT, ImportFields
from ethnictrack.importing.request import AmountColumn
from ethnictrack.values.kinds import Capital, Kind, Source

INVESTMENT, RECURRENT = Capital.INVESTMENT, Capital.RECURRENT
CENTRAL, PROVINCIAL = Source.CENTRAL, Source.PROVINCIAL
Row = tuple[Any, ...]
Said = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """A sheet: its rows, and what comes of them: an amount and values of ``names`` a record."""

    name: str
    rows: list[Row]
    names: tuple[str, ...]
    comes: list[Row]
    fields: ImportFields = DISBURSEMENT
    unit: int = 10**6
    said: Said = field(default_factory=dict)


_HEAD: list[Row] = [
    ("UBND XÃ BẢO LẠC", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Đơn vị tính: triệu đồng",),
]
_FOOT: list[Row] = [
    ("Bằng chữ: Một trăm hai mươi triệu đồng./.",),
    ("Bảo Lạc, ngày 30 tháng 11 năm 2025",),
    ("NGƯỜI LẬP BIỂU", None, "CHỦ TỊCH"),
    ("(Ký, họ tên)", None, "(Ký, đóng dấu)"),
]


def _plan(
    name: str, rows: list[Row], names: tuple[str, ...], comes: list[Row], said: Said | None = None
) -> Sent:
    return Sent(name, [*_HEAD, *rows, *_FOOT], names, comes, ALLOCATION, said=said or {})


def _paid(
    name: str, rows: list[Row], names: tuple[str, ...], comes: list[Row], said: Said | None = None
) -> Sent:
    return Sent(name, [*_HEAD, *rows, *_FOOT], names, comes, said=said or {})


_CAPITALS: list[Row] = [(100, INVESTMENT), (20, RECURRENT), (50, INVESTMENT)]
SENT = [
    _plan(
        "capitals side by side",
        [
            ("STT", "Mã chương trình", "Năm", "Vốn đầu tư", "Kinh phí thường xuyên"),
            (1, "DA1", 2025, 100, 20),
            (2, "DA2", 2025, 50, "-"),
            (None, "Tổng cộng", None, 150, 20),
        ],
        ("capital",),
        _CAPITALS,
    ),
    _plan(
        "capitals by their short names, with a row of column numbers",
        [
            ("STT", "Mã CT", "Niên độ", "Tổng số", "VĐT", "VSN"),
            ("A", "B", 1, "2=3+4", 3, 4),
            (1, "DA1", 2025, 120, 100, 20),
            (2, "DA2", 2025, 50, 50, 0),
            (None, "Cộng", None, 170, 150, 20),
        ],
        ("capital",),
        _CAPITALS,
    ),
    _plan(
        "sources side by side below a year",
        [
            ("STT", "Chương trình", "Kế hoạch vốn năm 2025", None, None),
            (None, None, "Tổng số", "NSTW", "NSĐP"),
            (None, "TỔNG SỐ", 318, 300, 18),
            (1, "DA1", 185, 180, 5),
            (2, "DA2", 133, 120, 13),
        ],
        ("year", "source"),
        [(180, 2025, CENTRAL), (5, 2025, PROVINCIAL), (120, 2025, CENTRAL), (13, 2025, PROVINCIAL)],
    ),
    _plan(
        "sources by capitals in a heading of three rows",
        [
            ("Mã CT", "Kế hoạch vốn năm 2025", None, None, None),
            (None, "Ngân sách trung ương", None, "Ngân sách tỉnh", None),
            (None, "ĐTPT", "TX", "ĐTPT", "Thường xuyên"),
            ("DA1", 4, 3, 2, 1),
        ],
        ("source",),
        [(4, CENTRAL), (3, CENTRAL), (2, PROVINCIAL), (1, PROVINCIAL)],
    ),
    _plan(
        "plan and paid side by side, as a plan",
        [
            ("STT", "Mã chương trình", "Kế hoạch năm 2025", "Giải ngân đến 31/5/2025", "Tỷ lệ (%)"),
            (1, "DA1", 100, 40, "40,0%"),
            (2, "DA2", 50, 0, 0),
        ],
        ("program", "year"),
        [(100, "DA1", 2025), (50, "DA2", 2025)],
    ),
    _paid(
        "plan and paid side by side, as payments",
        [
            ("STT", "Mã chương trình", "Kế hoạch năm 2025", "Giải ngân đến 31/5/2025", "Tỷ lệ (%)"),
            (1, "DA1", 100, 40, "40,0%"),
            (2, "DA2", 50, 0, 0),
        ],
        ("program", "date"),
        [(40, "DA1", date(2025, 5, 31))],
    ),
    _paid(
        "months of a year",
        [
            ("Giải ngân các tháng năm 2025",),
            ("Mã CT", *(f"Tháng {month}" for month in range(1, 13)), "Cộng"),
            ("DA1", 5, None, 7, *[None] * 9, 12),
        ],
        ("date",),
        [(5, date(2025, 1, 31)), (7, date(2025, 3, 31))],
    ),
    _paid(
        "months as numbers below a wide cell",
        [
            ("Mã CT", "Giải ngân năm 2025 theo tháng", *[None] * 11),
            (None, *range(1, 13)),
            ("DA1", *[None] * 10, 6, 8),
        ],
        ("date",),
        [(6, date(2025, 11, 30)), (8, date(2025, 12, 31))],
    ),
    _paid(
        "quarters below years",
        [
            ("Mã CT", "Giải ngân", None, None),
            (None, "Năm 2024", "Năm 2025", None),
            (None, "Quý IV", "Quý I", "Quý II"),
            ("DA1", 1, 2, 3),
        ],
        ("date",),
        [(1, date(2024, 12, 31)), (2, date(2025, 3, 31)), (3, date(2025, 6, 30))],
    ),
    _paid(
        "advances beside payments",
        [
            ("Mã CT", "Ngày", "Thanh toán KLHT", "Tạm ứng"),
            ("DA1", "3/3/2025", 2, 1),
            ("DA2", "4/3/2025", None, 5),
        ],
        ("kind",),
        [(2, Kind.PAYMENT), (1, Kind.ADVANCE), (5, Kind.ADVANCE)],
    ),
    _paid(
        "an outline whose upper rows repeat the money",
        [
            ("STT", "Mã CT", "Ngày", "Vốn đầu tư", "Vốn sự nghiệp"),
            ("I", "Dự án 1", None, 30, 12),
            (1, "DA1.1", "3/3/2025", 10, 12),
            (2, "DA1.2", "3/3/2025", 20, None),
            ("II", "Dự án 2", None, 5, None),
            (1, "DA2.1", "3/3/2025", 5, None),
            (None, "Tổng cộng", None, 35, 12),
        ],
        ("program", "capital"),
        [
            (10, "DA1.1", INVESTMENT),
            (12, "DA1.1", RECURRENT),
            (20, "DA1.2", INVESTMENT),
            (5, "DA2.1", INVESTMENT),
        ],
    ),
    _paid(
        "a list of vouchers with four texts",
        [
            ("STT", "Ngày", "Số CT", "Mã CT", "Nội dung chi", "Diễn giải", "Ghi chú", "Số tiền"),
            (1, "3/3/2025", "PC-01", "DA1", "Công tác phí", "Đợt 1", "Đủ hồ sơ", 10),
            (2, "4/3/2025", "PC-02", "DA1", "Tổng vệ sinh", None, None, 20),
            (None, None, None, None, "Tổng cộng", None, None, 30),
        ],
        ("voucher",),
        [(10, "PC-01"), (20, "PC-02")],
    ),
    _paid(
        "communes with their districts",
        [
            ("STT", "Huyện", "Xã", "Mã CT", "Ngày", "Giải ngân"),
            (1, "Bảo Lạc", "Hưng Đạo", "DA1", "3/3/2025", 10),
            (2, "Nguyên Bình", "Hưng Đạo", "DA1", "3/3/2025", 20),
        ],
        ("place",),
        [(10, "Hưng Đạo, Bảo Lạc"), (20, "Hưng Đạo, Nguyên Bình")],
    ),
    _plan(
        "capitals as rows, the year in the title",
        [
            ("KẾ HOẠCH VỐN CHƯƠNG TRÌNH NĂM 2025",),
            ("STT", "Mã CT", "Nội dung", "Kế hoạch"),
            (1, "DA1", "Vốn đầu tư", 100),
            (2, "DA1", "Vốn sự nghiệp", 20),
            (None, None, "Cộng", 120),
        ],
        ("year", "capital"),
        [(100, 2025, INVESTMENT), (20, 2025, RECURRENT)],
    ),
    _plan(
        "usual words for classes",
        [
            ("Mã CT", "Năm", "Loại vốn", "Nguồn vốn", "Kế hoạch"),
            ("DA1", 2025, "VĐT", "NSTW", 4),
            ("DA2", 2025, "ĐTPT", "NS tỉnh", 3),
            ("DA3", 2025, "thường xuyên", "địa phương", 2),
        ],
        ("capital", "source"),
        [(4, INVESTMENT, CENTRAL), (3, INVESTMENT, PROVINCIAL), (2, RECURRENT, PROVINCIAL)],
    ),
    _paid(
        "the day in the title, the total above",
        [
            ("BÁO CÁO GIẢI NGÂN (đến ngày 03/12/2025)",),
            ("STT", "Đơn vị", "Mã CT", "Kế hoạch", "Giải ngân", "Tỷ lệ (%)"),
            (None, "TỔNG SỐ", None, 300, 150, 50),
            (1, "Xã A", "DA1", 200, 100, 50),
            (2, "Xã B", "DA1", 100, 50, 50),
        ],
        ("place", "date"),
        [(100, "Xã A", date(2025, 12, 3)), (50, "Xã B", date(2025, 12, 3))],
    ),
    _paid(
        "columns of no known name",
        [
            ("Mã CT", "Ngày", "Của xã", "Của dân"),
            ("DA1", "3/3/2025", 2, 1),
        ],
        ("source",),
        [(2, Source.COMMUNE), (1, Source.OTHER)],
        said={
            "amounts": (
                AmountColumn("Của xã", {"source": Source.COMMUNE}),
                AmountColumn("Của dân", {"source": Source.OTHER}),
            )
        },
    ),
    _plan(
        "a column to be left out",
        [
            ("Mã CT", "Năm", "Số quyết định đầu tư cũ", "VĐT", "VSN"),
            ("DA1", 2025, "cũ", 2, 1),
        ],
        ("capital",),
        [(2, INVESTMENT), (1, RECURRENT)],
        said={"mapping": {"-": "*"}},
    ),
]
