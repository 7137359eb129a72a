"""Lists of the package: which a book starts with, and `place|program load` and `lists`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands.imports import take_file
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.output import Output, show
from ethnictrack.cli.shell.session import keep, session_of
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.errors.usage import MissingValueError, UnknownChoiceError
from ethnictrack.i18n import N_, Labelled, Message
from ethnictrack.library import Loaded, load_places, load_programs
from ethnictrack.library.verbs import register as verbs
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.nouns.packaged import (
    UNITS_NAMES,
    PackagedUnits,
    Tree,
    places,
    places_of,
    programs,
    trees_on,
)
from ethnictrack.reports.lists import tree_lists, units_lists
from ethnictrack.values.text import listed

if TYPE_CHECKING:
    from ethnictrack.library import Book

UnitsWords = Annotated[
    list[str] | None,
    typer.Option("--units", metavar=listed(PackagedUnits), help="Places to start with; repeat."),
]
TreeWords = Annotated[
    list[str] | None,
    typer.Option(
        "--programs",
        metavar=listed(Tree),
        help="Programmes to start with; repeat. By default those in force today.",
    ),
]
Province = Annotated[
    str | None,
    typer.Option(
        "--province",
        metavar="NAME",
        help="Take the places of this province, before and since 1/7/2025; all: the country.",
    ),
]
_LOADED = N_("{list}: {added} lines added, {known} were in the book.")


_LIST = replace(
    options.FILE,
    name="name",
    label=N_("List"),
    help=N_("A name that `lists` shows, or a file to import."),
    required=False,
    option="LIST",
)
ListOrFile = Annotated[str | None, _LIST]


class UnknownPlaceListError(UnknownChoiceError):
    """Of places: who names a province means a part of the country's."""

    remedy = N_(
        "Choose one of: {known}. The places of one province come with --province NAME instead; "
        "`ethnictrack place lists` says what each list has."
    )


@dataclass(frozen=True, slots=True)
class Start:
    """What a new book starts with."""

    units: tuple[PackagedUnits, ...]
    province: str | None
    trees: tuple[Tree, ...]

    @classmethod
    def of(
        cls,
        units: Sequence[str] | None,
        province: str | None,
        trees: Sequence[str] | None,
        today: date,
    ) -> Start:
        """Read what was asked for; where no tree is named, it is those in force today.

        Raises: UnknownChoiceError, UnknownProvinceError.
        """
        named = dict.fromkeys(values.choice("--units", each, PackagedUnits) for each in units or ())
        chosen = dict.fromkeys(values.choice("--programs", each, Tree) for each in trees or ())
        if province is not None:
            places_of(province)  # refused before a book is made
        return cls(tuple(named), province, tuple(chosen) or trees_on(today))

    def fill(self, book: Book) -> None:
        """Keep the lists in a new book."""
        for each in self.units:
            load_places(book, places(each))
        if self.province is not None:
            load_places(book, places_of(self.province))
        for tree in self.trees:
            load_programs(book, programs(tree))

    @property
    def names(self) -> list[str]:
        """Return the names of the lists, as they are typed."""
        of_place = [] if self.province is None else [self.province]
        lists = [*self.units, *of_place, *self.trees]
        return [str(each) for each in lists if each not in {PackagedUnits.NONE, Tree.NONE}]


def add_place_lists(app: typer.Typer) -> None:
    """Give the group of places its verbs `lists` and `load`."""

    @verb_of(app, "lists")
    def lists(context: typer.Context, *, output: Output) -> None:
        """List the lists of places that come with the program."""
        show(units_lists(), output, book=session_of(context).book)

    @verb_of(app, "load")
    def load(
        context: typer.Context,
        *,
        name: ListOrFile,
        province: Province = None,
        ending: options.Ending,
    ) -> None:
        """Add what the book lacks of a list of places.

        The list is one of the program, or a file. With --province it is that of the country.
        """
        if province is None and name is None:
            raise MissingValueError(names=(_LIST.named,))
        if name is not None and _is_file(name, PackagedUnits):
            take_file(context, BatchNoun.PLACE, name, ending)
            return
        units = PackagedUnits.VIET_NAM if name is None else _units(name)
        said = {"list": units, "province": province}
        keep(context, verbs.load_places, said, ending, partial(_told, province or units.value))


def add_program_lists(app: typer.Typer) -> None:
    """Give the group of programmes its verbs `lists` and `load`."""

    @verb_of(app, "lists")
    def lists(context: typer.Context, *, output: Output) -> None:
        """List the trees of programmes that come with the program."""
        session = session_of(context)
        show(tree_lists(session.today), output, book=session.book)

    @verb_of(app, "load")
    def load(context: typer.Context, *, name: ListOrFile, ending: options.Ending) -> None:
        """Add what the book lacks of a tree of programmes.

        The tree is one of the program, or a file.
        """
        if name is None:
            raise MissingValueError(names=(_LIST.named,))
        if _is_file(name, Tree):
            take_file(context, BatchNoun.PROGRAM, name, ending)
            return
        tree = values.choice("LIST", name, Tree)
        keep(context, verbs.load_programs, {"list": tree}, ending, partial(_told, tree.value))


def _told(name: str, _: object, loaded: Loaded, __: object) -> tuple[Message, object]:
    data = {"list": name, "added": loaded.added, "known": loaded.known}
    return _LOADED.of(**data), data


def _units(name: str) -> PackagedUnits:
    """Return a list of places by its name. Raises: UnknownPlaceListError."""
    lists = tuple(Labelled.option(each, label) for each, label in UNITS_NAMES.items())
    try:
        return values.choice("LIST", name, PackagedUnits, lists)
    except UnknownChoiceError as refusal:
        raise UnknownPlaceListError(
            option=refusal.option, given=refusal.given, known=lists
        ) from None


def _is_file(name: str, lists: type[StrEnum]) -> bool:
    """Say whether a word names a file; a list of the program goes before a file of its name."""
    return name not in set(lists) and (name == "-" or Path(name).exists())
