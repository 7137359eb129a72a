"""A hint that sends to a command prints one that works: each is run as it is printed.

The hints of all sessions are run where they are printed, by the test of the transcripts.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import shlex
import shutil
from contextlib import chdir
from gettext import translation
from importlib import resources
from pathlib import Path

import pytest
from tests.cli.test_cli_refusals import RULES, UNUSABLE, USAGE, prepared
from tests.hints import ASKED, COMMAND, commands, try_hints, words_of
from tests.shell import run

import ethnictrack
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import as_typed

__all__ = ["prepared"]  # a fixture is found by its name

FILLED = {
    "{due}": "2021-12-31",
    "{period}": "2021-11",
    "{path}": "so.sqlite",
    "{group}": "disburse",
    "{given}": "report template",
    "{options}": "",
}
OPEN = re.compile(r"\b(?!CT135)[A-ZĐỆÁ_]{3,}\b|…")  # NAME, FILE, TEXT: what is not said yet
LANGUAGES = ("en", "vi")


def refusals() -> list[type[BookError]]:
    """Return every refusal of the program."""
    for module in pkgutil.walk_packages(ethnictrack.__path__, "ethnictrack."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    waiting, found = list(BookError.__subclasses__()), []
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        found.append(each)
    return found


def _named(sentence: str) -> list[str]:
    """Return the commands a sentence names, with values in their blanks."""
    for blank, value in FILLED.items():
        sentence = sentence.replace(blank, value)
    return [re.sub(r"\{\w+\}", "1", line) for line in COMMAND.findall(sentence)]


def test_every_command_a_refusal_may_name_is_one_with_its_options() -> None:
    """Of all that is ever printed, with any values in its blanks; nothing is left to be put in."""
    lines = {
        (each.code, line)
        for each in refusals()
        for line in _named(f"{each.text.text} {each.remedy.text}")
    }

    assert len(lines) > 30
    assert [(code, line) for code, line in sorted(lines) if OPEN.search(line)] == []
    refused = {line: run(*words_of(line), "--help").err for _, line in lines}
    assert {line: said for line, said in refused.items() if said} == {}


def test_a_command_a_refusal_names_is_whole(prepared: Path, tmp_path: Path) -> None:
    """Nothing is lacking but what only a person knows, which is asked for on a terminal."""
    book = Path(shutil.copy(prepared, tmp_path / "so.sqlite"))
    names = sorted({line for each in refusals() for line in _named(each.remedy.text)})
    lacking = {}
    with chdir(tmp_path):
        for line in names:
            ran = run(*words_of(line), book=book, lang="en")
            if "error[missing-value]" in ran.err and not any(verb in line for verb in ASKED):
                lacking[line] = ran.err

    assert lacking == {}


def test_both_languages_send_to_the_same_commands() -> None:
    """A command is typed alike by all."""
    vietnamese = translation("ethnictrack", str(resources.files("ethnictrack") / "locale"), ["vi"])
    sentences = {text for each in refusals() for text in (each.text.text, each.remedy.text)}
    other = {
        each: vietnamese.gettext(each)
        for each in sentences
        if sorted(COMMAND.findall(each)) != sorted(COMMAND.findall(vietnamese.gettext(each)))
    }

    assert other == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("by", ["option", "environment"])
def test_each_hint_works_as_it_is_printed(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, by: str
) -> None:
    """It does what it says, or asks on a terminal for what only a person knows.

    Where an option named the book, the hint names it too.
    """
    monkeypatch.chdir(prepared.parent)
    before = sorted(prepared.parent.iterdir())
    env = {"XDG_DATA_HOME": str(tmp_path)}
    first = ("--book", prepared.name) if by == "option" else ()
    if not first:
        env["ETHNICTRACK_BOOK"] = prepared.name

    def type_in(line: str) -> tuple[int, str]:
        ran = run(*words_of(line), lang=lang, env=env)
        return ran.code, ran.out + ran.err

    printed: dict[str, str] = {}
    for line in (*RULES, *USAGE, *UNUSABLE):
        ran = run(*first, *shlex.split(line), lang=lang, env=env)
        for hint in commands(ran.err):
            printed.setdefault(hint, ran.err)
    wrong = {each: try_hints(said, prepared.parent, type_in) for each, said in printed.items()}

    assert len(printed) > 10
    assert {each: found for each, found in wrong.items() if found} == {}
    assert sorted(prepared.parent.iterdir()) == before


def test_a_path_in_a_hint_is_typed_as_the_shell_takes_it(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of an office has blanks in its name."""
    folder = tmp_path / "Sổ theo dõi"
    folder.mkdir()
    monkeypatch.chdir(folder)
    old = folder / "năm cũ.sqlite"
    old.write_bytes((prepared.parent / "cut.sqlite").read_bytes())

    refused = run("--book", old.name, "book", "info", lang="en")

    assert f"`ethnictrack --book {as_typed(old.name)} book check`" in refused.err
    (first, *_) = commands(refused.err)
    assert "salvage" in run(*words_of(first), lang="en").out


def test_a_hint_names_the_book_that_was_named_and_no_other(fresh_book: Path) -> None:
    """In text and in JSON; a line of a run keeps its own to itself."""
    said = ("disburse", "add", "DA1", "1 tỷ", "--date", "1/3/2021")
    refused = run(*said, book=fresh_book, lang="en").err
    asked = run(*said, "--json", book=fresh_book, lang="en").error["hint"]
    env = {"ETHNICTRACK_BOOK": str(fresh_book)}
    bare = run(*said, lang="en", env=env).err
    lines = f"--book {as_typed(str(fresh_book))} disburse add DA1 1tỷ --date 2021-03-01\n"
    lines += "disburse add DA1 1tỷ --date 2021-03-01\n"
    answers = run("run", "-", "--keep-going", lang="en", env=env, input=lines).out.splitlines()
    hints = [json.loads(each)["error"]["hint"] for each in answers]

    whole = f"`ethnictrack --book {as_typed(str(fresh_book))} allocate add DA1 --year 2021`"
    assert whole in refused
    assert whole in asked
    assert "`ethnictrack allocate add DA1 --year 2021`" in bare
    assert [whole in each for each in hints] == [True, False]


def test_a_refused_word_is_named_by_what_people_call_its_option(fresh_book: Path) -> None:
    """Scripts get the option alone."""
    ran = run("disburse", "list", "--columns", "x", book=fresh_book)
    data = run("disburse", "list", "--columns", "x", "--json", book=fresh_book)
    unit = run("book", "settings", "unit", "x", book=fresh_book)

    assert "Các cột (--columns)" in ran.err
    assert data.error["details"]["option"] == "--columns"
    assert "(unit)" in unit.err
    assert "Danh mục (LIST)" in run("program", "load", "x", book=fresh_book).err
