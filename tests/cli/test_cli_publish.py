"""What is made public: pages and data for a web server, the same bytes each time, nobody named."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.shell import ok, run, still

PAGES = ("rates", "places", "classes", "disclosure", "carryover", "settlement")
PRIVATE = ("Nguyễn Văn Kín", "Ghi chú kín", "Lý do kín", "PC-KIN")


@pytest.fixture
def folder(full_book: Path, tmp_path: Path) -> Path:
    """Publish a book in which people are named wherever they can be."""
    name, note, reason, voucher = PRIVATE
    for words in (
        ("disburse", "add", "DA1", "7", "--payee", name, "--note", note, "--voucher", voucher),
        ("disburse", "add", "DA2", "900", "--payee", name, "--over-plan", reason),
        ("book", "settings", "preparer", name),
        ("book", "settings", "signer-name", name),
        ("book", "settings", "office", "Ban Dân tộc <Cao Bằng>"),
        ("book", "close", "2021", "--on", "25/11/2021", "--anyway", reason),
    ):
        ok(*words, book=full_book)
    ok("book", "publish", str(tmp_path / "web"), "--year", "2021", book=full_book)
    return tmp_path / "web"


def test_a_folder_has_pages_data_and_checksums(folder: Path) -> None:
    """A page a report in both languages, its rows beside it; everybody may read them."""
    held = {each.name for each in folder.iterdir()}

    pages = {f"{name}.{end}" for name in (*PAGES, "index") for end in ("html", "en.html")}
    data = {f"{name}.csv" for name in PAGES}
    assert held == pages | data | {"datapackage.json", "SHA256SUMS"}
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        held.remove(name)
    assert held == {"SHA256SUMS"}
    if os.name == "posix":
        assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o644}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_pages_are_whole_in_themselves(folder: Path) -> None:
    """No script and nothing loaded; links lead to what is there, and text is only text."""
    for page in folder.glob("*.html"):
        text = page.read_text("utf-8")
        links = set(re.findall(r'(?:href|src)="([^"]+)"', text))
        assert "<script" not in text
        assert "<Cao" not in text
        assert links <= {each.name for each in folder.iterdir()}
        assert f'<html lang="{"en" if ".en." in page.name else "vi"}"' in text
    assert "Ban Dân tộc &lt;Cao Bằng&gt;" in (folder / "index.html").read_text("utf-8")


def test_nobody_is_named(folder: Path) -> None:
    """Neither who was paid, nor who signs, nor what somebody wrote."""
    for each in folder.iterdir():
        text = each.read_text("utf-8")
        assert [name for name in PRIVATE if name in text] == []


def test_the_data_is_what_the_reports_say(folder: Path, full_book: Path) -> None:
    """Row by row, in đồng, as the description of the package has it."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))

    for each in package["resources"]:
        content = (folder / each["path"]).read_bytes()
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
        fields = {field["name"]: field["type"] for field in each["schema"]["fields"]}
        assert (each["bytes"], each["hash"]) == (
            len(content),
            f"sha256:{hashlib.sha256(content).hexdigest()}",
        )
        for row in rows:
            assert row.keys() == fields.keys()
            for name, value in row.items():
                if value and fields[name] in {"integer", "number"}:
                    assert re.fullmatch(
                        r"-?\d+" if fields[name] == "integer" else r"[-.\d]+", value
                    )
    asked = ("report", "rates", "--year", "2021", "--as-of", "25/11/2021", "--json")
    said = ok(*asked, book=full_book).data["rows"]
    with (folder / "rates.csv").open(encoding="utf-8") as file:
        assert [(row["code"], int(row["disbursed"])) for row in csv.DictReader(file)] == [
            (row["code"], row["disbursed"]) for row in said
        ]


def test_the_same_book_makes_the_same_bytes(folder: Path, full_book: Path) -> None:
    """On another day too, in its own place; a folder of somebody else's is left alone."""
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    later = still(datetime(2022, 6, 1, 3, 0, tzinfo=UTC))

    made = ok("book", "publish", str(folder), "--year", "2021", "--json", book=full_book)
    ok("book", "publish", str(folder), "--year", "2021", book=full_book, world=later, lang="en")

    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
    assert (made.data["year"], made.data["files"]) == (2021, sorted(before))
    (folder / "anh.png").write_bytes(b"")
    refused = run("book", "publish", str(folder), book=full_book)
    assert refused.code != 0
    assert (folder / "anh.png").exists()
