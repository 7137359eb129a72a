"""Files that are imported: text and workbooks."""

from __future__ import annotations

from tests.reliability.catalogue import (
    IMPORT,
    Try,
    brought,
    kept,
    refused,
    row,
    turned_away,
    unread,
)
from tests.reliability.catalogue.made import workbook

_ROW = "program,amount,date\nDA1,5,15/11/2021\n"
_LIMITS = "importing/test_outside.py::"
_FONTS = "importing/test_intake_fonts.py::"
_UNCERTAIN = "file-encoding-uncertain"
_GATE = "importing/test_intake_workbook.py::"
_KEY_TWICE = b"program,amount,date,key\nDA1,5,15/11/2021,K-1\nDA1,6,15/11/2021,K-1\n"

TEXT_FILES = (
    row(
        "nothing, a heading alone, blank lines between",
        brought(b"\n\nprogram,amount,date\n\nDA1,5,15/11/2021\n\n"),
        corpus={
            "nothing": "file-empty",
            "blank lines only": "file-empty",
            "a heading only": "file-no-rows",
        },
    ),
    row(
        "Unicode with its mark",
        brought(_ROW.encode("utf-8-sig")),
        brought(_ROW.replace("5,", "6,").encode("utf-16")),
    ),
    row(
        "Unicode of two bytes without its mark, and NULs",
        corpus={"UTF-16 without its mark": "file-nul", "a NUL in a row": "file-nul"},
    ),
    row(
        "old Vietnamese fonts",
        corpus={
            "half a word of an old font": _UNCERTAIN,
            "bytes of two old fonts": _UNCERTAIN,
            "bytes of another language": _UNCERTAIN,
            "an old encoding that is not known": "encoding-unknown",
        },
        ends="0; converted with a sample shown, never by a guess",
        proved=(f"{_FONTS}a_text_file_of_old_bytes_is_recognised_and_converted",),
    ),
    row(
        "text that was damaged when it was saved",
        corpus={
            "text damaged when it was saved": "text-damaged",
            "replacement characters": "text-damaged",
        },
    ),
    row("a file cut inside a letter", corpus={"UTF-8 cut inside a letter": _UNCERTAIN}),
    row(
        "a quotation mark left open",
        corpus={"a quotation mark left open": "csv-quote"},
        proved=("importing/test_intake_csv.py::an_unclosed_quotation_mark_is_named_by_its_line",),
    ),
    row(
        "two columns of one name",
        corpus={
            "two columns of one name": "heading-twice",
            "one column in two languages": "heading-twice",
        },
    ),
    row(
        "columns missing, unknown, misspelt",
        corpus={
            "a column missing": "heading-missing",
            "an unknown column": "heading-unknown",
            "a misspelt column": "heading-unknown",
        },
    ),
    row(
        "rows too short and too long",
        corpus={
            "a short row": "row-short",
            "a long row": "row-long",
            "an amount that the delimiter cuts": "row-long",
        },
    ),
    row(
        "other delimiters and ends of lines",
        brought(b"sep=;\nprogram;amount;date\nDA1;5;15/11/2021\n"),
        brought(b"program\tamount\tdate\rDA1\t6\t15/11/2021\r"),
        brought(b"program|amount|date\r\nDA1|7|15/11/2021\r\n"),
    ),
    row(
        "cells, lines and files without end",
        corpus={
            "a cell of 200 kB": "cell-too-long",
            "a line of 3 MB": "line-too-long",
            "a row of 300 cells": "row-too-wide",
            "accents without end": "text-too-long",
        },
        ends="file-too-large, 1; not begun",
        proved=(f"{_LIMITS}a_file_beyond_all_bounds_is_not_begun",),
    ),
    row(
        "one bad row among many",
        turned_away("date-impossible", b"program,amount,date\nDA1,5,1/1/2021\nDA1,5,31/2/2021\n"),
        proved=("cli/test_cli_import.py::one_bad_row_keeps_all_of_them_out",),
    ),
    row(
        "a file again, its rows in another order, its key with another amount",
        brought(_ROW.encode()),
        turned_away("already-imported", _ROW.encode()),
        turned_away("duplicate-row", b"amount,program,date\n5,DA1,15/11/2021\n"),
        kept(*("disburse", "add", "DA1", "5", "--date", "15/11/2021", "--id", "K-1"), key="K-1"),
        turned_away("key-conflict", b"program,amount,date,key\nDA1,6,15/11/2021,K-1\n"),
    ),
    row("one key in two rows", turned_away("key-conflict", _KEY_TWICE)),
    row(
        "a file that changes meanwhile, an input that ends early",
        ends="file-changed, 1; file-empty, 1",
        proved=(
            f"{_LIMITS}a_file_that_changes_while_it_is_read_is_refused",
            f"{_LIMITS}an_empty_standard_input_is_refused",
        ),
    ),
    row(
        "what is no file",
        *(unread("file-not-regular", "disburse", "import", each) for each in ("/dev/zero", "/")),
        unread("file-not-found", "disburse", "import", "/nowhere/rows.csv"),
        proved=(f"{_LIMITS}folders_devices_and_pipes_are_not_read",),
    ),
    row(
        "a total at the end",
        brought(_ROW.encode() + "Tổng cộng,5,\n".encode()),
        corpus={"a total too large": "total-mismatch", "a subtotal too large": "total-mismatch"},
    ),
)

_BOMB = "workbook-unreadable"
WORKBOOKS = (
    row("a bomb of rows", corpus={"a bomb of rows": _BOMB}),
    row("a bomb of blanks", corpus={"a bomb of blanks": _BOMB}),
    row("a bomb of one text", corpus={"a bomb of one text": _BOMB}),
    row("the farthest cell", corpus={"the farthest cell": "workbook-far-cell"}),
    row("four billion texts", corpus={"four billion texts": _BOMB}),
    row(
        "rows beyond any",
        corpus={
            "a row beyond any": "workbook-far-cell",
            "a low row whose cell has no address": "workbook-far-cell",
        },
    ),
    row(
        "a dimension that lies",
        ends="0; read as it is",
        proved=(f"{_GATE}a_wrong_dimension_does_no_harm",),
    ),
    row("sizes that lie", corpus={"a size that lies": _BOMB}),
    row(
        "entities, definitions, other encodings",
        corpus={
            "a billion laughs": _BOMB,
            "quadratic growth": _BOMB,
            "laughs in a sheet": _BOMB,
            "an outside entity": _BOMB,
            "a definition in the workbook": _BOMB,
            "a sheet in UTF-16": _BOMB,
        },
    ),
    row(
        "what is no workbook",
        corpus={
            "no zip at all": _BOMB,
            "half a file": _BOMB,
            "a text called XLSX": _BOMB,
            "a workbook called ODS": "file-renamed",
            "a workbook called XLS": "file-renamed",
        },
    ),
    row(
        "parts twice, too many, or with a way out",
        corpus={
            "two parts of one name": _BOMB,
            "too many parts": _BOMB,
            "a part with a way out": _BOMB,
        },
    ),
    row(
        "hidden rows, several sheets",
        Try(
            words=IMPORT,
            file=workbook(["DA1", 5], ["DA1", 6], hide=3),
            name="rows.xlsx",
            records=1,
            shows={"accepted": 2},
        ),
        corpus={"a sheet that is not there": "sheet-unknown"},
        proved=(
            f"{_GATE}of_several_sheets_the_one_with_a_heading_is_read",
            f"{_GATE}hidden_rows_are_read_and_counted",
        ),
    ),
    row("merged cells", corpus={"sheet: cells merged across rows": "cell-merged"}),
    row(
        "formulas nobody computed, or on another file",
        corpus={
            "sheet: a formula nobody computed": "cell-not-computed",
            "a formula on another file": "cell-outside-formula",
        },
    ),
    row(
        "cells, rows and spans said a million times",
        corpus={
            "a cell that fills the sheet": _BOMB,
            "a cell repeated beyond any": "workbook-far-cell",
            "empty rows in every sheet": _BOMB,
            "cells that cover the sheet, each of them": _BOMB,
            "a long text in every cell": _BOMB,
            "one long text in every cell": _BOMB,
            "two cells and the space between them": _BOMB,
        },
    ),
    row(
        "sheets, merges and parts without end",
        corpus={
            "five thousand sheets": _BOMB,
            "one long sheet under two hundred names": _BOMB,
            "twenty thousand sheets": _BOMB,
            "sixty thousand merged cells": _BOMB,
            "cells merged to the end, many times": _BOMB,
            "sixty thousand parts": _BOMB,
        },
    ),
    row(
        "a reader that aborts, hangs or fills the memory",
        corpus={"a text that is not there": _BOMB},
        ends="workbook-unreadable, 1; the child is ended, and the program is not",
        proved=("importing/test_guarded.py::a_child_that_dies_is_a_refusal",),
    ),
    row(
        "a file changed at random",
        ends="0, or a refusal; never a defect",
        proved=("reliability/test_import_mutants.py::a_changed_file_is_taken_or_refused",),
    ),
    row("a sheet formatted to its end", corpus={"the lowest cell": "workbook-far-cell"}),
    row(
        "the mark beside a file that is open",
        *(
            refused("file-open", *IMPORT, exit_=2, file=b"Lan", name=name)
            for name in ("~$rows.xlsx", ".~lock.rows.ods#")
        ),
    ),
)
