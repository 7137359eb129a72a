"""Keep the catalogues in step with the source: `python tools/messages.py`.

Collects every sentence that people are shown, writes it to the catalogue of each language beside
the translation it has, and compiles the catalogue. With ``--check`` nothing is written: what is
missing, unused, contradictory or stale is listed, and the exit code is 1 if anything is.

Sentences are looked for where they are said: in ``N_("…")``, in ``help="…"`` of options and
arguments, in the docstrings of commands, in ``new_group("…")`` and in the list of groups.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ethnictrack.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "ethnictrack"
SPOKEN = [name for name in LANGUAGES if name != "en"]  # English is the language of the source
WHOLE = "vi"  # in which nothing may be missing; elsewhere English stands in for it

_WIDTH = 100  # of a line of the catalogue
_COMMENT = "# Sentences of ethnictrack. `python tools/messages.py` keeps them in step."
_HEADER = """\
Project-Id-Version: ethnictrack
Language: {language}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Plural-Forms: nplurals=1; plural=0;
"""


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A source sentence where it is said."""

    file: str
    line: int
    text: str


class UntranslatableError(Exception):
    """A sentence that is put together at run time and so cannot be looked up."""

    def __init__(self, file: str, node: ast.AST) -> None:
        line = getattr(node, "lineno", 0)
        super().__init__(f"{file}:{line}: a sentence for people has to be one constant text")


class _Steady(Catalog):
    """A catalogue whose header names no time and no version: it changes when a sentence does."""

    def __iter__(self) -> Iterator[Message]:
        _, *messages = super().__iter__()
        yield Message("", _HEADER.format(language=self.locale_identifier))
        yield from messages


@cache
def sentences() -> list[Sentence]:
    """Return every sentence of the source, by file and line. Raises: UntranslatableError."""
    found: set[Sentence] = set()
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        found.update(in_source(name, path.read_text(encoding="utf-8")))
    return sorted(found)


def in_source(name: str, source: str) -> Iterator[Sentence]:
    """Yield the sentences of one file. Raises: UntranslatableError."""
    for node in ast.walk(ast.parse(source)):
        for said in _said(node):
            text = said.value if isinstance(said, ast.Constant) else None
            if not isinstance(text, str):
                raise UntranslatableError(name, said)
            yield Sentence(name, getattr(said, "lineno", 0), text)


def _said(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what a node of the source says to people; each has to be a constant."""
    match node:
        case ast.Call(func=ast.Name(id="N_" | "new_group")):
            yield from node.args[:1]
        case ast.Call(func=ast.Attribute(attr="Option" | "Argument")):
            helps = (each.value for each in node.keywords if each.arg == "help")
            yield from (each for each in helps if not _is_marked(each))
        case ast.FunctionDef() if any(map(_makes_command, node.decorator_list)):
            yield _docstring(node)
        case ast.Assign(targets=[ast.Name(id="_GROUPS")], value=ast.Dict(values=groups)):
            yield from (each.elts[-1] for each in groups if isinstance(each, ast.Tuple))


def _is_marked(said: ast.expr) -> bool:
    """Say whether a help is the text of a Message, which is collected where it is declared."""
    return isinstance(said, ast.Attribute) and said.attr == "text"


def _makes_command(decorator: ast.expr) -> bool:
    """Say whether a decorator makes a command or a group of what follows, with its docstring."""
    match decorator:
        case ast.Call(
            func=ast.Name(id="verb_of") | ast.Attribute(attr="command" | "callback"),
            keywords=options,
        ):
            return not any(each.arg == "help" and _is_marked(each.value) for each in options)
    return False


def _docstring(function: ast.FunctionDef) -> ast.Constant:
    """Return a command's docstring as Typer takes it, which is the help it shows."""
    text = ast.get_docstring(function, clean=True)
    return ast.Constant(value=text, lineno=function.lineno, col_offset=0)


def path_of(language: str) -> Path:
    """Return the file in which the sentences of a language are edited."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "ethnictrack.po"


def read_catalogue(language: str = WHOLE) -> Catalog:
    """Return the catalogue as it stands in the file, empty where there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def translations() -> dict[str, str]:
    """Return the Vietnamese sentence of each source sentence; empty where it is to be written."""
    kept = (each for each in read_catalogue() if each.id)
    return {str(each.id): str(each.string or "") for each in kept}


def merged(said: Iterable[Sentence], old: Catalog) -> Catalog:
    """Return a catalogue of exactly what is said, with the translations there are."""
    new = _Steady(locale=old.locale_identifier, header_comment=_COMMENT)
    for sentence in said:
        known = old.get(sentence.text)
        message = new.add(
            sentence.text,
            known.string if known else "",
            locations=[(sentence.file, sentence.line)],
            user_comments=known.user_comments if known else (),
        )
        message.flags &= {"fuzzy"}
        message.flags |= {"fuzzy"} & (known.flags if known else set())
    return new


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text that is edited; places without lines keep changes small."""
    page = BytesIO()
    write_po(page, catalogue, width=_WIDTH, include_lineno=False, ignore_obsolete=True)
    return page.getvalue().rstrip(b"\n") + b"\n"


def as_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue as the file that is read at run time."""
    page = BytesIO()
    write_mo(page, catalogue)
    return page.getvalue()


def blanks(text: str) -> set[str]:
    """Return the names of the blanks of a sentence. Raises: ValueError if a brace is left open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def faults(text: str, translated: str) -> Iterator[str]:
    """Yield what a translation gets wrong that would show when it is used."""
    if not translated:
        yield "missing"
        return
    try:
        if blanks(text) != blanks(translated):
            yield "other blanks"
    except ValueError:
        yield "a brace is left open"
    edges = (text[:1].isspace(), text[-1:].isspace())
    if edges != (translated[:1].isspace(), translated[-1:].isspace()):
        yield "other blanks at its ends"


def problems() -> list[str]:
    """Return everything that is wrong, a line for each."""
    said = sentences()
    return [each for language in SPOKEN for each in _problems(said, language)]


def _problems(said: list[Sentence], language: str) -> list[str]:
    old = read_catalogue(language)
    texts = {each.text: each for each in reversed(said)}
    strings = {str(each.id): str(each.string or "") for each in old if each.id}
    found = [
        f"{fault}: {text!r} ({place.file}:{place.line})"
        for text, place in texts.items()
        for fault in faults(text, strings.get(text, ""))
        if language == WHOLE or fault != "missing"
    ]
    found += [f"unused: {text!r}" for text in strings if text not in texts]
    found += [f"to be looked over: {str(each.id)!r}" for each in old if each.id and each.fuzzy]
    new = merged(said, old)
    for ending, page in ((".po", as_po(new)), (".mo", as_mo(new))):
        path = path_of(language).with_suffix(ending)
        if not path.exists() or path.read_bytes() != page:
            found.append(f"stale: {path.relative_to(ROOT).as_posix()}")
    return found


def update() -> None:
    """Write the files of every language as the source and the translations have it now."""
    said = sentences()
    for language in SPOKEN:
        new, path = merged(said, read_catalogue(language)), path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(new))
        path.with_suffix(".mo").write_bytes(as_mo(new))


def main(arguments: list[str]) -> int:
    """Update, unless only a check is wanted; say what is left to do."""
    try:
        if "--check" not in arguments:
            update()
        found = problems()
    except UntranslatableError as error:
        found = [str(error)]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
