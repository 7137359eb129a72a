"""`report annual --seal`, `report verify`, `report seals`, as an office uses them."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from tests.books import bare, digest, tamper
from tests.shell import ok, run
from tests.spread import spread
from tests.word import MAIN, beginning, repacked

from ethnictrack.audit.seal import marks_in
from ethnictrack.book.backends.sqlite import SqliteFile
from ethnictrack.errors.book import UnwritableBookError
from ethnictrack.i18n import N_
from ethnictrack.importing.printed import READERS, read_file

SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"
ENDINGS = {"markdown": "md", "plain": "txt"}
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
    "txt": in_text(" 15.213,0 ", " 16.213,0 "),
    "csv": in_text("15213000000", "16213000000"),
    "tsv": in_text("15213000000", "16213000000"),
    "json": in_text("15213000000", "16213000000"),
}


@spread("ending, lang", FILES, ["vi", "en"])
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
    assert (ran.code, ran.data["ok"], ran.error["code"]) == (1, False, "document-edited")
    assert "16213" in re.sub(r"[.,]", "", first["says"])
    assert "15213" in re.sub(r"[.,]", "", first["should"])


def test_the_sheet_and_the_cell_are_named(book: Path) -> None:
    """And a total that follows the cell is named too, computed or not."""
    target = sealed(book, "xlsx")
    target.write_bytes(in_sheet(target.read_bytes()))

    faults = run("report", "verify", str(target), "--json", book=book).data["faults"]

    assert [(each["sheet"], each["cell"]) for each in faults] == [
        ("Giải ngân theo chương trình", "D9"),
        ("Giải ngân theo chương trình", "D12"),
    ]


def test_a_workbook_saved_anew_is_no_longer_proved(book: Path) -> None:
    """No figure differs; that is said, and that it proves nothing."""
    target = sealed(book, "xlsx")
    found = openpyxl.load_workbook(target)
    found.save(target)

    ran = run("report", "verify", str(target), "--json", book=book)

    assert (ran.code, ran.error["code"], ran.data["faults"]) == (1, "document-edited", [])
    assert ran.data["untold"]


def test_words_bettered_are_told_from_figures_changed(book: Path) -> None:
    """The office edits what it hands in; only the figures are named, and neither is proved."""
    target = sealed(book, "docx")
    found = Document(str(target))
    line = next(each for each in found.paragraphs if "15,213 tỷ đồng" in each.text)
    line.runs[0].text = line.text.replace("giải ngân được", "đã giải ngân được tổng số")
    found.save(str(target))
    ran = run("report", "verify", str(target), "--json", book=book)
    assert (ran.code, ran.data["faults"]) == (1, [])

    line.runs[0].text = line.text.replace("72,9%", "92,9%")
    found.save(str(target))
    ran = run("report", "verify", str(target), "--json", book=book)
    assert (ran.code, len(ran.data["faults"])) == (1, 1)
    assert "92,9%" in ran.data["faults"][0]["says"]


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
    named = run("report", "verify", str(target), "--seal", "1", "--json", book=book)
    assert (named.code, named.error["code"]) == (1, "document-edited")


@pytest.mark.parametrize("ending", FILES)
def test_a_report_without_a_seal_says_so(book: Path, ending: str) -> None:
    """There is nothing to hold it against."""
    target = book.with_name(f"plain.{ending}")
    ok("report", "annual", "2021", "-o", str(target), book=book)

    refused = run("report", "verify", str(target), "--json", book=book)

    assert (refused.code, refused.error["code"]) == (1, "seal-missing")


@pytest.mark.parametrize("ending", FILES)
def test_a_file_that_came_by_a_pipe_is_proved_too(book: Path, ending: str) -> None:
    """What is printed is sealed as it is printed; a document has to be a file."""
    kind = next(kind for kind in READERS if ENDINGS.get(kind, kind) == ending)
    if kind in {"docx", "xlsx"}:
        assert run("report", "annual", "2021", "--seal", "-O", kind, book=book).code == 2
        assert ok("report", "seals", "--json", book=book).data == []
        return
    printed = ok("report", "annual", "2021", "--seal", "-O", kind, book=book).out
    target = book.with_name(f"piped.{ending}")
    target.write_text(printed, encoding="utf-8", newline="")

    assert ok("report", "verify", str(target), "--json", book=book).data["ok"]


def test_a_renamed_file_is_still_the_one_that_was_sealed(book: Path) -> None:
    """Its bytes count, not its name; what is read by an ending it has not is not."""
    target = sealed(book, "docx")
    assert run("report", "verify", str(target.rename(book.with_name("x.pdf"))), book=book).code == 0
    assert run("report", "verify", str(SAMPLE), book=book).code == 2


def in_body(xml: str) -> Callable[[bytes], bytes]:
    """Put something into a document."""
    return lambda page: repacked(page, {MAIN: beginning(xml)})


HIDDEN = "<w:p><w:r><w:rPr>{}</w:rPr><w:t>16.213,0</w:t></w:r></w:p>".format
FORGED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a blank": ("md", lambda page: page + b" "),
    "hidden words": ("docx", in_body(HIDDEN("<w:vanish/>"))),
    "letters of no size": ("docx", in_body(HIDDEN("<w:sz w:val='0'/>".replace("'", '"')))),
    "symbols": ("docx", in_body('<w:p><w:r><w:sym w:font="Arial" w:char="F031"/></w:r></w:p>')),
    "a table": ("html", in_text("<main>", "<main><table><tr><td>16.213,0</td></tr></table>")),
    "a style": ("html", in_text("</head>", "<style>td{font-size:0}</style></head>")),
    "a line": ("md", lambda page: page + "\n\nThực chi 16.213,0.\n".encode()),
    "what is not seen": (
        "csv",
        lambda page: page.replace(b"15213000000", "\u200b15213000000".encode()),
    ),
}


@pytest.mark.parametrize("what", FORGED)
def test_what_is_forged_is_never_proved(book: Path, what: str) -> None:
    """Whether or not what was done is seen, and what is seen is named."""
    ending, forge = FORGED[what]
    target = sealed(book, ending)
    target.write_bytes(forge(target.read_bytes()))

    ran = run("report", "verify", str(target), "--json", book=book)

    assert (ran.code, ran.data["ok"], ran.error["code"]) == (1, False, "document-edited")
    seen = ran.data["added"] or ran.data["hidden"] or ran.data["faults"]
    assert bool(seen) == (what != "a blank")


def test_a_number_format_that_writes_another_figure_is_named(book: Path) -> None:
    """The value is what it was; what is shown is not."""
    target = sealed(book, "xlsx")
    found = openpyxl.load_workbook(target)
    cells = (cell for sheet in found for row in sheet.iter_rows() for cell in row)
    cell = next(cell for cell in cells if cell.value == 15_213_000_000)
    cell.number_format = '"16.213.000.000"'
    found.save(target)

    ran = run("report", "verify", str(target), "--json", book=book)

    assert (ran.code, ran.data["faults"]) == (1, [])
    assert ran.data["hidden"]


def test_a_seal_without_a_file_proves_none(book: Path) -> None:
    """Seals were kept before files were; nobody says that such a file holds."""
    target = sealed(book, "json")
    without = "substr(body, 1, instr(body, ',\"sealed_files\"') - 1) || '}'"
    tamper(book, f"UPDATE log SET body = {without} WHERE body LIKE '%sealed_files%'")  # noqa: S608

    ran = run("report", "verify", str(target), "--json", book=book)

    assert (ran.code, ran.error["code"], len(ran.data["untold"])) == (1, "document-edited", 2)


@pytest.mark.parametrize("where", ["folder", "template"])
def test_a_refused_report_keeps_no_seal(book: Path, where: str) -> None:
    """The book is what it was, byte for byte."""
    before, target = digest(book), book.with_name("a.docx")
    more = ["-o", str(target.parent / "none" / "a.docx")]
    if where == "template":
        more = ["-o", str(target), "--template", str(book)]

    refused = run("report", "annual", "2021", "--seal", *more, book=book)

    assert (refused.code, target.exists(), digest(book)) == (
        {"folder": 3}.get(where, 2),
        False,
        before,
    )
    assert ok("report", "seals", "--json", book=book).data == []


@pytest.mark.parametrize("there", [True, False])
def test_a_seal_that_cannot_be_kept_takes_its_file_back(
    book: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    """A disk that is full at the last moment: what was there before is there again."""
    target = book.with_name("a.md")
    if there:
        target.write_text("old")
    before = digest(book)

    def full(*_: object) -> None:
        raise UnwritableBookError(path=str(book), what=N_("the disk is full"))

    monkeypatch.setattr(SqliteFile, "commit", full)
    refused = run("report", "annual", "2021", "--seal", "-o", str(target), book=book)

    assert (refused.code, digest(book)) == (3, before)
    assert (target.read_text() if target.exists() else None) == ("old" if there else None)
    assert [each.name for each in book.parent.glob(".*before")] == []


def test_an_interruption_after_the_seal_leaves_its_file(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The book has the seal, so the file stays."""
    target = book.with_name("a.md")
    commit = SqliteFile.commit

    def interrupted(*given: Any) -> None:  # noqa: ANN401 - as SQLite's
        commit(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(SqliteFile, "commit", interrupted)
    assert run("report", "annual", "2021", "--seal", "-o", str(target), book=book).code == 130
    monkeypatch.undo()

    assert run("report", "verify", str(target), book=book).code == 0


def test_the_same_file_sealed_again_writes_nothing(book: Path) -> None:
    """Neither a seal nor a record."""
    sealed(book, "md")
    before = digest(book)
    sealed(book, "md")

    assert digest(book) == before
