"""Programmes: a tree per period, kept as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ethnictrack.i18n import N_, Named
from ethnictrack.nouns.registry import ParentLoopError, Registry, Thing


class ProgramKind(StrEnum):
    """What a node of the tree is."""

    PROGRAM = "program"
    COMPONENT = "component"
    CONTENT = "content"
    PROJECT = "project"
    SUBPROJECT = "subproject"
    ACTIVITY = "activity"
    WORK = "work"


PROGRAM_KIND_NAMES: Named[ProgramKind] = {
    ProgramKind.PROGRAM: N_("programme"),
    ProgramKind.COMPONENT: N_("component"),
    ProgramKind.CONTENT: N_("content of a component"),
    ProgramKind.PROJECT: N_("project"),
    ProgramKind.SUBPROJECT: N_("sub-project"),
    ProgramKind.ACTIVITY: N_("activity"),
    ProgramKind.WORK: N_("works"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Thing):
    """A programme, project or work. ``parent`` and ``place`` are ids of the registers."""

    kind: ProgramKind = ProgramKind.PROGRAM
    decision: str | None = None
    from_year: int | None = None
    to_year: int | None = None
    owner: str | None = None
    place: int | None = None


Programs = Registry[Program]


def check_parent(programs: Programs, program: Program, parent: int | None) -> None:
    """Refuse a parent that stands below the programme itself.

    Raises: ParentLoopError.
    """
    if parent is not None and program.id in programs.lineage(parent):
        raise ParentLoopError(program=program.code, parent=programs[parent].code)
