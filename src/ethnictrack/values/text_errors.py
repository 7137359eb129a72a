"""Refusals of dates, years, names and codes that cannot be kept as written.

``value`` is always safe to show; ``character`` is a code point and its Unicode name.
"""

from __future__ import annotations

from ethnictrack.i18n import N_, Message
from ethnictrack.values.refusal import UsageError


class UnreadableDateError(UsageError):
    """Not one of the forms a date may have."""

    value: str
    code = "date-unreadable"
    text = N_("“{value}” is not a date in a form that reads one way only.")
    remedy = N_("Write day/month/year with four digits, such as 15/11/2021, or 2021-11-15.")


class ImpossibleDateError(UsageError):
    """A day the calendar does not have."""

    value: str
    meant: Message
    code = "date-impossible"
    text = N_("There is no such day as “{value}”; dates are day/month/year.")
    remedy = N_("{meant} Check it against the document.")


class DateRangeError(UsageError):
    """A year no document of this office can have."""

    value: str
    first: int
    last: int
    code = "date-range"
    text = N_("“{value}” is outside the years {first} to {last}.")
    remedy = N_("Check the year; it is written with four digits.")


class UnreadableYearError(UsageError):
    """Not four digits."""

    value: str
    code = "year-unreadable"
    text = N_("“{value}” is not a year.")
    remedy = N_("Write the year with four digits from 0 to 9, such as 2021.")


class EmptyTextError(UsageError):
    """Nothing, or blanks only."""

    what: Message | str
    code = "text-empty"
    text = N_("{what}: nothing is written there.")
    remedy = N_("Write it, or leave the option out where it is not required.")


class LongTextError(UsageError):
    """More characters than the field holds."""

    what: Message | str
    value: str
    length: int
    limit: int
    code = "text-too-long"
    text = N_("{what}: “{value}” has {length} characters; {limit} is the most.")
    remedy = N_("Shorten it; long texts belong in the document it refers to.")


class TextCharacterError(UsageError):
    """A character that cannot be seen: control, direction, zero width, half a character."""

    what: Message | str
    value: str
    character: str
    position: int
    code = "text-character"
    text = N_("{what}: character {position} of “{value}” is {character}, which cannot be seen.")
    remedy = N_("It may have come along with copied text; delete it or type the text again.")


class LookAlikeError(UsageError):
    """A letter of another alphabet or width in Vietnamese text."""

    what: Message | str
    value: str
    character: str
    position: int
    meant: str
    code = "text-look-alike"
    text = N_("{what}: character {position} of “{value}” is {character}, not a Vietnamese letter.")
    remedy = N_("Type a letter such as {meant} there, or searches will not find the text.")


class StackedMarksError(UsageError):
    """More accents on one letter than any language writes."""

    what: Message | str
    value: str
    position: int
    limit: int
    code = "text-marks"
    text = N_("{what}: “{value}” stacks more than {limit} accents on character {position}.")
    remedy = N_("Type that letter again.")


class CodeError(UsageError):
    """A code with characters that codes do not have."""

    value: str
    limit: int
    code = "code-unreadable"
    text = N_("“{value}” cannot be a code.")
    remedy = N_(
        "A code has 1 to {limit} letters, digits and . - _ / without blanks, and begins with "
        "a letter or a digit."
    )
