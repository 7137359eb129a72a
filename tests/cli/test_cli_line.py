"""The command line is read by the parser alone: an option's value is an option's value."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from tests.books import digest
from tests.shell import ok, run
from tests.verbs import READING, WRITING
from typer._click.exceptions import BadOptionUsage, NoSuchOption, UsageError
from typer._click.parser import _OptionParser
from typer.core import TyperCommand, TyperGroup

from ethnictrack import __version__
from ethnictrack.cli.shell import typer_bridge

ADD = ("disburse", "add", "DA1", "5", "--date", "15/11/2021")
LOOK_ALIKES = [
    "--version",
    "--help",
    "--json",
    "--lang=fr",
    "--format",
    "-Ojson",
    "--dry-run",
    "-h",
]
FORMS = {  # what stands before the group stands behind the verb as well
    "before": ("--book", "{book}", "--lang", "en", "--actor", "Páo", "--no-input", *ADD),
    "between": ("disburse", "--book", "{book}", "--lang", "en", "--actor", "Páo", *ADD[1:]),
    "behind": (*ADD, "--book", "{book}", "--lang=en", "--actor=Páo", "--no-input"),
    "amid": ("disburse", "add", "--lang", "en", "DA1", "--actor", "Páo", *ADD[3:], "--book={book}"),
}


@pytest.mark.parametrize("value", LOOK_ALIKES)
@pytest.mark.parametrize("written", ["--note {}", "--note={}"])
def test_a_note_that_looks_like_an_option_is_a_note(
    fresh_book: Path, value: str, written: str
) -> None:
    """It is recorded to the letter, and answered in the language and format that were asked for."""
    ok("allocate", "add", "DA1", "9", "--year", "2021", book=fresh_book)

    ran = ok(*ADD, *written.format(value).split(" "), book=fresh_book, lang="en")

    assert ran.out.startswith("Recorded as entry 2: ")
    assert ok("disburse", "show", "2", "--json", book=fresh_book).data["note"] == value


@pytest.mark.parametrize("value", LOOK_ALIKES)
def test_a_refusal_is_shown_as_the_options_say_and_not_as_a_value_does(
    full_book: Path, value: str
) -> None:
    """In words, in the reader's language, until an option says otherwise."""
    kept = digest(full_book)
    words = ("disburse", "add", "ZZ", "5", "--date", "15/11/2021", "--note", value)

    text = run(*words, book=full_book, lang="en")
    json = run(*words, "--json", book=full_book, lang="en")

    assert text.err.startswith("error[unknown-code]: "), text
    assert json.error["code"] == "unknown-code"
    assert (text.code, json.code, digest(full_book)) == (1, 1, kept)


@pytest.mark.parametrize("where", FORMS)
def test_global_options_stand_before_the_group_and_behind_the_verb(
    full_book: Path, where: str
) -> None:
    """Book, language, actor: the same wherever they are said."""
    words = [word.format(book=full_book) for word in FORMS[where]]

    ran = run(*words, lang=None, actor=None)

    assert (ran.code, ran.out.split()[0]) == (0, "Recorded"), ran
    last = ok("disburse", "list", "--json", book=full_book).data[-1]
    assert last["actor"] == "Páo"


def test_what_is_said_last_counts(full_book: Path, tmp_path: Path) -> None:
    """Behind the verb beats before the group."""
    ran = ok("book", "info", "--book", str(full_book), "--lang", "en", book=tmp_path / "no.sqlite")

    assert ran.out.startswith("The book\n")


def test_behind_a_verb_that_filters_by_person_the_actor_is_the_filter(full_book: Path) -> None:
    """Nobody of that name has done anything."""
    assert ok("book", "log", "--actor", "Nobody", "--json", book=full_book).data == []
    assert ok("book", "log", "--json", book=full_book, actor="Nobody").data


@pytest.mark.parametrize("verb", sorted({**READING, **WRITING}))
def test_every_verb_takes_the_global_options(verb: str) -> None:
    """None of them is unknown anywhere, and none hides an option of the verb's own."""
    words = ("--book", "x.sqlite", "--lang", "en", "--actor", "Páo", "--no-input")

    ran = run(*verb.split(), *words, "--help", lang=None)

    assert (ran.code, ran.out) == (0, ok(*verb.split(), "--help", lang="en").out)


@pytest.mark.parametrize("words", [[], ["disburse"], ["disburse", "add"]])
def test_three_ways_of_asking_for_help_are_one(words: list[str]) -> None:
    """`--help`, `-h` and `help` before the command's name."""
    page = ok(*words, "--help").out

    assert ok(*words, "-h").out == page
    assert ok("help", *words).out == page


def test_help_beats_version_and_a_fault_beats_both() -> None:
    """Whoever mistypes an option is told so, and whoever asks twice gets the page."""
    assert ok("disburse", "add", "--version", "--help").out == ok("disburse", "add", "--help").out
    assert ok("--version", "disburse", "nothing").out == f"ethnictrack {__version__}\n"
    assert run("disburse", "add", "--nonsense", "--help").code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("help", "disburs"), "unknown-command"),
        (("help", "disburse", "ad"), "unknown-command"),
        (("help", "disburse", "add", "more"), "extra-value"),
        (("help", "--nonsense"), "unknown-option"),
    ],
)
def test_help_for_what_is_not_there_is_refused(words: tuple[str, ...], code: str) -> None:
    """With what is nearest, as everywhere."""
    ran = run(*words, lang="en")

    assert (ran.code, ran.out) == (2, "")
    assert f"[{code}]" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("--nonsense", "disburse", "list", "--json"),
        ("disburs", "list", "--note", "x", "--json"),
        ("disburse", "lst", "--json", "--nonsense"),
        ("disburse", "list", "--nonsense", "-O", "json"),
        ("disburse", "list", "--year", "2021", "extra", "--json"),
        ("--lang", "fr", "disburse", "list", "--json"),
        ("disburse", "list", "--json", "--lang", "fr"),
        ("disburse", "list", "a\udcffb", "--json"),
        ("--book", "mysql://u@h/d", "disburse", "list", "--json"),
    ],
)
def test_a_fault_anywhere_is_json_where_json_is_asked_for(words: tuple[str, ...]) -> None:
    """The parser goes on behind the fault, to know how it is to be shown."""
    ran = run(*words, lang=None)

    assert (ran.code, ran.out) == (2, "")
    assert ran.error["hint"]


def test_a_fault_is_told_in_the_language_said_behind_it() -> None:
    """Before the group, behind the verb, behind the fault."""
    for words in (("--nonsense", "disburse", "list"), ("disburse", "list", "--nonsense")):
        assert run(*words, "--lang", "en", lang=None).err.startswith("error[unknown-option]")
        assert run(*words, lang=None).err.startswith("lỗi[unknown-option]")


def test_nothing_of_the_program_but_its_start_knows_the_words_of_the_line() -> None:
    """They are handed to the parser, and to nothing else."""
    source = Path(inspect.getfile(typer_bridge)).parents[2]
    told = {
        str(module.relative_to(source))
        for module in source.rglob("*.py")
        if "argv" in module.read_text(encoding="utf-8")
    }

    assert told == {"cli/shell/app.py"}


def test_what_is_not_public_in_typer_is_used_in_one_module() -> None:
    """And is there in the version that is pinned, as it is used."""
    source = Path(inspect.getfile(typer_bridge)).parents[2]
    users = {
        str(module.relative_to(source))
        for module in source.rglob("*.py")
        if "typer._" in module.read_text(encoding="utf-8")
        or "typer.core" in module.read_text(encoding="utf-8")
    }

    assert users == {"cli/shell/typer_bridge.py"}
    parser = typer_bridge.Parser(None)
    assert parser._long_opt == parser._short_opt == {}  # noqa: SLF001 - what the bridge reads
    parser.add(["--x", "-x"], "dest")
    assert parser._long_opt["--x"].dest == parser._short_opt["-x"].dest == "dest"  # noqa: SLF001
    parser.ignore_unknown_options = True
    assert parser.parse_args.__doc__
    for base, names in (
        (_OptionParser, ("_process_opts", "parse_args", "add_option")),
        (TyperCommand, ("make_parser", "get_params", "make_context", "invoke", "get_help")),
        (TyperGroup, ("resolve_command", "get_command", "make_parser", "get_params")),
    ):
        assert all(callable(getattr(base, name)) for name in names)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (NoSuchOption("--x", possibilities=["--y"]), "unknown-option"),
        (BadOptionUsage("--x", "x"), "option-value"),
        (UsageError("x"), "usage"),
    ],
)
def test_faults_of_the_parser_are_told_apart_by_their_class(fault: UsageError, code: str) -> None:
    """Their sentences, which are English, are read by nothing."""
    assert typer_bridge.worded(fault).code == code
