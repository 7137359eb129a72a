"""Command lines that nobody would type: of every verb, with values that fit and others."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import typer

from ethnictrack.cli.shell.app import app

LONGEST = 131_071  # bytes of a word, as the system hands it over
WORDS = [
    *("DA1", "DA2", "MTQG", "043", "TT-01", "TL", "Dự án 1", "du an", "1", "2", "3", "99", "0"),
    *("5", "15.213.000.000", "15,213 tỷ", "52 tr", "1.23.4", "khoảng 5 triệu", "-5", "9" * 40),
    *("2021", "2020", "2022", "21", "0000", "99999", "năm 2021"),
    *("15/11/2021", "2021-11-15", "30/2/2021", "today", "hôm nay", "1/1/0001", "31/12/9999", "3/3"),
    *("payment", "advance", "initial", "carried-in", "investment", "recurrent", "central", "other"),
    *("vi", "en", "ty", "dong", "json", "csv", "table", "docx", "xlsx", "month", "place", "none"),
    *("rows.csv", "out.json", "out.docx", "out.xlsx", "out.csv", "none/x.csv", ".", "/dev/null"),
    *("book.sqlite", "other.sqlite", "so.jsonl", "so.journal", "folder", "~nobody-here/x", "-", ""),
    *("name=Tên", "amount=Số tiền", "=", "a=b=c", "-=x", "{row}", "program=DA1"),
    *("--version", "--help", "--json", "--", "-h", "-O", "--lang=fr", "--nonsense", "-xyz", "---"),
    *(
        "=1+1",
        "một;=1",
        "[/red]",
        "\x1b[2J",
        "a\tb",
        "a\nb",
        "\u202e",
        "e\u0301" * 9,
        "\ufeff",
        "'",
    ),
    *("a\udcffb", "漢字", "Ｄ", "１２", "ế" * 600, "x" * 3000, " ", "%s", "{0}", "\\", '"', "*"),
]
LONG = ["a" * LONGEST, "ế" * (LONGEST // 3), "1" * LONGEST, "1." * (LONGEST // 2), "=" * LONGEST]
LONG += ["a " * (LONGEST // 2), "1/" * (LONGEST // 2), "tỷ " * (LONGEST // 5), "-" * LONGEST]
ROWS = "program,amount,date\nDA1,7,15/11/2021\nZZ,5\n"


@functools.cache
def verbs() -> dict[tuple[str, ...], list[Any]]:
    """Return every verb with its arguments and options, as the parser has them."""
    root: Any = typer.main.get_command(app)
    found: dict[tuple[str, ...], list[Any]] = {}
    for name, (module, _) in root.groups.items():
        group: Any = typer.main.get_command(import_module(module).app)
        found |= {(name, *verb): each for verb, each in _below(group)}
    return found


def _below(group: Any) -> Iterator[tuple[tuple[str, ...], list[Any]]]:  # noqa: ANN401 - Typer's own
    """Yield the verbs of a group, and of the groups in it."""
    for verb, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from (((verb, *more), each) for more, each in _below(command))
        else:
            yield (verb,), list(command.params)


def line(drawn: random.Random) -> list[str]:
    """Draw one command line."""
    verb = drawn.choice([*verbs()])
    words: list[str] = []
    for parameter in verbs()[verb]:
        if parameter.param_type_name == "argument":
            words += [_word(drawn)] * (drawn.random() < 0.9)
        elif drawn.random() < 0.25:
            words += _option(drawn, parameter)
    if drawn.random() < 0.2:
        drawn.shuffle(words)
    if drawn.random() < 0.1:
        words.insert(drawn.randint(0, len(words)), _word(drawn))
    before = _globals(drawn) if drawn.random() < 0.2 else []
    behind = _globals(drawn) if drawn.random() < 0.2 else []
    spoilt = drawn.random() < 0.05
    return [*before, *((_word(drawn), verb[1]) if spoilt else verb), *words, *behind]


def longest_words(drawn: random.Random) -> Iterator[list[str]]:
    """Yield, of every verb, a line for each argument and option that has the longest word there."""
    for verb, parameters in verbs().items():
        for parameter in parameters:
            word = drawn.choice(LONG)
            if parameter.param_type_name == "argument":
                yield [*verb, "--", word]
            elif not parameter.is_flag:
                yield [*verb, f"{max(parameter.opts, key=len)}={word}", *_fitting(parameters)]
        for name in ("--book", "--actor", "--lang"):
            yield [*verb, f"{name}={drawn.choice(LONG)}", *_fitting(parameters)]
        yield [*verb, drawn.choice(LONG), f"--{drawn.choice(LONG)}"]
        yield [verb[0], drawn.choice(LONG)]


def _fitting(parameters: list[Any]) -> list[str]:
    """Return words for the arguments, so that an option is looked at too."""
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    return ["DA1", "5", "TT-01"][: len(arguments)]


def _option(drawn: random.Random, parameter: Any) -> list[str]:  # noqa: ANN401 - Typer's own
    name = drawn.choice(parameter.opts)
    if parameter.is_flag:
        return [name]
    value = _word(drawn)
    return [f"{name}={value}"] if name.startswith("--") and drawn.random() < 0.5 else [name, value]


def _globals(drawn: random.Random) -> list[str]:
    name = drawn.choice(["--no-input", "--lang", "--actor"])
    return [name] if name == "--no-input" else [name, drawn.choice(["en", _word(drawn)])]


def _word(drawn: random.Random) -> str:
    return drawn.choice(LONG) if drawn.random() < 0.002 else drawn.choice(WORDS)
