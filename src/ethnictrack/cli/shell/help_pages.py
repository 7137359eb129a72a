"""Help pages in the reader's language: Typer's headings and type names are English only."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import Any

from ethnictrack.cli.shell.command_line import EVERYWHERE, GlobalOption
from ethnictrack.i18n import N_, Labelled, conventions, tr

_USAGE, _ARGUMENTS = N_("Usage: "), N_("Arguments")
_OPTIONS, _EXAMPLES = N_("Options"), N_("Examples")
_NO_BREAK = "\u2028"  # in place of a blank that no line ends at
_WORDS = re.compile(r'--?[a-z-]+ (?:"[^"]*"|[^-"\s]\S*)|"[^"]*"|\S+')  # an option with its value
_CAPITALS = re.compile("[A-Z]{2,}(?![A-Za-z-])")  # what stands for a value
_VALUES = (  # each of them, for the catalogues
    *(N_("AMOUNT"), N_("ARGS"), N_("BATCH"), N_("CODE"), N_("COMMAND"), N_("DATE"), N_("DECISION")),
    *(N_("DIR"), N_("PERIOD")),
    *(N_("ENTRY"), N_("FIELD"), N_("FILE"), N_("FROM"), N_("GROUP"), N_("HEADING"), N_("KEY")),
    *(N_("LINE"), N_("LIST"), N_("NAME"), N_("NO"), N_("NUMBER"), N_("OPTIONS"), N_("PLACE")),
    *(N_("PROGRAM"), N_("REASON"), N_("RECORD"), N_("RECOVERY"), N_("SEAL"), N_("SECTION")),
    *(N_("STAGE"), N_("STATEMENT"), N_("TEXT"), N_("TITLE"), N_("TO"), N_("UNIT"), N_("VALUE")),
    *(N_("VERB"), N_("WHAT"), N_("YEAR"), N_("SHELL")),
)


class HelpPage:
    """The help page of commands and groups, in the reader's language."""

    listed: Iterable[GlobalOption] = EVERYWHERE  # what the page names of the global options

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        pieces: list[str] = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # a mix-in
        words = " ".join(_in_words(_without_list(each)) for each in pieces)
        formatter.write_usage(ctx.command_path, words, prefix=tr(_USAGE.text))

    def format_help_text(self, _ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write what the command is for."""
        paragraphs = tr(self.help or "").split("\n\n")  # type: ignore[attr-defined]  # a mix-in
        for paragraph in paragraphs:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(" ".join(paragraph.split()))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence, for a list of commands."""
        first, _, _ = tr(self.help or "").partition("\n\n")  # type: ignore[attr-defined]  # a mix-in
        first = " ".join(first.split())
        sentence, more, _ = first.partition(". ")
        sentence += more.rstrip()
        return sentence if len(sentence) <= limit else f"{sentence[: limit - 1]}…"

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments, then options."""
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]  # a mix-in
            if getattr(parameter, "hidden", False):
                continue
            into = arguments if parameter.param_type_name == "argument" else options
            names = _broken(_names(parameter), formatter.width - 2)
            into.append((names, tr(parameter.help or "")))
        options += [
            (f"{', '.join(each.names)} {_in_words(each.metavar)}".rstrip(), tr(each.help.text))
            for each in self.listed
        ]
        for heading, rows in ((_ARGUMENTS, arguments), (_OPTIONS, options)):
            if rows:
                with formatter.section(tr(heading.text)):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write examples, which tests run."""
        from ethnictrack.cli.shell.examples import examples_of  # noqa: PLC0415 - for pages alone

        found = examples_of(" ".join(ctx.command_path.split()[1:]))
        if found:
            with formatter.section(tr(_EXAMPLES.text)):
                for each in found:
                    lines = _command_lines(each, getattr(formatter, "of_lines", formatter.width))
                    formatter.write("".join(f"{line}\n" for line in lines))


def _names(parameter: Any) -> str:  # noqa: ANN401 - Typer's own
    if parameter.param_type_name == "argument":
        return _in_words(parameter.metavar or parameter.name.upper())
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {_in_words(parameter.metavar or 'TEXT')}"


def _in_words(metavar: str) -> str:
    """Return what stands for a value, in the reader's language."""
    if isinstance(metavar, Labelled) and conventions() != "en":
        metavar = str(metavar.label)
    return _CAPITALS.sub(lambda found: tr(found[0]), metavar)


def _command_lines(command: str, width: int) -> list[str]:
    """Return a command on lines a shell takes as one, none broken within a word.

    The sign that it goes on is not counted in ``width``.
    """
    words = _WORDS.findall(command)
    lines = [" "]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > width:
            lines[-1] += " \\"
            lines.append("     ")
        lines[-1] += f" {word}"
    return lines


def _without_list(piece: str) -> str:
    """Leave the words an argument may be out of the usage line; the page lists them below."""
    piece = piece.replace("[[", "[").replace("]]", "]")
    name, blank, _ = piece.partition(" [")
    return f"{name}]" if blank and "|" in piece else piece


def _broken(names: str, width: int) -> str:
    """Break a long list of words after a bar; what follows is set in."""
    held = re.sub(r"\[[^]]*\]", lambda found: found[0].replace(" ", _NO_BREAK), names)
    lines = textwrap.wrap(
        held.replace("|", "| "),
        width,
        subsequent_indent=" " * 4,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(line.replace("| ", "|").replace(_NO_BREAK, " ") for line in lines)
