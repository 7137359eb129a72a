"""A book on a server: who works on it, with which rights, and what the server does meanwhile."""

from __future__ import annotations

from tests.reliability.catalogue import row

_SERVER = "reliability/test_server_faults.py::"
_LIMITS, _ROLES = "book/test_server_limits.py::", "book/test_roles.py::"

SERVERS = (
    row(
        "a server that goes away while it keeps",
        ends="0, server-gone, 3, or outcome-unknown, 3: asked for before it is said",
        proved=(
            f"{_SERVER}an_answer_that_got_lost_is_asked_for",
            f"{_SERVER}a_commit_that_was_never_heard_is_said_not_to_be_kept",
            f"{_SERVER}an_answer_that_nobody_can_find_is_said_to_be_unknown",
        ),
    ),
    row(
        "a server that has one of two give way",
        ends="0 after another try; busy, 4",
        proved=(
            f"{_SERVER}a_command_that_gave_way_is_tried_again",
            f"{_SERVER}a_command_that_always_gives_way_ends_as_busy",
        ),
    ),
    row(
        "a limit of time of the server, an idle command that it ends",
        ends="server-limit or server-gone, 3; nothing is kept, in reading too",
        proved=(
            f"{_LIMITS}a_step_that_takes_too_long_is_a_limit_and_not_a_writer",
            f"{_LIMITS}a_server_that_ends_an_idle_command_is_said_to_have",
            f"{_LIMITS}a_command_that_was_idle_before_it_is_kept_kept_nothing",
        ),
    ),
    row(
        "a command that is cancelled, or its connection ended, by an administrator",
        ends="server-limit or server-gone, 3; while it is being kept too nothing is",
        proved=(
            f"{_LIMITS}a_connection_that_is_ended_is_said_to_be",
            f"{_LIMITS}a_command_that_is_stopped_while_it_is_kept_kept_nothing",
        ),
    ),
    row(
        "Ctrl-C while a server keeps a command",
        ends="0, 130, or outcome-unknown, 3: asked for before it is said",
        proved=(
            f"{_LIMITS}who_interrupts_the_keeping_is_told_how_it_ended",
            f"{_LIMITS}who_interrupts_again_is_told_that_nobody_knows",
        ),
    ),
    row(
        "a book on a server that somebody holds, a lock that somebody else takes",
        ends="busy, 4, with user, program and process; nobody without rights can hold it",
        proved=(
            f"{_LIMITS}a_limit_reached_in_line_is_a_busy_book_with_its_holder",
            f"{_LIMITS}an_advisory_lock_of_others_is_none_of_the_books",
            f"{_ROLES}a_reader_reads_and_does_not_write",
        ),
    ),
    row(
        "another encoding, path or style of dates in the environment",
        ends="0; the same letters",
        proved=(f"{_LIMITS}the_environment_changes_no_letter",),
    ),
    row(
        "two who make a book in one schema at once",
        ends="book-exists, 1; one of them has made it",
        proved=(f"{_LIMITS}two_who_make_a_book_at_once_make_one",),
    ),
    row(
        "a copy of the server that is for reading only",
        ends="book-unwritable, 3; reading works",
        proved=(f"{_LIMITS}a_copy_of_the_server_for_reading_reads_and_takes_no_writing",),
    ),
    row(
        "a user without the rights, or who may not connect",
        ends="book-forbidden or server-unreachable, 3",
        proved=(
            f"{_ROLES}a_reader_reads_and_does_not_write",
            f"{_ROLES}a_stranger_is_told_that_it_is_a_matter_of_rights",
            f"{_LIMITS}a_role_that_may_not_connect_is_said_to_be_turned_away",
        ),
    ),
    row(
        "a clerk with SQL: the past, a closed year, another office, a false or an old record",
        ends="refused by the server; a record that is true in form but tells lies is a finding, 1",
        proved=(
            f"{_ROLES}a_clerk_cannot_touch_what_is_there",
            f"{_ROLES}a_clerk_cannot_pass_the_guards",
            f"{_ROLES}a_record_by_hand_that_does_not_tell_the_truth_is_found",
        ),
    ),
    row(
        "a clerk's own operators, functions and temporary tables",
        ends="refused by the server; no command is fooled",
        proved=(
            f"{_ROLES}operators_of_his_own_do_not_fool_the_guards",
            f"{_ROLES}what_a_clerk_made_for_himself_changes_no_command",
        ),
    ),
    row(
        "an owner who drops a guard or a table, or adds a second revision",
        ends="book-damaged, 3, or findings, 1",
        proved=(
            f"{_LIMITS}what_an_owner_can_break_is_said_to_be_broken",
            "book/test_server.py::a_guard_that_is_switched_off_is_found",
        ),
    ),
)
