"""What the rows of a report of rates are."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_

if TYPE_CHECKING:
    from ethnictrack.values.names import Named


class By(StrEnum):
    """One row for each programme, place, class of money or period."""

    PROGRAM = "program"
    PLACE = "place"
    DISTRICT = "district"
    CAPITAL = "capital"
    SOURCE = "source"
    MONTH = "month"
    QUARTER = "quarter"


TITLES: Named[By] = {
    By.PROGRAM: N_("Disbursement rates by programme"),
    By.PLACE: N_("Disbursement rates by place"),
    By.DISTRICT: N_("Disbursement rates by district"),
    By.CAPITAL: N_("Disbursement rates by type of capital"),
    By.SOURCE: N_("Disbursement rates by source"),
    By.MONTH: N_("Disbursement rates by month"),
    By.QUARTER: N_("Disbursement rates by quarter"),
}
HEADINGS: Named[By] = {
    By.PROGRAM: N_("Programme"),
    By.PLACE: N_("Place"),
    By.DISTRICT: N_("District"),
    By.CAPITAL: N_("Capital"),
    By.SOURCE: N_("Source"),
    By.MONTH: N_("Month"),
    By.QUARTER: N_("Quarter"),
}
