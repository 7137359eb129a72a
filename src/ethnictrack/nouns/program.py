"""Programmes: a tree per period, kept as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, ClosedList, Message, Named
from ethnictrack.nouns.registry import AliasTakenError, ParentLoopError, Registry, Thing
from ethnictrack.values.money import Dong
from ethnictrack.values.text import fold

if TYPE_CHECKING:
    from ethnictrack.nouns.numbered import PartNumbers


class ProgramKind(ClosedList):
    """What a node of the tree is."""

    PROGRAM = "program", N_("programme")
    COMPONENT = "component", N_("component")
    CONTENT = "content", N_("content of a component")
    PROJECT = "project", N_("project")
    SUBPROJECT = "subproject", N_("sub-project")
    ACTIVITY = "activity", N_("activity")
    WORK = "work", N_("works")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Thing):
    """A programme, project or work. ``parent`` and ``place`` are ids of the registers."""

    kind: ProgramKind = ProgramKind.PROGRAM
    decision: str | None = None
    from_year: int | None = None
    to_year: int | None = None
    owner: str | None = None
    place: int | None = None
    project_code: str | None = None
    target_code: str | None = None
    fund_code: str | None = None
    account: str | None = None
    total_investment: Dong | None = None


class Programs(Registry[Program]):
    """The register of programmes, which are known by the numbers of their codes, too."""

    noun = N_("programme")

    def numbered(self, text: str) -> list[Program]:
        """Return the lines that a text numbers, such as Tiểu dự án 2 Dự án 3."""
        from ethnictrack.nouns.numbered import PartNumbers  # noqa: PLC0415 - few names are such

        if said := PartNumbers.said(text):
            return [each for each in self if said.means(each.code, each.name)]
        found: dict[int, Program] = {}
        for above, said in PartNumbers.below(text):
            for outer in self.with_code(above) or self._fitting(above):
                found |= {each.id: each for each in self if self._is_part(each, said, outer)}
        return [*found.values()]

    def _is_part(self, thing: Program, said: PartNumbers, outer: Program) -> bool:
        """Say whether a line is the part of another that numbers tell."""
        inside = thing.id != outer.id and outer.id in self.lineage(thing.id)
        return inside and (said.means(thing.code, thing.name) or said.of(outer.code, thing.code))


_NUMBERED: Named[ProgramKind] = {
    ProgramKind.PROJECT: N_("Project {number}: {name}"),
    ProgramKind.SUBPROJECT: N_("Sub-project {number}: {name}"),
}
_NUMBER = re.compile(r"(?:^DA|\.)0*(\d+)$")


def listed_name(program: Program) -> Message | str:
    """Return the name people read in lists: with its number, where the tree has one.

    A project DA1 is "Dự án 1: …", a part DA3.2 of it "Tiểu dự án 2: …", unless the name says so.
    """
    numbered, found = _NUMBERED.get(program.kind), _NUMBER.search(program.code)
    begins = fold(program.name).startswith(("du an", "tieu du an"))
    if numbered is None or found is None or begins:
        return program.name
    return numbered.of(number=found[1], name=program.name)


def alias_key(text: str) -> str:
    """Return what two aliases are compared by: without accents, case and blanks."""
    return "".join(fold(text).split())


def check_alias(programs: Iterable[Program], program: Program, text: str) -> None:
    """Refuse a word that means another programme, by code, alias or name.

    Raises: AliasTakenError.
    """
    wanted = alias_key(text)
    for other in programs:
        taken = {alias_key(each) for each in (other.code, other.name, *other.aliases)}
        if other.id != program.id and wanted in taken:
            raise AliasTakenError(
                noun=N_("programme"), given=text, name=other.label, taken=other.code
            )


def check_parent(programs: Programs, program: Program, parent: int | None) -> None:
    """Refuse a parent that stands below the programme itself.

    Raises: ParentLoopError.
    """
    if parent is not None and program.id in programs.lineage(parent):
        raise ParentLoopError(program=program.code, parent=programs[parent].code)


_ENDED = N_(
    "The stage of {program} is {from_year} to {to_year}: a plan of {year} comes after its end. "
    "Money of its own years that goes on is recorded as carried in (--kind carried-in)."
)
_ENDED_FOR = N_(
    "The stage of {program} is {from_year} to {to_year}: a plan of {year} comes after its end. "
    "Money of its own years that goes on is recorded as carried in (--kind carried-in); what is "
    "new belongs to what began since: {current}."
)


def stage_ended(programs: Programs, number: int, year: int) -> Message | None:
    """Say that new plan of a year comes after the stage of a programme, or of one above it.

    What began since is named (docs/sources.md, S-26).
    """
    lineage = [programs[each] for each in programs.lineage(number)]
    found = next((each for each in lineage if (each.to_year or year) < year), None)
    if found is None:
        return None
    current = tuple(each.label for each in _begun_since(programs, found, year))
    return (_ENDED_FOR if current else _ENDED).of(
        program=found.label,
        from_year=found.from_year or "…",
        to_year=found.to_year,
        year=year,
        current=current,
    )


def _begun_since(programs: Programs, ended: Program, year: int) -> Iterator[Program]:
    """Yield the programmes that began after the end of one, and run in a year."""
    for each in programs.children(None):
        first, last = each.from_year or 0, each.to_year or year
        if (ended.to_year or year) < first <= year <= last:
            yield each
