"""Long files of valid payments, the same on every machine, as text and as a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from xlsxwriter import Workbook

from ethnictrack.book.opening import read_book

FIRST, DAYS = date(2021, 2, 1), 334  # in January the budget year would have to be said
HEADING = ("program", "amount", "date", "place", "voucher", "payee", "note")
_KINDS = {7: "refund", 17: "advance", 27: "advance-recovery"}
_PAID = 500  # rows after which something was paid that can come back
_Row = tuple[str, int, date, str, str, str, str]


def payments(book: Path, count: int) -> Iterator[_Row]:
    """Yield payments over all programmes, places and days of a year, each with its voucher."""
    with read_book(book) as opened:
        programs = [each.code for each in opened.programs]
        places = [each.code for each in opened.places]
    for number in range(count):
        day = FIRST + timedelta(days=number * 7 % DAYS)
        yield (
            programs[number % len(programs)],
            1_000_000 + number % 9000 * 1000,
            day,
            places[number // len(programs) % len(places)],
            f"UNC-{number:07}",
            f"Hợp tác xã {number % 500}",
            f"Thanh toán đợt {number % 12 + 1}",
        )


def write_csv(path: Path, rows: Iterator[_Row]) -> None:
    """Write rows as an office's CSV: the day first, thousands in groups."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING)
        for program, amount, day, *rest in rows:
            grouped = f"{amount:,}".replace(",", ".")
            writer.writerow((program, grouped, f"{day:%d/%m/%Y}", *rest))


def write_mixed(path: Path, rows: Iterator[_Row]) -> None:
    """Write the same rows as an office's year has them: of fifty, one refund, two of advances."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*HEADING, "kind"))
        for number, (program, amount, day, *rest) in enumerate(rows):
            kind = _KINDS.get(number % 50 if number > _PAID else 0, "payment")
            taken = amount if kind in {"payment", "advance"} else 1000
            writer.writerow((program, taken, f"{day:%d/%m/%Y}", *rest, kind))


def write_xlsx(path: Path, rows: Iterator[_Row]) -> None:
    """Write the same rows as a spreadsheet with numbers and days."""
    with Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        shape = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADING)
        for at, (program, amount, day, *rest) in enumerate(rows, start=1):
            sheet.write_string(at, 0, program)
            sheet.write_number(at, 1, amount)
            sheet.write_datetime(at, 2, day, shape)
            for place, text in enumerate(rest, start=3):
                sheet.write_string(at, place, text)
