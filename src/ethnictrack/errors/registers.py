"""Refusals about programmes, places, inspections and activities as registers."""

from __future__ import annotations

from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.refusal import BookError, UnusableBookError, UsageError


class UnknownCodeError(BookError):
    """Nothing in the register has this code or name."""

    noun: Message
    given: str
    near: tuple[str, ...] = ()
    code: ClassVar[str] = "unknown-code"
    text: ClassVar[Message] = N_("There is no {noun} “{given}” in this book.")
    remedy: ClassVar[Message] = N_("Add it first, or list what the book has.")

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        if self.near:
            return N_("Did you mean: {near}?").of(near=self.near)
        return super().advice()


class AmbiguousNameError(BookError):
    """A name that several lines of the register have."""

    noun: Message
    given: str
    found: tuple[str, ...]
    code: ClassVar[str] = "ambiguous-name"
    text: ClassVar[Message] = N_("“{given}” names more than one {noun}: {found}.")
    remedy: ClassVar[Message] = N_("Write the code of the one you mean.")


class DuplicateCodeError(BookError):
    """A code that is taken."""

    noun: Message
    given: str
    name: str
    code: ClassVar[str] = "duplicate-code"
    text: ClassVar[Message] = N_("The book has a {noun} with the code “{given}” already: {name}.")
    remedy: ClassVar[Message] = N_("Choose another code, or use the one that is there.")


class UnknownProvinceError(UsageError):
    """No province of today or of before July 2025 is called so."""

    given: str
    near: tuple[str, ...] = ()
    code: ClassVar[str] = "unknown-province"
    text: ClassVar[Message] = N_("No province is called “{given}”.")
    remedy: ClassVar[Message] = N_(
        "Write its name, such as Cao Bằng, or all for the whole country."
    )

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        if self.near:
            return N_("Did you mean: {near}?").of(near=self.near)
        return super().advice()


class EndlessTreeError(UnusableBookError):
    """A tree that bites its own tail already, which no command of ours writes."""

    given: str
    code: ClassVar[str] = "endless-tree"
    text: ClassVar[Message] = N_("{given} stands below itself in this book.")
    remedy: ClassVar[Message] = N_(
        "The book was changed by another program. `ethnictrack book check` and `ethnictrack book "
        "verify` say where; put the newest copy back with `ethnictrack book restore FILE "
        "--replace`."
    )


class ParentLoopError(BookError):
    """A tree that would bite its own tail."""

    program: str
    parent: str
    code: ClassVar[str] = "parent-loop"
    text: ClassVar[Message] = N_(
        "{parent} stands below {program} and cannot become what stands above it."
    )
    remedy: ClassVar[Message] = N_("Move {parent} elsewhere first.")


class PeriodError(BookError):
    """A period that ends before it begins."""

    first: object
    last: object
    code: ClassVar[str] = "period-reversed"
    text: ClassVar[Message] = N_("The period ends ({last}) before it begins ({first}).")
    remedy: ClassVar[Message] = N_("Check the two ends of the period.")


class NothingToChangeError(UsageError):
    """An edit that names no field."""

    given: str
    code: ClassVar[str] = "nothing-to-change"
    text: ClassVar[Message] = N_("Nothing was said that would change {given}.")
    remedy: ClassVar[Message] = N_("Name at least one option with its new value.")
