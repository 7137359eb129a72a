"""What an entry says in the office's own words: declared once, as attributes.

``Draft`` and ``Entry`` have them from here, with their types. A new one is a declaration here and a
column added by a migration, no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from ethnictrack.fields.field import Field, Match, declared_in, held
from ethnictrack.fields.types import Text
from ethnictrack.i18n import N_
from ethnictrack.values.kinds import Side

_ALLOCATION, _DISBURSEMENT = Side.ALLOCATION, Side.DISBURSEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTexts:
    """What an entry says in the office's own words."""

    voucher: str | None = held(
        Field(
            type=Text(100, reference=True),
            label=N_("Voucher"),
            help=N_("Number of the voucher."),
            answer=N_("The number of the voucher it was paid on."),
            on=_DISBURSEMENT,
            option="--voucher",
            metavar="NO",
            headings=("Số chứng từ", "Chứng từ", "Số CT", "Số hiệu chứng từ", "Mã chứng từ"),
            example="PC-0115",
            filter=Match.WHOLE,
            search=True,
        )
    )
    decision: str | None = held(
        Field(
            type=Text(100, reference=True),
            label=N_("Decision"),
            help=N_("Number of the decision."),
            answer=N_("The number of the decision, such as 1719/QĐ-TTg."),
            on=_ALLOCATION,
            option="--decision",
            metavar="NO",
            headings=("Số quyết định", "Quyết định", "Quyết định giao", "Số văn bản", "Văn bản"),
            example="1234/QĐ-UBND",
            filter=Match.PART,
            filter_help=N_("Any part of the number of the decision."),
            search=True,
        )
    )
    payee: str | None = held(
        Field(
            type=Text(500),
            label=N_("Payee"),
            help=N_("Who was paid."),
            on=_DISBURSEMENT,
            everywhere=True,
            option="--payee",
            headings=(
                "Người thụ hưởng",
                "Đơn vị thụ hưởng",
                "Đơn vị hưởng",
                "Người nhận",
                "Đơn vị nhận",
                "Đơn vị nhận tiền",
            ),
            example=N_("Company A"),
            filter=Match.PART,
            filter_help=N_("Any part of who was paid; accents are ignored."),
            search=True,
            private=True,
        )
    )
    note: str | None = held(
        Field(
            type=Text(2000),
            label=N_("Note"),
            help=N_("A note."),
            about="what was noted; of a reversal its reason",
            answer=N_("What it was for."),
            option="--note",
            headings=(
                "Diễn giải",
                "Nội dung thanh toán",
                "Nội dung chi",
                "Nội dung chi tiêu",
                "Nội dung công việc",
                "Lý do",
            ),
            lesser=("Nội dung", "Chỉ tiêu", "Khoản mục", "Ghi chú", "remark"),
            example=N_("Road to Xã A, first part"),
            search=True,
            private=True,
        )
    )
    over_plan: str | None = held(
        Field(
            type=Text(2000),
            label=N_("Over plan because"),
            help=N_("Record it beyond the plan, and why."),
            about="why it was paid beyond the plan",
            question=N_("Reason for going beyond the plan"),
            answer=N_("It is kept with the entry, and the entry is marked."),
            on=_DISBURSEMENT,
            everywhere=True,
            option="--over-plan",
            metavar="REASON",
            headings=("Vượt kế hoạch", "Lý do vượt kế hoạch", "over plan reason"),
            search=True,
            private=True,
            content=False,
        )
    )


TEXTS = declared_in(EntryTexts)
_NAMED = {each.name: each for each in TEXTS}
VOUCHER, NOTE = _NAMED["voucher"], _NAMED["note"]
