"""Reports sealed under a number: their figures, the rules they were made by, where the log stood.

The number is printed with ten characters of the figures' own digest, so that it names one sealed
report of one book and no other.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ethnictrack.i18n import N_
from ethnictrack.values.errors import UsageError
from ethnictrack.values.kinds import DISPOSAL_EFFECT, PAID_EFFECT, PLAN_EFFECT
from ethnictrack.values.text import visible


class SealFormError(UsageError):
    given: str
    code = "seal-form"
    text = N_("“{given}” is no seal of a report.")
    remedy = N_(
        "Copy it from the last lines of the report, or say its number; "
        "`ethnictrack report seals` lists them."
    )


_CODE, _GROUP = 10, 5  # characters of base 32
_MARK = re.compile(r"(?<![\w-])([0-9]{1,9})-([A-Z2-7]{5})-([A-Z2-7]{5})(?![\w-])")
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class SealMark:
    """The number of a seal and, where it was said, the beginning of its digest in base 32."""

    number: int
    code: str = ""

    def __str__(self) -> str:
        """Write it as it is printed: the number and two groups of five characters."""
        groups = [self.code[at : at + _GROUP] for at in range(0, len(self.code), _GROUP)]
        return "-".join((str(self.number), *groups))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A report as it was handed in.

    ``asked`` are its options, ``figures`` canonical text (see ``reports.sealed``), ``digest`` the
    SHA-256 of that; ``head`` is the record of the log up to which the figures count.
    """

    id: int
    report: str
    year: int
    as_of: date
    asked: Mapping[str, str | None]
    version: str
    figures: str
    digest: str
    head: int
    actor: str
    recorded_at: datetime

    @property
    def mark(self) -> SealMark:
        """The number as it is printed."""
        return SealMark(self.id, base64.b32encode(bytes.fromhex(self.digest)).decode()[:_CODE])


def read_seal(text: str) -> SealMark:
    """Read a seal as somebody typed it: its number alone, or as printed. Raises: SealFormError."""
    said = text.strip().upper().replace("–", "-")
    if found := _MARK.fullmatch(said):
        return SealMark(int(found[1]), found[2] + found[3])
    if _NUMBER.fullmatch(said):
        return SealMark(int(said))
    raise SealFormError(given=visible(text[:100]))


def marks_in(text: str) -> list[SealMark]:
    """Return the seals that a text names, each once, in their order."""
    found = (SealMark(int(each[1]), each[2] + each[3]) for each in _MARK.finditer(text))
    return list(dict.fromkeys(found))


def rules() -> dict[str, object]:
    """Return the rules in force: what each kind of entry does, and how a rate is made."""
    return {
        "planned": {kind.value: sign for kind, sign in PLAN_EFFECT.items()},
        "disposed": {kind.value: sign for kind, sign in DISPOSAL_EFFECT.items()},
        "paid": {kind.value: sign for kind, sign in PAID_EFFECT.items()},
        "rate": "paid against a plan / planned",
        "rounding": "half up",
    }
