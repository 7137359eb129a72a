"""The book itself, and the processes and machines that work on it."""

from __future__ import annotations

from tests.reliability.catalogue import row

_GUARD, _RIGHTS, _FAULTS = "book/test_guard.py::", "book/test_rights.py::", "reliability/test_"
_ATTACKS = f"{_FAULTS}attacks.py::an_attack_is_refused_or_found_where_it_was"
_KILLS = f"{_FAULTS}kills.py::a_command_that_is_killed_is_done_or_not_begun"
_DAMAGE = f"{_FAULTS}damage.py::"
_SCHEMA = "book/test_sqlite_schema.py::"
_LOCK, _BESIDE = "book/test_lock.py::", "book/test_companions.py::"
_DISKS, _STREAMS = f"{_FAULTS}faults.py::", "cli/test_cli_streams.py::"

BOOKS = (
    row(
        "a path mistyped",
        ends="book-missing, 3; nothing is made",
        proved=(f"{_GUARD}a_mistyped_path_creates_nothing",),
    ),
    row(
        "an empty file, a text, a folder, another program's database",
        ends="not-a-book, 3; left as it is",
        proved=(
            f"{_GUARD}a_file_that_is_something_else_is_no_book",
            f"{_GUARD}a_folder_is_no_book",
            f"{_GUARD}another_programs_database_is_no_book",
        ),
    ),
    row(
        "a file cut by some bytes",
        ends="book-damaged, 3; nothing is written into it",
        proved=(f"{_GUARD}a_book_that_was_cut_off_is_damaged", f"{_DAMAGE}a_cut_file_is_refused"),
    ),
    row(
        "pages cut off, a page of zeros, the header gone",
        ends="book-damaged or not-a-book, 3; what can be saved is said",
        proved=(
            f"{_GUARD}a_book_whose_header_is_gone_is_no_book",
            "book/test_opening.py::a_page_of_rubbish_is_damage_and_not_a_defect",
            "book/test_salvage.py::a_book_that_was_cut_says_what_is_left",
        ),
    ),
    row(
        "a flipped bit",
        ends="book-damaged, 3, or a finding, 1; or no row is another; nothing is sealed",
        proved=(
            f"{_DAMAGE}a_flipped_bit_is_found_or_changes_nothing",
            "cli/test_cli_seals.py::a_book_that_cannot_be_proved_seals_nothing",
        ),
    ),
    row(
        "a command killed while it wrote, its journal beside the book",
        ends="0; undone by the next command",
        proved=(f"{_GUARD}a_command_killed_while_writing_is_undone_by_the_next", _KILLS),
    ),
    row(
        "the same, its journal removed by somebody tidy",
        ends="findings, 1; nothing is sealed",
        proved=(
            "book/test_torn.py::a_journal_that_was_tidied_away_is_noticed",
            "cli/test_cli_seals.py::a_book_that_cannot_be_proved_seals_nothing",
        ),
    ),
    row(
        "the journal of another database beside the book",
        ends="0; nothing of it is taken over",
        proved=("book/test_torn.py::a_strange_journal_changes_nothing",),
    ),
    row(
        "a book renamed away from its journal",
        ends="book-damaged, 3, or findings, 1",
        proved=("book/test_torn.py::a_book_renamed_away_from_its_journal_is_noticed",),
    ),
    row(
        "a copy made by other means while somebody writes",
        ends="findings, 1; `book backup` copies whole",
        proved=(
            "book/test_torn.py::a_copy_taken_in_the_middle_is_noticed",
            "cli/test_cli_copies.py::a_copy_is_the_book",
        ),
    ),
    row(
        "a copy without what stands beside it",
        ends="a book keeps nothing beside it between commands",
        proved=("book/test_opening.py::each_setting_holds_in_a_connection_of_the_program",),
    ),
    row("an old copy put back", ends="findings, 1, against a checkpoint", proved=(_ATTACKS,)),
    row(
        "a file, folder or disk that takes no writing",
        ends="book-unwritable, 3; reading works",
        proved=(
            f"{_RIGHTS}a_book_in_a_read_only_folder_can_be_read",
            f"{_RIGHTS}a_book_in_a_read_only_folder_cannot_be_written",
            f"{_RIGHTS}a_read_only_book_in_an_open_folder_cannot_be_written",
        ),
    ),
    row(
        "not a byte left",
        ends="book-unwritable, 3; reading works, nothing is lost",
        proved=(f"{_DISKS}a_full_disk_takes_nothing_and_loses_nothing",),
    ),
    row(
        "a folder of a network",
        ends="book-unsafe, 3",
        proved=(f"{_GUARD}a_book_in_a_network_folder_is_unsafe",),
    ),
    row(
        "a second name, a link",
        ends="book-unsafe, 3; a link is followed",
        proved=(
            f"{_GUARD}a_book_with_two_names_is_unsafe",
            f"{_GUARD}a_link_is_followed_to_the_book",
        ),
    ),
    row(
        "a newer book, an older one, one of somebody else",
        ends="newer-book, older-book, not-a-book, 3; `book upgrade` copies first",
        proved=(
            f"{_GUARD}a_newer_book_is_left_to_the_newer_program",
            f"{_GUARD}an_older_book_asks_to_be_upgraded",
            f"{_GUARD}another_programs_database_is_no_book",
            "book/test_upgrading.py::the_copy_made_before_an_upgrade_is_the_old_book",
        ),
    ),
    row(
        "a book upgraded in another window",
        ends="newer-book, 3; the revision is read in the transaction too",
        proved=(
            "book/test_opening.py::a_book_upgraded_while_we_waited_is_looked_at_again",
            f"{_GUARD}a_newer_book_is_left_to_the_newer_program",
        ),
    ),
    row("an upgrade that is killed", ends="the old book or the new one", proved=(_KILLS,)),
    row(
        "rows lost when a table is made anew",
        ends="0; an upgraded book holds what it held, and every reference leads somewhere",
        proved=(
            "book/test_upgrading.py::an_upgraded_book_holds_what_it_held",
            "book/test_upgrading.py::an_upgraded_book_is_sound",
        ),
    ),
    row(
        "a trigger dropped and a row changed by hand",
        ends="findings, 1, where it was",
        proved=(_ATTACKS,),
    ),
    row(
        "a book that others may read",
        ends="0; a check remarks on it, and a new book is its owner's alone",
        proved=(
            "book/test_creating.py::a_new_book_is_its_owners_alone",
            f"{_RIGHTS}a_check_remarks_on_a_book_that_others_may_read",
        ),
    ),
    row(
        "a book written to between two looks at it",
        ends="0; it is looked at again while nobody can write",
        proved=(
            f"{_GUARD}a_book_that_is_written_to_between_two_looks_is_sound",
            f"{_FAULTS}looks.py::a_look_at_a_book_that_is_written_to_finds_it_sound",
            f"{_FAULTS}looks.py::a_command_beside_writers_finds_the_book_sound",
        ),
    ),
    row(
        "a name that the database has another use for",
        ends="0; a file of that name",
        proved=(f"{_GUARD}a_book_of_any_name_is_a_file_of_that_name",),
    ),
    row(
        "what a book left beside its place, and the next book there",
        ends="book-companion, 3; both stay to the byte",
        proved=(
            f"{_BESIDE}no_book_is_made_beside_the_companions_of_another",
            f"{_BESIDE}no_other_way_to_make_a_book_is_forgotten",
            f"{_BESIDE}a_book_that_was_moved_without_its_journal_spoils_no_other",
        ),
    ),
    row(
        "a log of changes to come that another program began",
        ends="book-wal, 3; `book upgrade` takes it in, after a copy",
        proved=(
            f"{_BESIDE}a_book_in_write_ahead_mode_is_not_opened",
            f"{_BESIDE}a_book_is_not_restored_over_a_log",
            f"{_BESIDE}a_book_comes_out_of_write_ahead_mode_with_all_it_holds",
        ),
    ),
    row(
        "a link or a letter in the place of the lock",
        ends="lock-strange, 3; left as it is",
        proved=(
            f"{_LOCK}what_is_no_lock_file_is_left_alone",
            f"{_LOCK}a_lock_that_is_a_link_to_the_book_does_not_empty_it",
            f"{_BESIDE}no_book_is_made_beside_the_companions_of_another",
        ),
    ),
    row(
        "a trigger, a view made by hand, however it is called or written",
        ends="book-altered, 3; findings, 1",
        proved=(f"{_SCHEMA}nothing_is_written_beside_what_the_program_did_not_make",),
    ),
    row(
        "a table, an index, a rule made or altered by hand",
        ends="findings, 1; what the database makes for itself is none",
        proved=(
            f"{_SCHEMA}a_schema_that_was_altered_is_found",
            f"{_SCHEMA}what_the_database_makes_for_itself_is_no_finding",
        ),
    ),
    row(
        "two users of one group",
        ends="0; they take turns, and nobody else has a part in it",
        proved=(f"{_LOCK}two_users_of_a_group_share_a_book",),
    ),
)

MACHINES = (
    row(
        "somebody who writes for too long",
        ends="busy, 4, with the holder's number",
        proved=(
            f"{_LOCK}whoever_waits_too_long_is_told_who_holds_the_book",
            f"{_STREAMS}a_book_that_someone_else_holds_is_busy",
        ),
    ),
    row(
        "a writer that was stopped",
        ends="busy, 4; free the moment it ends",
        proved=(f"{_LOCK}a_holder_that_dies_leaves_nothing_stale",),
    ),
    row(
        "an interruption",
        ends="130 or the signal's; nothing is kept",
        proved=(
            f"{_STREAMS}who_interrupts_a_waiting_command_loses_nothing",
            "cli/test_import_processes.py::an_import_that_is_cut_off_leaves_the_book_as_it_was",
        ),
    ),
    row("kill -9 at any moment", ends="all or nothing", proved=(_KILLS,)),
    row(
        "the power goes",
        ends="what was said to be kept is there",
        proved=("book/test_opening.py::each_setting_holds_in_a_connection_of_the_program",),
    ),
    row(
        "memory that is not there",
        ends="3; nothing is kept",
        proved=(f"{_DISKS}memory_that_is_not_there_keeps_nothing",),
    ),
    row(
        "a reader that has seen enough, a full disk behind the output",
        ends="0 without a word; output-unwritable, 3",
        proved=(
            f"{_STREAMS}a_reader_that_has_seen_enough_is_no_error",
            f"{_STREAMS}a_full_disk_behind_stdout_is_said",
        ),
    ),
    row(
        "a screen without Vietnamese letters",
        ends="0; signs in their place",
        proved=(f"{_STREAMS}a_screen_without_vietnamese_letters_gets_marks_for_them",),
    ),
    row(
        "a narrow screen",
        ends="0; no figure is cut",
        proved=("render/test_render_screen.py::every_line_fits_and_every_figure_is_whole",),
    ),
    row(
        "other settings of the machine",
        ends="0; the same figures",
        proved=(f"{_STREAMS}figures_do_not_depend_on_the_settings_of_the_machine",),
    ),
    row(
        "many programs started at once",
        ends="0; each is served",
        proved=(f"{_FAULTS}many_hands.py::programs_started_all_at_once_are_all_served",),
    ),
    row(
        "two versions of the program on one book",
        ends="newer-book or older-book, 3; nothing of either is lost",
        proved=(
            f"{_DISKS}an_older_book_is_upgraded_while_others_try_to_write",
            f"{_GUARD}a_newer_book_is_left_to_the_newer_program",
            f"{_GUARD}an_older_book_asks_to_be_upgraded",
        ),
    ),
)
