"""Refusals about the command line itself."""

from __future__ import annotations

from difflib import get_close_matches

from ethnictrack.i18n import N_, Labelled, Message, tr
from ethnictrack.values.errors import HELP, SHOWN, UnusableBookError, UsageError, Way
from ethnictrack.values.text import fold


class MissingValueError(UsageError):
    names: tuple[str, ...]
    code = "missing-value"
    text = N_("Missing: {names}.")
    remedy = N_("Give it on the command line; --help shows how.")

    def _told(self) -> dict[str, object]:
        """Call what is missing by its label."""
        return {**super()._told(), "names": tuple(map(self.labelled, self.names))}

    def ways(self) -> tuple[Way, ...]:
        """Give the answer that is wanted where there is one alone."""
        return ({"--yes": True},) if self.names == ("--yes",) else (HELP,)


class UnknownChoiceError(UsageError):
    option: str
    given: str
    known: tuple[str, ...]
    code = "unknown-choice"
    text = N_("{option} does not know “{given}”.")
    remedy = N_("Choose one of: {known}.")

    def ways(self) -> tuple[Way, ...]:
        """Offer what is nearest, else each of a few; the page has them all."""
        near = get_close_matches(self.given[:_LONG], self.known) or self._alike()
        few = self.known if len(self.known) <= SHOWN else ()
        option = str(self.option)
        if option in _PAGE or not option.startswith("--"):
            return (HELP,)
        return tuple({option: str(each)} for each in (near or few)[:SHOWN]) or (HELP,)

    def _alike(self) -> list[str]:
        """Return the words that people see under a label like what was given."""
        given = fold(self.given[:_LONG])
        labels = {each: _printed(each) for each in self.known}
        near = get_close_matches(given, labels.values())
        return [
            each
            for each, label in labels.items()
            if label in near or (len(given) > _SHORT and given in label)
        ]


_PAGE = frozenset({"--columns", "--lang"})  # a word of several, and one of every command
_SHORT, _LONG = 2, 60  # letters: those of parts of too many words, and what is compared


def _sentence(label: Message | str) -> str:
    return label if isinstance(label, str) else tr(label.text).format(**label.facts)


def _printed(known: str) -> str:
    """Return what people read of a word: its label, without the word itself."""
    label = _sentence(known.label) if isinstance(known, Labelled) else known
    return fold(label.removeprefix(str(known)).strip(" ()"))


class WholeNumberError(UsageError):
    option: str
    given: str
    code = "whole-number"
    text = N_("{option} takes a whole number, not “{given}”.")
    remedy = N_("Write digits only, such as 10.")


class MonthError(UsageError):
    given: str
    code = "month"
    text = N_("“{given}” is no month of a budget year.")
    remedy = N_("Write year and month, such as 2026-10. January of the next year needs --year.")
    again = (HELP,)


class UnknownCommandError(UsageError):
    given: str
    near: tuple[str, ...]
    code = "unknown-command"
    text = N_("There is no command “{given}”.")
    remedy = N_("--help lists the commands.")

    def ways(self) -> tuple[Way, ...]:
        """Send to the pages of what is nearest, if anything is."""
        return tuple({"--help": each} for each in self.near[:SHOWN]) or (HELP,)

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        return N_("Did you mean: {near}?").of(near=self.near) if self.near else super().advice()


class UnknownOptionError(UsageError):
    given: str
    near: tuple[str, ...]
    code = "unknown-option"
    text = N_("There is no option {given} here.")
    remedy = N_("A value that begins with - goes after --; --help lists the options.")
    again = (HELP,)

    def advice(self) -> Message:
        """Name what is nearest, if anything is."""
        return N_("Did you mean: {near}?").of(near=self.near) if self.near else super().advice()


class PlainWordError(UnknownOptionError):
    """What was said by an option is a word of the command itself."""

    argument: str
    remedy = N_("{argument} is written without an option, in its place.")
    again = ({},)  # with the word where it stands

    def _told(self) -> dict[str, object]:
        """Call the word by its label."""
        return {**super()._told(), "argument": self.labelled(self.argument)}


class OptionValueError(UsageError):
    option: str
    code = "option-value"
    text = N_("{option} is used wrongly: a value is missing, or one too many.")
    remedy = N_("--help shows what it takes.")
    again = (HELP,)


class ExtraValueError(UsageError):
    given: str
    code = "extra-value"
    text = N_("The command takes no “{given}” here.")
    remedy = N_("Put quotes around a name or an amount that has blanks.")
    again = (HELP,)


class WrongUsageError(UsageError):
    given: str
    code = "usage"
    text = N_("This cannot be read as a command: {given}")
    remedy = N_("--help shows how the command is written.")
    again = (HELP,)


class EncodingError(UsageError):
    position: int
    code = "argument-encoding"
    text = N_("Word {position} of the command is not written in UTF-8.")
    remedy = N_("Set the terminal to UTF-8 and type it again.")


class FormatFileError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "unknown-format"
    text = N_("No format is known for {given}.")
    remedy = N_("Name one with --format: {known}.")

    def ways(self) -> tuple[Way, ...]:
        """Offer the first formats, which a screen shows."""
        return tuple({"--format": each, "--output": None} for each in self.known[:SHOWN])


class LongNameError(UsageError):
    given: str
    limit: int
    code = "name-too-long"
    text = N_("“{given}” is no name of a file: with its folders it has at most {limit} characters.")
    remedy = N_("Check that nothing but the name was pasted there.")


class UnwritableOutputError(UnusableBookError):
    given: str
    code = "output-unwritable"
    text = N_("The result could not be written to {given}.")
    remedy = N_("Check the folder, its rights and the space on the disk.")


class UnreadableFileError(UsageError):
    given: str
    code = "file-unreadable"
    text = N_("{given} cannot be read as a text in UTF-8.")
    remedy = N_("Check the name, and save the file as UTF-8.")


class ContradictionError(UsageError):
    first: str
    second: str
    code = "contradiction"
    text = N_("{first} and {second} cannot both be said.")
    remedy = N_("Leave one of them out.")

    def ways(self) -> tuple[Way, ...]:
        """Leave out one, or the other."""
        return tuple({each.partition(" ")[0]: None} for each in (self.first, self.second))
