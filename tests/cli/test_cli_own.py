"""Commands of no group: settings of one's own, a book to play with, the machine, JSON Schema."""

from __future__ import annotations

import getpass
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from tests.shell import Ran, ok, run

KEYS = ("book", "language", "actor", "unit", "pager")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program a home of its own."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def bare(*words: str, **how: Any) -> Ran:  # noqa: ANN401 - as ``run`` takes it
    """Run a command without language and actor on its line."""
    return run(*words, lang=None, actor=None, **how)


def test_own_settings_hold_where_neither_option_nor_environment_speaks(
    home: Path, fresh_book: Path
) -> None:
    """Book, language, actor and unit, each at its turn; "" takes one back."""
    for key, value in zip(KEYS, (str(fresh_book), "en", "Páo", "ty", "less -FRX"), strict=True):
        assert bare("config", "set", key, value).code == 0
        assert bare("config", "get", key).out == f"{value}\n"
    add = ("allocate", "add", "DA1", "5 tỷ", "--year", "2021", "--json")

    assert bare(*add).data["actor"] == "Páo"
    assert bare(*add, env={"ETHNICTRACK_ACTOR": "Lan"}).data["actor"] == "Lan"
    assert run(*add, actor="Hoa", lang=None).data["actor"] == "Hoa"
    assert "Unit: billion đồng" in bare("report", "rates", "--year", "2021").out
    assert "million đồng" in bare("report", "rates", "--year", "2021", "--unit", "trieu").out
    assert (
        "tỷ đồng" in bare("report", "rates", "--year", "2021", env={"ETHNICTRACK_LANG": "vi"}).out
    )
    assert bare("disburse", "show", "99").err.startswith("error[")
    assert bare("config", "set", "language", "").code == 0
    assert bare("disburse", "show", "99").err.startswith("lỗi[")
    assert (home / "ethnictrack" / "config.toml").read_text("utf-8").count("\n") == len(KEYS) - 1


@pytest.mark.usefixtures("home")
def test_what_the_file_does_not_say_is_printed_as_it_holds(fresh_book: Path) -> None:
    """The unit is the book's own setting."""
    ok("book", "settings", "unit", "nghin", book=fresh_book)

    assert run("config", "get", "unit", book=fresh_book).out == "nghin\n"
    assert run("config", "get", "actor", actor="Lan").out == "Lan\n"
    assert bare("config", "get", "language", env={"ETHNICTRACK_LANG": "en"}).out == "en\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("get colour", "config-key"),
        ("set colour red", "config-key"),
        ("set language fr", "unknown-choice"),
        ("set unit kg", "unknown-choice"),
        ("set book sqlite:///x", "book-unsupported"),
        ("put unit ty", "unknown-choice"),
        ("set unit", "missing-value"),
        ("get", "missing-value"),
    ],
)
def test_a_key_or_a_value_that_cannot_be_is_wrong_usage(home: Path, words: str, code: str) -> None:
    """Nothing is written."""
    ran = run("config", *words.split(), lang="en")

    assert (ran.code, f"[{code}]" in ran.err) == (2, True), ran
    assert not list(home.rglob("config.toml"))


@pytest.mark.parametrize("text", ["language = ", "language = 1", 'colour = "red"', 'unit = "kg"'])
def test_a_file_that_cannot_be_read_is_refused_by_every_command(home: Path, text: str) -> None:
    """With what is wrong in it; help is there all the same."""
    file = home / "ethnictrack" / "config.toml"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")

    said = bare("book", "info")

    assert said.code == 2
    code = "config-file"
    assert text.startswith(("colour", "unit")) or f"[{code}]" in said.err
    assert bare("--help").code == 0


def test_settings_that_cannot_be_kept_are_refused(home: Path) -> None:
    """Something else has the name of their folder."""
    (home / "ethnictrack").write_text("", encoding="utf-8")

    ran = run("config", "set", "unit", "ty")

    code = "config-unwritable"
    assert (ran.code, f"[{code}]" in ran.err) == (2, True)


def test_the_doctor_names_the_machine_and_nobody(home: Path, full_book: Path) -> None:
    """A book that is there, one that is not; neither its folder nor who uses it."""
    ran = ok("doctor", "--json", book=full_book)
    text = ok("doctor", book=full_book, lang="en").out
    missing = ok("doctor", "--json", book=home / "none.sqlite").data

    assert ran.data["book"]["state"] == "found"
    assert ran.data["book"]["lock"] in {"free", "none"}
    assert ran.data["free_space"] > 0
    assert {"program", "python", "sqlite", "platform", "libreoffice", "fonts"} <= ran.data.keys()
    assert missing["book"]["state"] == "missing"
    for private in (str(full_book.parent), str(home), f" {getpass.getuser()} ", "Lan"):
        assert private not in ran.out + text


def test_the_demo_prints_a_report_and_what_it_offers_works(home: Path) -> None:
    """The copy may be spoilt: the next one is new."""
    first = ok("demo")
    hints = re.findall("`ethnictrack ([^`]+)`", first.err)
    book = home / "ethnictrack" / "demo.sqlite"

    for each in hints:
        code = run(*shlex.split(each), lang=None).code
        assert code == (2 if each.endswith("add") else 0)  # nobody is there to be asked
    book.write_bytes(b"")

    assert ok("demo").out == first.out


@pytest.mark.parametrize(
    "line",
    [
        *("program list", "disburse list", "report rates --year 2021", "report annual 2021"),
        *("book info", "book log", "inspect list", "activity list", "place list", "book check"),
    ],
)
def test_what_is_printed_is_what_its_schema_says(full_book: Path, line: str) -> None:
    """Types, keys that have to be there, and the objects within."""
    schema = ok("schema", *line.split()[:2]).data

    assert list(faults(schema, ok(*line.split(), "--json", book=full_book).data, schema)) == []


def test_a_schema_of_what_prints_no_json_is_refused() -> None:
    """And of what is no command."""
    code = "no-json"
    assert f"[{code}]" in run("schema", "report", "template").err
    assert run("schema", "report", "tempalte").code == 2
    assert run("schema").code == 2


TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}


def faults(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> Any:  # noqa: ANN401
    """Yield what a value has otherwise than its schema."""
    if "$ref" in schema:
        yield from faults(root["$defs"][schema["$ref"].rpartition("/")[2]], value, root)
    elif "anyOf" in schema:
        if all(any(True for _ in faults(each, value, root)) for each in schema["anyOf"]):
            yield schema, value
    elif not isinstance(value, TYPES[schema["type"]]):
        yield schema, value
    elif isinstance(value, dict):
        yield from (name for name in schema.get("required", ()) if name not in value)
        for name in schema.get("properties", {}).keys() & value.keys():
            yield from faults(schema["properties"][name], value[name], root)
    elif isinstance(value, list):
        for each in value:
            yield from faults(schema["items"], each, root)
    elif not re.search(schema.get("pattern", ""), str(value)):
        yield schema, value
