"""The tree of programmes."""

from __future__ import annotations

import pytest
from tests.domain.facts import PROGRAMS

from ethnictrack.nouns.program import ProgramKind, check_parent
from ethnictrack.nouns.registry import ParentLoopError


def test_every_kind_of_programme_has_a_name() -> None:
    """A list shows it."""
    assert all(each.label.text for each in ProgramKind)


@pytest.mark.parametrize("below", ["MTQG", "DA1", "DA1.1"])
def test_a_programme_does_not_stand_below_itself(below: str) -> None:
    """Not directly, not further down."""
    root = PROGRAMS.find("MTQG")

    with pytest.raises(ParentLoopError) as refusal:
        check_parent(PROGRAMS, root, PROGRAMS.find(below).id)

    assert ("MTQG", below) == (refusal.value.program, refusal.value.parent)


@pytest.mark.parametrize(
    ("program", "parent"), [("DA1", "DA2"), ("DA1.1", "MTQG"), ("MTQG", "CT135"), ("DA1", "MTQG")]
)
def test_a_programme_may_move_anywhere_else(program: str, parent: str) -> None:
    """To a brother, a grandparent, another tree, or where it is; and to the top."""
    moved = PROGRAMS.find(program)

    for above in (PROGRAMS.find(parent).id, None):
        check_parent(PROGRAMS, moved, above)

    assert moved.id not in PROGRAMS.lineage(PROGRAMS.find(parent).id)
