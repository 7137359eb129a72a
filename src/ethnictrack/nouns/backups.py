"""Which backups of a book stay: the newest of each of the last days and months."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ethnictrack.i18n import N_
from ethnictrack.values.errors import UsageError
from ethnictrack.values.text import shown

_PART = re.compile(r"([1-9][0-9]{0,3})([dm])")  # as many days or months
_YEAR = 12  # months


class KeepRuleError(UsageError):
    given: str
    code = "keep-rule"
    text = N_("“{given}” does not say which copies to keep.")
    remedy = N_("Write 30d,12m: the newest of each of the last 30 days, and of each of 12 months.")


@dataclass(frozen=True, slots=True)
class Dated:
    """A copy of a book, the day its name says, and what orders those of one day."""

    path: Path
    day: date
    order: tuple[str, int]


@dataclass(frozen=True, slots=True)
class KeepRule:
    """For how many days and how many months, today's among them, the newest copy of each stays."""

    days: int = 0
    months: int = 0

    @classmethod
    def read(cls, word: str) -> KeepRule:
        """Read 30d, 12m or 30d,12m, in either order. Raises: KeepRuleError."""
        parts = dict[str, int]()
        for part in word.split(","):
            found = _PART.fullmatch(part)
            if found is None or found[2] in parts:
                raise KeepRuleError(given=shown(word))
            parts[found[2]] = int(found[1])
        return cls(parts.get("d", 0), parts.get("m", 0))

    def going(self, copies: Iterable[Dated], today: date) -> list[Dated]:
        """Return the copies that no rule keeps, the oldest first; one of a later day stays."""
        first = today - timedelta(days=self.days - 1)
        month = _month(today) - self.months
        newest: dict[object, Dated] = {}
        found = sorted(copies, key=lambda each: (each.day, each.order))
        for each in found:  # the newest of a day or a month comes last, and takes its place
            if each.day >= first:
                newest["d", each.day] = each
            if _month(each.day) > month:
                newest["m", _month(each.day)] = each
        kept = {each.path for each in newest.values()}
        return [each for each in found if each.path not in kept and each.day <= today]


def _month(day: date) -> int:
    return day.year * _YEAR + day.month
