"""What a program records besides entries: for each command its fields and its work."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ethnictrack.fields.activity import (
    ACTIVITY,
    RECORD,
    RECORD_NUMBER,
    REMARK,
    REPLACED,
    RESULT,
    TARGET,
)
from ethnictrack.fields.collection import COMPARE_ONLY, ON, OPENED, PERIOD, PLACES, TAKEN_FOR
from ethnictrack.fields.collection import PLACE as UNIT_PLACE
from ethnictrack.fields.entry import LONG_REASON, REASON
from ethnictrack.fields.field import Field
from ethnictrack.fields.inspection import (
    DATE,
    FINDING,
    FOUND,
    INSPECTION,
    REACHED,
    RECOVERY,
    asked_of,
)
from ethnictrack.fields.inspection import NUMBER as RECOVERED
from ethnictrack.fields.opening_figure import NUMBER as FIGURE
from ethnictrack.fields.opening_figure import SAID
from ethnictrack.fields.place import PLACE
from ethnictrack.fields.program import PROGRAM
from ethnictrack.fields.types import NUMBERS, Given, Whole
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.opening_figure import KeptOpening
from ethnictrack.library.entry_words import NUMBER
from ethnictrack.nouns.activity import Activity, Outcome, Remark
from ethnictrack.nouns.collection import Collection, UnitRecord
from ethnictrack.nouns.inspection import Dossier, StageEvent
from ethnictrack.reports.collections import FileFacts
from ethnictrack.services import activity as activities
from ethnictrack.services import inspection as inspections
from ethnictrack.services.ledger import Recorded, Recorder
from ethnictrack.services.opening_figure import add_opening, opening_of, reverse_opening
from ethnictrack.services.register import add_place, add_program, place_of, program_of
from ethnictrack.values.kinds import GROUPS, Side

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.book.opening import Book

Said = dict[str, Any]  # values by the names of their fields
_FILES = Field(
    name="files", type=Given(), label=N_("Files"), required=True, many=True, option="FILE"
)
_ESTIMATE = next(each for each in RESULT if each.name == "estimate")
*_OF, _TEXT = REMARK
SIDES = {group: side for side, group in GROUPS.items()}
_BACK = (replace(NUMBER, type=Whole()), REASON, DATE)


@dataclass(frozen=True, slots=True)
class Writing:
    """The book a verb writes in, the day, and what a clerk would be told besides."""

    store: Book
    today: date
    warnings: list[Message]


def _stage(at: Writing, said: Said) -> Dossier:
    code = said.pop("code")
    return inspections.reach_stage(at.store, code, StageEvent(**said), at.today)


def _finding(at: Writing, said: Said) -> Dossier:
    code, amount, action = said["code"], said["amount"], said["action"]
    return inspections.add_finding(at.store, code, amount, action, said.get("note"))


def _recovery(at: Writing, said: Said) -> Dossier:
    return inspections.recover(at.store, on=said.pop("date"), today=at.today, **said)


def _recovery_back(at: Writing, said: Said) -> Dossier:
    number, reason, on = said["id"], said["reason"], said.get("date")
    return inspections.reverse_recovery(at.store, number, reason=reason, on=on, today=at.today)


def _opening_back(at: Writing, said: Said) -> KeptOpening:
    kept, warnings = reverse_opening(at.store, said["id"], reason=said["reason"])
    at.warnings.extend(warnings)
    return kept


def _entry_back(side: Side) -> Callable[[Writing, Said], Recorded]:
    def reverse(at: Writing, said: Said) -> Recorded:
        number, reason, on = said["id"], said["reason"], said.get("date")
        return Recorder(at.store, at.today).reverse(side, number, reason=reason, on=on)

    return reverse


def _target(at: Writing, said: Said) -> Outcome:
    year = said["year"]
    of = activities.set_target(at.store, said["code"], said["number"].value, year)
    return activities.outcome_in(at.store, of, year)


def _number(at: Writing, said: Said) -> Outcome:
    year, on = said["year"], said["date"]
    of = activities.record_number(
        at.store,
        said["code"],
        said["number"],
        year=year,
        on=on,
        estimate=bool(said.get("estimate")),
        note=said.get("note"),
        today=at.today,
    )
    at.warnings.extend(activities.too_late(on, year))
    return activities.outcome_in(at.store, of, year)


def _remark(at: Writing, said: Said) -> list[Remark]:
    return activities.add_remark(at.store, replaces=said.pop("replaces", None), **said)


def _open(at: Writing, said: Said) -> Collection:
    from ethnictrack.library.collections import open_period  # noqa: PLC0415 - few programs collect
    from ethnictrack.services.collection import find  # noqa: PLC0415

    _, warnings, _ = open_period(at.store, said, secrets.token_hex(32))
    at.warnings.extend(warnings)
    return find(at.store, said["collection"])


def _unit(at: Writing, said: Said) -> UnitRecord:
    from ethnictrack.library.collections import noted  # noqa: PLC0415 - few programs collect

    on, reason = said.get("on") or at.today, said.get("reason")
    return noted(at.store, said["collection"], said["place"], on, reason)[1]


def _take(at: Writing, said: Said) -> list[FileFacts]:
    from ethnictrack.importing.collection_form import read_sent  # noqa: PLC0415 - likewise
    from ethnictrack.library.collections import take_all  # noqa: PLC0415 - few programs collect

    sent = [read_sent(Path(each), at.today, folder=False) for each in said["files"]]
    return take_all(at.store, sent, said.get("period"), said.get("on") or at.today, at.today)


def _accept(at: Writing, said: Said) -> list[FileFacts]:
    from ethnictrack.library.collections import accept_all  # noqa: PLC0415 - few programs collect

    compares, places = said.get("compare_only", False), said.get("places", ())
    return accept_all(at.store, said["collection"], places, at.today, compares=compares)


Takes = tuple[Field[Any], ...]
VERBS: Mapping[str, tuple[Takes, Callable[[Writing, Said], object]]] = MappingProxyType(
    {
        **{f"{group} reverse": (_BACK, _entry_back(side)) for group, side in SIDES.items()},
        "program": (
            PROGRAM,
            lambda at, said: add_program(at.store, program_of(at.store, said, at.today)),
        ),
        "place": (PLACE, lambda at, said: add_place(at.store, place_of(at.store, said, at.today))),
        "inspect": (
            INSPECTION,
            lambda at, said: inspections.add_inspection(
                at.store, inspections.inspection_of(at.store, said, at.today)
            ),
        ),
        "inspect stage": ((FOUND, *REACHED), _stage),
        "inspect finding": ((FOUND, *asked_of(FINDING), NUMBERS), _finding),
        "inspect recover": ((FOUND, *asked_of(RECOVERY), NUMBERS), _recovery),
        "inspect reverse": ((RECOVERED, REASON, DATE), _recovery_back),
        "activity": (
            ACTIVITY,
            lambda at, said: activities.add_activity(at.store, Activity(id=0, **said)),
        ),
        "activity target": ((*TARGET, NUMBERS), _target),
        "activity record": ((*RECORD, _ESTIMATE, NUMBERS), _number),
        "activity reverse": (
            (RECORD_NUMBER, REASON),
            lambda at, said: activities.reverse_record(at.store, said["id"], reason=said["reason"]),
        ),
        "activity remark": ((*_OF, replace(_TEXT, required=True), REPLACED), _remark),
        "opening": (
            (*SAID, NUMBERS),
            lambda at, said: add_opening(at.store, opening_of(at.store, said), at.today),
        ),
        "opening reverse": ((FIGURE, REASON), _opening_back),
        "collect open": (OPENED, _open),
        "collect nil": ((PERIOD, UNIT_PLACE, ON), _unit),
        "collect return": ((PERIOD, UNIT_PLACE, LONG_REASON), _unit),
        "collect take": ((_FILES, TAKEN_FOR, ON), _take),
        "collect accept": ((PERIOD, PLACES, COMPARE_ONLY), _accept),
    }
)
