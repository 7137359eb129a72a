from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from importlib.resources import files

import pytest

UNITS_2020 = "units-cao-bang-2020.csv"
UNITS_2025 = "units-cao-bang-2025.csv"
PROGRAMS_2021 = "programs-2021.csv"
PROGRAMS_1719 = "programs-1719.csv"
PROGRAMS_2026 = "programs-2026.csv"
UNITS = (UNITS_2020, UNITS_2025)
PROGRAMS = (PROGRAMS_2021, PROGRAMS_1719, PROGRAMS_2026)
UNIT_FIELDS = ["code", "name", "level", "parent", "valid_from", "valid_to", "successor"]
PROGRAM_FIELDS = ["code", "name", "parent", "kind", "decision"]
PROGRAM_FIELDS += ["from_year", "to_year", "owner", "place"]

# Communes of each district from 2020 to 30 June 2025 (docs/sources.md, S-21).
COMMUNES = {
    "040": ("Thành phố Cao Bằng", {"Phường": 8, "Xã": 3}),
    "042": ("Huyện Bảo Lâm", {"Thị trấn": 1, "Xã": 12}),
    "043": ("Huyện Bảo Lạc", {"Thị trấn": 1, "Xã": 16}),
    "045": ("Huyện Hà Quảng", {"Thị trấn": 2, "Xã": 19}),
    "047": ("Huyện Trùng Khánh", {"Thị trấn": 2, "Xã": 19}),
    "048": ("Huyện Hạ Lang", {"Thị trấn": 1, "Xã": 12}),
    "049": ("Huyện Quảng Hòa", {"Thị trấn": 3, "Xã": 16}),
    "051": ("Huyện Hòa An", {"Thị trấn": 1, "Xã": 14}),
    "052": ("Huyện Nguyên Bình", {"Thị trấn": 2, "Xã": 15}),
    "053": ("Huyện Thạch An", {"Thị trấn": 1, "Xã": 13}),
}
SUBPROJECTS = ["DA3.1", "DA3.2", "DA3.3", "DA4.1", "DA4.2", "DA5.1", "DA5.2", "DA5.3", "DA5.4"]
SUBPROJECTS += ["DA9.1", "DA9.2", "DA10.1", "DA10.2", "DA10.3"]


def text_of(name: str) -> str:
    """Return a list of the package, line ends as stored."""
    return (files("ethnictrack.data") / name).read_bytes().decode("utf-8")


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a list of the package, every value as text."""
    return list(csv.DictReader(text_of(name).splitlines(), strict=True))


def codes_of(name: str, column: str, value: str) -> list[str]:
    """Return the codes of the rows that have a value in a column, in file order."""
    return [row["code"] for row in rows_of(name) if row[column] == value]


def type_of(name: str) -> str:
    """Return the word for the kind of unit that a commune's name begins with."""
    return "Thị trấn" if name.startswith("Thị trấn ") else name.split(" ", maxsplit=1)[0]


@pytest.mark.parametrize("name", [*UNITS, *PROGRAMS])
def test_a_list_is_clean_text(name: str) -> None:
    """UTF-8 in NFC without a mark, LF at every line's end, no value padded with spaces."""
    text = text_of(name)

    assert unicodedata.is_normalized("NFC", text)
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    assert all(value == value.strip() for row in rows_of(name) for value in row.values())


@pytest.mark.parametrize("name", [*UNITS, *PROGRAMS])
def test_a_list_has_the_columns_of_its_register(name: str) -> None:
    """The headings are the JSON keys of the register, and no row is short or long."""
    wanted = UNIT_FIELDS if name in UNITS else PROGRAM_FIELDS

    assert wanted == list(rows_of(name)[0])
    assert {len(wanted)} == {len(cells) for cells in csv.reader(text_of(name).splitlines())}


@pytest.mark.parametrize("name", [*UNITS, *PROGRAMS])
def test_codes_and_names_are_there_and_codes_are_unique(name: str) -> None:
    """Codes are compared without regard to case."""
    codes = [row["code"].casefold() for row in rows_of(name)]

    assert len(codes) == len(set(codes))
    assert all(row["code"] and row["name"] for row in rows_of(name))


@pytest.mark.parametrize("name", [*UNITS, *PROGRAMS])
def test_every_parent_stands_before_its_children(name: str) -> None:
    """So a list can be entered line by line."""
    seen = {""}

    for row in rows_of(name):
        assert row["parent"] in seen
        seen.add(row["code"])


@pytest.mark.parametrize("name", UNITS)
def test_leading_zeros_are_kept(name: str) -> None:
    """A province has two digits, a district three, a commune five; all begin with 0 here."""
    digits = {"province": 2, "district": 3, "commune": 5}

    for row in rows_of(name):
        codes = [row["code"]] + [row["successor"]] * bool(row["successor"])
        assert all(code.isdecimal() and code.startswith("0") for code in codes)
        assert digits[row["level"]] == len(row["code"])


def test_the_list_of_2020_counts_10_districts_and_161_communes() -> None:
    """One province above them."""
    levels = Counter(row["level"] for row in rows_of(UNITS_2020))

    assert levels == {"province": 1, "district": 10, "commune": 161}
    assert codes_of(UNITS_2020, "level", "district") == list(COMMUNES)


@pytest.mark.parametrize("district", COMMUNES)
def test_a_district_of_2020_has_its_communes(district: str) -> None:
    """The number of phường, thị trấn and xã of each district is the published one."""
    name, counts = COMMUNES[district]
    rows = rows_of(UNITS_2020)

    assert [name] == [row["name"] for row in rows if row["code"] == district]
    assert counts == Counter(type_of(row["name"]) for row in rows if row["parent"] == district)


def test_the_list_of_2025_counts_56_communes_under_the_province() -> None:
    """53 xã and 3 phường; the district level is gone."""
    communes = [row for row in rows_of(UNITS_2025) if row["level"] == "commune"]

    assert len(communes) == 56 == len(rows_of(UNITS_2025)) - 1
    assert Counter(type_of(row["name"]) for row in communes) == {"Xã": 53, "Phường": 3}
    assert {row["parent"] for row in communes} == {"04"}


def test_the_lists_meet_on_1_july_2025() -> None:
    """The old units end the day before the new ones begin; the province has no end."""
    ends = {row["level"]: row["valid_to"] for row in rows_of(UNITS_2020)}
    starts = {row["level"]: row["valid_from"] for row in rows_of(UNITS_2025)}

    assert ends == {"province": "", "district": "2025-06-30", "commune": "2025-06-30"}
    assert starts == {"province": "", "commune": "2025-07-01"}
    assert not any(row["valid_from"] for row in rows_of(UNITS_2020))
    assert not any(row["valid_to"] for row in rows_of(UNITS_2025))
    assert rows_of(UNITS_2020)[0] == rows_of(UNITS_2025)[0]


def test_every_commune_of_2020_went_into_a_commune_of_2025() -> None:
    """And every commune of 2025 was made of some; provinces and districts have no successor."""
    went = {row["code"]: row["successor"] for row in rows_of(UNITS_2020) if row["successor"]}

    assert list(went) == codes_of(UNITS_2020, "level", "commune")
    assert set(went.values()) == set(codes_of(UNITS_2025, "level", "commune"))


def test_a_commune_of_2025_took_the_code_of_one_that_went_into_it() -> None:
    """This decides between the two published lists for three communes (docs/sources.md, S-22)."""
    went = {row["code"]: row["successor"] for row in rows_of(UNITS_2020)}
    named = {row["name"]: row["code"] for row in rows_of(UNITS_2025)}

    assert all(went[code] == code for code in codes_of(UNITS_2025, "level", "commune"))
    assert named["Xã Lý Quốc"] == "01537"
    assert named["Xã Hạ Lang"] == "01558"
    assert named["Xã Vinh Quý"] == "01561"


def test_tong_cot_returned_with_a_larger_territory() -> None:
    """The code 01414 stands in both lists; three old communes went into the new one."""
    went = [row["name"] for row in rows_of(UNITS_2020) if row["successor"] == "01414"]

    assert went == ["Xã Cải Viên", "Xã Nội Thôn", "Xã Tổng Cọt"]
    assert "01414" in codes_of(UNITS_2020, "name", "Xã Tổng Cọt")
    assert codes_of(UNITS_2025, "name", "Xã Tổng Cọt") == ["01414"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_have_known_kinds_short_codes_and_a_decision(name: str) -> None:
    """Codes are ASCII; years, where given, are in order."""
    kinds = {"program", "component", "content", "project", "subproject", "activity", "work"}

    for row in rows_of(name):
        assert row["kind"] in kinds
        assert row["code"].isascii()
        assert len(row["code"]) <= 10
        assert "/QĐ-" in row["decision"]
        assert not row["to_year"] or int(row["from_year"]) <= int(row["to_year"])


def test_the_programmes_met_in_2021() -> None:
    """Five programmes; only Programme 135 is divided."""
    roots = ["CT135", "DCDC", "DTRIN", "BAOTAPCHI", "NCUT"]

    assert codes_of(PROGRAMS_2021, "parent", "") == roots
    assert codes_of(PROGRAMS_2021, "kind", "subproject") == ["CT135.1", "CT135.2", "CT135.3"]


def test_programme_1719_has_10_projects_14_subprojects_and_4_contents() -> None:
    """Projects 1, 2, 6, 7 and 8 have no sub-projects; project 1 has contents."""
    projects = [f"DA{number}" for number in range(1, 11)]
    divided = {code.partition(".")[0] for code in SUBPROJECTS}

    assert codes_of(PROGRAMS_1719, "parent", "") == ["CTMTQG1719"]
    assert codes_of(PROGRAMS_1719, "kind", "project") == projects
    assert codes_of(PROGRAMS_1719, "kind", "subproject") == SUBPROJECTS
    assert len(SUBPROJECTS) == 14
    assert codes_of(PROGRAMS_1719, "kind", "activity") == ["DA1.1", "DA1.2", "DA1.3", "DA1.4"]
    assert set(projects) - divided == {"DA1", "DA2", "DA6", "DA7", "DA8"}
    assert len(rows_of(PROGRAMS_1719)) == 1 + 10 + 14 + 4


def test_parts_of_programme_1719_stand_under_the_project_their_code_names() -> None:
    """DA10.3 is a part of DA10, never of DA1."""
    for row in rows_of(PROGRAMS_1719)[1:]:
        assert row["parent"] == (row["code"].rpartition(".")[0] or "CTMTQG1719")
