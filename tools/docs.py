"""Writes docs/commands.md from the help pages and docs/errors.md from the refusals.

In man/ it writes the help pages as pages of `man`, one a group, in English and Vietnamese; a wheel
has them in share/man. Of docs/json.md it writes the tables whose keys are declared fields, and of
the whole page the JSON Schema that `ethnictrack schema` prints from.

``python tools/docs.py`` writes, ``python tools/docs.py --check`` only says whether they are stale.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

# The width of a help page follows the terminal; a document has one width for all.
os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = "80"

import typer

import ethnictrack
from ethnictrack.cli.shell.app import app
from ethnictrack.cli.shell.verbs import LazyGroup
from ethnictrack.fields.entry import ENTRY, entry_fields
from ethnictrack.fields.field import Field
from ethnictrack.fields.opening_figure import OPENING
from ethnictrack.fields.place import PLACE
from ethnictrack.fields.program import LISTED
from ethnictrack.fields.types import Choice
from ethnictrack.i18n import use
from ethnictrack.values.errors import BookError

DOCS = Path(__file__).parent.parent / "docs"
_COMMANDS = """# Commands

The help pages of `ethnictrack`, made by `tools/docs.py`. In Vietnamese: `ethnictrack COMMAND
--help` without `--lang en`.
"""
SCHEMA = DOCS.parent / "src" / "ethnictrack" / "data" / "json-schema.json"
_KEY_AND_TYPE = 2  # cells; a table of keys has another that says what each is
_DAY = r"^\d{4}-\d\d-\d\d"
_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "year": {"type": "integer", "minimum": 1900, "maximum": 2200},
    "đồng": {"type": "integer"},
    "percent": {"type": "number"},
    "points": {"type": "number"},
    "yes/no": {"type": "boolean"},
    "date": {"type": "string", "pattern": f"{_DAY}$"},
    "moment": {"type": "string", "pattern": rf"{_DAY}T\d\d:\d\d:\d\dZ$"},
    "object": {"type": "object"},
    "null": {"type": "null"},
}
_NOUNS = {
    "Entry": entry_fields(),
    "Opening figure": OPENING,
    "Programme": LISTED,
    "Place": PLACE,
}
_TOP = "|---|---|---|\n"
MAN = {"en": DOCS.parent / "man" / "man1", "vi": DOCS.parent / "man" / "vi" / "man1"}
_NAME, _SEE = {"en": "NAME", "vi": "TÊN"}, {"en": "SEE ALSO", "vi": "XEM THÊM"}
_ERRORS = """# Refusals

Every refusal with its code, as `--json` has it in `error.code`; made by `tools/docs.py` from
the program. Blanks such as {program} are filled with the facts of the case. `ethnictrack …` is the
refused command, printed whole and mended; in a file of rows the sentence stands alone.

| code | exit | what it says | what to do |
|---|---|---|---|
"""


def commands_page() -> str:
    """Return the help page of every command."""
    use("en")
    pages = [_COMMANDS]
    for path, page in _help_pages():
        pages.append(f"## {path}\n\n```text\n{page}\n```\n")
    return "\n".join(pages)


class _Roff:
    """Takes a help page and makes a section of a manual page of it."""

    width = 10_000  # columns: lines are broken where they are read
    of_lines = 78  # but for commands, which stand as they are

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write_usage(self, program: str, words: str, prefix: str) -> None:  # noqa: ARG002
        """Name the command and show how it is called."""
        self.lines += [".PP", f".B {_escaped(program)}", _escaped(words)]

    def write_paragraph(self) -> None:
        """Begin a paragraph."""
        self.lines.append(".PP")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        self.lines.append(_escaped(text))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Write below a heading."""
        self.lines += [".PP", f".I {_escaped(name)}"]
        yield

    @contextmanager
    def indentation(self) -> Iterator[None]:
        """Write as usual: what reads the page sets it in."""
        yield

    def write_dl(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write terms with what each is."""
        for term, text in rows:
            self.lines += [".TP", f".B {_escaped(term)}", _escaped(text) or "\\&"]

    def write(self, text: str) -> None:
        """Write lines that stay as they are."""
        self.lines += [".PP", ".nf", *map(_escaped, text.splitlines()), ".fi"]


def man_pages(language: str) -> dict[str, str]:
    """Return the pages of `man` by their names, one for the program and one for each group."""
    use(language)
    found: dict[str, list[str]] = {}
    for command, context in _commands():
        program, *words = context.command_path.split()
        name = "-".join([program, *words[:1]])
        page = found.setdefault(name, [])
        if not page:
            short = _escaped(command.get_short_help_str(200).removesuffix("."))
            page += [f'.TH {name.upper()} 1 "" {program}', f".SH {_NAME[language]}"]
            page += [f"{_escaped(name)} \\- {short}"]
        page.append(f".SH {_escaped(context.command_path)}")
        section = _Roff()
        command.format_help(context, section)
        page += section.lines
    for name, page in found.items():
        others = ", ".join(f"{_escaped(each)}(1)" for each in found if each != name)
        page += [f".SH {_SEE[language]}", others]
    return {f"{name}.1": "\n".join(page) + "\n" for name, page in found.items()}


def _escaped(text: str) -> str:
    """Return text that is text and nothing else in a page of `man`."""
    text = " ".join(text.split()) if "\n" in text else text.rstrip()
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text[:1] in {".", "'"} else text


def _help_pages() -> Iterator[tuple[str, str]]:
    for command, context in _commands():
        yield context.command_path, _lines(command.get_help(context))


def _commands() -> Iterator[tuple[Any, typer.Context]]:
    """Yield the program, its groups and their verbs, each with where it stands."""
    root = typer.main.get_command(app)
    context = typer.Context(root, info_name="ethnictrack", help_option_names=[])  # we have our own
    yield root, context
    for name, (module, _) in LazyGroup.__subclasses__()[0].groups.items():
        group: Any = typer.main.get_command(importlib.import_module(module).app)
        yield from _below(group, name, context)


def _below(command: Any, name: str, above: typer.Context) -> Iterator[tuple[Any, typer.Context]]:  # noqa: ANN401
    """Yield a command, and its verbs."""
    context = typer.Context(command, info_name=name, parent=above)
    yield command, context
    for verb, below in getattr(command, "commands", {}).items():
        yield from _below(below, verb, context)


def _lines(page: str) -> str:
    return "\n".join(line.rstrip() for line in page.splitlines()).strip()


def errors_page() -> str:
    """Return a table of all refusals."""
    for module in pkgutil.walk_packages(ethnictrack.__path__, "ethnictrack."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    rows = sorted(
        f"| `{each.code}` | {each.exit} | {_cell(each.text.text)} | {_cell(_remedy(each))} |"
        for each in refusals()
    )
    return _ERRORS + "\n".join(rows) + "\n"


def _remedy(refusal: type[BookError]) -> str:
    """Return the hint, with the refused command as it is mended where that is ever the same."""
    ways = refusal.again or (({},) if refusal.ways is not BookError.ways else ())
    commands = [
        " ".join(["ethnictrack …", *(_option(name, value) for name, value in way.items())])
        for way in ways
    ]
    said = refusal.remedy.text
    return " ".join([said, *(f"`{each}`" for each in commands)])


def _option(name: str, value: str | bool | None) -> str:  # noqa: FBT001 - what a way holds
    if value is None:
        return f"(without {name})"
    return name if value is True else f"{name} {value}"


def refusals() -> Iterator[type[BookError]]:
    """Yield every refusal that has a code of its own, or words of its own."""
    waiting = list(BookError.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if "text" in vars(each):
            yield each


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def json_page() -> str:
    """Return docs/json.md with the tables of nouns made of their fields."""
    page = (DOCS / "json.md").read_text("utf-8")
    for heading, fields in _NOUNS.items():
        before, named, after = page.partition(f"\n### {heading}\n")
        said, top, rest = after.partition(_TOP)
        _, _, behind = rest.partition("\n\n")
        rows = "\n".join(map(_key_row, fields))
        page = f"{before}{named}{said}{top}{rows}\n\n{behind}"
    return page


def schema_page(page: str) -> str:
    """Return docs/json.md as JSON Schema: what each command prints, and the objects in it."""
    tables = _tables(page)
    commands = {name.strip("`"): _typed(of) for name, of in tables.pop("commands")}
    shapes = {name: rows for name, rows in tables.items() if len(rows[0]) > _KEY_AND_TYPE}
    objects = {name.replace(" ", "-"): _object(name, shapes) for name in shapes}
    found = {"commands": commands, "$defs": objects}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _tables(page: str) -> dict[str, list[list[str]]]:
    """Return the rows of the table below each heading."""
    found: dict[str, list[list[str]]] = {}
    name = ""
    for line in page.splitlines():
        if line.startswith("#"):
            name = line.lstrip("# ").lower()
        elif line.startswith("| ") and "---" not in line:
            found.setdefault(name, []).append([cell.strip() for cell in line[1:-1].split("|")])
    return {name: rows[1:] for name, rows in found.items()}


def _object(name: str, shapes: dict[str, list[list[str]]]) -> dict[str, Any]:
    keys = _keys(name, shapes)
    required = sorted(key for key, (sometimes, _) in keys.items() if not sometimes)
    properties = {key: schema for key, (_, schema) in keys.items()}
    return {"type": "object", "properties": properties, "required": required}


def _keys(name: str, shapes: dict[str, list[list[str]]]) -> dict[str, tuple[bool, Any]]:
    """Return the keys of an object, whether each is there only sometimes, and its schema."""
    found: dict[str, tuple[bool, Any]] = {}
    for key, of, about, *_ in shapes[name]:
        if key == "…":
            found |= _keys(of[1 : of.index("]")], shapes)
        else:
            schema = {**_typed(of), "description": about}
            found[key.strip("`°")] = key.endswith("°"), schema
    return found


def _typed(of: str) -> dict[str, Any]:
    """Return the schema of a type as docs/json.md writes it."""
    if of.endswith(" or null"):
        return {"anyOf": [_typed(of.removesuffix(" or null")), {"type": "null"}]}
    if of.startswith("list of "):
        return {"type": "array", "items": _typed(of.removeprefix("list of "))}
    if of.startswith("["):
        return {"$ref": f"#/$defs/{of.rpartition('#')[2].rstrip(')')}"}
    return dict(_TYPES[of])


def _key_row(field: Field[Any]) -> str:
    """Return what a line of docs/json.md says of a field."""
    sometimes = "°" if field.on and not field.everywhere and len(_sorts(field)) == 1 else ""
    nothing = " or null" if field.optional else ""
    about = field.about or field.help.text[:1].lower() + field.help.text[1:].removesuffix(".")
    if isinstance(field.type, Choice):
        about = "; ".join(_choices(each, len(_sorts(field)) > 1) for each in _sorts(field))
    if sometimes:
        about += f"; of {field.on}s"
    return f"| `{field.name}`{sometimes} | {field.type.json}{nothing} | {about} |"


def _sorts(field: Field[Any]) -> list[Field[Any]]:
    """Return the declarations of a field that may differ with the sort of the row."""
    return [each for each in ENTRY if each.name == field.name] if field in ENTRY else [field]


def _choices(field: Field[Any], of_several: bool) -> str:  # noqa: FBT001 - its only caller
    *most, last = (f"`{value}`" for value in cast("Choice", field.type).values)
    listed = f"{', '.join(most)} or {last}"
    article = "an" if str(field.on)[0] in "aeiou" else "a"
    return f"of {article} {field.on} {listed}" if of_several else listed


def main() -> int:
    """Write the pages, or check them."""
    pages = {
        DOCS / "commands.md": commands_page(),
        DOCS / "errors.md": errors_page(),
        DOCS / "json.md": json_page(),
    }
    pages[SCHEMA] = schema_page(pages[DOCS / "json.md"])
    for language, folder in MAN.items():
        pages |= {folder / name: page for name, page in man_pages(language).items()}
    extra = {each for folder in MAN.values() for each in folder.glob("*")} - set(pages)
    if "--check" in sys.argv[1:]:
        kept = {path: path.read_text("utf-8") for path in pages if path.exists()}
        stale = [path.name for path, page in pages.items() if kept.get(path) != page]
        stale += [path.name for path in extra]
        print(*(f"stale: {name}" for name in stale), sep="\n")
        return 1 if stale else 0
    for path in extra:
        path.unlink()
    for path, page in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
