"""Amounts in words, in the reader's language and the office's style."""

from __future__ import annotations

from collections.abc import Mapping

from ethnictrack.domain.amount_words import in_english, sentence
from ethnictrack.domain.money import ZERO, Dong
from ethnictrack.domain.settings import word_style
from ethnictrack.i18n import Message, N_, language


def in_words(amount: Dong, settings: Mapping[str, str]) -> Message | str:
    """Write an amount as vouchers want it; what a reversal takes back is said as "minus"."""
    if amount < ZERO:
        return N_("minus {amount}").of(amount=in_words(-amount, settings))
    if language() == "en":
        words = in_english(amount)
        return words[:1].upper() + words[1:]
    return sentence(amount, word_style(settings))
