"""The state of a book in a line short enough for paper: the newest record of its log, sealed.

Twenty characters of base 32 are a hundred bits of the head of the chain: nobody can make another
history that ends in the same ones, and a person types them in a minute.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from ethnictrack.i18n import N_
from ethnictrack.values.errors import UsageError
from ethnictrack.values.text import visible


class CheckpointFormError(UsageError):
    given: str
    code = "checkpoint-form"
    text = N_("“{given}” is no checkpoint.")
    remedy = N_(
        "Copy it from the last line of a report, or from `ethnictrack book info`: four groups of "
        "five characters, and a number."
    )


_CHARACTERS, _GROUP = 20, 5
_LONGEST = 100  # characters; blanks and dashes included
# Base 32 has the letters and 2 to 7, so that 0 and 1 can only be meant for O and I; and the other
# way round in the number.
_AS_LETTERS = str.maketrans("01", "OI")
_AS_DIGITS = str.maketrans("OIL", "011")
_FORM = re.compile(r"([A-Z0-9]{20})([0-9OIL]{1,12})")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The number of a record of the log, and the beginning of its seal in base 32."""

    seq: int
    head: str

    def __str__(self) -> str:
        """Write it as it is printed: four groups of five characters, and the number."""
        groups = (self.head[at : at + _GROUP] for at in range(0, _CHARACTERS, _GROUP))
        return "-".join((*groups, str(self.seq)))


def checkpoint(seq: int, seal: str) -> Checkpoint:
    """Return the checkpoint of a record from its number and its seal."""
    return Checkpoint(seq, base64.b32encode(bytes.fromhex(seal)).decode()[:_CHARACTERS])


def read_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint as somebody typed it from paper: case, blanks and dashes do not matter.

    Raises: CheckpointFormError.
    """
    marks = re.sub(r"[\s\-–—/.]", "", text[:_LONGEST]).upper()
    found = _FORM.fullmatch(marks)
    head = found[1].translate(_AS_LETTERS) if found else ""
    if not found or len(text) > _LONGEST or re.search("[89]", head):
        raise CheckpointFormError(given=visible(text[:_LONGEST]))
    return Checkpoint(int(found[2].translate(_AS_DIGITS)), head)
