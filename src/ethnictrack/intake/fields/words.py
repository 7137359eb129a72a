"""The words people write for members of closed lists: first the value, then what forms offer."""

from __future__ import annotations

from types import MappingProxyType

from ethnictrack.domain.activity import ActivitySection
from ethnictrack.domain.inspection import Action, Basis, InspectionKind, Stage
from ethnictrack.domain.place import Level
from ethnictrack.domain.program import ProgramKind
from ethnictrack.fields.types import Words

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
