"""The line that was typed, the streams it is answered on, and the machine around them."""

from __future__ import annotations

from tests.reliability.catalogue import row

_LINE, _KEPT = "cli/test_cli_line.py::", "cli/test_cli_kept.py::"

_MACHINES, _LINES = "cli/test_cli_machines.py::", "reliability/test_command_lines.py::"
_INPUTS = "cli/test_cli_inputs.py::"

SHELLS = (
    row(
        "a value that looks like an option",
        ends="0; it is a value",
        proved=(
            f"{_LINE}a_note_that_looks_like_an_option_is_a_note",
            f"{_LINE}a_refusal_is_shown_as_the_options_say_and_not_as_a_value_does",
        ),
    ),
    row(
        "a fault before the option that says how it is to be shown",
        ends="unknown-option, 2; shown as that option says",
        proved=(
            f"{_LINE}a_fault_anywhere_is_json_where_json_is_asked_for",
            f"{_LINE}a_fault_is_told_in_the_language_said_behind_it",
        ),
    ),
    row(
        "work that is kept and cannot be shown",
        ends="kept-not-shown, 5: kept under the number that is said",
        proved=(
            f"{_KEPT}what_is_kept_but_cannot_be_shown_ends_with_five",
            f"{_KEPT}a_number_of_the_book_is_in_what_is_said",
            f"{_KEPT}the_exit_code_says_it_where_stderr_is_full_too",
            f"{_KEPT}a_dry_run_that_cannot_be_shown_kept_nothing",
        ),
    ),
    row(
        "work that is kept where nobody reads stdout",
        ends="0; stderr says that it is kept",
        proved=(f"{_KEPT}where_nobody_reads_stdout_keeping_is_enough",),
    ),
    row(
        "an interruption or a defect in the moment of keeping",
        ends="kept-not-shown, 5: it is kept",
        proved=(
            f"{_KEPT}whoever_interrupts_the_keeping_itself_is_told_that_it_is_kept",
            f"{_KEPT}a_defect_behind_the_keeping_does_not_say_that_nothing_was_kept",
        ),
    ),
    row(
        "a result, or rejected rows, to be written over what is read",
        ends="output-is-input, 2; the input is as it was",
        proved=(
            f"{_INPUTS}rejected_rows_are_never_written_over_the_file_they_are_of",
            f"{_INPUTS}standard_input_is_an_input_too",
            f"{_INPUTS}a_report_is_never_written_over_its_template",
        ),
    ),
    row(
        "a result to be written over the lock or the journal of a book",
        ends="output-is-book, 2",
        proved=(f"{_INPUTS}what_belongs_to_a_book_is_never_written",),
    ),
    row(
        "rejected rows of a wrong shape",
        ends="1; as they were, each with its reason",
        proved=(
            f"{_INPUTS}a_row_of_a_wrong_shape_is_rejected_as_it_was",
            f"{_INPUTS}whatever_shape_rows_have_they_are_rejected_with_a_reason",
        ),
    ),
    row(
        "a formula behind a sign at which a spreadsheet divides a line",
        ends="0; behind a guard that an import takes off again",
        proved=(
            "domain/test_guard.py::no_cell_is_a_formula_wherever_a_spreadsheet_divides_the_file",
            "domain/test_guard.py::what_is_guarded_comes_back_to_the_letter",
            f"{_INPUTS}a_text_comes_back_from_a_list_as_it_went_into_it",
        ),
    ),
    row(
        "a code page of the machine that lacks Vietnamese letters",
        ends="0; UTF-8 but on a console, which gets what it can show",
        proved=(
            f"{_MACHINES}what_goes_to_no_console_is_utf_8_whatever_the_code_page",
            f"{_MACHINES}a_console_gets_what_it_can_show",
        ),
    ),
    row(
        "no home, no login, no terminal, no columns or far too many",
        ends="0; the work is done",
        proved=(
            f"{_MACHINES}no_setting_of_the_machine_is_a_defect",
            f"{_MACHINES}a_machine_that_knows_no_login_still_has_an_actor",
            f"{_MACHINES}a_home_that_is_not_known_is_written_as_it_was_typed",
        ),
    ),
    row(
        "a program that is ended at a question",
        ends="130, or 128 and the signal; the terminal is as it was, nothing is kept",
        proved=(f"{_MACHINES}whoever_ends_the_program_at_a_question_has_the_terminal_back",),
    ),
    row(
        "any words in any place of a command line",
        ends="0, 1, 2 or 3 with a sentence, in a moment",
        proved=(
            f"{_LINES}no_line_of_words_is_a_defect",
            f"{_LINES}the_longest_word_of_the_system_is_answered_in_a_moment",
        ),
    ),
    row(
        "a standard stream that is closed",
        ends="0; the work is done",
        proved=(
            f"{_KEPT}full_and_closed_streams_of_a_real_process_end_alike",
            f"{_KEPT}a_program_without_one_of_its_streams_reports_as_ever",
        ),
    ),
)
