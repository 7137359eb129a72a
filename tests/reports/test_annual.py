"""The annual report: the outline of the office, its sentences, its JSON."""

from __future__ import annotations

import gettext
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from tests.reports.build import (
    CUT_OFF,
    activity,
    facts,
    figures,
    finding,
    group,
    inspection,
    outcome,
    recovery,
    remark,
    tables,
    text,
)

from ethnictrack.i18n import N_
from ethnictrack.nouns.activity import RemarkSection
from ethnictrack.nouns.inspection import Stage
from ethnictrack.reports.annual import AnnualFacts, annual
from ethnictrack.reports.table import Heading, Result
from ethnictrack.values.money import Qualifier

if TYPE_CHECKING:
    import pytest

MILLION = 10**6
MONEY = figures(
    group("CT135", planned=20_868 * MILLION),
    group("CT135.2.1", paid=15_213 * MILLION),
    group("TACAN", paid=5_857 * MILLION, place="TC"),
    as_of=CUT_OFF,
)
NOTHING = figures(as_of=CUT_OFF)
BAO_LAC = inspection(
    "TT-BL",
    "Thanh tra tại huyện Bảo Lạc",
    place="043",
    stages=[(Stage.COMPLETED, date(2021, 9, 30))],
    findings=[finding(52 * MILLION, qualifier=Qualifier.OVER)],
    recoveries=[recovery(52 * MILLION, qualifier=Qualifier.OVER)],
)
HOA_AN = inspection("TT-HA", "Thanh tra", stages=[(Stage.DRAFT_CONCLUSION, CUT_OFF)])
OUTCOMES = (
    outcome(180, activity("Văn bản ban hành"), qualifier=Qualifier.OVER),
    outcome(153, activity("Tài liệu", "cuốn", "survey"), notes=("cấp 10 huyện",)),
    outcome(300, activity("Báo", "tờ", "publications"), target=300, estimate=True),
    outcome(0, activity("Đơn thư", "đơn", "petitions")),
)
SEED = AnnualFacts(
    figures=MONEY,
    outcomes=OUTCOMES,
    dossiers=(BAO_LAC, HOA_AN),
    remarks=(
        remark(RemarkSection.NEXT_YEAR, "Tham mưu triển khai."),
        remark(RemarkSection.OVERVIEW, "Ban chủ động.\nNăm khó khăn."),
        remark(RemarkSection.RESULTS, "Kết quả thực chất."),
        remark(RemarkSection.LIMITATIONS, "Lực lượng còn mỏng."),
    ),
    office="Ban Dân tộc",
    unit_line=N_("Unit: million đồng"),
    total_in_words="Hai mươi mốt tỷ không trăm bảy mươi triệu đồng",
)


def headings(result: Result) -> list[str]:
    """Return the numbers of the headings, annexes as they are named."""
    blocks = [block for block in result.document.blocks if isinstance(block, Heading)]
    return [block.number or block.text.text.partition(":")[0] for block in blocks]


def test_the_report_follows_the_outline_of_the_office() -> None:
    """Four sections, five parts of results, three of the assessment, annexes."""
    assert headings(annual(SEED)) == [
        *["I", "II", "1", "2", "3", "4", "5", "III", "1", "2", "3", "IV"],
        *["Annex {number}"] * 3,
    ]


def test_json_has_the_keys_scripts_rely_on() -> None:
    """Programmes stand inside each other; remarks stand in the order of the report."""
    data = facts(annual(SEED))

    assert list(data) == [
        *["report", "title", "year", "as_of", "basis", "period", "programs", "total"],
        *["activities", "inspections", "remarks", "notes"],
    ]
    assert [each["code"] for each in data["programs"]] == ["CT135", "DCDC"]
    assert data["programs"][0]["children"][0]["children"][0]["code"] == "CT135.2.1"
    assert data["programs"][0]["children"][0]["children"][0]["children"] == []
    assert (data["total"]["rate"], data["total"]["unplanned"]) == (72.9011, 5_857 * MILLION)
    assert [each["code"] for each in data["inspections"]] == ["TT-BL", "TT-HA"]
    assert [each["section"] for each in data["remarks"]] == [
        *["overview", "results", "limitations", "next-year"]
    ]
    assert data["activities"][3]["actual"] == 0


def test_each_figure_of_the_article_is_said() -> None:
    """Amounts in the unit of their size, each with its hedge."""
    said = text(annual(SEED))

    for phrase in (
        "Office: Ban Dân tộc",
        "Unit: million đồng",
        "Up to 2021-11-15, measured by the plan of the year and money carried over:",
        "Chương trình 135: planned 20.868 billion đồng; disbursed 15.213 billion đồng, 72.9%",
        "Định canh, định cư: disbursed 5,857 million đồng; no plan is recorded.",
        "All programmes: planned 20.868 billion đồng",
        "a further 5.857 billion đồng was disbursed for which no plan is recorded",
        "(in words: Hai mươi mốt tỷ không trăm bảy mươi triệu đồng)",
        "- Văn bản ban hành: over 180 văn bản.",
        "- Tài liệu: 153 cuốn. Cấp 10 huyện.",
        "- Đơn thư: none (đơn).",
        "completed on 2021-09-30; more than 52 million đồng recovered to the state budget",
        "conclusion being drafted (2021-11-15).",
        "IV. Tasks of 2022",
    ):
        assert phrase in said


def test_a_work_is_named_however_deep_it_stands_and_where_it_lies() -> None:
    """Its own name says the village, so commune and district are added."""
    said = text(annual(SEED))

    assert "- Tập trung: disbursed" in said
    assert "- Dự án xóm Tả Cán (Xã Tổng Cọt, Huyện Hà Quảng): disbursed 5,857" in said
    assert "- Mô hình" not in said


def test_remarks_stand_in_their_sections_and_empty_sections_say_so() -> None:
    """The office's own summary opens the results."""
    said = text(annual(SEED))

    assert said.index("Ban chủ động.") < said.index("II. ") < said.index("Kết quả thực chất.")
    assert said.index("III. ") < said.index("Lực lượng còn mỏng.") < said.index("IV. ")
    assert said.count("Nothing was written for this section.") == 2


def test_a_year_of_which_nothing_is_recorded_is_reported_as_such() -> None:
    """Every part says that there is nothing; no table, no annex."""
    result = annual(AnnualFacts(figures=NOTHING))
    said = text(result)

    for phrase in (
        "No plan and no disbursement is recorded for the year.",
        "No inspection is recorded for the year.",
        "On citizens received and petitions nothing was reported.",
        "Nothing was reported.",
    ):
        assert phrase in said
    assert tables(result) == []


def test_a_tree_shown_whole_in_the_text_is_not_printed_twice() -> None:
    """The annex of programmes is there for deeper levels."""
    flat = figures(group("CT135.1", 100, 40))
    deep = figures(group("CT135.2.1", 100, 40))

    assert len(tables(annual(AnnualFacts(figures=flat)))) == 1
    assert len(tables(annual(AnnualFacts(figures=deep)))) == 2


def test_inspections_of_other_years_stay_out() -> None:
    """Those without a year and a step are named in a note."""
    dossiers = (inspection("A", year=2020), inspection("B", year=None))
    result = annual(AnnualFacts(figures=NOTHING, dossiers=dossiers))

    assert facts(result)["inspections"] == []
    assert "any dated step: B." in text(result)


class _Vietnamese(gettext.NullTranslations):
    """A few sentences as the office words them."""

    _SAID: ClassVar = {
        "{amount} billion đồng": "{amount} tỷ đồng",
        "{amount} million đồng": "{amount} triệu đồng",
        "more than {amount}": "hơn {amount}",
        "over {count} {unit}": "trên {count} {unit}",
        "none ({unit})": "không có {unit} nào",
        "draft conclusion": "dự thảo kết luận",
        "{rate} of the target": "đạt {rate} kế hoạch",
    }

    def gettext(self, message: str) -> str:
        """Look a sentence up."""
        return self._SAID.get(message, message)


def test_the_phrases_of_the_article_come_out_in_vietnamese(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each sentence has the blanks a translation needs; money and counts hedge differently."""
    monkeypatch.setattr("ethnictrack.i18n._Language.catalogue", _Vietnamese())
    monkeypatch.setattr("ethnictrack.i18n.use", lambda _: None)
    said = text(annual(SEED))

    for phrase in (
        *("15,213 tỷ đồng", "72,9%", "5.857 triệu đồng", "hơn 52 triệu đồng"),
        *("153 cuốn", "trên 180 văn bản", "dự thảo kết luận", "không có đơn nào", "15/11/2021"),
    ):
        assert phrase in said
