"""What the heading of a column of money says of it: its side, capital, source, year and day.

Offices put several such columns side by side, and write in their headings what others have in
columns of their own. A heading is understood as a whole, or not at all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ethnictrack.fields.words import CAPITALS, SOURCES
from ethnictrack.importing.sheets.unit_words import unit_behind
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.text import fold

_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BETWEEN = re.compile(r"[\s,;:.()\[\]/+–—-]+")
_QUARTERS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_PLANNED = (
    r"ke hoach(?: von)?(?: (?:giao|duoc giao))?|khv|kh|(?:so )?von (?:duoc )?giao|du toan(?: giao)?"
)
_PAID = (
    r"(?:luy ke |ket qua |thuc hien |da |so |von |gia tri )*giai ngan"
    r"|(?:luy ke |da |so )*thanh toan(?! (?:khoi luong|klht))"
)
_ACCUMULATED = "luy ke"


@dataclass(slots=True)
class Meaning:
    """What a column of money is: of which side, and what every amount in it says besides.

    ``month`` is one whose year the heading does not say. ``whole`` calls itself a sum, ``part``
    stands below “trong đó”; ``carried`` is plan of an earlier year;
    ``upto`` is paid from the beginning of the year up to its day.
    """

    side: Side | None = None
    facts: dict[str, object] = field(default_factory=dict)
    month: int | None = None
    whole: bool = False
    part: bool = False
    carried: bool = False
    upto: bool = False

    @property
    def telling(self) -> bool:
        """Say whether it tells more than that it is money."""
        return bool(self.side or self.facts or self.month)

    def say(self, name: str, value: object) -> bool:
        """Take in a fact; False where another was said already."""
        return self.facts.setdefault(name, value) == value


def bracketless(heading: str) -> str:
    """Return a heading without the brackets that hold a day: what is left may hold a unit."""
    return _BRACKET.sub(lambda found: " " if _DAYS.search(fold(found[1])) else found[0], heading)


@lru_cache(maxsize=1 << 12)
def meaning_of(heading: str) -> Meaning | None:
    """Return what a heading says; None where a word of it is not understood."""
    bare = _BRACKET.sub(lambda found: f" {found[1]} " if _dated(found[1]) else " ", heading)
    text = fold(unit_behind(bare)[0])
    found = _understood(text) if text else None
    paid = found is not None and found.side is Side.DISBURSEMENT
    return None if found and found.carried and paid else found


def _understood(text: str) -> Meaning | None:
    """Return what a folded text says, word by word."""
    found, at = Meaning(), 0
    while at < len(text):
        if between := _BETWEEN.match(text, at):
            at = between.end()
            continue
        ends = (_taken(text, at, each, found) for each in _WORDS)
        at = next((end for end in ends if end), 0)
        if not at:
            return None
    return found


def _taken(text: str, at: int, word: _Word, found: Meaning) -> int:
    """Return where a word ends that stands at a place and agrees with what was said; else 0."""
    pattern, take = word
    said = pattern.match(text, at)
    return said.end() if said and take(found, said) else 0


def _dated(bracket: str) -> bool:
    return bool(_DAYS.search(fold(bracket)))


_Take = Callable[[Meaning, re.Match[str]], bool]
_Word = tuple[re.Pattern[str], _Take]


def _side(side: Side) -> _Take:
    def take(found: Meaning, said: re.Match[str]) -> bool:
        if found.side not in {None, side}:
            return False
        found.side = side
        found.upto = found.upto or _ACCUMULATED in said[0]
        return True

    return take


def _fact(name: str, value: object) -> _Take:
    return lambda found, _: found.say(name, value)


def _mark(name: str) -> _Take:
    def take(found: Meaning, _: re.Match[str]) -> bool:
        setattr(found, name, True)
        return True

    return take


def _carried(found: Meaning, _: re.Match[str]) -> bool:
    """Take in that money comes from an earlier year; what was paid of such is not understood."""
    found.carried, found.side = True, found.side or Side.ALLOCATION
    return True


def _year(found: Meaning, said: re.Match[str]) -> bool:
    return found.say("year", int(said["year"]))


def _day(found: Meaning, said: re.Match[str]) -> bool:
    try:
        day = date(int(said["year"]), int(said["month"]), int(said["day"]))
    except ValueError:
        return False
    found.upto = found.upto or bool(said["upto"])
    return found.say("date", day)


def _month(found: Meaning, said: re.Match[str]) -> bool:
    month = int(said["month"])
    found.upto = found.upto or bool(said["upto"])
    return _ending(found, month, said["year"])


def _quarter(found: Meaning, said: re.Match[str]) -> bool:
    return _ending(found, _QUARTERS[said["quarter"]], said["year"])


def _ending(found: Meaning, month: int, year: str | None) -> bool:
    """Take in the last day of a month, or the month where its year has to be looked for."""
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        return False
    if year is None:
        known = found.month in {None, month}
        found.month = month
        return known
    return found.say("date", last_day(int(year), month))


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _choices() -> list[_Word]:
    """Return the words of capitals and sources, the longest first; not those of neither."""
    words = [
        (fold(word), _fact(name, member))
        for name, members in (("capital", CAPITALS), ("source", SOURCES))
        for member, said in members.items()
        if member is not None
        for word in said[1:]
    ]
    words.sort(key=lambda each: -len(each[0]))
    return [(re.compile(rf"{re.escape(word)}\b"), take) for word, take in words]


_YEAR = "(?P<year>20[0-9][0-9])"
_UPTO = r"(?P<upto>(?:tinh )?den(?: het| cuoi)?(?: ngay)? )?"
_OF_YEAR = rf"(?:(?:\s*[/.-]\s*| nam ){_YEAR})?\b"
_DAYS = re.compile(r"(?:[0-9]{1,2}[/.-]){1,2}20[0-9][0-9]|thang [0-9]{1,2}")
_EARLIER = r"(?:nam )?(?:truoc|20[0-9][0-9])"
_BROUGHT = (  # von nam truoc chuyen sang, nam 2020 keo dai sang nam 2021
    r"(?:(?:du toan|von|kinh phi|so du|so|don vi|de nghi|duoc|phep|cac|ngan sach) )*"
    rf"(?:{_EARLIER} )?(?:(?:duoc|phep|da|von) )*(?:chuyen(?: nguon| tiep)?|keo dai)"
    rf"(?: (?:tu|sang|thoi gian|thuc hien|giai ngan|thanh toan|nam nay|{_EARLIER}|nam))*\b"
)
_OTHERS: tuple[tuple[str, _Take], ...] = (
    (_BROUGHT, _carried),
    (
        rf"{_UPTO}(?P<day>[0-9]{{1,2}})[/.-](?P<month>[0-9]{{1,2}})[/.-]{_YEAR}\b",
        _day,
    ),
    (rf"(?:trong )?{_UPTO}(?:thang |t ?)(?P<month>[0-9]{{1,2}}){_OF_YEAR}", _month),
    (rf"{_UPTO}(?:het )?quy (?P<quarter>iv|i{{1,3}}|[1-4]){_OF_YEAR}", _quarter),
    (rf"(?:trong )?(?:nam )?{_YEAR}\b", _year),
    (rf"(?:{_PLANNED})\b", _side(Side.ALLOCATION)),
    (rf"(?:{_PAID})(?: {_ACCUMULATED})?\b", _side(Side.DISBURSEMENT)),
    (r"thanh toan (?:klht|khoi luong hoan thanh)\b", _fact("kind", Kind.PAYMENT)),
    (r"tam ung\b", _fact("kind", Kind.ADVANCE)),
    (r"(?:tong so|tong cong|tong|cong|ca nam)\b", _mark("whole")),
    (r"(?:trong do|bao gom|gom|chia ra)\b", _mark("part")),
)
_IDLE = (
    r"(?:so tien|kinh phi|nguon von|von|nguon|chi|chia theo|theo|cac|thang|quy|so"
    r"|trong nam|nam nay)\b"
)
_WORDS: tuple[_Word, ...] = (
    *((re.compile(words), take) for words, take in _OTHERS),
    *_choices(),
    (re.compile(_IDLE), lambda _, __: True),
)
