"""A hint that sends to a command prints one that works: each is run as it is printed.

The hints of all sessions are run where they are printed, by the test of the transcripts.
"""

from __future__ import annotations

import importlib
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
def test_each_hint_works_as_it_is_printed(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """It does what it says, or asks on a terminal for what only a person knows."""
    monkeypatch.chdir(prepared.parent)
    before = sorted(prepared.parent.iterdir())
    env = {"ETHNICTRACK_BOOK": prepared.name, "XDG_DATA_HOME": str(tmp_path)}

    def type_in(line: str) -> tuple[int, str]:
        ran = run(*words_of(line), lang=lang, env=env)
        return ran.code, ran.out + ran.err

    printed: dict[str, str] = {}
    for line in (*RULES, *USAGE, *UNUSABLE):
        ran = run(*shlex.split(line), lang=lang, env=env)
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
