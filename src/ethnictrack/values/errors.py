"""What every refusal has, and the refusals of amounts: what was wrong, what it could mean.

``value`` is always safe to show: cut to a line, control characters made visible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar, dataclass_transform

from ethnictrack.i18n import N_, Labelled, Message, tr
from ethnictrack.values.money import Dong
from ethnictrack.values.text import as_typed

EXACT = N_("{amount} đồng")
Way = Mapping[str, str | bool | None]  # options of the refused command; None leaves one out
SHOWN = 3  # commands of a hint
HELP: Way = MappingProxyType({"--help": True})  # the rest is known by a person alone
_OF_FIELD = Message("{field}: {refusal}")
_BOOK = "--book {path}"
_NAMED = ("{what}", "{option}", "{names}")  # blanks of sentences that say which field it is

REFUSED, USAGE, UNUSABLE, BUSY, KEPT, PARTLY, INTERRUPTED = 1, 2, 3, 4, 5, 6, 130


def plainly(sentence: Message) -> str:
    """Return a sentence of the catalogue with its facts as Python writes them."""
    return tr(sentence.text).format(**sentence.facts)


def _filled(way: Way, facts: Mapping[str, object]) -> Way:
    """Put the facts into the blanks of a way; a day is written as ISO has it."""
    return {
        name.format(**facts): value.format(**facts) if isinstance(value, str) else value
        for name, value in way.items()
    }


@dataclass_transform(eq_default=False)
class BookError(Exception):
    """A refusal a user can act on: ``code``, ``message``, ``hint`` and ``details`` say all of it.

    Subclasses name their facts as fields; ``text`` and ``remedy`` use them.
    Fields work as in a dataclass, and type checkers know them as such. They are not dataclasses
    because every start of the program would make some eighty of them.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    worded: ClassVar[Callable[[Message], str]] = plainly  # the one who shows it knows more of words
    # What people call a word of the command line; whoever has a command line knows it.
    labels: ClassVar[Mapping[str, Message]] = MappingProxyType({})
    # What of a row of a file it is about, by JSON keys; what stands first and is said counts.
    about: ClassVar[tuple[str, ...]] = ()
    # Facts that the hint alone uses: scripts do not get them.
    hint_only: ClassVar[tuple[str, ...]] = ()
    code: ClassVar[str] = "refused"
    exit: ClassVar[int] = REFUSED
    text: ClassVar[Message] = N_("The book refused this.")
    remedy: ClassVar[Message] = N_("Run the command again with --help to see what it takes.")
    # How the refused command is mended, a way each; blanks are filled as those of the remedy are.
    again: ClassVar[tuple[Way, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Take note of the fields, those of the class above first."""
        named = cls.__annotations__
        own = (name for name, kind in named.items() if not str(kind).startswith("ClassVar"))
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__(*values)
        self.of_field: Labelled | None = None  # the field whose word could not be read
        given = dict(zip(self._fields, values, strict=False)) | named
        for name in self._fields:
            setattr(self, name, given[name] if name in given else getattr(type(self), name))

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """What was wrong, in the language in force."""
        return type(self).worded(self.sentence())

    @property
    def hint(self) -> str:
        """What to do next, in the language in force."""
        return type(self).worded(self.advice())

    def facts(self) -> dict[str, object]:
        """Return the facts by name, as values."""
        return {name: getattr(self, name) for name in self._fields}

    def sentence(self) -> Message:
        """Say what was wrong and where."""
        said = self.text.of(**self._told())
        if self.of_field is None or any(blank in self.text.text for blank in _NAMED):
            return said
        return _OF_FIELD.of(field=self.of_field, refusal=said)

    @property
    def details(self) -> dict[str, object]:
        """Return the facts as scripts get them, with the name of the field it is about."""
        facts = {name: fact for name, fact in self.facts().items() if name not in self.hint_only}
        return facts if self.of_field is None else {**facts, "field": str(self.of_field)}

    def advice(self) -> Message:
        """Say what to do next; what stands in its commands is as it is typed."""
        told = self._told()
        if _BOOK in self.remedy.text:
            told["path"] = as_typed(str(told["path"]))
        return self.remedy.of(**told)

    def ways(self) -> tuple[Way, ...]:
        """Return how the refused command is mended, for those who know what it was."""
        if not self.again:
            return ()
        facts = {**self._told(), **self.facts()}
        return tuple(way if way is HELP else _filled(way, facts) for way in self.again)

    def labelled(self, word: object) -> object:
        """Return a word of the command line with what people call it, where that is known."""
        if isinstance(word, Labelled) or word not in self.labels:
            return word
        return Labelled.option(str(word), self.labels[str(word)])

    def _told(self) -> dict[str, object]:
        """Return the facts as a sentence has them: money to the đồng, never rounded."""
        told = {
            name: EXACT.of(amount=value.value) if isinstance(value, Dong) else value
            for name, value in self.facts().items()
        }
        if "option" in told:
            told["option"] = self.labelled(told["option"])
        return told


class UsageError(BookError):
    """Wrong usage, or a value that cannot be read; nothing was opened."""

    exit = USAGE


class UnusableBookError(BookError):
    """The book cannot be used as it is."""

    exit = UNUSABLE


class EmptyAmountError(UsageError):
    code = "amount-empty"
    text = N_("An amount is missing.")
    remedy = N_("Write one such as 15.213.000.000 or 15 tỷ 213 triệu.")


class LongAmountError(UsageError):
    value: str
    limit: int
    code = "amount-too-long"
    text = N_("“{value}” is longer than the {limit} characters an amount may have.")
    remedy = N_("Write one amount, with nothing before or behind it.")


class AmountCharacterError(UsageError):
    value: str
    character: str
    code = "amount-character"
    text = N_("“{value}” holds the character {character}, which has no place in an amount.")
    remedy = N_("It may have come along with copied text; type the amount by hand.")


class AmountDigitsError(UsageError):
    value: str
    character: str
    meant: str
    code = "amount-digits"
    text = N_("“{value}” holds {character}, which is not one of the digits 0 to 9.")
    remedy = N_("If {meant} is meant, type that.")


class AmountBlanksError(UsageError):
    value: str
    meant: str
    code = "amount-blanks"
    text = N_("“{value}” has two blanks in a row; something may be missing there.")
    remedy = N_("If {meant} is meant, type that.")


class NoNumberError(UsageError):
    value: str
    code = "amount-no-number"
    text = N_("“{value}” holds no number.")
    remedy = N_("Write the amount in digits, such as 15.213.000.000 or 15 tỷ 213 triệu.")


class UnreadableAmountError(UsageError):
    value: str
    word: str
    meant: Message
    code = "amount-unreadable"
    text = N_("“{word}” in “{value}” is not part of an amount.")
    remedy = N_("{meant} The units are đồng, nghìn, triệu, tỷ and nghìn tỷ.")


class AmountGroupingError(UsageError):
    value: str
    group: str
    mark: str
    meant: Message
    example: str
    code = "amount-grouping"
    text = N_(
        "The marks in “{value}” do not fit: “{group}” groups digits in exact threes, "
        "“{mark}” is the decimal mark, and a number does not begin with 0."
    )
    remedy = N_("{meant} Here an amount looks like {example}.")


class AmountTwoWaysError(UsageError):
    value: str
    number: str
    mark: str
    grouped: str
    other: str
    code = "amount-two-ways"
    text = N_(
        "“{value}” reads two ways: {grouped} đồng if “{mark}” groups thousands, "
        "or {number} tỷ or triệu with the unit left out."
    )
    remedy = N_(
        "Write {grouped} đồng, {number} triệu or {number} tỷ, whichever is meant; "
        "with --numbers {other} the mark groups thousands."
    )
    again = ({"--numbers": "{other}"},)


class AmountUnitError(UsageError):
    value: str
    number: str
    code = "amount-needs-unit"
    text = N_("“{value}” has a decimal mark but no unit, and the đồng has no fraction.")
    remedy = N_("Name the unit, such as {number} triệu or {number} tỷ, or write whole đồng.")


class LastUnitError(UsageError):
    value: str
    first: str
    second: str
    code = "amount-last-unit"
    text = N_("The last number of “{value}” has no unit: it could be {first} or {second}.")
    remedy = N_("Write the unit behind the last number too.")


class AmountOrderError(UsageError):
    value: str
    code = "amount-order"
    text = N_(
        "The units of “{value}” do not go down: each part has to be smaller than the unit "
        "before it, as in 15 tỷ 213 triệu."
    )
    remedy = N_("If parts are missing or swapped, write them from the largest unit down.")


class MixedAmountError(UsageError):
    value: str
    code = "amount-mixed"
    text = N_("“{value}” has a decimal mark before its last unit.")
    remedy = N_("Use whole numbers before the last unit: 1.298 tỷ 911,2 triệu, or 15,213 tỷ.")


class AmountFractionError(UsageError):
    value: str
    exact: str
    below: str
    above: str
    code = "amount-fraction"
    text = N_("“{value}” is {exact} đồng, and the đồng has no fraction.")
    remedy = N_("Write {below} or {above}, or check the unit.")


class ZeroAmountError(UsageError):
    value: str
    code = "amount-zero"
    text = N_("“{value}” is zero; an entry moves at least one đồng.")
    remedy = N_(
        "Leave the entry out, or write the amount that is missing here; an import sets such rows "
        "aside with --zero skip."
    )
    again = ({"--zero": "skip"},)


class NegativeAmountError(UsageError):
    value: str
    meant: str
    code = "amount-negative"
    text = N_("“{value}” is less than zero; amounts are written without a sign.")
    remedy = N_("Write {meant} with a kind that lowers, or reverse the entry that was wrong.")


class AmountRangeError(UsageError):
    value: str
    amount: Dong
    limit: Dong
    code = "amount-range"
    text = N_("“{value}” is {amount}; one entry carries at most {limit}.")
    remedy = N_("Check the unit and the zeros; a real sum of this size takes several entries.")
