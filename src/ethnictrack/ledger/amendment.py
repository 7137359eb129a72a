"""Texts of an entry put right: the version before stays beside the one that holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime


NAMES = ("note", "payee", "voucher", "decision")  # never money, day, programme or class


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The texts that one command put right, by field; those not named stay as they were."""

    entry: int
    texts: Mapping[str, str | None]
    reason: str
    actor: str
    recorded_at: datetime


def newest(amendments: Iterable[Amendment]) -> dict[str, Any]:
    """Return the texts that hold after some amendments, the oldest first."""
    return {name: text or None for each in amendments for name, text in each.texts.items()}
