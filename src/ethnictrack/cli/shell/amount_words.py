"""Amounts in words, in the reader's language and the office's style."""

from __future__ import annotations

from collections.abc import Mapping

from ethnictrack.i18n import language
from ethnictrack.nouns.settings import word_style
from ethnictrack.values.amount_words import in_english, sentence
from ethnictrack.values.money import Dong


def in_words(amount: Dong, settings: Mapping[str, str]) -> str:
    """Write an amount as vouchers want it; a reversal's is below zero and says so."""
    if language() == "en":
        words = in_english(amount)
        return words[:1].upper() + words[1:]
    return sentence(amount, word_style(settings))
