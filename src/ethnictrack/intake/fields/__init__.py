"""What each kind of import can say of a row: one list of fields a noun."""

from __future__ import annotations

from ethnictrack.domain.batch import BatchNoun
from ethnictrack.intake.field import Fields
from ethnictrack.intake.fields.activity import ACTIVITY
from ethnictrack.intake.fields.entry import ALLOCATION, DISBURSEMENT
from ethnictrack.intake.fields.inspection import INSPECTION
from ethnictrack.intake.fields.register import PLACE, PROGRAM

_OF = {
    BatchNoun.DISBURSE: DISBURSEMENT,
    BatchNoun.ALLOCATE: ALLOCATION,
    BatchNoun.PROGRAM: PROGRAM,
    BatchNoun.PLACE: PLACE,
    BatchNoun.INSPECT: INSPECTION,
    BatchNoun.ACTIVITY: ACTIVITY,
}


def fields_of(noun: BatchNoun) -> Fields:
    """Return the fields of an import."""
    return _OF[noun]
