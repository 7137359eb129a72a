"""What people read: every sentence is in the catalogue, and every sentence comes from there."""

from __future__ import annotations

import ast
import gettext
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import pytest
import typer
from tests.source import nodes
from tools.messages import (
    ROOT,
    UntranslatableError,
    faults,
    in_source,
    path_of,
    problems,
    translations,
)

from ethnictrack import i18n
from ethnictrack.cli.shell.app import app, run
from ethnictrack.i18n import Message, labels
from ethnictrack.nouns.activity import ActivitySection, RemarkSection
from ethnictrack.nouns.inspection import Action, Basis, InspectionKind, Stage
from ethnictrack.values.kinds import Capital, Kind, Source

_WIDTH = 80
_SAYS = {
    "cli/shell/output.py",
    "cli/shell/help_pages.py",
    "cli/shell/app.py",
}  # the only files that print
_MARKS = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309", "\u031b", "\u0323"}
_SIGNS = set("“”–…→²")  # what Vietnamese sentences have beside ASCII
_NEW_STYLE = re.compile(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", re.IGNORECASE)
_NAMES: dict[str, Mapping[Any, Message]] = {
    "kinds": labels(Kind),
    "capital": labels(Capital),
    "sources": labels(Source),
    "stages": labels(Stage),
    "actions": labels(Action),
    "bases": labels(Basis),
    "inspections": labels(InspectionKind),
    "sections": labels(ActivitySection),
    "remarks": labels(RemarkSection),
}


@pytest.fixture(autouse=True)
def _speaking_vietnamese() -> Iterator[None]:
    """Begin and end every test in Vietnamese."""
    i18n.use("vi")
    yield
    i18n.use("vi")


def test_the_catalogue_holds_what_the_source_says_and_nothing_else() -> None:
    """`python tools/messages.py` mends what is stale and lists what is to be translated."""
    assert problems() == []


def test_the_program_reads_what_the_translator_wrote() -> None:
    """The compiled catalogue gives back every translation."""
    with path_of("vi").with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert {text: compiled.gettext(text) for text in translations()} == translations()


def test_translations_are_written_in_composed_vietnamese_letters() -> None:
    """No decomposed letter and no look-alike of another alphabet, so that searches find them."""
    assert {text: _strange(text) for text in translations().values() if _strange(text)} == {}


def _strange(text: str) -> list[str]:
    """Return the characters that no Vietnamese sentence of ours has."""
    parts = set(unicodedata.normalize("NFD", text)) - set("đĐ\n") - _MARKS - _SIGNS
    loose = set(text) & _MARKS  # a mark that stands beside its letter and not in it
    return sorted(loose | {one for one in parts if not " " <= one <= "~"})


@pytest.mark.parametrize("text", ["\u0421ao B\u1eb1ng", "phe\u0301p", "\u00f0\u1ed3ng"])
def test_the_rule_about_letters_sees_what_it_is_for(text: str) -> None:
    """A Cyrillic letter, a loose accent and an Icelandic letter look right and are not."""
    assert _strange(text) != []


def test_accents_stand_where_the_office_puts_them() -> None:
    """Hòa and hủy, not hoà and huỷ: both are in use, and the official lists have the first."""
    assert [text for text in translations().values() if _NEW_STYLE.search(text)] == []


@pytest.mark.parametrize("names", _NAMES.values(), ids=_NAMES)
def test_a_word_of_a_closed_list_is_the_one_of_the_glossary(names: Mapping[Any, Message]) -> None:
    """A row of docs/words.md with the same name in code has the same Vietnamese term."""
    terms = _glossary()

    assert [
        (str(member), i18n.tr(name.text))
        for member, name in names.items()
        if i18n.tr(name.text).lower() not in terms[str(member)]
    ] == []


def _glossary() -> dict[str, set[str]]:
    """Return the Vietnamese terms of each name in code."""
    terms: dict[str, set[str]] = {}
    for line in (ROOT / "docs" / "words.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == len(("vi", "en", "code", "meaning")):
            for code in re.findall(r"`([^`]+)`", cells[2]):
                terms.setdefault(code, set()).add(cells[0].lower())
    return terms


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('N_("One {thing}.")', ["One {thing}."]),
        ('N_("One "\n    "and two.")', ["One and two."]),
        ('x = typer.Option("--x", help="One.")', ["One."]),
        ('x = typer.Argument(metavar="X", help="One.")', ["One."]),
        ('app = new_group("One.")', ["One."]),
        ('_GROUPS = {"a": ("module", "One.")}', ["One."]),
        (
            '@app.command("a")\ndef a():\n    """One.\n\n    Two\n    three.\n    """',
            ["One.\n\nTwo\nthree."],
        ),
        ('@app.callback()\ndef a():\n    """One."""', ["One."]),
        ('def a():\n    """Not for people."""\n    return "nor this"', []),
    ],
)
def test_the_tool_finds_what_people_are_shown(source: str, said: list[str]) -> None:
    """Wherever a sentence may stand, and nowhere else."""
    assert said == [sentence.text for sentence in in_source("a.py", source)]


@pytest.mark.parametrize(
    "source",
    [
        'N_(f"One {thing}.")',
        'N_("One " + word)',
        'x = typer.Option("--x", help=f"One of {words}.")',
        "app = new_group(line)",
        "@app.command()\ndef a():\n    pass",
    ],
)
def test_the_tool_refuses_a_sentence_that_is_put_together(source: str) -> None:
    """What is not known before the program runs cannot be translated."""
    with pytest.raises(UntranslatableError, match=r"a\.py:\d+"):
        list(in_source("a.py", source))


@pytest.mark.parametrize(
    ("text", "translated", "fault"),
    [
        ("One.", "Một.", []),
        ("{a} of {b}", "{b}: {a}", []),
        ("One.", "", ["missing"]),
        ("{a} of {b}", "{a}", ["other blanks"]),
        ("{a}", "{a} {b}", ["other blanks"]),
        ("{a}", "{a", ["a brace is left open"]),
        ("Usage: ", "Cách dùng:", ["other blanks at its ends"]),
    ],
)
def test_the_tool_sees_what_a_translation_gets_wrong(
    text: str, translated: str, fault: list[str]
) -> None:
    """Each of these would show, or break, when the sentence is used."""
    assert fault == list(faults(text, translated))


def _called(node: ast.AST | None) -> str:
    """Return the name of what a node calls, with the name it is called on."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
            return f"{owner}.{name}"
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=owner), attr=name)):
            return f"{owner}.{name}"
    return ""


def test_every_refusal_has_its_sentence_and_hint_in_the_catalogue() -> None:
    """A bare string there would be shown in English to everyone."""
    given = (
        (file, node.lineno, node)
        for file, each in nodes(ast.ClassDef)
        for node in each.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in {"text", "remedy"}
    )
    assert [(file, line) for file, line, node in given if _called(node.value) != "N_"] == []


def test_no_message_is_made_past_the_catalogue() -> None:
    """`Message("…")` is for names typed on the command line and for bare blanks; see N_."""
    made = (
        (file, node.lineno, node.args[0])
        for file, node in nodes(ast.Call)
        if _called(node) == "Message" and node.args
    )
    assert [(file, line) for file, line, text in made if _has_words(text)] == []


def _has_words(text: ast.expr) -> bool:
    if isinstance(text, ast.Constant):
        bare = re.sub(r"\{\w*\}|--[a-z-]+", "", str(text.value))
        return bare != bare.upper()
    return isinstance(text, ast.JoinedStr | ast.BinOp)


def test_nothing_is_printed_but_where_printing_belongs() -> None:
    """Three files speak; whatever they are given comes out of the catalogue or out of the book."""
    prints = {"print", "typer.echo", "typer.secho", "stdout.write", "stderr.write"}
    assert {file for file, node in nodes(ast.Call) if _called(node) in prints} <= _SAYS


def _verbs() -> Iterator[tuple[str, ...]]:
    """Yield every path of words that has a help page."""
    yield ()
    for group, (module, _) in sorted(typer.main.get_command(app).groups.items()):  # type: ignore[attr-defined]  # ours
        yield from _paths((group,), _group(module))


@cache
def _group(module: str) -> Any:  # noqa: ANN401 - Typer's own
    return typer.main.get_command(import_module(module).app)


def _paths(path: tuple[str, ...], made: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - Typer's own
    """Yield the path of a command, and those of its verbs."""
    yield path
    for verb, below in sorted(getattr(made, "commands", {}).items()):
        yield from _paths((*path, verb), below)


def _command(path: tuple[str, ...]) -> Any:  # noqa: ANN401 - Typer's own
    made: Any = typer.main.get_command(app)
    for place, word in enumerate(path):
        made = _group(made.groups[word][0]) if place == 0 else made.commands[word]
    return made


each_page = pytest.mark.parametrize("path", list(_verbs()), ids=" ".join)


@each_page
def test_a_help_page_in_vietnamese_holds_no_english_sentence(path: tuple[str, ...]) -> None:
    """The page, each argument and each option say what they are for, and not in English."""
    command = _command(path)
    said = [command.help, *(each.help for each in command.params if each.name != "help")]

    assert [text for text in said if not text or i18n.tr(text) == text] == []


@each_page
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_help_page_fits_the_narrowest_screen(
    path: tuple[str, ...],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """80 columns, and no sentence of a list is cut off."""
    monkeypatch.setenv("COLUMNS", str(_WIDTH))
    code = run(["--lang", language, *path, "--help"])
    lines = capsys.readouterr().out.splitlines()

    assert code == 0
    assert [line for line in lines if len(line) > _WIDTH or line.endswith("…")] == []
