"""What the `import` verbs share: one command made for each group, its form, the one way in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands.import_run import (
    MONEY,
    FileReading,
    Run,
    Wanted,
    opened,
    rejects_format,
    write_rejects,
)
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.output import DRY, Output, advise, done, note, show
from ethnictrack.cli.shell.outputs import check_output, write_file
from ethnictrack.cli.shell.session import making, may_write, reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.errors.usage import (
    ContradictionError,
    MissingValueError,
    OptionValueError,
    UnknownOptionError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.batch import BatchNoun, Duplicates, Sums, Zero
from ethnictrack.values.errors import HELP, SHOWN, UsageError, Way
from ethnictrack.values.money import Scale
from ethnictrack.values.text import as_typed, listed, visible

if TYPE_CHECKING:
    from ethnictrack.importing.import_fields import ImportFields
    from ethnictrack.nouns.registry import Registry, T

_WRITTEN = N_(
    "The form is at {path}. Fill it in, and import it with `ethnictrack {group} import {typed}`."
)
_NO_PROFILES = N_("No profile is kept yet. --save-profile NAME saves one.")


class UnknownProfileError(UsageError):
    given: str
    known: tuple[str, ...]
    fitting: tuple[str, ...]  # those of them that are for this import
    code = "unknown-profile"
    text = N_("There is no profile “{given}”.")
    remedy = N_("Profiles: {known}. --save-profile NAME saves one.")

    def advice(self) -> Message:
        """Name the profiles that are kept, or say that none is."""
        return super().advice() if self.known else _NO_PROFILES

    def ways(self) -> tuple[Way, ...]:
        """Offer the first that fit, or the page that says how one is saved."""
        return tuple({"--profile": each} for each in self.fitting[:SHOWN]) or (HELP,)


class OtherProfileError(UsageError):
    given: str
    noun: Message
    code = "other-profile"
    text = N_("Profile “{given}” is for {noun}.")
    remedy = N_("Name another profile, or save one with --save-profile NAME.")
    again = (HELP,)


class FormNameError(UsageError):
    given: str
    code = "form-name"
    text = N_("A form is a workbook; {given} does not end in .xlsx.")
    remedy = N_("Give it a name such as bieu.xlsx.")


def put_form(context: typer.Context, noun: BatchNoun, file: str, *, as_json: bool) -> None:
    """Write the form of an import to the file that is named for it.

    Raises: ContradictionError, FormNameError and those of ``write_file``.
    """
    _check_alone(context, "--template")
    if Path(file).suffix.lower() != ".xlsx":
        raise FormNameError(given=visible(file))
    from ethnictrack.importing.form import form_of  # noqa: PLC0415 - no other command needs it
    from ethnictrack.render.form import write_form  # noqa: PLC0415

    session = session_of(context)
    with reading(context) as book:
        lists = {
            BatchNoun.PROGRAM: _labels(book.programs),
            BatchNoun.PLACE: _labels(book.places),
        }
    form = form_of(noun, lists, session.today)
    with making(said_of(context), Path(file)):
        write_file(Path(file), write_form(form), session.book)
    headings = [column.heading for column in form.columns]
    done(
        [_WRITTEN.of(path=file, group=noun.group, typed=as_typed(file))],
        {"file": file, "noun": noun.value, "columns": headings},
        as_json=as_json,
    )


def put_fields(context: typer.Context, noun: BatchNoun, *, as_json: bool) -> None:
    """List the fields of an import. Raises: ContradictionError."""
    _check_alone(context, "--fields")
    from ethnictrack.importing.field_words import words_of  # noqa: PLC0415 - no other command needs it
    from ethnictrack.reports.importing import import_fields  # noqa: PLC0415

    show(import_fields(noun, words_of(noun)), Output(json=as_json))


def _check_alone(context: typer.Context, alone: str) -> None:
    """Refuse whatever else is said beside an option. Raises: ContradictionError."""
    for parameter in context.command.params:
        name = parameter.name or ""
        if context.params.get(name) and name not in {alone.lstrip("-"), "as_json"}:
            option = max(parameter.opts, key=len)
            second = option if option.startswith("-") else option.upper()
            raise ContradictionError(first=alone, second=second)


def _labels(register: Registry[T]) -> tuple[str, ...]:
    """Return every line of a register, as a tree is printed; versions of a place once."""
    return tuple(dict.fromkeys(thing.label for _, thing in register.walk()))


_FILE = replace(options.READ, required=False)  # a form is written without one
Template_ = Annotated[
    str | None,
    typer.Option("--template", metavar="FILE.xlsx", help="Write an empty form there, and no more."),
]
Fields_ = Annotated[
    bool, typer.Option("--fields", help="List the fields of a row by their words, and no more.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWords:
    """How a file is to be read, as typed."""

    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=HEADING",
            help="Column of a field (see --fields); FIELD:WORD=VALUE is what a word means; repeat.",
        ),
    ] = None
    constants: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="What every row says in a field (see --fields; {row}: its number); repeat.",
        ),
    ] = None
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar=listed(Scale), help="Unit of amounts without one."),
    ] = None
    numbers: options.Numbers = None
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME|N|all", help="Sheet of a spreadsheet.")
    ] = None
    header_row: Annotated[
        str | None, typer.Option("--header-row", metavar="N", help="Line the heading is in.")
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Encoding, such as tcvn3 or vni."),
    ] = None

    def said(self, fields: Callable[[], ImportFields]) -> FileReading:
        """Return how; ``fields`` are what rows can say. Raises: OptionValueError."""
        return FileReading(
            mapping=_pairs("--map", self.mapping, fields),
            constants=_pairs("--set", self.constants, fields),
            unit=self.unit,
            numbers=self.numbers,
            sheet=self.sheet,
            header_row=self.header_row,
            encoding=self.encoding,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords(FileWords):
    """The same for an import."""

    amount_columns: Annotated[
        list[str] | None,
        typer.Option(
            "--amount-columns",
            metavar="HEADING[=FIELD:VALUE,…]",
            help="A column of money, of several, and what its amounts say besides; repeat.",
        ),
    ] = None
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help="Read it as a saved profile says."),
    ] = None

    def read(self, context: typer.Context, noun: BatchNoun) -> FileReading:
        """Return how, over what a saved profile says.

        Raises: OptionValueError, UnknownProfileError, OtherProfileError.
        """
        said = replace(self.said(lambda: _fields(noun)), amounts=_amounts(self.amount_columns))
        return said.over(_profile(context, noun, self.profile))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingWords:
    """What is to be done with the rows, as typed."""

    rejects: Annotated[
        str | None,
        typer.Option("--rejects", metavar="FILE", help="Write rows with problems there as CSV."),
    ] = None
    duplicates: Annotated[
        str | None,
        typer.Option(
            "--duplicates",
            metavar=listed(Duplicates),
            help="Rows an earlier import brought: refuse (the default), or skip them.",
        ),
    ] = None
    skip_rows: Annotated[
        str | None,
        typer.Option("--skip-rows", metavar="N[-M],…", help="Lines of the file to set aside."),
    ] = None
    sums: Annotated[
        str | None,
        typer.Option(
            "--sums",
            metavar=listed(Sums),
            help="Totals the rows do not make: refuse (the default), or note them.",
        ),
    ] = None
    zero: Annotated[
        str | None,
        typer.Option(
            "--zero",
            metavar=listed(Zero),
            help="Rows without an amount: refuse (the default), or skip them.",
        ),
    ] = None
    over_plan: options.OverPlan = None
    save_profile: Annotated[
        str | None,
        typer.Option("--save-profile", metavar="NAME", help="Save how this file is read."),
    ] = None

    def read(self, noun: BatchNoun, *, dry_run: bool) -> Wanted:
        """Return what. Raises: UnknownOptionError, RejectsFileError, refusals of values."""
        if self.over_plan is not None and noun not in MONEY:
            raise UnknownOptionError(given="--over-plan", near=())
        if self.rejects is not None:
            rejects_format(self.rejects)  # before a long file is read in vain
        duplicates = values.choice_or_none("--duplicates", self.duplicates, Duplicates)
        return Wanted(
            noun=noun,
            duplicates=duplicates or Duplicates.REFUSE,
            sums=values.choice_or_none("--sums", self.sums, Sums) or Sums.REFUSE,
            over_plan=values.text("--over-plan", self.over_plan, 2000),
            save_profile=values.text("--save-profile", self.save_profile, 100),
            rejects=self.rejects,
            dry_run=dry_run,
            zero=values.choice_or_none("--zero", self.zero, Zero) or Zero.REFUSE,
            skip_rows=values.lines("--skip-rows", self.skip_rows),
        )


def add_import(app: typer.Typer, noun: BatchNoun) -> None:
    """Give a group its verb `import`."""

    @verb_of(app, "import")
    def import_(
        context: typer.Context,
        *,
        file: Annotated[str | None, _FILE],
        reading: ReadingWords,
        taking: TakingWords,
        template: Template_ = None,
        fields: Fields_ = False,
        ending: options.Ending,
    ) -> None:
        """Take all rows of a file, or none.

        Every problem is listed. The rules are those of `add`; no file or row is taken twice.
        """
        if fields:
            put_fields(context, noun, as_json=ending.as_json)
            return
        if template is not None:
            put_form(context, noun, template, as_json=ending.as_json)
            return
        said = reading.read(context, noun)
        _take(
            context, file, said, taking.read(noun, dry_run=ending.dry_run), as_json=ending.as_json
        )


def take_file(context: typer.Context, noun: BatchNoun, file: str, ending: options.Ending) -> None:
    """Take a file as `import` does where nothing else is said."""
    wanted = TakingWords().read(noun, dry_run=ending.dry_run)
    _take(context, file, ReadingWords().read(context, noun), wanted, as_json=ending.as_json)


def _pairs(
    option: str, given: list[str] | None, fields: Callable[[], ImportFields]
) -> dict[str, str]:
    """Read FIELD=VALUE, the field by any word. Raises: OptionValueError, UnknownFieldError."""
    pairs: dict[str, str] = {}
    for each in given or ():
        field, word, value = _pair(option, each)
        name = _field(fields(), field, may_leave_out=option == "--map" and not word) + word
        # Of the columns to leave out there may be several: they stand one below the other.
        pairs[name] = f"{pairs[name]}\n{value}" if name == "-" and name in pairs else value
    return pairs


def _pair(option: str, said: str) -> tuple[str, str, str]:
    """Return a field, the ":word" behind it, and the value. Raises: OptionValueError."""
    name, equals, value = said.partition("=")
    field, colon, word = name.partition(":") if option == "--map" else (name, "", "")
    if not equals or not name.strip() or (colon and not word.strip()):
        raise OptionValueError(option=option)
    return field.strip(), colon + word.strip(), value


def _amounts(given: list[str] | None) -> dict[str, str] | None:
    """Read HEADING=FIELD:VALUE; a heading may hold an equals sign (3=1+2)."""
    found: dict[str, str] = {}
    for each in given or ():
        heading, equals, said = each.rpartition("=")
        if not (equals and ":" in said):
            heading, said = each, ""
        if not heading.strip():
            raise OptionValueError(option="--amount-columns")
        found[heading] = said
    return found or None


def _field(fields: ImportFields, word: str, *, may_leave_out: bool) -> str:
    from ethnictrack.importing.field_words import field_named  # noqa: PLC0415 - few imports need it

    return field_named(fields, word, may_leave_out=may_leave_out)


def _fields(noun: BatchNoun) -> ImportFields:
    from ethnictrack.importing.import_fields import fields_of  # noqa: PLC0415 - only an import pays for it

    return fields_of(noun)


def _profile(context: typer.Context, noun: BatchNoun, name: str | None) -> FileReading | None:
    """Return a saved profile, if one is named. Raises: UnknownProfileError, OtherProfileError."""
    if name is None:
        return None
    with reading(context) as book:
        profiles = book.batches.profiles()
    if name not in profiles:
        fitting = tuple(each for each, (of, _) in profiles.items() if of is noun)
        raise UnknownProfileError(given=visible(name), known=tuple(profiles), fitting=fitting)
    of, body = profiles[name]
    if of is not noun:
        raise OtherProfileError(given=visible(name), noun=of.label)
    return FileReading(**json.loads(body))


def _take(
    context: typer.Context, file: str | None, said: FileReading, wanted: Wanted, *, as_json: bool
) -> None:
    if file is None:
        raise MissingValueError(names=(_FILE.named,))
    may_write(context)
    from ethnictrack.reports.importing import imported, noted, set_aside  # noqa: PLC0415 - no help page needs it

    with opened(context, file, said, _fields(wanted.noun), wanted) as intake:
        if wanted.rejects is not None:
            check_output(Path(wanted.rejects), session_of(context).book)
        run = Run(context, intake, wanted)
        facts = run.facts(said)
        for message in (*intake.notes, *set_aside(facts), *noted(facts)):
            note(message)
    if wanted.rejects and run.rejected:
        write_rejects(run, wanted.rejects, session_of(context).book)
    if wanted.dry_run and not facts.problems:
        note(DRY)
    show(imported(facts), Output(json=as_json))
    if facts.problems:
        refused = facts.refused()
        if as_json:
            raise refused
        advise(refused)  # the table says what was wrong
        raise typer.Exit(refused.exit)
