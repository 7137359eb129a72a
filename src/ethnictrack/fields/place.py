"""The fields of a place, in the order of its JSON."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from ethnictrack.fields.field import Field, Match
from ethnictrack.fields.types import Choice, Code, Day, Name, Spellings, Text
from ethnictrack.i18n import N_
from ethnictrack.nouns.place import Level

_LEVELS: Spellings = MappingProxyType(
    {
        Level.PROVINCE: (
            "province",
            "tỉnh",
            "cấp tỉnh",
            "thành phố trực thuộc trung ương",
            "thành phố trung ương",
        ),
        Level.DISTRICT: (
            "district",
            "huyện",
            "cấp huyện",
            "thị xã",
            "thành phố",
            "quận",
            "thành phố thuộc tỉnh",
        ),
        Level.COMMUNE: ("commune", "xã", "cấp xã", "phường", "thị trấn", "đặc khu"),
        Level.VILLAGE: ("village", "thôn", "xóm", "bản", "tổ dân phố"),
    }
)
PLACE: tuple[Field[Any], ...] = (
    Field(
        name="code",
        type=Code(),
        label=N_("Code"),
        help=N_("Code or name of the place."),
        about="its code; official ones keep their leading zeros",
        optional=False,
        required=True,
        option="CODE",
        headings=("Mã", "Mã địa bàn", "Mã đơn vị hành chính", "Mã ĐVHC", "Mã số", "Mã xã"),
        example="01273-01",
        rank=1,
    ),
    Field(
        name="name",
        type=Text(500),
        label=N_("Name"),
        help=N_("Name of the place."),
        about="its name",
        optional=False,
        required=True,
        option="NAME",
        headings=("Tên", "Tên địa bàn", "Tên đơn vị hành chính", "Địa bàn", "Tên xã"),
        example=N_("Village 1"),
        rank=2,
    ),
    Field(
        name="level",
        type=Choice(_LEVELS),
        label=N_("Level"),
        help=N_("Level of the place."),
        optional=False,
        option="--level",
        headings=("Cấp", "Cấp hành chính", "Loại"),
        example=Level.VILLAGE,
        filter=Match.WHOLE,
        rank=3,
    ),
    Field(
        name="parent",
        type=Name("place"),
        label=N_("Part of"),
        help=N_("The place it is part of."),
        about="code of the place it lies in",
        option="--parent",
        metavar="CODE",
        headings=("Mã cấp trên", "Cấp trên", "Thuộc", "Mã huyện", "Huyện", "Mã cha"),
        filter=Match.WHOLE,
        rank=4,
    ),
    Field(
        name="valid_from",
        type=Day(),
        label=N_("Valid from"),
        help=N_("First day."),
        about="first day it exists",
        option="--valid-from",
        metavar="DATE",
        headings=("Hiệu lực từ", "Từ ngày", "Ngày hiệu lực", "Có hiệu lực từ"),
        example="01/07/2021",
        rank=5,
    ),
    Field(
        name="valid_to",
        type=Day(),
        label=N_("Valid to"),
        help=N_("Last day."),
        about="last day it exists",
        option="--valid-to",
        metavar="DATE",
        headings=("Hiệu lực đến", "Đến ngày", "Hết hiệu lực"),
        rank=6,
    ),
    Field(
        name="successor",
        type=Code(),
        label=N_("Successor"),
        help=N_("What took its place."),
        about="code of the place it became part of",
        option="--successor",
        metavar="CODE",
        headings=("Đơn vị kế thừa", "Mã đơn vị kế thừa", "Mã mới", "Sáp nhập vào"),
        rank=7,
    ),
)
