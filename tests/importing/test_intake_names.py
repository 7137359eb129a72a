"""What sheets say around the figures: places beside and above, merged texts, several notes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.importing.reading import Outcome, read, read_rows, requested

from ethnictrack.importing.import_fields import ALLOCATION
from ethnictrack.nouns.numbered import PartNumbers
from ethnictrack.nouns.place import Level, Place, Places
from ethnictrack.nouns.program import Program, Programs
from ethnictrack.values.kinds import Capital


def _workbook(folder: Path, sheets: dict[str, list[tuple[object, ...]]], merge: str = "") -> Path:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    del book["Sheet"]
    book.save(folder / "rows.xlsx")
    return folder / "rows.xlsx"


def _places(found: Outcome) -> list[object]:
    assert not found.codes
    return [each.get("place") for each in found.values]


def test_what_a_place_lies_in_stands_behind_its_name(tmp_path: Path) -> None:
    """A district without a commune is the place itself."""
    found = read_rows(
        tmp_path,
        ("Mã chương trình", "Huyện", "Xã", "Số tiền"),
        ("CT1", "Huyện Bảo Lạc", "Xã Hưng Đạo", 1000),
        ("CT1", "Huyện Bảo Lạc", None, 2000),
    )

    assert _places(found) == ["Xã Hưng Đạo, Huyện Bảo Lạc", "Huyện Bảo Lạc"]


_REGISTER = Places(
    (
        Place(id=1, code="040", name="Thành phố Cao Bằng", level=Level.DISTRICT),
        Place(id=2, code="043", name="Huyện Bảo Lạc", level=Level.DISTRICT),
        Place(id=3, code="01705", name="Xã Hưng Đạo", parent=1),
        Place(id=4, code="01351", name="Xã Hưng Đạo", parent=2),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "Xã Hưng Đạo, huyện Bảo Lạc",
        "xa hung dao, bao lac",
        "X. Hưng Đạo, H. Bảo Lạc",
        "Xã Hưng Đạo (huyện Bảo Lạc)",
        "01351 (Xã Hưng Đạo, Huyện Bảo Lạc)",
        "01351, Huyện Bảo Lạc",
    ],
)
def test_a_name_with_what_it_lies_in_is_one_place(text: str) -> None:
    """However it is written."""
    assert [each.code for each in _REGISTER.matches(text)] == ["01351"]


@pytest.mark.parametrize("text", ["Xã Hưng Đạo, huyện Hà Quảng", "Xã Hưng Đáo, huyện Bảo Lạc"])
def test_a_name_that_lies_elsewhere_is_none(text: str) -> None:
    """Other tones are another name."""
    assert not _REGISTER.matches(text)


def test_a_part_of_a_name_is_refused_with_its_candidates() -> None:
    """With what each lies in."""
    assert _REGISTER.near("Hưng Đạo") == (
        "01705 (Xã Hưng Đạo, Thành phố Cao Bằng)",
        "01351 (Xã Hưng Đạo, Huyện Bảo Lạc)",
    )


def test_a_name_with_what_it_lies_in_is_refused_with_those_of_the_name() -> None:
    """What is wrong may be either."""
    assert "01351 (Xã Hưng Đạo, Huyện Bảo Lạc)" in _REGISTER.near("Hưng Đạo, huyện Hà Quảng")


def test_a_part_from_the_middle_of_a_name_is_refused_with_its_candidates() -> None:
    """With its accents, or without."""
    long = Program(id=1, code="DA4", name="Đầu tư cơ sở hạ tầng thiết yếu", parent=None)
    register = Programs([long])
    for text in ("cơ sở hạ tầng", "co so ha tang", "Đầu tư cơ sở"):
        assert register.near(text) == ("DA4 (Đầu tư cơ sở hạ tầng thiết yếu)",)


@pytest.mark.parametrize(
    ("heading", "name", "place"),
    [
        ("Tỉnh", "Cao Bằng", "Tỉnh Cao Bằng"),
        ("Huyện", "Cao Bằng", "Thành phố Cao Bằng"),
        ("Huyện", "Cai Lậy", "Cai Lậy"),
        ("Huyện", "Huyện Bảo Lạc", "Huyện Bảo Lạc"),
    ],
)
def test_a_column_of_districts_or_provinces_says_of_which_kind_its_places_are(
    tmp_path: Path, heading: str, name: str, place: str
) -> None:
    """A name of two districts stays what it is, and is refused."""
    known = ("Tỉnh Cao Bằng", "Thành phố Cao Bằng", "Huyện Cai Lậy", "Thị xã Cai Lậy")
    path = tmp_path / "rows.csv"
    path.write_text(f"Mã CT,Ngày,Số tiền,{heading}\nA,1/3/2021,5000,{name}\n", encoding="utf-8")
    found = read(path, requested(), is_place=known.__contains__)
    assert _places(found) == [place]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Tiểu dự án 2 Dự án 3", ["DA3.2"]),
        ("TDA2-DA3", ["DA3.2"]),
        ("DA 3", ["DA3"]),
        ("Dự án 3: Phát triển", ["DA3"]),
        ("Dự án 3: Đào tạo", []),
        ("Nội dung 02: Sản xuất theo chuỗi", ["DA3.2"]),
        ("Tiểu dự án 2 thuộc Dự án 5", ["DA5.2"]),
        ("Tiểu dự án 2", ["DA3.2", "DA5.2"]),
        ("Dự án xóm 3", []),
    ],
)
def test_programmes_are_known_by_their_numbers(text: str, codes: list[str]) -> None:
    """A name behind them has to be theirs."""
    tree = {
        "DA3": "Phát triển sản xuất",
        "DA3.2": "Sản xuất theo chuỗi",
        "DA5": "Giáo dục",
        "DA5.2": "Bồi dưỡng",
    }
    said = PartNumbers.said(text)

    assert [code for code, name in tree.items() if said and said.means(code, name)] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Chương trình Nước sạch, tiểu dự án 2", ["NS.2"]),
        ("Tiểu dự án 2 thuộc Chương trình Nước sạch", ["NS.2"]),
        ("NS (dự án 1)", ["NS.1"]),
        ("Chương trình Nước sạch, tiểu dự án 9", []),
        ("Chương trình Nước bẩn, tiểu dự án 2", []),
    ],
)
def test_a_part_is_known_by_its_number_beside_the_programme(text: str, codes: list[str]) -> None:
    """Where the code of the part is that of the programme with the number behind it."""
    names = {"NS": "Chương trình Nước sạch", "NS.1": "Xây mới", "NS.2": "Sửa chữa"}
    tree = (
        Program(id=at, code=code, name=name, parent=1 if at > 1 else None)
        for at, (code, name) in enumerate(names.items(), 1)
    )
    register = Programs(tree)
    assert [each.code for each in register.matches(text)] == codes


def test_a_text_merged_down_a_block_is_read_in_every_row(tmp_path: Path) -> None:
    """And a note says so; merged money is refused."""
    rows: list[tuple[object, ...]] = [
        ("Mã chương trình", "Số tiền"),
        ("CT1", 1000),
        (None, 2000),
        (None, 3000),
    ]

    texts = read(_workbook(tmp_path, {"A": rows}, "A2:A4"), requested())
    money = read(_workbook(tmp_path, {"A": rows}, "B2:B3"), requested())

    assert [each["program"] for each in texts.values] == ["CT1"] * 3
    assert texts.intake is not None
    assert len(texts.intake.notes) == 1
    assert "cell-merged" in money.codes


def test_several_texts_are_one_note(tmp_path: Path) -> None:
    """Behind one another, equal ones once."""
    found = read_rows(
        tmp_path,
        ("Mã CT", "Nội dung", "Nội dung chi", "Diễn giải", "Ghi chú", "Số tiền"),
        ("CT1", "Giống", "Mua giống", "Đợt 1", "Đợt 1", 1000),
        ("CT1", None, None, None, "Đợt 2", 2000),
    )

    assert not found.codes
    assert [set(str(each["note"]).split("; ")) for each in found.values] == [
        {"Giống", "Mua giống", "Đợt 1"},
        {"Đợt 2"},
    ]


def test_a_column_of_capitals_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    """Where every cell is a word for one."""
    found = read_rows(
        tmp_path,
        ("STT", "Nội dung", "Kế hoạch"),
        (1, "Vốn sự nghiệp", 1000),
        (2, "VĐT", 2000),
        (None, "Cộng", 3000),
        fields=ALLOCATION,
        constants={"program": "CT1", "year": "2025"},
    )

    assert not found.codes
    assert [each["capital"] for each in found.values] == [Capital.RECURRENT, Capital.INVESTMENT]


def test_what_stands_above_a_table_is_told_in_one_order(tmp_path: Path) -> None:
    """Whichever line comes first, and in every run: first the day, then the programme."""
    found = read_rows(
        tmp_path,
        ("Chương trình: CT1",),
        ("Số liệu đến ngày 31/10/2021",),
        ("Số chứng từ", "Số tiền"),
        ("UNC-1", 1000),
    )

    assert not found.codes
    assert found.intake is not None
    told = [note.facts.get("value", "") for note in found.intake.notes]
    assert told == ["31/10/2021", "CT1"]


_SHEET: list[tuple[object, ...]] = [("Mã CT", "Số tiền"), ("CT1", 1000), ("CT2", 2000)]


def test_all_sheets_are_one_import_with_their_names_as_places(tmp_path: Path) -> None:
    """A sheet that sums up the others is left out."""
    path = _workbook(tmp_path, {"Tổng hợp": _SHEET, "Xã A": _SHEET, "Xã B": _SHEET})

    found = read(path, requested(sheet="all"), is_place=lambda name: name.startswith("Xã"))

    assert _places(found) == ["Xã A", "Xã A", "Xã B", "Xã B"]
    assert [each.number for each in found.records] == [1, 2, 3, 4]
    assert found.intake is not None
    assert len(found.intake.notes) == 2


def test_a_sheet_of_no_place_beside_others_is_refused(tmp_path: Path) -> None:
    """It may sum them up, or be misspelt."""
    path = _workbook(tmp_path, {"Xã A": _SHEET, "Sheet3": _SHEET})

    found = read(path, requested(sheet="tất cả"), is_place=lambda name: name == "Xã A")

    assert found.codes == ["sheet-placeless"]


def test_a_sheet_without_a_table_is_refused_by_name(tmp_path: Path) -> None:
    """Nothing of the file is taken."""
    path = _workbook(tmp_path, {"Xã A": _SHEET, "Xã B": [("x", "y"), ("z", 1)]})

    found = read(path, requested(sheet="all"))

    assert found.codes == ["sheet-refused"]


def test_a_heading_two_fields_know_goes_to_the_one_nobody_else_fills(tmp_path: Path) -> None:
    """Nội dung is the programme where it stands alone, the note beside one."""
    rows = (("Chương trình", "Nội dung", "Số tiền"), ("CT1", "Làm đường", 1000))

    found = read_rows(tmp_path, *rows)

    assert not found.codes
    assert [(each["program"], each["note"]) for each in found.values] == [("CT1", "Làm đường")]


def test_a_bare_name_below_communes_is_a_commune(tmp_path: Path) -> None:
    """A district may be called the same; a name that no kind makes known stays as it is."""
    places = {"Thị trấn Bảo Lạc", "Huyện Bảo Lạc", "Xã Hưng Đạo", "Phường Sông Bằng"}

    def taken(heading: str, *names: str) -> list[object]:
        rows = "".join(f"CT;5;{name}\n" for name in names)
        path = tmp_path / "rows.csv"
        path.write_text(f'program;amount;"{heading}"\n{rows}', encoding="utf-8")
        return _places(read(path, requested(), places.__contains__))

    names = ("Bảo Lạc", "Sông Bằng", "Xã Hưng Đạo", "Khác")

    assert taken("Xã, phường", *names) == [
        *("Thị trấn Bảo Lạc", "Phường Sông Bằng", "Xã Hưng Đạo", "Khác"),
    ]
    assert taken("Địa bàn", *names) == [*names]


def test_a_sentence_alone_below_a_heading_is_no_row(tmp_path: Path) -> None:
    """As in a list of nothing; a row that says part of a record is one."""
    empty = read_rows(tmp_path, ("Entry", "Prog.", "Số tiền"), ("", "", ""), ("No entry.", "", ""))
    part = read_rows(tmp_path, ("Entry", "Prog.", "Số tiền"), ("", "CT1", ""))

    assert (empty.codes, part.codes) == (["file-no-rows"], ["cell-missing"])
