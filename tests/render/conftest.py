"""One rich document for every format, and golden files compared byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ethnictrack import i18n
from ethnictrack.i18n import N_
from ethnictrack.reports.table import (
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Result,
    Row,
    Table,
    Unit,
)
from ethnictrack.values.kinds import Kind
from ethnictrack.values.money import Dong, rate

GOLDEN = Path(__file__).parent.parent / "golden"


_RATES = (
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Programme")),
    Column("planned", N_("Planned"), Unit.DONG),
    Column("disbursed", N_("Disbursed"), Unit.DONG),
    Column("remaining", N_("Remaining"), Unit.DONG),
    Column("rate", N_("Rate"), Unit.RATE),
)
_ENTRIES = (
    Column("id", N_("Entry"), Unit.CODE),
    Column("date", N_("Date"), Unit.DATE),
    Column("note", N_("Note")),
    Column("households", N_("Households"), Unit.NUMBER),
    Column("recorded_at", N_("Recorded at"), Unit.MOMENT),
)


def _line(level: int, code: str, name: Cell, planned: int, disbursed: int) -> Row:
    """Make a line of the table of rates from its two facts."""
    plan, paid = Dong(planned), Dong(disbursed)
    return Row((code, name, plan, paid, plan - paid, rate(paid, plan)), level)


_LONG = (
    "Phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi",
    "Hỗ trợ phát triển sản xuất theo chuỗi giá trị, vùng trồng dược liệu quý",
    "Cấp phát 153 cuốn tài liệu phổ biến giáo dục pháp luật cho người có uy tín trong đồng bào",
)
_LINES = (
    _line(0, "CTMTQG", _LONG[0], 999_999_999_999_999, 500_000_000_000_000),
    _line(1, "DA3", "Phát triển sản xuất nông, lâm nghiệp", 20_868_000_000, 15_213_000_000),
    _line(2, "DA3.2", _LONG[1], 5_857_000_000, 5_857_000_000),
    _line(2, "DA3.3", "[red]x[/red] [/12] :warning:", 1_000_000, 1),
    _line(0, "ĐCĐC", "Định canh, định cư xóm Tả Cán, xã Tổng Cọt", 0, 0),
    _line(0, "043", "=1+1", 950_000, 1_000_000),
)
_TOTAL = _line(0, "", N_("Total"), 1_000_000_000_949_999, 500_000_001_000_000)

_MOMENT = datetime(2021, 11, 15, 17, 30, 5, tzinfo=UTC)
_NOTED: tuple[tuple[Cell, ...], ...] = (
    (1, date(2021, 11, 15), "Giải ngân \x1b[2J đợt 1 \u202e000.9\u202c, 9.000\b\b1", 1234, _MOMENT),
    (10_234, date(2021, 1, 5), N_("reverses entry {entry}").of(entry=10_233), None, _MOMENT),
    (3, None, "", Decimal("1234.50"), None),
)


@pytest.fixture(autouse=True)
def _speaking_vietnamese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Begin and end every test in the program's first language, its numbers but not its words.

    What a catalogue says today must not move what a renderer is held to.
    """
    monkeypatch.setattr(i18n, "_LOCALES", tmp_path)
    i18n.use("vi")
    yield
    i18n.use("vi")


_RATES_TABLE = Table(_RATES, _LINES, _TOTAL, title=N_("Plan and disbursement"), bars=True)
_ENTRIES_TABLE = Table(_ENTRIES, tuple(Row(cells) for cells in _NOTED))
_EMPTY_TABLE = Table(_RATES, (), title=N_("Nothing"), empty=N_("No programme has a plan."))
_PAID = {"paid": Dong(15_213_000_000), "rate": Fraction(729, 1000)}
_KEPT = {"kind": Kind.CARRIED_IN, "amount": Dong(950_000)}


@pytest.fixture
def sample() -> Result:
    """Return a document with everything a document can hold."""
    document = Document(
        title=N_("Disbursement rates of {year}").of(year=2021),
        basis=(
            N_("Plan of the year with what was carried over"),
            N_("As of {day}").of(day=date(2021, 11, 15)),
        ),
        blocks=(
            Heading(N_("Programmes"), "I"),
            _RATES_TABLE,
            Heading(N_("Entries"), "1", 2),
            Paragraph(N_("Paid: {paid}, {rate} of the plan.").of(**_PAID)),
            _ENTRIES_TABLE,
            Heading(N_("Remarks"), "a", 3),
            Paragraph("# Không có đơn thư *tồn đọng*.\nDòng thứ hai <b>."),
            Paragraph(_LONG[2], bullet=True),
            Paragraph(N_("{kind}: {amount}").of(**_KEPT), bullet=True),
            _EMPTY_TABLE,
            Heading(N_("End")),
        ),
        notes=(N_("Money without a plan: {amount}.").of(amount=Dong(52_000_000)),),
    )
    return Result(document, _data())


def _data() -> dict[str, object]:
    """Return the same facts as plain data."""
    return {
        "report": "rates",
        "title": N_("Disbursement rates of {year}").of(year=2021),
        "as_of": date(2021, 11, 15),
        "recorded_at": _MOMENT,
        "kind": Kind.CARRIED_IN,
        "rows": [
            {column.key: cell for column, cell in zip(_RATES, line.cells, strict=True)}
            for line in _LINES
        ],
        "counted": (Decimal("1234.50"), Decimal("1E+3"), Fraction(27, 37)),
        "note": "\x1b[2J \u202e000.9\u202c \x7f\x9b \u2028 \ud800 \U000e0041",
        "none": None,
        "yes": True,
        "empty": [],
    }
