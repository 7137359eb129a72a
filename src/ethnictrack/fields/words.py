"""The words people write for members of closed lists: first the value, then what forms offer."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import Scale

if TYPE_CHECKING:
    from ethnictrack.fields.types import Spellings


# Said of a capital or source that is left unclassified on purpose.
NONE = None
_NONE = ("none", "chưa phân loại", "không phân loại", "không", "unclassified")

ALLOCATION_KINDS: Spellings = MappingProxyType(
    {
        Kind.INITIAL: ("initial", "giao đầu năm", "đầu năm", "giao", "phân bổ"),
        Kind.SUPPLEMENT: ("supplement", "bổ sung", "giao bổ sung", "suppl."),
        Kind.INCREASE: ("increase", "điều chỉnh tăng", "tăng"),
        Kind.DECREASE: ("decrease", "điều chỉnh giảm", "giảm"),
        Kind.WITHDRAW: ("withdraw", "thu hồi dự toán", "thu hồi"),
        Kind.CARRIED_IN: (
            "carried-in",
            "kéo dài từ năm trước",
            "chuyển nguồn từ năm trước",
            "kéo dài, chuyển nguồn từ năm trước",
            "năm trước chuyển sang",
            "từ năm trước",
        ),
        Kind.CARRIED_OUT: (
            "carried-out",
            "kéo dài sang năm sau",
            "chuyển nguồn sang năm sau",
            "kéo dài, chuyển nguồn sang năm sau",
            "sang năm sau",
        ),
        Kind.CANCELLED: ("cancelled", "hủy", "huỷ", "hủy bỏ", "hủy dự toán"),
    }
)
DISBURSEMENT_KINDS: Spellings = MappingProxyType(
    {
        Kind.PAYMENT: (
            "payment",
            "thanh toán khối lượng hoàn thành, thực chi",
            "thanh toán",
            "thanh toán khối lượng hoàn thành",
            "thực chi",
            "giải ngân",
        ),
        Kind.ADVANCE: ("advance", "tạm ứng"),
        Kind.ADVANCE_RECOVERY: ("advance-recovery", "thu hồi tạm ứng"),
        Kind.REFUND: (
            "refund",
            "nộp trả",
            "giảm cấp phát",
            "nộp trả, giảm cấp phát",
            "returned",
        ),
    }
)
CAPITALS: Spellings = MappingProxyType(
    {
        Capital.INVESTMENT: (
            "investment",
            "đầu tư",
            "vốn đầu tư",
            "đầu tư phát triển",
            "vốn đầu tư phát triển",
            "vốn đầu tư công",
            "chi đầu tư phát triển",
            "chi đầu tư",
            "VĐT",
            "đầu tư công",
            "ĐTPT",
            "ĐTC",
            "ĐT",
            "inv.",
            "investment capital",
        ),
        Capital.RECURRENT: (
            "recurrent",
            "sự nghiệp",
            "vốn sự nghiệp",
            "kinh phí sự nghiệp",
            "chi sự nghiệp",
            "vốn thường xuyên",
            "kinh phí thường xuyên",
            "kinh phí chi thường xuyên",
            "TX",
            "VSN",
            "thường xuyên",
            "chi thường xuyên",
            "SN",
            "rec.",
            "cur.",
            "recurrent capital",
            "recurrent spending",
        ),
        NONE: _NONE,
    }
)
SOURCES: Spellings = MappingProxyType(
    {
        Source.CENTRAL: (
            "central",
            "trung ương",
            "ngân sách trung ương",
            "vốn trung ương",
            "NS trung ương",
            "vốn ngân sách trung ương",
            "vốn NSTW",
            *("NSTW", "NS TW", "TW", "NSTƯ", "NS TƯ", "TƯ"),
            "nguồn trung ương",
            "central budget",
            "cent.",
        ),
        Source.PROVINCIAL: (
            "provincial",
            "tỉnh",
            "ngân sách tỉnh",
            "ngân sách cấp tỉnh",
            "ngân sách địa phương",
            "vốn ngân sách địa phương",
            "ngân sách địa phương đối ứng",
            "địa phương",
            "vốn địa phương",
            "NS địa phương",
            "vốn ngân sách tỉnh",
            "NS tỉnh",
            *("NST", "NSĐP", "NS ĐP", "NS cấp tỉnh"),
            "provincial budget",
            "prov.",
        ),
        Source.DISTRICT: (
            "district",
            "huyện",
            "ngân sách huyện",
            "ngân sách cấp huyện",
            "vốn ngân sách huyện",
            *("NSH", "NS huyện", "NS cấp huyện"),
            "district budget",
            "dist.",
        ),
        Source.COMMUNE: (
            "commune",
            "xã",
            "ngân sách xã",
            "ngân sách cấp xã",
            "vốn ngân sách xã",
            *("NSX", "NS xã", "NS cấp xã"),
            "comm.",
            "commune budget",
        ),
        Source.CREDIT: (
            "credit",
            "tín dụng",
            "vốn tín dụng",
            "tín dụng chính sách",
            "vốn tín dụng chính sách",
            *("vay tín dụng", "vốn vay tín dụng", "tín dụng ưu đãi", "vốn tín dụng ưu đãi"),
            *("tín dụng chính sách xã hội", "vốn tín dụng chính sách xã hội"),
            "policy credit",
        ),
        Source.OTHER: (
            "other",
            "khác",
            "huy động khác",
            "vốn huy động khác",
            "nguồn khác",
            "vốn khác",
            "other sources",
        ),
        NONE: _NONE,
    }
)
SCALES: Spellings = MappingProxyType(
    {
        Scale.DONG: ("dong", "đồng", "đ", "VND", "VNĐ"),
        Scale.NGHIN: (
            "nghin",
            "nghìn đồng",
            "nghìn",
            "ngàn đồng",
            "1.000 đồng",
            "1.000đ",
            "1000 đồng",
            "1000đ",
            "thousand dong",
            "thousand VND",
        ),
        Scale.TRIEU: (
            "trieu",
            "triệu đồng",
            "triệu",
            "tr.đ",
            "trđ",
            "tr.đồng",
            "1.000.000 đồng",
            "million",
            "million dong",
            "million VND",
            "VND million",
        ),
        Scale.TY: (
            "ty",
            "tỷ đồng",
            "tỉ đồng",
            "tỷ",
            "tỉ",
            "billion",
            "billion dong",
            "billion VND",
        ),
    }
)

# What people call the words of the command line that a refusal names and no field declares.
WORDS_OF_COMMANDS = MappingProxyType(
    {
        "--book": N_("Book"),
        "--books": N_("List of offices"),
        "--columns": N_("Columns"),
        "--duplicates": N_("Rows an earlier import brought"),
        "--format": N_("Format"),
        "--header-row": N_("Line of the heading"),
        "--lang": N_("Language"),
        "--map": N_("Columns of the file"),
        "--numbers": N_("Numbers"),
        "--only": N_("Lines"),
        "--over-plan": N_("Reason to go over the plan"),
        "--programs": N_("Programmes"),
        "--save-profile": N_("Name of the profile"),
        "--set": N_("Value for every row"),
        "--skip-rows": N_("Lines to set aside"),
        "--sort": N_("Order"),
        "--sums": N_("Totals the rows do not make"),
        "--unit": N_("Unit"),
        "--units": N_("Places"),
        "--yes": N_("Consent"),
        "--zero": N_("Rows without an amount"),
        "COMMAND": N_("Command"),
        "DIR": N_("Folder"),
        "KEY": N_("Name of the setting"),
        "LIST": N_("List"),
        "VALUE": N_("Value"),
        "YEAR": N_("Budget year"),
    }
)
