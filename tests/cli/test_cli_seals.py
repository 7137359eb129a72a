"""`report annual --seal`, `report verify`, `report seals`, as an office uses them."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from tests.books import bare, digest, tamper
from tests.shell import ok, run

from ethnictrack.domain.seal import marks_in
from ethnictrack.intake.printed import READERS, read_file

SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
ENDINGS = {"markdown": "md"}
FILES = [ENDINGS.get(kind, kind) for kind in READERS]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return the sample book, a copy of the test's own."""
    return Path(shutil.copy(SAMPLE, tmp_path / "book.sqlite"))


def sealed(book: Path, ending: str, *more: str) -> Path:
    """Return the annual report, sealed."""
    target = book.with_name(f"report.{ending}")
    ok("report", "annual", "2021", "--seal", *more, "-o", str(target), book=book)
    return target


def in_sheet(page: bytes) -> bytes:
    """Type over an amount in a workbook."""
    found = openpyxl.load_workbook(io.BytesIO(page))
    for cell in (cell for sheet in found for row in sheet.iter_rows() for cell in row):
        if cell.value == 15_213_000_000:
            cell.value = 16_213_000_000
            break
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()


def in_document(page: bytes) -> bytes:
    """Type over an amount in the first table of a document that has it."""
    found = Document(io.BytesIO(page))
    cells = (cell for table in found.tables for row in table.rows for cell in row.cells)
    cell = next(cell for cell in cells if cell.text == "15.213,0")
    cell.paragraphs[0].runs[0].text = "16.213,0"
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()


def in_text(old: str, new: str) -> Callable[[bytes], bytes]:
    """Type over the first amount in a text."""
    return lambda page: page.replace(old.encode(), new.encode(), 1)


TYPED_OVER = {
    "docx": in_document,
    "xlsx": in_sheet,
    "html": in_text(">15.213,0<", ">16.213,0<"),
    "md": in_text(" 15.213,0 ", " 16.213,0 "),
    "csv": in_text("15213000000", "16213000000"),
    "tsv": in_text("15213000000", "16213000000"),
    "json": in_text("15213000000", "16213000000"),
}


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_report_nobody_touched_says_what_it_was_sealed_with(
    book: Path, ending: str, lang: str
) -> None:
    """In every format, whatever was recorded since, whatever the reader's own language."""
    target = book.with_name(f"report.{ending}")
    ok("report", "annual", "2021", "--seal", "-o", str(target), book=book, lang=lang)
    ok("disburse", "add", "CT135", "155 triệu", "--date", "20/11/2021", book=book)

    assert ok("report", "verify", str(target), "--json", book=book).data["faults"] == []


@pytest.mark.parametrize("ending", FILES)
def test_a_cell_typed_over_is_named(book: Path, ending: str) -> None:
    """With what it says and what it should say; the exit code tells a script."""
    target = sealed(book, ending)
    before = target.read_bytes()
    target.write_bytes(TYPED_OVER[ending](before))
    assert target.read_bytes() != before

    ran = run("report", "verify", str(target), "--json", book=book)

    first = ran.data["faults"][0]
    assert (ran.code, ran.data["ok"]) == (1, False)
    assert re.sub(r"[.,]", "", first["says"]).startswith("16213")
    assert re.sub(r"[.,]", "", first["should"]).startswith("15213")


def test_the_sheet_and_the_cell_are_named(book: Path) -> None:
    """And a total that follows the cell is named too, computed or not."""
    target = sealed(book, "xlsx")
    target.write_bytes(in_sheet(target.read_bytes()))

    faults = run("report", "verify", str(target), "--json", book=book).data["faults"]

    assert [(each["sheet"], each["cell"]) for each in faults] == [
        ("Giải ngân theo chương trình", "D9"),
        ("Giải ngân theo chương trình", "D12"),
    ]


def test_a_workbook_saved_anew_is_still_what_it_was(book: Path) -> None:
    """Another program leaves the totals to be computed; nothing was typed over."""
    target = sealed(book, "xlsx")
    found = openpyxl.load_workbook(target)
    found.save(target)

    assert run("report", "verify", str(target), book=book).code == 0


def test_words_may_be_bettered_in_a_document_and_figures_not(book: Path) -> None:
    """The office edits what it hands in."""
    target = sealed(book, "docx")
    found = Document(str(target))
    line = next(each for each in found.paragraphs if "15,213 tỷ đồng" in each.text)
    line.runs[0].text = line.text.replace("giải ngân được", "đã giải ngân được tổng số")
    found.save(str(target))
    assert run("report", "verify", str(target), book=book).code == 0

    line.runs[0].text = line.text.replace("72,9%", "92,9%")
    found.save(str(target))
    assert run("report", "verify", str(target), book=book).code == 1


def test_the_office_s_own_template_does_not_matter(book: Path) -> None:
    """The figures are looked at, not the frame."""
    own = book.with_name("mau.docx")
    ok("report", "template", str(own), book=book)
    template = Document(str(own))
    template.add_paragraph("Trang 1 của 10")
    template.save(str(own))
    target = sealed(book, "docx", "--template", str(own))

    assert run("report", "verify", str(target), book=book).code == 0


def test_a_report_of_a_part_in_another_unit_is_held_against_itself(book: Path) -> None:
    """What was asked is kept with the figures."""
    target = sealed(book, "html", "--program", "CT135", "--unit", "ty", "--decimals", "3")

    assert run("report", "verify", str(target), book=book).code == 0
    (kept,) = ok("report", "seals", "--json", book=book).data
    assert (kept["asked"]["program"], kept["asked"]["unit"]) == ("CT135", "ty")


def test_the_same_figures_have_the_same_number(book: Path) -> None:
    """A document and a sheet of one report are one sealed report; new figures are another."""
    first = marks_in(read_file(sealed(book, "docx")).whole)
    assert marks_in(read_file(sealed(book, "xlsx")).whole) == first

    ok("disburse", "add", "CT135", "155 triệu", "--date", "20/11/2021", book=book)
    second = marks_in(read_file(sealed(book, "html")).whole)
    assert [first[0].number, second[0].number] == [1, 2]


def test_a_sealed_report_is_part_of_the_chain(book: Path) -> None:
    """Whoever changes what was kept is found, by the chain and by the document."""
    target = sealed(book, "json")
    assert run("book", "verify", book=book).code == 0
    assert run("book", "check", book=book).code == 0

    tamper(book, """UPDATE seal SET figures = replace(figures, '15213', '16213')""")

    refused = run("report", "verify", str(target), "--json", book=book)
    assert (refused.code, refused.error["code"]) == (1, "seal-broken")
    assert run("book", "verify", book=book).code == 1


def test_a_seal_is_never_edited(book: Path) -> None:
    """The database itself refuses."""
    sealed(book, "json")
    with bare(book) as database, pytest.raises(Exception, match="seal"):
        database.execute("UPDATE seal SET year = 2020")


def test_without_seal_nothing_is_kept(book: Path) -> None:
    """A report is read; only a sealed one writes."""
    ok("report", "annual", "2021", book=book)

    assert ok("report", "seals", "--json", book=book).data == []


def test_a_book_that_is_only_to_be_read_seals_nothing(book: Path) -> None:
    """Sealing writes."""
    words = ("report", "annual", "2021", "--seal", "--json")

    refused = run(*words, book=book, env={"ETHNICTRACK_READONLY": "1"})

    assert (refused.code, refused.out, refused.error["code"]) == (3, "", "book-read-only")


def test_a_book_that_cannot_be_proved_seals_nothing(book: Path) -> None:
    """A number under changed figures would vouch for them."""
    tamper(book, "UPDATE entry SET amount = amount + 1 WHERE id = 1")
    before = digest(book)

    ran = run("report", "annual", "2021", "--seal", "-o", str(book.with_name("x.html")), book=book)

    assert (ran.code, "[copy-unsound]" in ran.err, digest(book)) == (1, True, before)
    assert not book.with_name("x.html").exists()


def test_a_seal_of_another_book_is_unknown(book: Path) -> None:
    """Its number may exist here; its characters do not."""
    target = sealed(book, "md")
    page = target.read_text(encoding="utf-8")
    code = re.search(r"1-([A-Z2-7]{5})-", page)
    assert code
    target.write_text(page.replace(code[1], "AAAAA"), encoding="utf-8")

    refused = run("report", "verify", str(target), "--json", book=book)

    assert (refused.code, refused.error["code"]) == (1, "seal-unknown")
    assert run("report", "verify", str(target), "--seal", "1", book=book).code == 0


@pytest.mark.parametrize("ending", FILES)
def test_a_report_without_a_seal_says_so(book: Path, ending: str) -> None:
    """There is nothing to hold it against."""
    target = book.with_name(f"plain.{ending}")
    ok("report", "annual", "2021", "-o", str(target), book=book)

    refused = run("report", "verify", str(target), "--json", book=book)

    assert (refused.code, refused.error["code"]) == (1, "seal-missing")
