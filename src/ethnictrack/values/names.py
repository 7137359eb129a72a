"""Names of the members of closed lists, for people."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from ethnictrack.i18n import Message

Member = TypeVar("Member", bound=StrEnum)
Named = Mapping[Member, Message]
