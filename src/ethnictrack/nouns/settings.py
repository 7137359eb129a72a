"""What an office sets once: its letterhead, its unit, the way it writes amounts in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.i18n import N_, Message, language
from ethnictrack.values.clean_text import clean
from ethnictrack.values.errors import UsageError
from ethnictrack.values.money import Dong, Scale, WordStyle, in_english, sentence

_MB = ("1", "2", "5", "10", "25")
MOST_MB = int(_MB[-1])  # a larger file would not pass through an export


class UnknownSettingError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "unknown-setting"
    text = N_("There is no setting “{given}”.")
    remedy = N_("The settings are: {known}; `ethnictrack book settings` shows what they say.")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it is for, what holds where nothing was set, what it may be."""

    name: str
    about: Message
    default: str = ""
    choices: tuple[str, ...] = ()
    label: Message | None = None  # what it is called where it was kept

    def read(self, given: str) -> str:
        """Return the value to keep. Raises: UnknownChoiceError, TextCharacterError."""
        if not self.choices:
            return clean(given, Message(self.name), lines=True)
        wanted = clean(given, Message(self.name)).casefold()
        for choice in self.choices:
            if choice == wanted:
                return choice
        raise UnknownChoiceError(option=self.name, given=given, known=self.choices)


SETTINGS: Mapping[str, Setting] = {
    each.name: each
    for each in (
        Setting(
            "parent-body",
            N_("body above the office, for the letterhead"),
            label=N_("parent body"),
        ),
        Setting("office", N_("name of the office"), label=N_("name of the office")),
        Setting(
            "place",
            N_("place named in the date of a document"),
            label=N_("place named in the date of a document"),
        ),
        Setting("number", N_("number of the next document; a blank until the registry gives one")),
        Setting("sign", N_("sign of the office's documents, such as BC-BDT")),
        Setting("signer-title", N_("title of who signs")),
        Setting("signer-name", N_("name of who signs")),
        Setting("preparer", N_("name of who prepares tables")),
        Setting("chief-accountant", N_("name of the chief accountant")),
        Setting("chapter", N_("budget chapter of the office, mã chương")),
        Setting("unit-code", N_("code of the office as a budget user, mã ĐVQHNS")),
        Setting("recipients", N_("recipients of the annual report")),
        Setting(
            "unit", N_("unit of amounts in reports"), Scale.TRIEU.value, tuple(map(str, Scale))
        ),
        Setting("words-four", N_("how 24 is said: hai mươi tư or bốn"), "tư", ("tư", "bốn")),
        Setting(
            "words-zero", N_("how 105 is said: một trăm linh or lẻ năm"), "linh", ("linh", "lẻ")
        ),
        Setting(
            "strict-deadlines",
            N_("on: money after its last day is refused; off: warned about"),
            "off",
            ("on", "off"),
        ),
        Setting("attachment-mb", N_("how many MB a file may have that is attached"), "25", _MB),
        Setting(
            "collect",
            N_("record: what units report becomes entries; compare-only: it is kept beside them"),
            "record",
            ("record", "compare-only"),
        ),
        Setting("words-thousand", N_("how 1.000 is said"), "nghìn", ("nghìn", "ngàn")),
    )
}


def setting(name: str) -> Setting:
    """Return a setting by name. Raises: UnknownSettingError."""
    if name not in SETTINGS:
        raise UnknownSettingError(given=name, known=tuple(SETTINGS))
    return SETTINGS[name]


def value_of(kept: Mapping[str, str], name: str) -> str:
    """Return what is set, or the default."""
    return kept.get(name, setting(name).default)


def word_style(kept: Mapping[str, str]) -> WordStyle:
    """Return the house style of amounts in words."""
    return WordStyle(
        four="bốn" if value_of(kept, "words-four") == "bốn" else "tư",
        zero_tens="lẻ" if value_of(kept, "words-zero") == "lẻ" else "linh",
        thousand="ngàn" if value_of(kept, "words-thousand") == "ngàn" else "nghìn",
    )


def in_words(amount: Dong, kept: Mapping[str, str]) -> str:
    """Write an amount as vouchers want it; a reversal's is below zero and says so."""
    if language() == "en":
        words = in_english(amount)
        return words[:1].upper() + words[1:]
    return sentence(amount, word_style(kept))


def scale_of(kept: Mapping[str, str]) -> Scale:
    """Return the unit of amounts in reports."""
    return Scale(value_of(kept, "unit"))
