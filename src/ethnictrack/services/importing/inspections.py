"""Imports of inspections: the register, and the stage and money of each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.nouns.inspection import (
    Action,
    Dossier,
    Inspections,
    StageEvent,
)
from ethnictrack.services.importing.registers import check_repeated
from ethnictrack.services.inspection import (
    inspection_of,
    keep_finding,
    keep_inspection,
    keep_recovery,
    keep_stage,
)

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.services.importing.registers import Said


class InspectionTaker:
    """Keeps the rows of one import. The register is read once, and grows with the rows."""

    def __init__(self) -> None:
        self._register: Inspections | None = None

    def __call__(self, book: Book, said: Said, today: date) -> None:
        """Keep an inspection with its stage, its finding and what came back, as far as said.

        Raises: RepeatedLineError and the refusals of ``actions.inspection``.
        """
        if self._register is None:
            self._register = book.inspections.all()
        inspection = inspection_of(book, said, today)
        check_repeated(self._register, inspection)
        kept = keep_inspection(book, self._register, inspection)
        self._register.include(kept)
        dossier, day = Dossier(inspection=kept), said.get("stage_date") or today
        if stage := said.get("stage"):
            event = StageEvent(stage=stage, date=day, document=said.get("document"))
            dossier = keep_stage(book, dossier, event, today)
        if amount := said.get("recommended"):
            action = said.get("action") or Action.BUDGET_RECOVERY
            dossier = keep_finding(book, dossier, amount, action, said.get("note"))
        if amount := said.get("recovered"):
            keep_recovery(
                book,
                dossier,
                amount,
                on=said.get("recovered_date") or day,
                finding=None,
                voucher=said.get("voucher"),
                note=None,
                today=today,
            )
