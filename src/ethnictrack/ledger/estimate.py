"""What an office expects to disburse."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.money import Dong, Qualifier


class Estimate(NamedTuple):
    """What is expected to be disbursed on a line up to a day: the newest that was said."""

    line: PlanLine
    year: int
    until: date
    amount: Dong
    qualifier: Qualifier | None = None
