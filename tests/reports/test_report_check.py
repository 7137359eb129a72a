"""What the checks found, as people and scripts get it."""

from __future__ import annotations

from ethnictrack.audit.finding import CHECK_LINES, CheckFinding, Severity
from ethnictrack.i18n import N_
from ethnictrack.reports.table import Table
from ethnictrack.reports.verify import check_list, checked

_FINDING = CheckFinding(
    check="rows",
    severity=Severity.ERROR,
    code="missing-row",
    what=N_("The log wrote it, and it is gone."),
    where="entry/3",
)


def test_a_finding_is_the_same_for_people_and_for_scripts() -> None:
    """Five columns under five keys; the severity is a word for people and a code for scripts."""
    result = checked([_FINDING])

    (table,) = result.document.blocks
    assert isinstance(table, Table)
    (row,) = table.rows
    assert [each.key for each in table.columns] == ["check", "severity", "code", "what", "where"]
    assert ("rows", N_("error"), "missing-row", _FINDING.what, "entry/3") == row.cells
    assert result.data == [
        {
            "check": "rows",
            "severity": "error",
            "code": "missing-row",
            "what": _FINDING.what,
            "where": "entry/3",
        }
    ]


def test_nothing_found_is_said_in_one_sentence() -> None:
    """An empty table could mean that nothing was looked at."""
    result = checked([])

    (table,) = result.document.blocks
    assert isinstance(table, Table)
    assert table.empty is not None
    assert (result.data, table.rows) == ([], ())


def test_the_list_of_checks_says_what_each_makes_sure_of() -> None:
    """In the order they run."""
    result = check_list()

    (table,) = result.document.blocks
    assert isinstance(table, Table)
    assert list(CHECK_LINES.items()) == [row.cells for row in table.rows]
    assert [{"check": name, "what": line} for name, line in CHECK_LINES.items()] == result.data
