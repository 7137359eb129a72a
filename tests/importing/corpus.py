"""Bad files of every kind: what each is made of, and how it has to be refused.

``BAD`` is data, so that other tests can send the same files through the command line. A file is
bytes, or a function that makes them; ``ROWS`` are texts below ``HEADING``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import openpyxl
from tests.importing.hostile import HOSTILE, outside_formula
from tests.importing.hostile_ods import HOSTILE_ODS

HEADING = "program,amount,date,place,capital,source,kind,voucher,note"


@dataclass(frozen=True)
class Bad:
    """A bad file: its name, its bytes, the code it earns, and what is said to the program."""

    name: str
    make: Callable[[], bytes]
    code: str
    file: str = "rows.csv"
    said: dict[str, Any] = field(default_factory=dict)


def _text(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding)


def _row(**cells: str) -> str:
    """Return a file of one row, right but for the cells given."""
    right = {"program": "CT135", "amount": "1.500.000", "date": "15/11/2021"}
    names = HEADING.split(",")
    quoted = ('"' + (right | cells).get(name, "").replace('"', '""') + '"' for name in names)
    return f"{HEADING}\n{','.join(quoted)}\n"


def _sheet(*rows: list[object], merge: str = "") -> Callable[[], bytes]:
    def made() -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["program", "amount", "date", "voucher"], *rows):
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return made


_DAY = date(2021, 11, 15)
_GOOD = f"{HEADING}\nCT135,1.500.000,15/11/2021,,,,,,\n"
_ACCENTS = "\u0300\u0316" * 16_000
_SHORT = "program,amount,date\n"
_UNCERTAIN = "file-encoding-uncertain"
_BARE, _MILLIONS = "Số tiền", "Số tiền (triệu đồng)"


def _column(heading: str, *cells: str) -> bytes:
    """Return a file of one column of money, right but for how its amounts go together."""
    return "\n".join([f"program;{heading}", *(f"CT135;{cell}" for cell in cells), ""]).encode()


def _outline(*rows: str) -> bytes:
    """Return a file of numbered rows."""
    return "\n".join(["STT;program;amount", *rows, ""]).encode()


OUTLINES = [
    ("an upper row too large", ("I;DA;61", "1;CT;40", "2;CT;20"), "subtotal-mismatch"),
    ("an upper row too small", ("A;X;9", "I;DA;9", "1;CT;9", "2;CT;1"), "subtotal-mismatch"),
    ("an upper row of dashes too large", ("1;DA;61", "-;CT;40", "-;CT;20"), "subtotal-mismatch"),
    ("an upper row of no number", ("I;DA;x", "1;CT;40"), "amount-no-number"),
    ("a row without a number", ("1;DA;40", "a;CT;40", ";CT;20"), "outline-uncertain"),
    ("a number out of order", ("1;CT;40", "2;CT;20", "A;DA;60"), "outline-uncertain"),
    ("a number below another", ("3;CT;40", "4.1;CT;20"), "outline-uncertain"),
    ("rows that may be parts", ("1;DA;60", ";CT;40", ";CT;20"), "outline-uncertain"),
    (
        "parts above the whole",
        ("1;CT;60", ";Trong đó:;", "-;TW;50", "-;ĐP;11"),
        "parts-above-whole",
    ),
    ("parts without an end", ("1;CT;60", ";Trong đó:;", "a;TW;50", "2;CT;10"), "parts-open"),
]
COLUMNS = [
    (_BARE, ("1.000.000", "1,500,000"), "numbers-mixed"),
    (_MILLIONS, ("1.234", "2,500"), "numbers-mixed"),
    (_MILLIONS, ("40,8", "1,172.552", "9.5"), "numbers-mixed"),
    (_MILLIONS, ("2.324.824", "1,172,552"), "numbers-mixed"),
    (_MILLIONS, ("4,519,594", "3,306.54"), "numbers-other"),
    (_BARE, ("1.000.000", "15,213"), "numbers-two-ways"),
]

FILES = [
    ("nothing", b"", "file-empty"),
    ("blank lines only", b"\n\n\n", "file-empty"),
    ("blank cells only", b",,\n,,\n", "file-empty"),
    ("a heading only", HEADING.encode(), "file-no-rows"),
    ("a heading and blank rows", f"{_SHORT},,\n\n".encode(), "file-no-rows"),
    ("a total without rows", f"{_SHORT}Tổng cộng,5,\n".encode(), "file-no-rows"),
    ("no heading", b"CT,5,1/1/2021\nCT,6,1/1/2021\n", "heading-not-found"),
    ("UTF-16 without its mark", _GOOD.encode("utf-16-le"), "file-nul"),
    ("a NUL in a row", f"{_SHORT}CT\0,5,1/1/2021\n".encode(), "file-nul"),
    (
        "UTF-8 cut inside a letter",
        f"{_SHORT}CT,5,1/1/2021\nĐ".encode()[:-1],
        _UNCERTAIN,
    ),
    (
        "half a word of an old font",
        f"{_SHORT}Ch".encode() + b"\xad\xac,5,1/1/2021\n",
        _UNCERTAIN,
    ),
    ("bytes of two old fonts", b"program,amount\nh\xf6,5\n", _UNCERTAIN),
    ("bytes of another language", b"program,amount\nCaf\xe9 Bl\xfccher,5\n", _UNCERTAIN),
    ("bytes of Latin text", "program,amount\nMünchen Größe,5\n".encode("cp1252"), _UNCERTAIN),
    ("signs of two old fonts", "program,amount\nhö,5\n".encode(), "text-font-uncertain"),
    (
        "Unicode and an old font",
        "program,amount\nTạm ứng,5\nT¹m øng,5\n".encode(),
        "text-font-mixed",
    ),
    (
        "Unicode and another old font",
        "program,amount\nTạm ứng,5\nTaïm öùng,5\n".encode("utf-16"),
        "text-font-mixed",
    ),
    (
        "a quotation mark left open",
        f'{_SHORT}CT,5,"1/1/2021\nCT,5,1/1/2021\n'.encode(),
        "csv-quote",
    ),
    ("a quotation mark inside a quoted cell", f'{_SHORT}"C"T",5,1/1/2021\n'.encode(), "csv-quote"),
    ("a cell of 200 kB", f"{_SHORT}{'x' * 200_000},5,1/1/2021\n".encode(), "cell-too-long"),
    ("a line of 3 MB", f"{_SHORT}{'x,' * 1_500_000}\n".encode(), "line-too-long"),
    ("a row of 300 cells", f"{_SHORT}CT,5,1/1/2021{',x' * 300}\n".encode(), "row-too-wide"),
    (
        "accents without end",
        f"program,amount,note\nCT,5,a{_ACCENTS}\n".encode(),
        "text-too-long",
    ),
    ("two columns of one name", b"program,amount,amount\nCT,5,6\n", "heading-twice"),
    ("one column in two languages", "program,amount,Số tiền\nCT,5,6\n".encode(), "heading-twice"),
    ("a misspelt column", b"program,amuont,date\nCT,5,1/1/2021\n", "heading-unknown"),
    (
        "a misspelt column in Vietnamese",
        "Mã chương trình,Số tièn mặt,Ngày\nCT,5,1/1/2021\n".encode(),
        "heading-unknown",
    ),
    ("an unknown column", b"program,amount,colour\nCT,5,red\n", "heading-unknown"),
    ("a column missing", b"program,date\nCT,1/1/2021\n", "heading-missing"),
    ("text damaged when it was saved", f"{_SHORT}ChÆ°Æ¡ng,5,1/1/2021\n".encode(), "text-damaged"),
    ("replacement characters", f"{_SHORT}Ch\ufffd\ufffdng,5,1/1/2021\n".encode(), "text-damaged"),
    ("a short row", f"{_SHORT}CT,5\n".encode(), "row-short"),
    ("a long row", f"{_SHORT}CT,5,1/1/2021,7\n".encode(), "row-long"),
    ("an amount that the delimiter cuts", f"{_SHORT}CT,15,213 tỷ,1/1/2021\n".encode(), "row-long"),
    ("a cell below no heading", b"program,amount,,date\nCT,5,x,1/1/2021\n", "cell-without-heading"),
    ("a cell of two figures", f'{_SHORT}CT,"15/73,5",1/1/2021\n'.encode(), "amount-two-figures"),
    ("a total too large", f"{_SHORT}CT,5,1/1/2021\nTổng cộng,6,\n".encode(), "total-mismatch"),
    ("a total on top too small", f"{_SHORT}Tổng số,4,\nCT,5,1/1/2021\n".encode(), "total-mismatch"),
    *(
        (f"a column of {' and '.join(cells)}", _column(heading, *cells), code)
        for heading, cells, code in COLUMNS
    ),
    ("a unit that is none of money", "program;amount;ĐVT\nCT;5;hộ\n".encode(), "unit-unknown"),
    *((name, _outline(*rows), code) for name, rows, code in OUTLINES),
    ("a subtotal too large", f"{_SHORT}CT,5,1/1/2021\nCộng,6,\n".encode(), "total-mismatch"),
]
SAID: list[tuple[str, dict[str, Any], str]] = [
    ("an unknown encoding", {"encoding": "ebcdic"}, "encoding-unknown"),
    ("an old encoding that is not known", {"encoding": "viscii"}, "encoding-unknown"),
    ("a mapped heading that is not there", {"mapping": {"amount": "Tiền"}}, "map-heading"),
    ("a mapped field that is not there", {"mapping": {"colour": "amount"}}, "field-unknown"),
    ("a constant of no field", {"constants": {"colour": "red"}}, "field-unknown"),
    ("a constant that cannot be read", {"constants": {"date": "31/2/2021"}}, "date-impossible"),
    ("a heading on a line beyond the file", {"header_row": 99}, "header-row"),
]
AMOUNTS = {
    "amount-needs-unit": ["1,5", "1.000,50"],
    "numbers-two-ways": ["15,213", "5,857 "],
    "numbers-other": ["1,000,000", "15.21 tỷ", "1,000.50 triệu", "15.5 million"],
    "amount-grouping": [
        "1,000.50",
        "12.34.567",
        "1.00",
        "1.0000",
        "1.23.4",
        "015",
        "1.000 000",
    ],
    "amount-unreadable": ["1_000_000", "1e3", "1E400", "+5", "5 usd", "5%", "=1+1"],
    "amount-digits": ["٣٤", "１２", "½", "5²"],
    "amount-no-number": ["nan", "inf", "chưa có"],
    "cell-error": ["NULL", "#REF!"],
    "amount-zero": ["0", "0 đồng", "0,0 tỷ"],
    "amount-negative": ["-5", "−5", "(500)", "5-"],
    "amount-range": [
        "1000000000000000",
        "9223372036854775807",
        "9223372036854775808",
        "1000 nghìn tỷ",
    ],
    "amount-too-long": ["1" * 200],
    "amount-fraction": ["0,3 đồng", "1,0000001 triệu"],
    "amount-last-unit": ["15 tỷ 213"],
    "amount-order": ["213 triệu 15 tỷ"],
    "amount-mixed": ["15,5 tỷ 213 triệu"],
    "amount-blanks": ["15  tỷ"],
    "amount-character": ["15\u200b000", "\u202e15"],
    "cell-missing": ["", "   "],
}
DATES = {
    "date-impossible": ["29/02/2025", "31/04/2021", "00/01/2021", "32/12/2021", "12/31/2025"],
    "date-unreadable": [
        "20251231",
        "2025-W01-1",
        "15/11",
        "15/11/21",
        "45000",
        "2021",
        "T11/2021",
        "15 Nov 2021",
        "15/11/2021 08:00",
        "15/11-2021",
    ],
    "date-range": ["01/01/0001", "31/12/9999", "01/01/1925", "01/01/2125"],
}
PROGRAMS = {
    "text-look-alike": ["Ðắk Lắk", "Ɖắk Lắk", "Bаn", "Ｄân", "ВАН"],
    "text-character": [
        "Ban\u200bDân",
        "Ban\ufeffDân",
        "Ban\u00adDân",
        "Ban\u202eDân",
        "Ban\u2066Dân",
        "Ban\x1bDân",
        "Ban\x07Dân",
        "Ban\x08Dân",
        "Ban\x85Dân",
    ],
    "text-marks": ["a" + "\u0301" * 50],
    "text-too-long": ["x" * 600],
    "cell-missing": ["", "  ", "\u00a0"],
}
CHOICES = {
    "capital": ["đầu tư xây dựng cơ bản", "xyz", "1"],
    "source": ["trung uong 2", "https://example.org", "USD"],
    "kind": ["giao đầu năm", "thanh lý", "initial"],
}
SHEETS: list[tuple[str, Callable[[], bytes], str]] = [
    ("a formula nobody computed", _sheet(["CT", "=1+1", _DAY, "1"]), "cell-not-computed"),
    ("an error cell", _sheet(["CT", "#REF!", _DAY, "1"]), "cell-error"),
    ("another error cell", _sheet(["#N/A", 5, _DAY, "1"]), "cell-error"),
    ("a serial number for a day", _sheet(["CT", 5, 45000, "1"]), "date-as-number"),
    ("the day that never was", _sheet(["CT", 5, date(1900, 2, 28), "1"]), "date-range"),
    ("a switch for an amount", _sheet(["CT", True, _DAY, "1"]), "cell-kind"),
    ("a day for an amount", _sheet(["CT", _DAY, _DAY, "1"]), "cell-kind"),
    ("a switch for a day", _sheet(["CT", 5, True, "1"]), "cell-kind"),
    ("a number for a code with decimals", _sheet([1.1, 5, _DAY, "1"]), "code-as-number"),
    ("a number with decimals and no unit", _sheet(["CT", 5.857, _DAY, "1"]), "amount-needs-unit"),
    ("a number below zero", _sheet(["CT", -5, _DAY, "1"]), "amount-negative"),
    ("a zero", _sheet(["CT", 0, _DAY, "1"]), "amount-zero"),
    ("a number of sixteen digits", _sheet(["CT", 9007199254740993, _DAY, "1"]), "amount-range"),
    ("an amount as text in English", _sheet(["CT", "1,000,000", _DAY, "1"]), "numbers-other"),
    ("an amount left out", _sheet(["CT", None, _DAY, "1"]), "cell-missing"),
    (
        "cells merged across rows",
        _sheet(["CT", 5, _DAY, "1"], ["CT", None, _DAY, "2"], merge="B2:B3"),
        "cell-merged",
    ),
    (
        "a total that is wrong",
        _sheet(["CT", 5, _DAY, "1"], ["Tổng cộng", 6, None, None]),
        "total-mismatch",
    ),
    ("a heading only", _sheet(), "file-no-rows"),
    (
        "Unicode and an old font",
        _sheet(["CT", 5, _DAY, "Tạm ứng"], ["CT", 5, _DAY, "T¹m øng"]),
        "text-font-mixed",
    ),
    ("signs of two old fonts", _sheet(["CT", 5, _DAY, "hö"]), "text-font-uncertain"),
]


_OLD_WORD = b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le")


def _bytes(content: bytes) -> Callable[[], bytes]:
    return partial(bytes, content)


def _zipped(part: str) -> Callable[[], bytes]:
    """Return what makes an archive of one part."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        archive.writestr(part, "x")
    return _bytes(page.getvalue())


def _bad() -> list[Bad]:
    """Collect the corpus."""
    found = [Bad(name, partial(bytes, content), code) for name, content, code in FILES]
    found += [Bad(name, _text(_GOOD), code, said=said) for name, said, code in SAID]
    for column, table in (("amount", AMOUNTS), ("date", DATES), ("program", PROGRAMS)):
        for code, values in table.items():
            found += [
                Bad(f"{column} {value[:20]!r}", _text(_row(**{column: value})), code)
                for value in values
            ]
    for column, values in CHOICES.items():
        found += [
            Bad(f"{column} {value!r}", _text(_row(**{column: value})), "unknown-choice")
            for value in values
        ]
    found += [Bad(f"sheet: {name}", make, code, "rows.xlsx") for name, make, code in SHEETS]
    found += [Bad(name, make, code, "rows.xlsx") for name, (make, code) in HOSTILE.items()]
    found += [Bad(name, make, code, "rows.ods") for name, (make, code) in HOSTILE_ODS.items()]
    good = _sheet(["CT", 5, _DAY, "1"])
    found += [
        Bad("a sheet that is not there", good, "sheet-unknown", "rows.xlsx", {"sheet": "9"}),
        Bad("a workbook called CSV", good, "file-renamed", "rows.csv"),
        Bad("a workbook called ODS", good, "file-renamed", "rows.ods"),
        Bad("a workbook called XLS", good, "file-renamed", "rows.xls"),
        Bad("a PDF", _bytes(b"%PDF-1.7\n\xe2\xe3"), "file-kind", "rows.pdf"),
        Bad("a PDF called XLSX", _bytes(b"%PDF-1.7\n\xe2\xe3"), "file-kind", "rows.xlsx"),
        Bad("a photograph", _bytes(b"\xff\xd8\xff\xe0\0JFIF"), "file-kind", "rows.jpg"),
        Bad("an archive", _zipped("bang.csv"), "file-kind", "rows.zip"),
        Bad("an archive of RAR", _bytes(b"Rar!\x1a\x07\0"), "file-kind", "rows.rar"),
        Bad("a binary workbook", _zipped("xl/workbook.bin"), "file-kind", "rows.xlsb"),
        Bad("a table of Numbers", _zipped("Index/Document.iwa"), "file-kind", "rows.numbers"),
        Bad("an old document", _bytes(_OLD_WORD), "file-kind", "rows.doc"),
        Bad("a web page called XLS", _text("<html><table>"), "file-renamed", "rows.xls"),
        Bad(
            "another encoding than said",
            lambda: f"{_SHORT}Ch".encode() + b"\xfd,5,1/1/2021\n",
            "file-encoding",
            said={"encoding": "utf-8"},
        ),
        Bad(
            "a font that Unicode is not of",
            _text("program,amount\nTạm ứng,5\n"),
            "text-foreign",
            said={"encoding": "tcvn3"},
        ),
        Bad("an unknown font of a workbook", good, "encoding-unknown", "a.xlsx", {"encoding": "x"}),
        Bad("a formula on another file", outside_formula, "cell-outside-formula", "rows.xlsx"),
        Bad("a text called XLSX", _text(_GOOD), "workbook-unreadable", "rows.xlsx"),
        Bad(
            "half an XLS", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "workbook-unreadable", "a.xls"
        ),
    ]
    return found


BAD = _bad()
