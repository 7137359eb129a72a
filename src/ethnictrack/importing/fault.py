"""A cell of a spreadsheet that holds no value: an error, or a formula nobody computed."""

from __future__ import annotations

from dataclasses import dataclass

from ethnictrack.values.refusal import BookError


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """What stands in a cell instead of a value, and why that is none.

    The refusal is made when it is asked for: a sheet may have as many faults as cells.
    """

    written: str
    kind: type[BookError]
    facts: tuple[str, ...]

    def __reduce__(self) -> tuple[type[Fault], tuple[object, ...]]:
        """Travel between processes as the three it is made of."""
        return Fault, (self.written, self.kind, self.facts)

    @property
    def error(self) -> BookError:
        """The refusal of the cell."""
        return self.kind(*self.facts)
