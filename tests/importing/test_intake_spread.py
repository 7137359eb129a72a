"""Tables with several columns of money side by side: one record a cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.importing.reading import Outcome, read_rows

from ethnictrack.importing.import_fields import ALLOCATION, DISBURSEMENT
from ethnictrack.importing.request import AmountColumn
from ethnictrack.nouns.batch import Aside
from ethnictrack.values.amounts import Amount
from ethnictrack.values.kinds import Capital, Kind, Source

_UNIT = ("Đơn vị tính: triệu đồng",)
_INVESTMENT, _RECURRENT = Capital.INVESTMENT, Capital.RECURRENT


def _told(found: Outcome, *names: str) -> list[tuple[object, ...]]:
    """Return the amount of each record in triệu, and fields of it."""
    assert not found.codes
    money = [each["amount"] for each in found.values]
    return [
        (each.dong.value / 10**6, *(values.get(name) for name in names))
        for each, values in zip(money, found.values, strict=True)
        if isinstance(each, Amount)
    ]


def test_capitals_side_by_side_are_a_record_each(tmp_path: Path) -> None:
    """And an empty amount is none: 0, a dash or a blank."""
    found = read_rows(
        tmp_path,
        _UNIT,
        ("Mã chương trình", "Năm", "Vốn đầu tư", "Kinh phí thường xuyên"),
        ("DA1", 2025, 100, 20),
        ("DA2", 2025, 50, "-"),
        ("DA3", 2025, 0, 7),
        ("DA4", 2025, None, None),
        ("Tổng cộng", None, 150, 27),
        fields=ALLOCATION,
    )

    assert _told(found, "program", "capital") == [
        (100, "DA1", _INVESTMENT),
        (20, "DA1", _RECURRENT),
        (50, "DA2", _INVESTMENT),
        (7, "DA3", _RECURRENT),
    ]
    assert found.intake is not None
    assert [each.kind for each in found.intake.aside] == [Aside.TITLE, Aside.ZERO, Aside.TOTAL]
    assert [each.number for each in found.records] == [1, 2, 3, 4]


def test_sources_below_a_wide_heading_are_known(tmp_path: Path) -> None:
    """The sum beside them is a check, and no amount."""
    found = read_rows(
        tmp_path,
        _UNIT,
        ("STT", "Chương trình", "Tổng số", "Trong đó", None),
        (None, None, None, "Ngân sách trung ương", "Ngân sách địa phương đối ứng"),
        (None, "Tổng cộng", 318, 300, 18),
        (1, "GNBV", 185, 180, 5),
        (2, "NTM", 133, 120, 13),
        fields=ALLOCATION,
        constants={"year": "2023"},
    )

    assert _told(found, "program", "source") == [
        (180, "GNBV", Source.CENTRAL),
        (5, "GNBV", Source.PROVINCIAL),
        (120, "NTM", Source.CENTRAL),
        (13, "NTM", Source.PROVINCIAL),
    ]


def test_a_sum_that_its_columns_do_not_make_is_refused(tmp_path: Path) -> None:
    """Money of no source would be lost."""
    found = read_rows(
        tmp_path,
        ("Mã chương trình", "Năm", "Tổng số", "NSTW", "NSĐP"),
        ("DA1", 2025, 100, 60, 30),
        fields=ALLOCATION,
    )

    assert found.codes == ["across-mismatch"]


_BOTH = (
    ("Chương trình", "Kế hoạch vốn năm 2025", None, "Giải ngân đến 31/5/2025", None, "Tỷ lệ (%)"),
    (None, "Vốn đầu tư", "Vốn sự nghiệp", "Vốn đầu tư", "Vốn sự nghiệp", None),
    ("DA1", 100, 20, 40, None, 33.3),
)


def test_each_side_takes_its_own_columns(tmp_path: Path) -> None:
    """With the year or the day of their heading; the others are left out by name."""
    plan = read_rows(tmp_path, _UNIT, *_BOTH, fields=ALLOCATION)
    paid = read_rows(tmp_path, _UNIT, *_BOTH, fields=DISBURSEMENT)

    assert _told(plan, "capital", "year") == [(100, _INVESTMENT, 2025), (20, _RECURRENT, 2025)]
    assert _told(paid, "capital", "date") == [(40, _INVESTMENT, date(2025, 5, 31))]
    assert paid.intake is not None
    assert len(paid.intake.left_out) == 3


def test_months_are_dated_by_their_last_day(tmp_path: Path) -> None:
    """Of the year that is said, or that the title names."""
    rows = (
        ("Mã chương trình", "Tháng", *[None] * 11),
        (None, *range(1, 13)),
        ("DA1", 5, 6, *[None] * 9, 7),
    )
    days = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 12, 31)]

    titled = read_rows(tmp_path, ("GIẢI NGÂN CÁC THÁNG NĂM 2024",), _UNIT, *rows)
    said = read_rows(tmp_path, _UNIT, *rows, constants={"year": "2024"})
    neither = read_rows(tmp_path, _UNIT, *rows)

    for found in (titled, said):
        assert _told(found, "date") == list(zip([5, 6, 7], days, strict=True))
    assert neither.codes == ["month-without-year"]


@pytest.mark.parametrize(
    ("plans", "year"),
    [(("Dự toán năm 2025",), "2025"), (("Năm 2024 chuyển sang", "Năm 2025"), "YYYY")],
)
def test_the_year_that_headings_name_is_offered(
    tmp_path: Path, plans: tuple[str, ...], year: str
) -> None:
    """It is not taken for that of the months, which may be of another."""
    rows = (("Mã chương trình", *plans, "Tháng 1"), ("DA1", *[9] * len(plans), 5))
    refusal = read_rows(tmp_path, _UNIT, *rows).refusal

    assert refusal is not None
    assert (refusal.code, refusal.facts()["year"]) == ("month-without-year", year)


def test_years_and_quarters_below_are_read_together(tmp_path: Path) -> None:
    """In a heading of three rows."""
    found = read_rows(
        tmp_path,
        _UNIT,
        ("Mã chương trình", "Giải ngân", None, None, None),
        (None, "Năm 2024", None, "Năm 2025", None),
        (None, "Quý III", "Quý IV", "Quý I", "Quý II"),
        ("DA1", 1, 2, 3, 4),
    )

    assert _told(found, "year", "date") == [
        (1, 2024, date(2024, 9, 30)),
        (2, 2024, date(2024, 12, 31)),
        (3, 2025, date(2025, 3, 31)),
        (4, 2025, date(2025, 6, 30)),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("NSTW", "NSĐP", "Vốn đầu tư"),
        ("Giải ngân đến 31/5/2025", "Giải ngân tháng 5/2025"),
        ("Giải ngân đến 30/4/2025", "Giải ngân đến 31/5/2025"),
        ("Giải ngân tháng 4/2025", "Lũy kế giải ngân đến 31/5/2025"),
        ("Giải ngân tháng 4/2025", "Giải ngân lũy kế đến 31/5/2025"),
        ("Thanh toán tháng 4/2025", "Lũy kế thanh toán đến 31/5/2025"),
    ],
)
def test_columns_that_may_hold_the_same_money_are_refused(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    """Nobody but the sender knows whether they do."""
    found = read_rows(tmp_path, ("Mã chương trình", *headings), ("DA1", *[1000] * len(headings)))

    assert found.codes[0] in {"amount-columns-overlap", "heading-twice"}


def test_the_columns_may_be_named(tmp_path: Path) -> None:
    """By the end of their heading too; the other columns of money are left out."""
    found = read_rows(
        tmp_path,
        _UNIT,
        ("Mã chương trình", "Kinh phí", None, "Giải ngân đến 30/4/2025"),
        (None, "ĐT của xã", "TX", None),
        ("DA1", 8, 9, 17),
        amounts=(
            AmountColumn("ĐT của xã", {"capital": _INVESTMENT, "kind": Kind.ADVANCE}),
            AmountColumn("TX", {"capital": _RECURRENT}),
        ),
    )

    assert _told(found, "capital", "kind") == [
        (8, _INVESTMENT, Kind.ADVANCE),
        (9, _RECURRENT, None),
    ]


def test_a_row_that_contradicts_its_heading_is_refused(tmp_path: Path) -> None:
    """Neither of the two wins."""
    found = read_rows(
        tmp_path,
        ("Mã chương trình", "Năm", "Kế hoạch năm 2025 NSTW", "Kế hoạch năm 2025 NSĐP"),
        ("DA1", 2024, 1000, 2000),
        fields=ALLOCATION,
    )

    assert set(found.codes) == {"column-contradicted"}


@pytest.mark.parametrize(("rate", "codes"), [("40,0%", []), (40.4, []), (4, ["rate-mismatch"])])
def test_a_rate_beside_plan_and_paid_is_a_check(
    tmp_path: Path, rate: object, codes: list[str]
) -> None:
    """Within what printed roundings come to."""
    found = read_rows(
        tmp_path,
        _UNIT,
        ("Mã chương trình", "Kế hoạch", "Giải ngân", "Tỷ lệ giải ngân"),
        ("DA1", 1000, 400, rate),
    )

    assert found.codes == codes


def test_what_the_title_says_once_holds_for_every_row(tmp_path: Path) -> None:
    """The day up to which money was paid, and the year of a plan; both are told."""
    rows = (("GIẢI NGÂN KẾ HOẠCH VỐN NĂM 2025 (đến 03/12/2025)",), _UNIT)
    plan = read_rows(tmp_path, *rows, ("Mã CT", "Kế hoạch"), ("DA1", 5), fields=ALLOCATION)
    paid = read_rows(tmp_path, *rows, ("Mã CT", "Giải ngân"), ("DA1", 5))

    assert _told(plan, "year") == [(5, 2025)]
    assert _told(paid, "date") == [(5, date(2025, 12, 3))]
    assert [len(each.intake.notes) for each in (plan, paid) if each.intake] == [1, 1]
