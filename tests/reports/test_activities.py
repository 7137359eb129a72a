"""Activities and remarks: lists, one in full, JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.reports.build import CUT_OFF, activity, facts, outcome, remark, text

from ethnictrack.nouns.activity import Record, RemarkSection
from ethnictrack.reports.activities import (
    activity_data,
    activity_list,
    activity_show,
    remark_list,
)
from ethnictrack.values.money import Qualifier


def record(  # noqa: D103 - a record as it is kept
    number: int,
    value: str,
    *,
    year: int = 2021,
    qualifier: Qualifier | None = None,
    estimate: bool = False,
    reverses: int | None = None,
    reversed_by: int | None = None,
) -> Record:
    return Record(
        id=number,
        activity=1,
        year=year,
        date=CUT_OFF,
        value=Decimal(value),
        qualifier=qualifier,
        estimate=estimate,
        note="báo cáo quý",
        reverses=reverses,
        reversed_by=reversed_by,
    )


def test_an_activity_as_json_has_the_keys_scripts_rely_on() -> None:
    """A rate is a percentage, nothing reported is null."""
    (reached, missing) = facts(
        activity_list([outcome(90, target=120, qualifier=Qualifier.OVER), outcome(None)], 2021)
    )

    assert reached == {
        "code": "VB",
        "name": "Văn bản",
        "unit": "văn bản",
        "section": "documents",
        "target": 120,
        "actual": 90,
        "qualifier": "over",
        "estimate": False,
        "rate": 75,
    }
    assert (missing["actual"], missing["rate"]) == (None, None)


def test_a_reported_nil_is_not_nothing_reported() -> None:
    """Zero is a number; a dash is none."""
    (nil,) = facts(activity_list([outcome(0)]))

    assert nil["actual"] == 0
    assert activity_data(outcome(None))["actual"] is None


def test_a_list_says_how_sure_a_figure_is() -> None:
    """Over, estimated, or both."""
    said = text(
        activity_list(
            [
                outcome(180, qualifier=Qualifier.OVER),
                outcome(9, estimate=True),
                outcome(8, qualifier=Qualifier.ESTIMATE, estimate=True),
                outcome(7, qualifier=Qualifier.ABOUT, estimate=True),
            ],
            2021,
        )
    )

    assert "Activities of 2021" in said
    assert "over" in said
    assert "about, estimated" in said
    assert "estimated, estimated" not in said
    assert "No activity." in text(activity_list([]))


def test_one_activity_is_shown_with_every_year_and_record() -> None:
    """Reversed records stay in the list and out of the sums."""
    records = [
        record(1, "10", reversed_by=2),
        record(2, "-10", reverses=1),
        record(3, "4", qualifier=Qualifier.OVER),
        record(4, "7", year=2020),
    ]
    result = activity_show(
        outcome(4, target=8, qualifier=Qualifier.OVER), 2021, records, {2021: Decimal(8)}
    )
    data, said = facts(result), text(result)

    assert (data["year"], data["actual"], data["rate"]) == (2021, 4, 50)
    assert data["targets"] == [{"year": 2021, "target": 8}]
    assert [each["value"] for each in data["records"]] == [10, -10, 4, 7]
    assert (data["records"][0]["reversed_by"], data["records"][1]["reverses"]) == (2, 1)
    assert list(data["records"][0]) == [
        "id",
        "date",
        "year",
        "value",
        "qualifier",
        "estimate",
        "note",
        "reverses",
        "reversed_by",
    ]
    assert "VB: Văn bản" in said
    assert "reversed by 2" in said
    assert "reverses 1" in said
    assert said.index("2020") < said.index("2021")


def test_an_activity_without_anything_says_so() -> None:
    """No year, no table of records."""
    result = activity_show(outcome(None, activity()), None, [], {})

    assert facts(result)["records"] == []
    assert "Nothing was reported yet." in text(result)
    assert "Records" not in text(result)


def test_remarks_are_the_office_s_own_words() -> None:
    """The section is named in the reader's language, the text is left as it is."""
    result = remark_list([remark(RemarkSection.CAUSES, "Total")], 2021)

    assert facts(result) == [{"id": 1, "year": 2021, "section": "causes", "text": "Total"}]
    assert "Remarks for the report of 2021" in text(result)
    assert "Causes" in text(result)
    assert "No remark." in text(remark_list([], 2021))


def test_dates_are_iso_in_json() -> None:
    """Whatever the language."""
    result = activity_show(outcome(4), 2021, [record(1, "4")], {})

    assert facts(result)["records"][0]["date"] == date(2021, 11, 15).isoformat()
