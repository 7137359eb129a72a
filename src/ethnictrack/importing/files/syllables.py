"""What a Vietnamese syllable can be: a test for whether a text was converted rightly."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RHYME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăk|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây"
    "|e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu"
    "|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu"
    "|o|oa|oac|oach|oai|oan|oang|oanh|oao|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet"
    "|oi|om|on|ong|ooc|oong|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt"
    "|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uênh|ui|um|un|ung|uôc|uôi|uôm|uôn|uông|uôt|uơ|up|ut"
    "|uy|uya|uych|uyên|uyêt|uynh|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|ươc|ươi|ươm|ươn|ương|ươp|ươt"
    "|ươu|ưt|ưu|y|yêm|yên|yêng|yêt|yêu"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RHYME})")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOPPED = ("c", "ch", "k", "p", "t")  # ends that go with two tones only
_SHARP = {"\u0301", "\u0323"}


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Say whether a word is one Vietnamese syllable with at most one tone, written rightly."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [one for one in apart if ord(one) in _TONES]
    bare = unicodedata.normalize("NFC", apart.translate(_TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not bare.endswith(_STOPPED) or set(tones) <= _SHARP
