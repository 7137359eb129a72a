"""The checks: a sound book passes all of them, and each finds the fault planted for it."""

# ruff: noqa: S608 - the statements are made of the tests' own words

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import TODAY, allocated, bare, digest, paid, signed, tamper
from tests.findings import found, listed, places

from ethnictrack.audit.finding import CHECK_LINES
from ethnictrack.book.opening import write_book
from ethnictrack.services.check import CHECKS, UnknownCheckError
from ethnictrack.services.entry import Recorder
from ethnictrack.values.kinds import Side

# A copy of entry 3, a payment, with some columns changed.
_COLUMNS = [
    "side",
    "program",
    "place",
    "year",
    "plan_year",
    "date",
    "kind",
    "capital",
    "source",
    "amount",
    "voucher",
    "payee",
    "note",
    "over_plan",
    "reverses",
    "log",
]


def _copied(**changed: str) -> str:
    """Write the statement that adds entry 99 like entry 3, with other SQL for some columns."""
    values = ", ".join(changed.get(name, name) for name in _COLUMNS)
    return (
        f"INSERT INTO entry (id, {', '.join(_COLUMNS)}) SELECT 99, {values} FROM entry WHERE id = 3"
    )


def test_a_sound_book_passes_every_check(full_book: Path) -> None:
    """Rows of every kind, reversals and edits included; and the checks change nothing."""
    before = digest(full_book)

    assert found(full_book) == []
    assert before == digest(full_book)


def test_every_check_has_its_line(full_book: Path) -> None:
    """The list for people and the functions belong together, in one order."""
    assert tuple(CHECK_LINES) == CHECKS
    assert full_book.exists()


def test_a_check_that_does_not_exist_is_refused_with_those_that_do(full_book: Path) -> None:
    """Nothing is run."""
    with pytest.raises(UnknownCheckError) as refusal:
        found(full_book, "file", "rwos")

    assert refusal.value.given == "rwos"
    assert refusal.value.known == CHECKS


def test_checks_run_in_their_own_order_and_once(full_book: Path) -> None:
    """However they were asked for."""
    tamper(full_book, "UPDATE entry SET amount = 301 WHERE id = 3", "DELETE FROM log WHERE seq = 2")

    findings = found(full_book, "rows", "log", "rows")

    assert list(dict.fromkeys(each.check for each in findings)) == ["log", "rows"]


_SWAPPED = (
    "UPDATE log SET seq = 99 WHERE seq = 2; UPDATE log SET seq = 2 WHERE seq = 3; "
    "UPDATE log SET seq = 3 WHERE seq = 99"
)
_WITHOUT_RULES = (
    "CREATE TABLE copy AS SELECT * FROM {table}; DROP TABLE {table}; "
    "ALTER TABLE copy RENAME TO {table}"
)
_SWAPPED_PAGES = (
    "UPDATE page SET number = 9 WHERE number = 1; UPDATE page SET number = 1 WHERE number = 2; "
    "UPDATE page SET number = 2 WHERE number = 9"
)

# What is planted, and where the check has to find what.
_TAKEN_IN = (
    "UPDATE entry SET year = 2020, plan_year = 2020 WHERE id = 1; "
    "UPDATE entry SET kind = 'carried-in', plan_year = 2020 WHERE id = 2"
)
_ADVANCED = "tally/2021/2021/2/-/-/advance/2021-11"
_PLANTED: dict[str, list[tuple[str, str]]] = {
    "references": [
        ("UPDATE entry SET program = 99 WHERE id = 3", "no-such-row entry/3"),
        ("DELETE FROM finding", "no-such-row recovery/1, recovery/2, recovery/3"),
    ],
    "log": [
        ("UPDATE log SET actor = 'x' WHERE seq = 3", "broken-seal log/3"),
        ("UPDATE log SET body = '{}' WHERE seq = 2", "broken-seal log/2"),
        ("DELETE FROM log WHERE seq = 3", "gap log/4; broken-link log/4"),
        ("DELETE FROM log WHERE seq = 1", "gap log/2; broken-link log/2"),
        (
            _SWAPPED,
            "broken-link log/2, log/3, log/4; broken-seal log/2, log/3",
        ),
        ("DELETE FROM book", "no-identity book"),
        ("UPDATE page SET body = '{}' WHERE number = 1", "broken-page log/7"),
        ("UPDATE page SET digest = hex(zeroblob(32)) WHERE number = 2", "broken-page log/7"),
        (_SWAPPED_PAGES, "broken-page log/7, log/7"),
        ("DELETE FROM page WHERE number = 2", "broken-page log/7"),
        ("UPDATE log SET office = 2 WHERE seq = 2", "unreadable "),
    ],
    "rows": [
        ("UPDATE entry SET amount = 301 WHERE id = 3", "altered-row entry/3 amount"),
        ("UPDATE entry SET note = 'x' WHERE id = 3", "altered-row entry/3 note"),
        ("UPDATE entry SET log = 1 WHERE id = 3", "altered-row entry/3 log"),
        ("UPDATE entry SET office = 2 WHERE id = 3", "altered-row entry/3 office"),
        ("UPDATE program SET name = 'x' WHERE id = 2", "altered-row program/2 name"),
        ("UPDATE setting SET value = 'Nông Văn A'", "altered-row setting/signer value"),
        ("UPDATE book SET identity = 'x'", "altered-row book/1 identity"),
        ("DELETE FROM entry WHERE id = 3", "missing-row entry/3"),
        (_copied(), "unlogged-row entry/99"),
        ("DELETE FROM log WHERE seq = 4", "unlogged-row setting/signer"),
        ("UPDATE log SET body = '{' WHERE seq = 2", "unreadable "),
        ("UPDATE log SET body = '[]' WHERE seq = 2", "unreadable "),
        ("UPDATE entry SET note = CAST(x'C3' AS TEXT) WHERE id = 3", "unreadable "),
    ],
    "sums": [
        (
            "UPDATE tally SET amount = amount + 1 WHERE kind = 'advance'",
            f"wrong-sum {_ADVANCED}",
        ),
        (
            "DELETE FROM tally WHERE kind = 'advance'",
            "wrong-sum tally/2021/2021/2/-/-/advance/2021-11",
        ),
        (
            "UPDATE tally SET entries = 2 WHERE kind = 'advance'",
            f"wrong-sum {_ADVANCED}",
        ),
        (
            "UPDATE entry SET date = '2021-10-01' WHERE id = 6",
            f"wrong-sum {_ADVANCED.replace('-11', '-10')}, {_ADVANCED}",
        ),
        ("UPDATE entry SET folded = 'x' WHERE id = 3", "wrong-column entry/3 folded"),
        ("UPDATE entry SET voucher_key = 'x' WHERE id = 3", "wrong-column entry/3 voucher_key"),
        ("UPDATE attachment SET content = x'00'", "wrong-column attachment/1 content"),
    ],
    "files": [
        ("UPDATE attachment SET content = x'00'", "changed-file attachment/1"),
        ("UPDATE attachment SET content = NULL", "missing-file attachment/1"),
    ],
    "trees": [
        ("UPDATE program SET parent = 3 WHERE id = 1", "loop program/1, program/3"),
        ("UPDATE place SET parent = 2 WHERE id = 2", "loop place/2"),
        ("UPDATE place SET parent = 99 WHERE id = 3", "no-parent place/3"),
    ],
    "plan": [
        ("UPDATE program SET parent = 3 WHERE id = 1", "trees program"),
        ("UPDATE entry SET kind = 'x' WHERE id = 3", "unreadable "),
        ("UPDATE entry SET program = 99 WHERE id = 3", "unreadable "),
    ],
    "reversals": [
        ("UPDATE entry SET amount = -49 WHERE id = 5", "not-opposite entry/5"),
        ("UPDATE entry SET program = 3 WHERE id = 5", "other-line entry/5"),
        ("UPDATE entry SET reverses = 98 WHERE id = 5", "nothing-reversed entry/5"),
        ("UPDATE record SET thousandths = -1 WHERE id = 2", "not-opposite record/2"),
        ("UPDATE recovery SET amount = -1 WHERE id = 3", "not-opposite recovery/3"),
        (_copied(kind="'payment'", reverses="5", amount="50"), "reversal-of-reversal entry/99"),
        (
            _WITHOUT_RULES.format(table="entry") + "; " + _copied(reverses="4", amount="-50"),
            "reversed-twice entry/99",
        ),
    ],
    "vouchers": [(_copied(), "duplicate-voucher entry/99")],
    "years": [
        ("UPDATE entry SET date = '2022-02-01' WHERE id = 3", "wrong-year entry/3"),
        ("UPDATE entry SET date = '2020-12-31' WHERE id = 1", "wrong-year entry/1"),
        ("UPDATE entry SET plan_year = 2022 WHERE id = 3", "wrong-plan-year entry/3"),
        ("UPDATE entry SET kind = 'carried-in' WHERE id = 2", "wrong-plan-year entry/2"),
        ("UPDATE entry SET year = 0, plan_year = 0 WHERE id = 3", "no-year entry/3"),
    ],
    "advances": [("UPDATE entry SET amount = 41 WHERE id = 7", "over-cleared program/DA1")],
    "carryover": [(_TAKEN_IN, "carried-unequal program/DA2 2020/2021")],
    "recoveries": [("UPDATE recovery SET amount = 201 WHERE id = 1", "over-recovery finding/1")],
    "dates": [
        ("UPDATE entry SET date = '2021-11-16' WHERE id = 1", "before-plan entry/3, entry/6"),
        ("UPDATE log SET at = '2021-11-14T05:00:00Z' WHERE seq = 3", "clock-back log/3"),
    ],
    "guards": [
        ("CREATE TABLE spare (x)", "unknown-table spare"),
        ("CREATE VIEW shown AS SELECT * FROM entry", "unknown-table shown"),
        ("DROP INDEX ix_entry_voucher_key", "missing-table ix_entry_voucher_key"),
        ("ALTER TABLE remark ADD COLUMN more TEXT", "altered-table remark"),
        (
            _WITHOUT_RULES.format(table="stage"),
            "altered-table stage",
        ),
    ],
}
_CASES = [(check, *case) for check, cases in _PLANTED.items() for case in cases]


@pytest.mark.parametrize(("check", "planted", "expected"), _CASES)
def test_a_planted_fault_is_found_where_it_is(
    full_book: Path, check: str, planted: str, expected: str
) -> None:
    """By the check that is meant to find it, and by nothing else it says."""
    tamper(full_book, *planted.split("; "))

    assert listed(expected) == places(found(full_book, check))


def test_every_check_has_a_fault_to_find() -> None:
    """Damage to the file itself, which takes more than a statement, is below."""
    assert set(CHECKS) - _PLANTED.keys() == {"file"}


def test_an_index_that_lacks_a_row_is_found(full_book: Path) -> None:
    """One letter in a page of the index, as a disk that forgets may change it."""
    content = bytearray(full_book.read_bytes())
    start = (_root_page(full_book, "ix_entry_voucher_key") - 1) * 4096
    at = content.index(b"pc-01", start, start + 4096)
    content[at : at + 5] = b"pc-00"
    full_book.write_bytes(content)

    (finding,) = found(full_book, "file")

    assert finding.code == "integrity"
    assert finding.what.facts["line"] == "row 3 missing from index ix_entry_voucher_key"


def test_a_row_that_breaks_a_rule_of_its_table_is_found(full_book: Path) -> None:
    """The database looks at its own rules when it is asked to."""
    tamper(full_book, "UPDATE entry SET amount = 0 WHERE id = 3")

    (finding,) = found(full_book, "file")

    assert finding.what.facts["line"] == "CHECK constraint failed in entry"


def test_a_page_of_rubbish_is_a_finding_of_each_check_that_needs_it(full_book: Path) -> None:
    """The checks go on: what can still be read is still looked at."""
    content = bytearray(full_book.read_bytes())
    start = (_root_page(full_book, "entry") - 1) * 4096
    content[start : start + 4096] = b"\x5a" * 4096
    full_book.write_bytes(content)

    findings = found(full_book)

    unreadable = [each for each in findings if each.code == "unreadable"]
    assert {"file", "rows", "plan", "years"} <= {each.check for each in unreadable}
    assert not {"log", "trees"} & {each.check for each in findings}
    assert {str(full_book)} == {each.what.facts["path"] for each in unreadable}


def _root_page(path: Path, name: str) -> int:
    with bare(path) as database:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = database.execute(query, (name,)).fetchone()
    return int(page)


def test_a_trigger_that_is_gone_or_says_something_else_is_found(full_book: Path) -> None:
    """And one that the program did not make."""
    with bare(full_book) as database:
        database.execute("DROP TRIGGER entry_no_delete")
        database.execute("DROP TRIGGER entry_no_update")
        harmless = "CREATE TRIGGER {} BEFORE UPDATE ON entry BEGIN SELECT 1; END"
        database.execute(harmless.format("entry_no_update"))
        database.execute(harmless.format("stranger"))

    expected = "altered-trigger entry_no_update; missing-trigger entry_no_delete"
    expected += "; unknown-trigger stranger"
    assert listed(expected) == places(found(full_book, "guards"))


def test_a_log_that_was_cut_off_leaves_rows_nobody_wrote(full_book: Path) -> None:
    """The log by itself is whole; what it signed for is not."""
    tamper(full_book, "DELETE FROM log WHERE seq >= 5", "DELETE FROM log WHERE seq = 4")

    assert found(full_book, "log") == []
    assert {"unlogged-row", "altered-row"} >= {each.code for each in found(full_book, "rows")}
    assert found(full_book, "rows")
    assert found(full_book, "references")


def test_a_voucher_entered_again_after_its_reversal_is_sound(fresh_book: Path) -> None:
    """A wrong entry is corrected under the same number."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        wrong = paid(book, 10, voucher="PC-01")
        Recorder(book, TODAY).reverse(Side.DISBURSEMENT, wrong, reason="nhầm", on=None)
        paid(book, 10, voucher="PC-01")

    assert found(fresh_book) == []


def test_a_check_stops_when_nobody_would_read_on(
    full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that there is more."""
    monkeypatch.setattr("ethnictrack.services.check.MOST", 2)
    tamper(full_book, "UPDATE log SET actor = 'x'")

    findings = found(full_book, "log")

    assert [each.code for each in findings] == ["broken-seal", "broken-seal", "more"]
