"""The words of money in sheets: its unit, and what the heading of a column of it says besides.

Units stand in lines of their own, in brackets of headings, in cells. What begins as a unit and is
none that is known is refused by name: read as đồng, money would be a thousand or a million times
too small.

Offices put several columns of money side by side, and write in their headings the side, capital,
source, year and day that others have in columns of their own. A heading is understood as a whole,
or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ethnictrack.fields.words import CAPITALS, SOURCES
from ethnictrack.i18n import N_
from ethnictrack.importing.refusals import UnknownUnitError
from ethnictrack.values.errors import HELP, BookError
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import Scale
from ethnictrack.values.text import fold, shown

_DONG = r"(?:dong viet nam|viet nam dong|dong|vnd|vn dong|d|₫)"
_SIZES = {
    Scale.DONG: r"(?:viet nam )?",
    Scale.NGHIN: r"(?:nghin|ngan|thousand(?: of)?|1[., ]?000|10\^3)",
    Scale.TRIEU: r"(?:trieu|tr|million(?: of)?|1[., ]?000[., ]?000|10\^6)",
    Scale.TY: r"(?:ty|ti|billion(?: of)?|1[., ]?000[., ]?000[., ]?000|10\^9)",
}
_ROUNDED = r"(?: ?[(,]? ?(?:lam tron|so tron|rounded)\)?)?(?: ?[,;] ?%)?"
_KNOWN = {
    scale: re.compile(
        rf"{_DONG}{_ROUNDED}[.]?"
        if scale is Scale.DONG
        else rf"(?:(?:vnd )?{size}[. ]{{0,2}}{_DONG}?|x ?{size}[. ]?{_DONG}){_ROUNDED}[.]?"
    )
    for scale, size in _SIZES.items()
}
# Always the beginning of a unit, or only in front of what sounds like money.
_LINE = re.compile(
    r"\b(?:don ?vi ?tinh|dvt|d\.v\.t|dv tinh|(?:currency|loai tien|tien te)(?=\s*:))\b\s*[:.]?\s*"
    r"(?P<unit>.*)",
    re.DOTALL,
)
_LOOSE = re.compile(r"\b(?:don vi tien|don vi|dv|unit)\s*[:.]\s*(?P<unit>.*)", re.DOTALL)
_MONEY = re.compile(
    r"(?:^|[^a-z])(?:dong|vnd|d|nghin|ngan|trieu|tieu|tr|ty|ti|usd|eur|million|billion|thousand"
    r"|x ?[0-9]+|[0-9][0-9., ]*|%)(?:$|[^a-z])"
)
# The unit that reports: a commune may be called Đồng Văn, and no amount is in its đồng.
_OFFICE = re.compile(
    r"(?:ubnd|hdnd|uy ban|so|ban|phong|xa|phuong|thi tran|thi xa|huyen|quan|tinh|thanh pho|tp"
    r"|truong|trung tam|van phong|chi cuc|kho bac|hoi|cong ty|hop tac xa)\b"
    r"(?!.*\b(?:nghin|ngan|trieu|tieu|(?<!cong )ty|tr)[. ]?dong)"
)
_PROVINCE = re.compile("(đơn vị|đv) tỉnh", re.IGNORECASE)  # and no "đơn vị tính"
# Where a sentence may go on with a unit, and words that only a unit is made of.
_SAYS = re.compile(
    r"\b(?:(?:tinh|ghi|quy|quy doi|the hien) (?:bang|theo|ra)|don vi(?: tien)?|dv|loai tien|tien te"
    r"|units?|currency|(?:amounts?|figures|values|numbers|expressed) in)\b[\s:.]*"
)
_UNIT_WORD = (
    r"(?:chuc|muoi|tram|nghin|ngan|trieu|tieu|tr|ty|ti|dong|viet nam|vnd|vn|d|₫|do la(?: my)?|usd"
    r"|eur|euros?|cny|jpy|dollars?|hundreds?|thousands?|millions?|billions?|of|k|[$€]"
    r"|x ?[0-9]+(?:[., ]000)*"
    r"|10\^[0-9]+|10*(?:[., ]?000)*(?<=0))(?![a-z0-9])"
)
_UNIT_WORDS = re.compile(
    rf"(?!10{{0,2}}[\s.]*(?:[,/]|$)){_UNIT_WORD}(?:[\s./-]*{_UNIT_WORD}.*|[\s.]*(?:[,/].*)?)",
    re.DOTALL,
)
_FOREIGN = re.compile(r"\b(?:usd|eur|euros?|cny|jpy|do la|dollars?)\b")
# Where a line may end in a unit by itself; and what a text needs to be one, beside its digits.
_ENDS = re.compile(
    r"(?!.*bang chu).*(?::|=| [-–])\s*(?P<unit>(?!muoi)[a-z][a-z.]*[ .].*)", re.DOTALL
)
_SPEAKS = re.compile("[a-z]{2}|[0-9].*[a-z]|x ?[0-9]")
_BEHIND = re.compile(r"(?P<of>.*[^\W_].*?)\s*[,:;/–-]\s*(?P<unit>[^,:;/–-]+)", re.DOTALL)
_WRITTEN = re.compile(r"vnd|[0-9., ]*000d|tr\.?d(?:ong)?")  # one word that is a unit alone
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_FORMULA = re.compile(r"(?:(?:[0-9]{1,2}|[a-i])(?:\s*[=+*/:x-]\s*[0-9()+*/: x-]+)?)?")
_REMARKS = frozenset(("neu co", "bang so", "so tien", "ghi bang so"))
_LONGEST = 200  # characters of a text that is looked at


class TwoUnitsError(BookError):
    first: str
    second: str
    code = "units-differ"
    text = N_("“{first}” and “{second}” say two units of money.")
    remedy = N_("Say which one holds with --unit dong|nghin|trieu|ty.")
    again = (HELP,)


def plain(text: str) -> str:
    """Return a text for comparison; letters that pass for Đ are Đ."""
    text = _PROVINCE.sub(r"\1 của tỉnh", unicodedata.normalize("NFC", text[:_LONGEST]))
    return fold(text.translate({0xD0: "Đ", 0xF0: "đ", 0x189: "Đ", 0x256: "đ"}))


def scale_of(text: str) -> Scale | None:
    """Return the unit a text is, if it is one."""
    folded = plain(text).strip(" ()[]:;.-–")
    return next((scale for scale, words in _KNOWN.items() if words.fullmatch(folded)), None)


def told_in(text: str) -> Scale | None:
    """Return the unit that a line declares.

    Raises: UnknownUnitError, for one that is none; TwoUnitsError, for two.
    """
    folded = plain(text)
    told = _LINE.search(folded) or _LOOSE.search(folded)
    if told is None:
        return _agreed(text, _mentioned(folded))
    unit = _ended(told["unit"])
    if scale_of(unit):
        return _agreed(text, [unit, *_more(told["unit"])])
    office = told.re is _LOOSE and (_OFFICE.match(unit) or not _MONEY.search(unit))
    if office or not unit.strip(" .:…"):
        return None  # the next cell says it, or it is the unit that reports: a ban, a commune
    raise UnknownUnitError(shown(text.strip()))


def announced_in(text: str) -> Scale | None:
    """Return the unit that a text announces as such; None for one that is not known."""
    folded = plain(text)
    told = _LINE.search(folded) or _LOOSE.search(folded)
    return scale_of(_ended(told["unit"])) if told else None


def _ended(unit: str) -> str:
    """Return a unit without what follows it in its line."""
    return unit if "(lam" in unit else re.split(r"\)|;(?! ?%)", unit)[0]


def _more(unit: str) -> list[str]:
    """Return the other units of money that follow one in its line."""
    return [each for each in re.split("[;)(]", unit)[1:] if _is_unit(each)]


def _mentioned(folded: str) -> list[str]:
    """Return what a line calls a unit: all of it, a bracket, or where a sentence goes on."""
    alone = [each for each in (folded, *_BRACKET.findall(folded)) if _SPEAKS.search(each)]
    ends = _ENDS.fullmatch(folded)
    parts = [*alone, *map(_ended, _SAYS.split(folded)[1:]), *([ends["unit"]] if ends else [])]
    return [
        each for each in parts if scale_of(each) or _UNIT_WORDS.fullmatch(each.strip(" ()[]:;.-–"))
    ]


def _agreed(text: str, units: Sequence[str]) -> Scale | None:
    """Return what units of one text all mean. Raises: UnknownUnitError, TwoUnitsError."""
    found: dict[Scale, str] = {}
    for each in units:
        if (scale := scale_of(each)) is None:
            raise UnknownUnitError(shown(text.strip()))
        found.setdefault(scale, each.strip())
    if len(found) > 1:
        first, second, *_ = found.values()
        raise TwoUnitsError(shown(first), shown(second))
    return next(iter(found), None)


def told_above(rows: Iterable[Sequence[str]]) -> Scale | None:
    """Return the unit that the lines above a heading declare.

    Raises: UnknownUnitError, TwoUnitsError.
    """
    found: dict[Scale, str] = {}
    for row in rows:
        texts = [text for cell in row if (text := cell.strip())]
        for at, text in enumerate(texts):
            if (scale := told_in(text)) is not None:
                found.setdefault(scale, text)
            elif _asks(text) and (at + 1 == len(texts) or not scale_of(texts[at + 1])):
                raise UnknownUnitError(shown(" ".join(texts[at : at + 2])))
    if len(found) > 1:
        first, second, *_ = found.values()
        raise TwoUnitsError(shown(first), shown(second))
    return next(iter(found), None)


def _asks(text: str) -> bool:
    """Say whether a line announces a unit and does not say it."""
    told = _LINE.search(plain(text))
    return told is not None and not told["unit"].strip(" .:…")


def in_heading(heading: str) -> Scale | None:
    """Return the unit in a heading of money: in its brackets, or behind it.

    Raises: UnknownUnitError, for brackets that hold something else; TwoUnitsError.
    """
    _, comma, last = heading.rpartition(",")
    tail = unit_behind(heading)[1] or (last if comma else "")
    brackets = _BRACKET.findall(heading)
    parts = [_unit_of(each) for each in (*brackets, tail)]
    if any(map(scale_of, parts)):
        return _agreed(heading, list(filter(_is_unit, parts)))
    for part in brackets:
        folded = plain(part)
        if not (_FORMULA.fullmatch(folded.strip()) or folded in _REMARKS):
            raise UnknownUnitError(shown(heading))
    if "(" not in tail and _asks_money(plain(tail)):
        raise UnknownUnitError(shown(heading))
    return None


def unit_behind(heading: str) -> tuple[str, str]:
    """Return a heading without the unit it ends in, and that: Số tiền, triệu đồng; “” for none.

    One that stands there without a mark has two words at least, or is nothing else: “Hợp đồng” ends
    in none, nor does “Giải ngân”.
    """
    apart = " ".join(_BRACKET.sub(" ", heading).split())
    if _LINE.search(folded := plain(apart)) or _LOOSE.search(folded):
        return heading, ""  # it announces a unit itself
    if (marked := _BEHIND.fullmatch(apart)) and scale_of(marked["unit"]):
        return marked["of"], marked["unit"]
    words = apart.split(" ")
    for count in range(min(3, len(words) - 1), 0, -1):
        unit = " ".join(words[-count:])
        scale = scale_of(unit)
        if scale and (count > 1 or _WRITTEN.fullmatch(plain(unit))):
            return " ".join(words[:-count]), unit
    return heading, ""


def _asks_money(folded: str) -> bool:
    """Say whether words behind a comma announce a unit of money."""
    return bool(_MONEY.search(folded) or _LINE.search(folded))


def _unit_of(part: str) -> str:
    """Return the unit of a bracket, without what announces it."""
    told = _LINE.search(plain(part)) or _LOOSE.search(plain(part))
    return told["unit"] if told else part


def _is_unit(part: str) -> bool:
    """Say whether a part of a heading is a unit, of money or another."""
    return scale_of(part) is not None or _foreign(part)


def _foreign(part: str) -> bool:
    """Say whether a bracket beside a unit is another one, and no remark."""
    folded = plain(part).strip()
    return bool(
        _FOREIGN.search(folded) or (_UNIT_WORDS.fullmatch(folded) and not folded.isdecimal())
    )


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
    bare = _BRACKET.sub(
        lambda found: f" {found[1]} " if _DAYS.search(fold(found[1])) else " ", heading
    )
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
