"""Files that the program writes, and what is said around it."""

from __future__ import annotations

from tests.reliability.catalogue import Try, row

_STREAMS = "cli/test_cli_streams.py::"
_REFUSALS = "cli/test_cli_refusals.py::bad_input_is_refused_in_both_languages_and_changes_nothing"
_OUTPUT, _HOSTILE = "cli/test_cli_output.py::", "render/test_render_hostile.py::"
_XLSX = "render/test_render_xlsx.py::"

OUTPUTS = (
    row(
        "a file that is there",
        ends="0; replaced whole",
        proved=(f"{_OUTPUT}an_existing_file_is_replaced_whole",),
    ),
    row(
        "a report cut off while it is written",
        ends="the old file, no half one",
        proved=(
            f"{_OUTPUT}a_refused_report_leaves_the_old_file",
            f"{_OUTPUT}a_report_that_is_killed_leaves_the_old_file",
        ),
    ),
    row(
        "a result written over the book",
        ends="output-is-book, 2",
        proved=(f"{_OUTPUT}a_result_is_never_written_over_the_book",),
    ),
    row(
        "names of files that come from data",
        ends="no file but the one that was named",
        proved=(
            "cli/test_privacy.py::a_verb_says_no_name_beside_its_result_and_writes_only_what_was_named",
            f"{_OUTPUT}a_file_that_cannot_be_written_is_said_and_nothing_is_left",
        ),
    ),
    row(
        "formulas and links in a workbook",
        ends="0; they are text",
        proved=(f"{_XLSX}text_stays_text", f"{_HOSTILE}a_formula_is_text_in_a_spreadsheet"),
    ),
    row(
        "signs that no document can hold",
        ends="0; the report opens",
        proved=(
            f"{_XLSX}any_text_makes_a_workbook_that_opens",
            "cli/test_cli_hostile.py::what_was_planted_is_shown_as_signs",
        ),
    ),
    row(
        "a text longer than a cell",
        ends="cell-length, 2; no file",
        proved=(f"{_XLSX}a_text_beyond_a_cell_is_refused",),
    ),
    row(
        "a number longer than a cell",
        ends="0; kept as text",
        proved=(f"{_XLSX}what_a_sheet_would_round_is_kept_as_text",),
    ),
    row(
        "more rows than a sheet",
        ends="sheet-rows, 2; no file",
        proved=(f"{_XLSX}a_table_beyond_a_sheet_is_refused",),
    ),
    row(
        "formulas in a text file",
        ends="0; behind a guard that an import takes off again",
        proved=(
            f"{_HOSTILE}csv_gives_text_back_behind_its_guard",
            f"{_HOSTILE}ordinary_text_gets_no_guard",
        ),
    ),
    row(
        "markup in a page",
        ends="0; shown to the letter, nothing from elsewhere",
        proved=(f"{_HOSTILE}markup_is_shown_to_the_letter", f"{_HOSTILE}the_page_runs_nothing"),
    ),
    row(
        "a password in an address",
        ends="never said",
        proved=(
            "book/test_server.py::a_password_is_shown_nowhere",
            "cli/test_privacy.py::no_verb_says_the_password_of_a_server_it_cannot_reach",
        ),
    ),
    row(
        "rows of the book in a message",
        ends="never said",
        proved=("cli/test_privacy.py::no_refusal_says_a_name",),
    ),
    row(
        "settings that are not known or not of their kind",
        Try(words=("book", "settings", "colour", "red"), code="unknown-setting", exit=2),
        proved=(_REFUSALS, f"{_STREAMS}how_long_to_wait_is_a_number_of_seconds"),
    ),
)
