"""The words people write for members of closed lists: first the value, then what forms offer."""

from __future__ import annotations

from types import MappingProxyType

from ethnictrack.domain.activity import ActivitySection
from ethnictrack.domain.inspection import Action, Basis, InspectionKind, Stage
from ethnictrack.domain.kinds import Capital, Kind, Source
from ethnictrack.domain.money import Scale
from ethnictrack.domain.place import Level
from ethnictrack.domain.program import ProgramKind
from ethnictrack.intake.field import Words

# Said of a capital or source that is left unclassified on purpose.
NONE = None
_NONE = ("none", "chưa phân loại", "không phân loại", "không", "unclassified")


ALLOCATION_KINDS: Words = MappingProxyType(
    {
        Kind.INITIAL: ("initial", "giao đầu năm", "đầu năm", "giao", "phân bổ"),
        Kind.SUPPLEMENT: ("supplement", "bổ sung", "giao bổ sung"),
        Kind.INCREASE: ("increase", "điều chỉnh tăng", "tăng"),
        Kind.DECREASE: ("decrease", "điều chỉnh giảm", "giảm"),
        Kind.WITHDRAW: ("withdraw", "thu hồi dự toán", "thu hồi"),
        Kind.CARRIED_IN: (
            "carried-in",
            "kéo dài từ năm trước",
            "chuyển nguồn từ năm trước",
            "kéo dài, chuyển nguồn từ năm trước",
            "năm trước chuyển sang",
        ),
        Kind.CARRIED_OUT: (
            "carried-out",
            "kéo dài sang năm sau",
            "chuyển nguồn sang năm sau",
            "kéo dài, chuyển nguồn sang năm sau",
        ),
        Kind.CANCELLED: ("cancelled", "hủy", "huỷ", "hủy bỏ", "hủy dự toán"),
    }
)
DISBURSEMENT_KINDS: Words = MappingProxyType(
    {
        Kind.PAYMENT: (
            "payment",
            "thanh toán",
            "thanh toán khối lượng hoàn thành",
            "thực chi",
            "giải ngân",
        ),
        Kind.ADVANCE: ("advance", "tạm ứng"),
        Kind.ADVANCE_RECOVERY: ("advance-recovery", "thu hồi tạm ứng"),
        Kind.REFUND: ("refund", "nộp trả", "giảm cấp phát", "nộp trả, giảm cấp phát"),
    }
)
CAPITALS: Words = MappingProxyType(
    {
        Capital.INVESTMENT: (
            "investment",
            "đầu tư",
            "vốn đầu tư",
            "đầu tư phát triển",
            "vốn đầu tư phát triển",
            "vốn đầu tư công",
            "đầu tư công",
            "ĐTPT",
            "ĐT",
            "investment capital",
        ),
        Capital.RECURRENT: (
            "recurrent",
            "sự nghiệp",
            "vốn sự nghiệp",
            "kinh phí sự nghiệp",
            "chi thường xuyên",
            "SN",
            "recurrent capital",
        ),
        NONE: _NONE,
    }
)
SOURCES: Words = MappingProxyType(
    {
        Source.CENTRAL: (
            "central",
            "trung ương",
            "ngân sách trung ương",
            "vốn trung ương",
            "NSTW",
            "TW",
            "central budget",
        ),
        Source.PROVINCIAL: (
            "provincial",
            "tỉnh",
            "ngân sách tỉnh",
            "ngân sách cấp tỉnh",
            "ngân sách địa phương",
            "NST",
            "NSĐP",
            "provincial budget",
        ),
        Source.DISTRICT: (
            "district",
            "huyện",
            "ngân sách huyện",
            "ngân sách cấp huyện",
            "NSH",
            "district budget",
        ),
        Source.COMMUNE: (
            "commune",
            "xã",
            "ngân sách xã",
            "ngân sách cấp xã",
            "NSX",
            "commune budget",
        ),
        Source.CREDIT: (
            "credit",
            "tín dụng",
            "vốn tín dụng",
            "tín dụng chính sách",
            "vốn tín dụng chính sách",
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
PROGRAM_KINDS: Words = MappingProxyType(
    {
        ProgramKind.PROGRAM: ("program", "chương trình", "chính sách", "programme"),
        ProgramKind.PROJECT: ("project", "dự án"),
        ProgramKind.SUBPROJECT: ("subproject", "tiểu dự án", "sub-project"),
        ProgramKind.ACTIVITY: ("activity", "nội dung", "hoạt động"),
        ProgramKind.WORK: ("work", "công trình", "works"),
    }
)
LEVELS: Words = MappingProxyType(
    {
        Level.PROVINCE: ("province", "tỉnh", "cấp tỉnh"),
        Level.DISTRICT: (
            "district",
            "huyện",
            "cấp huyện",
            "thị xã",
            "thành phố",
            "thành phố thuộc tỉnh",
        ),
        Level.COMMUNE: ("commune", "xã", "cấp xã", "phường", "thị trấn"),
        Level.VILLAGE: ("village", "thôn", "xóm", "bản", "tổ dân phố"),
    }
)
INSPECTION_KINDS: Words = MappingProxyType(
    {
        InspectionKind.INSPECTION: ("inspection", "thanh tra"),
        InspectionKind.CHECK: ("check", "kiểm tra"),
        InspectionKind.AUDIT: ("audit", "kiểm toán"),
        InspectionKind.SUPERVISION: ("supervision", "giám sát"),
    }
)
BASES: Words = MappingProxyType(
    {
        Basis.PLANNED: ("planned", "theo kế hoạch", "kế hoạch"),
        Basis.ADHOC: ("adhoc", "đột xuất", "ad hoc"),
    }
)
STAGES: Words = MappingProxyType(
    {
        Stage.PLANNED: ("planned", "kế hoạch", "trong kế hoạch"),
        Stage.DECIDED: ("decided", "đã ra quyết định", "ra quyết định"),
        Stage.ANNOUNCED: ("announced", "công bố quyết định", "đã công bố quyết định"),
        Stage.FIELDWORK_DONE: (
            "fieldwork-done",
            "kết thúc thanh tra trực tiếp",
            "kết thúc trực tiếp",
        ),
        Stage.REPORTED: ("reported", "báo cáo kết quả", "đã báo cáo kết quả"),
        Stage.DRAFT_CONCLUSION: ("draft-conclusion", "dự thảo kết luận"),
        Stage.CONCLUDED: ("concluded", "kết luận", "đã kết luận"),
        Stage.FOLLOWING_UP: ("following-up", "theo dõi thực hiện kết luận"),
        Stage.COMPLETED: ("completed", "hoàn thành"),
    }
)
ACTIONS: Words = MappingProxyType(
    {
        Action.BUDGET_RECOVERY: (
            "budget-recovery",
            "thu hồi nộp ngân sách nhà nước",
            "thu hồi nộp ngân sách",
            "thu hồi nộp NSNN",
            "thu hồi",
        ),
        Action.SETTLEMENT_REDUCTION: (
            "settlement-reduction",
            "giảm trừ thanh toán, quyết toán",
            "giảm trừ thanh toán",
            "giảm trừ quyết toán",
            "giảm trừ",
        ),
        Action.PROJECT_REFUND: ("project-refund", "hoàn trả dự án"),
        Action.OTHER: ("other", "xử lý khác", "khác"),
    }
)
SECTIONS: Words = MappingProxyType(
    {
        ActivitySection.DOCUMENTS: ("documents", "văn bản", "văn bản ban hành, góp ý"),
        ActivitySection.POLICY: ("policy", "chính sách", "chương trình, chính sách"),
        ActivitySection.PUBLICATIONS: ("publications", "báo, tạp chí", "báo chí"),
        ActivitySection.VISITS: ("visits", "thăm hỏi, tặng quà", "thăm hỏi"),
        ActivitySection.PETITIONS: ("petitions", "tiếp công dân, đơn thư", "tiếp công dân"),
        ActivitySection.LEGAL_EDUCATION: (
            "legal-education",
            "phổ biến, giáo dục pháp luật",
            "tuyên truyền",
        ),
        ActivitySection.SURVEY: ("survey", "điều tra, khảo sát", "khảo sát"),
        ActivitySection.OTHER: ("other", "khác"),
    }
)
FLAGS: Words = MappingProxyType(
    {True: ("yes", "có", "x", "true", "1"), False: ("no", "không", "false", "0")}
)
SCALES: Words = MappingProxyType(
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
