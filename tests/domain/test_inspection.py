"""Inspections: stages, findings, and money that comes back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.nouns.inspection import (
    Action,
    Basis,
    Dossier,
    Finding,
    FindingNeededError,
    Inspection,
    InspectionKind,
    NoFindingError,
    NotRecoverableError,
    OverRecoveryError,
    Recovery,
    RecoveryReversedError,
    Stage,
    StageBackError,
    StageEvent,
    UnknownFindingError,
    check_recovery,
    check_reversible,
    check_stage,
    finding_for,
)
from ethnictrack.values.errors import USAGE
from ethnictrack.values.money import ZERO, Dong

DAY = date(2021, 11, 15)
STAGES = list(Stage)


def _dossier(
    *findings: Finding, stages: tuple[Stage, ...] = (), recoveries: tuple[Recovery, ...] = ()
) -> Dossier:
    return Dossier(
        inspection=Inspection(id=1, code="TT-01", name="Thanh tra"),
        stages=tuple(StageEvent(stage=each, date=DAY) for each in stages),
        findings=findings,
        recoveries=recoveries,
    )


def _finding(amount: int, number: int = 1, action: Action = Action.BUDGET_RECOVERY) -> Finding:
    return Finding(number=number, amount=Dong(amount), action=action)


def _recovery(
    amount: int, finding: int = 1, on: date = DAY, number: int = 1, undone: int | None = None
) -> Recovery:
    return Recovery(id=number, finding=finding, amount=Dong(amount), date=on, reversed_by=undone)


def _undo(recovery: Recovery, number: int = 9) -> Recovery:
    return Recovery(
        id=number,
        finding=recovery.finding,
        amount=-recovery.amount,
        date=recovery.date,
        reverses=recovery.id,
    )


def test_every_word_of_an_inspection_has_a_name() -> None:
    """Lists show them."""
    assert all(each.label.text for each in Stage)
    assert all(each.label.text for each in Action)
    assert all(each.label.text for each in Basis)
    assert all(each.label.text for each in InspectionKind)


@pytest.mark.parametrize("stage", Stage)
def test_an_inspection_may_begin_at_any_stage(stage: Stage) -> None:
    """It may have been begun before the book was."""
    check_stage(_dossier(), stage, None)

    assert _dossier().latest is None


@given(st.sampled_from(STAGES), st.sampled_from(STAGES))
def test_stages_go_forward_and_may_be_skipped(latest: Stage, stage: Stage) -> None:
    """Going back, or staying, needs a reason."""
    dossier = _dossier(stages=(latest,))

    check_stage(dossier, stage, "kết luận lại")
    if STAGES.index(stage) > STAGES.index(latest):
        check_stage(dossier, stage, None)
    else:
        with pytest.raises(StageBackError) as refusal:
            check_stage(dossier, stage, None)
        assert latest.label == refusal.value.latest


def test_the_stage_recorded_last_is_where_an_inspection_stands() -> None:
    """After it went back with a reason, the way forward begins there."""
    dossier = _dossier(stages=(Stage.CONCLUDED, Stage.REPORTED))

    check_stage(dossier, Stage.CONCLUDED, None)

    assert dossier.latest == StageEvent(stage=Stage.REPORTED, date=DAY)


def test_a_cut_of_the_settlement_is_not_to_be_paid_back() -> None:
    """Everything else is."""
    dossier = _dossier(
        *(_finding(100, number, action) for number, action in enumerate(Action, start=1))
    )

    assert Dong(300) == dossier.recommended == dossier.outstanding


def test_what_is_outstanding_is_what_did_not_come_back() -> None:
    """A reversal gives it back to the debt."""
    first, second = _recovery(60, number=1, undone=9), _recovery(30, number=2)
    dossier = _dossier(_finding(100), recoveries=(first, second, _undo(first)))

    assert (Dong(30), Dong(70)) == (dossier.recovered, dossier.outstanding)
    assert Fraction(3, 10) == dossier.rate


def test_there_is_no_rate_where_nothing_is_to_be_paid_back() -> None:
    """It is nothing, not zero."""
    cut = _finding(100, action=Action.SETTLEMENT_REDUCTION)

    assert _dossier(cut).rate is None
    assert Fraction(0) == _dossier(_finding(1)).rate


def test_a_dossier_as_of_a_day_knows_what_had_happened() -> None:
    """That day included; findings have no day of their own."""
    late = date(2021, 11, 16)
    dossier = Dossier(
        inspection=Inspection(id=1, code="TT-01", name="Thanh tra"),
        stages=(
            StageEvent(stage=Stage.DECIDED, date=DAY),
            StageEvent(stage=Stage.REPORTED, date=late),
        ),
        findings=(_finding(100),),
        recoveries=(_recovery(30), _recovery(20, on=late)),
    )

    then = dossier.as_of(DAY)

    assert (Dong(30), Dong(100)) == (then.recovered, then.recommended)
    assert Stage.DECIDED is (then.latest and then.latest.stage)
    assert Dong(50) == dossier.as_of(late).recovered
    assert dossier.as_of(date(2021, 1, 1)).latest is None


def test_the_only_finding_need_not_be_named() -> None:
    """A cut of the settlement beside it cannot be meant."""
    cut = _finding(100, 1, Action.SETTLEMENT_REDUCTION)

    assert _finding(50, 2) == finding_for(_dossier(cut, _finding(50, 2)), None)


def test_one_of_several_findings_has_to_be_named() -> None:
    """A usage error with their numbers; cuts of the settlement are not among them."""
    cut = _finding(100, 2, Action.SETTLEMENT_REDUCTION)
    dossier = _dossier(_finding(50, 1), cut, _finding(50, 3))

    with pytest.raises(FindingNeededError) as refusal:
        finding_for(dossier, None)

    assert (refusal.value.exit, refusal.value.found) == (USAGE, (1, 3))
    assert finding_for(dossier, 3).number == 3


def test_nothing_comes_back_where_nothing_was_found() -> None:
    """Nor where all that was found is taken off the settlement."""
    for dossier in (_dossier(), _dossier(_finding(9, 1, Action.SETTLEMENT_REDUCTION))):
        with pytest.raises(NoFindingError) as refusal:
            finding_for(dossier, None)
        assert refusal.value.inspection == "TT-01"


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_finding_that_is_not_there_is_refused(number: int) -> None:
    """It is not guessed, even where there is one alone."""
    with pytest.raises(UnknownFindingError) as refusal:
        finding_for(_dossier(_finding(50)), number)

    assert number == refusal.value.finding


def test_a_cut_of_the_settlement_is_never_recovered() -> None:
    """Not even when it is named."""
    with pytest.raises(NotRecoverableError) as refusal:
        finding_for(_dossier(_finding(50, 1, Action.SETTLEMENT_REDUCTION)), 1)

    assert refusal.value.finding == 1


def test_no_dong_more_comes_back_than_was_asked_for() -> None:
    """Each finding by itself: the other one is open to the last đồng."""
    first, second = _finding(100, 1), _finding(500, 2)
    dossier = _dossier(first, second, recoveries=(_recovery(60, 1),))
    check_recovery(dossier, first, Dong(40))
    check_recovery(dossier, second, Dong(500))

    with pytest.raises(OverRecoveryError) as refusal:
        check_recovery(dossier, first, Dong(41))

    assert (Dong(40), Dong(100)) == (refusal.value.left, refusal.value.recommended)


def test_a_recovery_that_was_reversed_leaves_room_again() -> None:
    """The whole sum can come back a second time."""
    recovery = _recovery(100, undone=9)
    dossier = _dossier(_finding(100), recoveries=(recovery, _undo(recovery)))

    check_recovery(dossier, dossier.findings[0], Dong(100))

    assert dossier.recovered_of(1) == ZERO


def test_a_recovery_is_reversed_once_and_a_reversal_never() -> None:
    """As entries are."""
    check_reversible(_recovery(1))

    for each in (_recovery(1, undone=9), _undo(_recovery(1))):
        with pytest.raises(RecoveryReversedError) as refusal:
            check_reversible(each)
        assert each.id == refusal.value.recovery


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 100))))
def test_what_is_accepted_is_never_more_than_was_found(asked: list[tuple[int, int]]) -> None:
    """Whatever is asked for in parts, and the parts add up to the whole."""
    findings = [_finding(100, number) for number in (1, 2, 3)]
    taken: tuple[Recovery, ...] = ()
    for number, amount in asked:
        try:
            check_recovery(
                _dossier(*findings, recoveries=taken), findings[number - 1], Dong(amount)
            )
        except OverRecoveryError:
            continue
        taken = (*taken, _recovery(amount, number))
    dossier = _dossier(*findings, recoveries=taken)

    assert all(dossier.recovered_of(number) <= Dong(100) for number in (1, 2, 3))
    assert Dong.total(each.amount for each in taken) == dossier.recovered
