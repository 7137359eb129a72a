"""The words people write for members of closed lists: first the value, then what forms offer."""

from __future__ import annotations

from types import MappingProxyType

from ethnictrack.fields.types import Words
from ethnictrack.nouns.activity import ActivitySection
from ethnictrack.nouns.inspection import Action

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
