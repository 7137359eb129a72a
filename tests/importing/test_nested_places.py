"""Lists of places in which every row names its province and district too."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.reading import Outcome, read, read_text, requested

from ethnictrack.importing.import_fields import PLACE
from ethnictrack.nouns.place import Level

HEADING = "Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX,Cấp,Tên Tiếng Anh\n"
ROWS = (
    "Thành phố Hải Phòng,31,Huyện Cát Hải,317,Xã Phù Long,11932,Xã,\n"
    "Thành phố Hải Phòng,31,Huyện Cát Hải,317,Xã Gia Luận,11935,Xã,\n"
    "Thành phố Hải Phòng,31,Huyện Bạch Long Vĩ,318,,,,\n"
)


def places(found: Outcome) -> list[tuple[object, ...]]:
    """Return code, name, level and parent of every record."""
    return [
        tuple(each.get(name) for name in ("code", "name", "level", "parent"))
        for each in found.values
    ]


def test_every_level_of_a_list_is_a_place_once(tmp_path: Path) -> None:
    """An island district without communes is in the list too."""
    found = read_text(tmp_path, HEADING + ROWS, fields=PLACE)
    assert places(found) == [
        ("31", "Thành phố Hải Phòng", Level.PROVINCE, None),
        ("317", "Huyện Cát Hải", Level.DISTRICT, "31"),
        ("11932", "Xã Phù Long", Level.COMMUNE, "317"),
        ("11935", "Xã Gia Luận", Level.COMMUNE, "317"),
        ("318", "Huyện Bạch Long Vĩ", Level.DISTRICT, "31"),
    ]
    assert found.codes == []
    assert found.intake
    assert found.intake.left_out == ["Cấp", "Tên Tiếng Anh"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                'Tỉnh/Thành phố,Mã tỉnh,"Xã, phường, đặc khu",Mã xã\n'
                "Tỉnh Cao Bằng,04,Phường Thục Phán,01273\n"
            ),
            [
                ("04", "Tỉnh Cao Bằng", Level.PROVINCE, None),
                ("01273", "Phường Thục Phán", Level.COMMUNE, "04"),
            ],
        ),
        (
            "Mã xã,Tên xã,Mã thôn,Tên thôn\n01273,Phường Thục Phán,01273-01,Xóm A\n",
            [
                ("01273", "Phường Thục Phán", Level.COMMUNE, None),
                ("01273-01", "Xóm A", Level.VILLAGE, "01273"),
            ],
        ),
        (
            (
                "Mã,Tên,Tên Tiếng Anh,Cấp,Mã TP,Tỉnh / Thành Phố\n"
                "040,Thành phố Cao Bằng,,Thành phố,04,Tỉnh Cao Bằng\n"
            ),
            [
                ("04", "Tỉnh Cao Bằng", Level.PROVINCE, None),
                ("040", "Thành phố Cao Bằng", Level.DISTRICT, "04"),
            ],
        ),
        (
            (
                "Mã,Tên,Cấp,Mã QH,Quận Huyện,Mã TP,Tỉnh / Thành Phố\n"
                "01267,Phường Sông Hiến,Phường,040,Thành phố Cao Bằng,04,Tỉnh Cao Bằng\n"
            ),
            [
                ("04", "Tỉnh Cao Bằng", Level.PROVINCE, None),
                ("040", "Thành phố Cao Bằng", Level.DISTRICT, "04"),
                ("01267", "Phường Sông Hiến", Level.COMMUNE, "040"),
            ],
        ),
        (
            "Tỉnh,Mã huyện,Huyện,Mã xã,Xã\nTỉnh Cao Bằng,042,Huyện Bảo Lâm,01291,Xã Đức Hạnh\n",
            [
                ("042", "Huyện Bảo Lâm", Level.DISTRICT, "Tỉnh Cao Bằng"),
                ("01291", "Xã Đức Hạnh", Level.COMMUNE, "042"),
            ],
        ),
    ],
)
def test_lists_are_published_in_several_forms(
    tmp_path: Path, text: str, expected: list[tuple[object, ...]]
) -> None:
    """Two levels, or three; with the innermost called Mã and Tên; with a level that has no code."""
    found = read_text(tmp_path, text, fields=PLACE)
    assert (places(found), found.codes) == (expected, [])


def test_what_others_lie_in_need_not_be_new(tmp_path: Path) -> None:
    """A list of villages names communes that the book has."""
    path = tmp_path / "places.csv"
    path.write_text(HEADING + ROWS)
    known = {"31 (Thành phố Hải Phòng)", "317 (Huyện Cát Hải)"}
    found = read(path, requested(PLACE), is_place=known.__contains__)
    assert [code for code, *_ in places(found)] == ["11932", "11935", "318"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Tỉnh Hải Phòng,31,Huyện Cát Hải,317,Xã Trân Châu,11941,Xã,\n", "place-told-otherwise"),
        ("Thành phố Hà Nội,01,Huyện Cát Hải,317,Xã Trân Châu,11941,Xã,\n", "place-told-otherwise"),
        ("Thành phố Hải Phòng,31,Huyện Cát Hải,317,Xã Trân Châu,,Xã,\n", "cell-missing"),
        ("Thành phố Hải Phòng,31,,,Xã Trân Châu,11941,Xã,\n", "cell-missing"),
        (",,Huyện Cát Hải,317,Xã Trân Châu,11941,Xã,\n", "cell-missing"),
    ],
)
def test_a_row_that_contradicts_or_leaves_a_level_out_is_refused(
    tmp_path: Path, row: str, code: str
) -> None:
    """One code is one place, and what lies between is never guessed."""
    found = read_text(tmp_path, HEADING + ROWS + row, fields=PLACE)
    assert set(found.codes) == {code}


def test_a_column_that_is_said_is_read_as_it_is_said(tmp_path: Path) -> None:
    """Who says which column is the code has one record a row."""
    said = {"code": "Mã PX", "name": "Phường Xã", "parent": "Mã QH", "-": "*"}
    found = read_text(tmp_path, HEADING + ROWS, fields=PLACE, mapping=said)
    assert places(found)[0] == ("11932", "Xã Phù Long", Level.COMMUNE, "317")
    assert "cell-missing" in found.codes
