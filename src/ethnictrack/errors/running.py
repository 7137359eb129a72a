"""Refusals about commands that are run from a file."""

from __future__ import annotations

from ethnictrack.i18n import N_
from ethnictrack.values.errors import PARTLY, BookError, UsageError


class CommandLineError(UsageError):
    given: str
    code = "command-line"
    text = N_("“{given}” is no command: neither words of a shell nor a list of texts in JSON.")
    remedy = N_('Close every quote, or write the words as a list such as ["disburse", "list"].')


class LongCommandError(UsageError):
    line: int
    limit: int
    code = "long-command"
    text = N_("Line {line} is longer than {limit} bytes.")
    remedy = N_("Write one command a line.")


class RunWithinRunError(UsageError):
    code = "run-within-run"
    text = N_("A command of a file cannot run another file.")
    remedy = N_("Put the commands of both into one file.")


class PartlyKeptError(BookError):
    done: int
    lines: tuple[int, ...]
    more: int
    code = "partly-kept"
    exit = PARTLY
    text = N_("{done} commands were done and what they wrote is kept; refused: line {lines}{rest}.")
    remedy = N_("Mend the refused lines, and run them alone: the others would be done twice.")

    def _told(self) -> dict[str, object]:
        """Say how many more lines were refused."""
        rest = N_(", and {more} more").of(more=self.more) if self.more else ""
        return {**super()._told(), "rest": rest}
