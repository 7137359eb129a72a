"""The fields of an import are called by their words, Vietnamese and English alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.shell import ok, run

from ethnictrack.i18n import use
from ethnictrack.importing.field_words import field_named
from ethnictrack.importing.import_fields import fields_of
from ethnictrack.nouns.batch import BatchNoun

_LIST = ("disburse", "list", "--json")
_ROWS = "Chương trình nào,Giá trị\nDA1,5\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--map", "program=Chương trình nào", "--map", "amount=Giá trị", "--set", "place=043"),
        ("--map", "Mã CT=Chương trình nào", "--map", "SỐ TIỀN=Giá trị", "--set", "Địa bàn=043"),
        ("--map", "chuong trinh=Chương trình nào", "--map", "Amount=Giá trị", "--set", "Huyện=043"),
    ],
    ids=["names", "headings", "labels and lesser headings"],
)
def test_a_field_may_be_called_by_any_of_its_words(
    words: tuple[str, ...], fresh_book: Path, tmp_path: Path
) -> None:
    """The same row comes of it."""
    path = tmp_path / "a.csv"
    path.write_text(_ROWS, encoding="utf-8")

    ok(
        *("disburse", "import", str(path), *words, "--set", "date=15/11/2021"),
        *("--over-plan", "chờ giao"),
        book=fresh_book,
    )

    entry = json.loads(ok("disburse", "list", "--json", book=fresh_book).out)[0]
    assert (entry["program"], entry["amount"], entry["place"]) == ("DA1", 5, "043")


@pytest.mark.parametrize("noun", BatchNoun)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_both_words_of_the_list_are_taken_for_every_field(noun: BatchNoun, lang: str) -> None:
    """Whatever language is spoken, and without a book or a file."""
    listed = json.loads(ok(*noun.group.split(), "import", "--fields", "--json", lang=lang).out)

    use(lang)
    assert [each["field"] for each in listed if each["required"]] == [
        each.name for each in fields_of(noun).fields if each.required
    ]
    for each in listed:
        for word in (each["field"], each["heading"]):
            assert field_named(fields_of(noun), word, may_leave_out=False) == each["field"]


@pytest.mark.parametrize(
    ("noun", "option", "code"),
    [
        ("disburse", "--map=Màu=Ngày", "field-unknown"),
        ("disburse", "--set=-=Ngày", "field-unknown"),
        ("inspect", "--set=Hình thức=x", "field-unknown"),  # the kind to some, the basis to others
        ("disburse", "--fields", "contradiction"),
    ],
)
def test_a_word_that_means_no_field_or_two_is_refused(noun: str, option: str, code: str) -> None:
    """The refusal names every field by both words; the list stands alone."""
    done = run(noun, "import", "a.csv", option, "--json")

    assert done.code == 2
    error = json.loads(done.err)["error"]
    assert error["code"] == code
    assert code == "contradiction" or any(
        "Loại (kind)" in each for each in error["details"]["known"]
    )


def test_the_list_shows_what_a_field_may_be() -> None:
    """A clerk reads it before the file is made."""
    shown = ok("disburse", "import", "--fields").out

    assert "Số tiền" in shown
    assert "nộp trả (refund)" in shown


def test_a_word_of_the_file_means_what_the_user_says(fresh_book: Path, tmp_path: Path) -> None:
    """The words of a bank beside our own; a profile remembers them, and others are refused."""
    path = tmp_path / "a.csv"
    head = "Mã CT,Số tiền,Ngày,Loại\nDA1,9,15/11/2021,"
    path.write_text(head + "Báo Nợ\nDA1,4,16/11/2021,BÁO CÓ\nDA1,1,16/11/2021,nộp trả\n", "utf-8")
    words = ("--map", "Loại:Báo Có=nộp trả", "--map", "kind:báo nợ=payment")

    told = ("--over-plan", "chờ giao", "--save-profile", "nh")
    ok("disburse", "import", str(path), *words, *told, book=fresh_book)

    kinds = [each["kind"] for each in json.loads(ok(*_LIST, book=fresh_book).out)]
    assert sorted(kinds) == ["payment", "refund", "refund"]
    path.write_text(head + "Báo khác\nDA1,2,17/11/2021,Báo có\n", "utf-8")
    refused = run("disburse", "import", str(path), "--profile", "nh", "--json", book=fresh_book)
    assert [each["value"] for each in json.loads(refused.out)["errors"]] == ["Báo khác"]


def test_a_profile_nobody_saved_is_refused_with_those_there_are(
    fresh_book: Path, tmp_path: Path
) -> None:
    """While there is none, that is said, and no empty list stands in the hint."""
    path = tmp_path / "a.csv"
    path.write_text("Mã CT,Số tiền,Ngày\nDA1,9,15/11/2021\n", "utf-8")
    asked = ("disburse", "import", str(path), "--over-plan", "chờ giao")

    none = run(*asked, "--profile", "kb", book=fresh_book)
    assert (none.code, "Chưa lưu mẫu đọc nào." in none.err) == (2, True)
    ok(*asked, "--save-profile", "kho", book=fresh_book)
    one = run(*asked, "--profile", "kb", book=fresh_book)
    assert (one.code, "Các mẫu đọc: kho." in one.err) == (2, True)


@pytest.mark.parametrize("option", ["--map=kind:=payment", "--map=-:x=payment", "--set=kind:x=y"])
def test_a_word_needs_a_field_and_a_text(option: str) -> None:
    """Nothing is left out or said for all rows in that way."""
    assert run("disburse", "import", "a.csv", option).code == 2
