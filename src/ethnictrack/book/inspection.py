"""Reads and writes inspections."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.book.tables.entry import standing
from ethnictrack.book.tables.entry_more import ATTACHMENT
from ethnictrack.book.tables.inspection import FINDING, INSPECTION, RECOVERY, STAGE
from ethnictrack.nouns.inspection import (
    Dossier,
    Finding,
    Inspection,
    Inspections,
    Recovery,
    StageEvent,
)
from ethnictrack.values.text import key

_UNDONE = RECOVERY.alias("undone")


class InspectionStore(Store):
    """The inspections of the book."""

    def all(self) -> Inspections:
        """Return the register of inspections."""
        rows = self._db.execute(select(INSPECTION).order_by(INSPECTION.c.id))
        return Inspections(noun_of(Inspection, row, name=row.title) for row in rows)

    def dossiers(self) -> list[Dossier]:
        """Return every inspection with its stages, findings and recoveries."""
        stages, findings, recoveries = self._stages(), self._findings(), self._recoveries()
        files = self._files()
        return [
            Dossier(
                inspection=each,
                stages=tuple(stages[each.id]),
                findings=tuple(findings[each.id]),
                recoveries=tuple(recoveries[each.id]),
                files=files.get(each.id, 0),
            )
            for each in self.all()
        ]

    def dossier(self, inspection: Inspection) -> Dossier:
        """Return one inspection with everything known of it."""
        return next(each for each in self.dossiers() if each.inspection.id == inspection.id)

    def last_of(self, actor: str) -> int | None:
        """Return the number of the newest inspection that ``actor`` registered."""
        return self.newest_by(actor, INSPECTION)

    def inspection_of(self, recovery: int) -> int | None:
        """Return the id of the inspection a recovery belongs to."""
        query = (
            select(FINDING.c.inspection)
            .join(RECOVERY, RECOVERY.c.finding == FINDING.c.id)
            .where(RECOVERY.c.id == recovery)
        )
        return self._db.scalar(query)

    def _stages(self) -> dict[int, list[StageEvent]]:
        found: dict[int, list[StageEvent]] = defaultdict(list)
        for row in self._db.execute(select(STAGE).order_by(STAGE.c.id)):
            found[row.inspection].append(noun_of(StageEvent, row))
        return found

    def _findings(self) -> dict[int, list[Finding]]:
        found: dict[int, list[Finding]] = defaultdict(list)
        for row in self._db.execute(select(FINDING).order_by(FINDING.c.id)):
            found[row.inspection].append(noun_of(Finding, row))
        return found

    def _recoveries(self) -> dict[int, list[Recovery]]:
        found: dict[int, list[Recovery]] = defaultdict(list)
        query = (
            select(RECOVERY, FINDING.c.inspection, FINDING.c.number, _UNDONE.c.id.label("undone"))
            .join(FINDING, FINDING.c.id == RECOVERY.c.finding)
            .join(_UNDONE, _UNDONE.c.reverses == RECOVERY.c.id, isouter=True)
            .order_by(RECOVERY.c.id)
        )
        for row in self._db.execute(query):
            recovery = noun_of(Recovery, row, finding=row.number, reversed_by=row.undone)
            found[row.inspection].append(recovery)
        return found

    def _files(self) -> dict[int, int]:
        c = ATTACHMENT.c
        query = select(c.inspection, func.count()).where(c.inspection.is_not(None))
        return {row[0]: row[1] for row in self._db.execute(query.group_by(c.inspection))}

    def recovered_by(self, log: int) -> list[int]:
        """Return the standing recoveries that one log record wrote, newest first."""
        query = standing(RECOVERY, RECOVERY.c.id).where(RECOVERY.c.log == log)
        return list(self._db.scalars(query.order_by(RECOVERY.c.id.desc())))

    def add(self, inspection: Inspection) -> int:
        """Keep a new inspection; its number comes back."""
        code = key(inspection.code)
        row = row_of(inspection, INSPECTION, code_key=code, title=inspection.name)
        return self._journal.insert(INSPECTION, **row)

    def add_stage(self, inspection: Inspection, event: StageEvent) -> None:
        """Keep a stage that was reached."""
        self._journal.insert(STAGE, **row_of(event, STAGE, inspection=inspection.id))

    def add_finding(self, inspection: Inspection, finding: Finding) -> None:
        """Keep a finding."""
        self._journal.insert(FINDING, **row_of(finding, FINDING, inspection=inspection.id))

    def add_recovery(self, inspection: Inspection, recovery: Recovery) -> int:
        """Keep a recovery; its number comes back."""
        finding = self._db.scalar(
            select(FINDING.c.id).where(
                FINDING.c.inspection == inspection.id, FINDING.c.number == recovery.finding
            )
        )
        return self._journal.insert(RECOVERY, **row_of(recovery, RECOVERY, finding=finding))
