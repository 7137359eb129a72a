"""Text of old fonts: recognised on the whole of a file, converted, and never where it is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.importing.old_fonts import LETTERS, SMALL, TYPED, tcvn3, vni
from tests.importing.reading import Outcome, read, read_rows, requested

from ethnictrack.i18n import use
from ethnictrack.importing.files.encoding import TCVN3, VNI
from ethnictrack.importing.import_fields import PROGRAM
from ethnictrack.nouns.packaged import PackagedUnits, Tree, places, programs
from ethnictrack.render.words import say

HEADING = "Mã chương trình;Ngày;Số tiền;Diễn giải\n"
ROWS = "CT135;15/11/2021;1.500.000;Thanh toán khối lượng hoàn thành\nĐCĐC;15/11/2021;2;Tạm ứng\n"
NAMES = sorted(
    {place.name for units in PackagedUnits for place in places(units)}
    | {program.name for tree in Tree for program in programs(tree)}
)


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    use("vi")


def read_bytes(folder: Path, content: bytes, **said: Any) -> Outcome:  # noqa: ANN401
    """Read bytes as a file."""
    path = folder / "rows.csv"
    path.write_bytes(content)
    return read(path, requested(**said))


def notes(found: Outcome) -> str:
    """Return what people are told, in Vietnamese."""
    assert found.intake is not None
    return " ".join(map(say, found.intake.notes))


def test_there_are_as_many_letters_as_the_alphabet_has() -> None:
    """67 with a mark or tone, small and capital."""
    assert (len(LETTERS), len({*LETTERS})) == (134, 134)


def test_every_letter_comes_back_from_vni() -> None:
    """Small and capital."""
    assert [VNI.convert(vni(letter)) for letter in LETTERS] == [*LETTERS]


def test_every_letter_comes_back_from_tcvn3() -> None:
    """A capital with a tone comes back small: there is none in the fonts."""
    kept = SMALL + "ĂÂĐÊÔƠƯ"
    expected = [letter if letter in kept else letter.lower() for letter in LETTERS]

    assert [TCVN3.convert(tcvn3(letter)) for letter in LETTERS] == expected


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("Ban D©n téc tØnh Cao B»ng", "Ban Dân tộc tỉnh Cao Bằng"),
        ("Gi¶i ng©n vèn sù nghiÖp", "Giải ngân vốn sự nghiệp"),
        ("Ch\u00ad¬ng tr×nh", "Chương trình"),
        ("huyÖn Hµ Qu¶ng", "huyện Hà Quảng"),
    ],
)
def test_real_words_of_tcvn3_are_read(shown: str, meant: str) -> None:
    """As they stand in files of offices; the soft hyphen is a letter."""
    assert TCVN3.convert(shown) == meant


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("Ñaàu tö xaây döïng", "Đầu tư xây dựng"),
        ("UÛy ban nhaân daân tænh", "Ủy ban nhân dân tỉnh"),
        ("COÄNG HOØA XAÕ HOÄI", "CỘNG HÒA XÃ HỘI"),
        ("quyù I, thò traán", "quý I, thị trấn"),
    ],
)
def test_real_words_of_vni_are_read(shown: str, meant: str) -> None:
    """As they stand in files of offices."""
    assert VNI.convert(shown) == meant


@pytest.mark.parametrize("name", TYPED)
def test_a_text_file_of_old_bytes_is_recognised_and_converted(tmp_path: Path, name: str) -> None:
    """The heading too; and the user is shown what was done."""
    found = read_bytes(tmp_path, TYPED[name](HEADING + ROWS))

    assert found.codes == []
    assert [each["program"] for each in found.values] == ["CT135", "ĐCĐC"]
    assert found.values[0]["note"] == "Thanh toán khối lượng hoàn thành"
    assert "“Thanh toán khối lượng hoàn thành”" in notes(found)


@pytest.mark.parametrize("type_", [tcvn3, vni])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_old_font_kept_as_unicode_is_recognised_too(
    tmp_path: Path, type_: Callable[[str], str], encoding: str
) -> None:
    """A spreadsheet saved as "CSV UTF-8" keeps the signs, not the letters."""
    found = read_bytes(tmp_path, type_(HEADING + ROWS).encode(encoding))

    assert found.codes == []
    assert found.values[0]["note"] == "Thanh toán khối lượng hoàn thành"
    assert "“Thanh toán khối lượng hoàn thành”" in notes(found)


@pytest.mark.parametrize("type_", [tcvn3, vni])
def test_cells_of_a_workbook_are_converted(tmp_path: Path, type_: Callable[[str], str]) -> None:
    """Each sheet as a whole; its headings, its unit line and its labels."""
    found = read_rows(
        tmp_path,
        [type_("Đơn vị tính: triệu đồng")],
        [type_("Mã chương trình"), type_("Số tiền"), type_("Diễn giải")],
        ["CT135", 5.857, type_("Tạm ứng xóm Tả Cán")],
        [type_("Tổng cộng"), 5.857, None],
    )

    assert (found.amounts, found.codes) == ([5_857_000], [])
    assert found.values[0]["note"] == "Tạm ứng xóm Tả Cán"
    assert f"{type_.__name__.upper()}" in notes(found)


@pytest.mark.parametrize("name", TYPED)
def test_every_packaged_name_comes_back_from_old_bytes(tmp_path: Path, name: str) -> None:
    """Places and programmes, in one file."""
    rows = "".join(f'{at};"{each}"\n' for at, each in enumerate(NAMES))

    found = read_bytes(tmp_path, TYPED[name]("Mã số;Tên gọi\n" + rows), fields=PROGRAM)

    same = (str.lower if name == "tcvn3" else str)("".join(NAMES))
    assert (str.lower if name == "tcvn3" else str)(
        "".join(str(each["name"]) for each in found.values)
    ) == same


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_proper_unicode_is_never_converted(tmp_path: Path, form: str, encoding: str) -> None:
    """However its marks are kept; and it comes out composed."""
    rows = "Mã số;Tên gọi\n" + "".join(f'{at};"{each}"\n' for at, each in enumerate(NAMES))
    kept = unicodedata.normalize("NFC" if form == "NFC" else "NFD", rows)

    found = read_bytes(tmp_path, kept.encode(encoding), fields=PROGRAM)

    assert [each["name"] for each in found.values] == NAMES
    assert notes(found) == ""


def test_a_short_file_of_unicode_stays_what_it_is(tmp_path: Path) -> None:
    """One name alone may tell little; nothing is made of it."""
    names = NAMES[::20]

    found = [
        read_bytes(tmp_path, f'code;name\n1;"{name}"\n'.encode(), fields=PROGRAM).values
        for name in names
    ]

    assert [[each["name"] for each in values] for values in found] == [[name] for name in names]


def test_one_odd_word_in_a_long_unicode_file_is_left_and_said(tmp_path: Path) -> None:
    """It is chance or a slip of one cell; a conversion would spoil the rest."""
    rows = "".join(f'{at};"{each}"\n' for at, each in enumerate(NAMES))

    found = read_bytes(tmp_path, f"code;name\nX;Hµ Thanh\n{rows}".encode(), fields=PROGRAM)

    assert found.values[0]["name"] == "Hµ Thanh"
    assert "“Hµ Thanh”" in notes(found)
    assert "“Hà Thanh”" in notes(found)


@pytest.mark.parametrize(("said", "name"), [("tcvn3", "tcvn3"), ("ABC", "tcvn3"), ("VNI", "vni")])
def test_the_font_may_be_said(tmp_path: Path, said: str, name: str) -> None:
    """Of bytes, of Unicode and of workbooks; with the sample all the same."""
    written = TYPED[name](HEADING + ROWS)
    type_ = {"tcvn3": tcvn3, "vni": vni}[name]

    for found in (
        read_bytes(tmp_path, written, encoding=said),
        read_bytes(tmp_path, written.decode("cp1252").encode(), encoding=said),
        read_rows(
            tmp_path,
            [type_("Mã chương trình"), type_("Số tiền"), type_("Diễn giải")],
            ["CT135", 1, type_("Thanh toán khối lượng hoàn thành")],
            encoding=said,
        ),
    ):
        assert found.values[0]["note"] == "Thanh toán khối lượng hoàn thành"
        assert "“Thanh toán khối lượng hoàn thành”" in notes(found)


def test_one_word_is_not_enough_to_convert_unicode(tmp_path: Path) -> None:
    """5 µm may be micrometres; the user says."""
    found = read_bytes(tmp_path, "code;name\n1;5 µm\n".encode(), fields=PROGRAM)
    said = read_bytes(tmp_path, "code;name\n1;5 µm\n".encode(), fields=PROGRAM, encoding="utf-8")

    assert found.codes == ["text-font-uncertain"]
    assert said.values[0]["name"] == "5 µm"


def test_what_reads_in_two_encodings_is_shown_in_both(tmp_path: Path) -> None:
    """A sign of both fonts, and nothing else to go by."""
    found = read_bytes(tmp_path, b"code;name\n1;h\xf6\n", fields=PROGRAM)
    kept = read_bytes(tmp_path, "code;name\n1;hö\n".encode(), fields=PROGRAM)

    assert (found.codes, kept.codes) == (["file-encoding-uncertain"], ["text-font-uncertain"])
    assert kept.refusal is not None
    assert "“hö”" in say(kept.refusal.advice())
    for refusal in (found.refusal, kept.refusal):
        assert refusal is not None
        hint = say(refusal.advice())
        assert "“hử”" in hint
        assert "“hư”" in hint


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "phông chữ cũ"), ("en", "in the old font TCVN3 (ABC)")]
)
def test_a_sheet_that_mixes_unicode_and_an_old_font_is_refused(
    tmp_path: Path, language: str, words: str
) -> None:
    """A cell alone does not tell for sure; both are shown."""
    rows = (
        ["Mã chương trình", "Số tiền", "Diễn giải"],
        ["CT135", 1, "Thanh toán đợt một"],
        ["CT135", 1, tcvn3("Thanh toán đợt hai")],
    )

    found = read_rows(tmp_path, *rows)
    taken = read_rows(tmp_path, *rows, encoding="utf-8")
    forced = read_rows(tmp_path, *rows, encoding="tcvn3")

    use(language)
    assert (found.codes, forced.codes) == (["text-font-mixed"], ["text-foreign"])
    assert found.refusal is not None
    said = say(found.refusal.sentence())
    use("vi")
    assert words in said
    assert "“Thanh toán đợt hai”" in said
    assert [each["note"] for each in taken.values] == [row[2] for row in rows[1:]]
