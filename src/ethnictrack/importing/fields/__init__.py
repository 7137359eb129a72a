"""What each kind of import can say of a row: one list of fields a noun."""

from __future__ import annotations

from ethnictrack.importing.field import Fields
from ethnictrack.importing.fields.activity import ACTIVITY
from ethnictrack.importing.fields.entry import ALLOCATION, DISBURSEMENT
from ethnictrack.importing.fields.inspection import INSPECTION
from ethnictrack.importing.fields.opening_figure import OPENING
from ethnictrack.importing.fields.register import PLACE, PROGRAM
from ethnictrack.nouns.batch import BatchNoun

_OF = {
    BatchNoun.DISBURSE: DISBURSEMENT,
    BatchNoun.ALLOCATE: ALLOCATION,
    BatchNoun.PROGRAM: PROGRAM,
    BatchNoun.PLACE: PLACE,
    BatchNoun.INSPECT: INSPECTION,
    BatchNoun.ACTIVITY: ACTIVITY,
    BatchNoun.OPENING: OPENING,
}


def fields_of(noun: BatchNoun) -> Fields:
    """Return the fields of an import."""
    return _OF[noun]
