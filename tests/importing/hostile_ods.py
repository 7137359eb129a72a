"""ODS workbooks that say in a few bytes that a cell, a row or a sheet is there a million times."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial

_SPACES = " ".join(
    f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
    for each in ("office", "table", "text")
)
_START = '<?xml version="1.0" encoding="UTF-8"?>'
_UNREAD = "workbook-unreadable"


def _made(tables: str) -> bytes:
    """Zip a workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "content.xml",
            f"{_START}<office:document-content {_SPACES}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return target.getvalue()


def _cell(text: str = "x", *, across: int = 1, said: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{across}" '
        f"{said}><text:p>{text}</text:p></table:table-cell>"
    )


def _row(*cells: str, down: int = 1) -> str:
    repeated = f'table:number-rows-repeated="{down}"'
    return f"<table:table-row {repeated}>{''.join(cells)}</table:table-row>"


def _table(*rows: str, name: str = "S") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def _tables(count: int, *rows: str) -> str:
    return "".join(_table(*rows, name=f"S{number}") for number in range(count))


_EMPTY = "<table:table-cell/>"
_BROAD = 'table:number-rows-spanned="199999" table:number-columns-spanned="3"'

CONTENT: dict[str, tuple[str, str]] = {
    "a cell that fills the sheet": (_table(_row(_cell(across=200), down=200_000)), _UNREAD),
    "a cell repeated beyond any": (
        _table(_row(_cell(across=999_999_999), down=999_999_999)),
        "workbook-far-cell",
    ),
    "a row repeated beyond any": (_table(_row(_cell(), down=999_999_999)), "workbook-far-cell"),
    "a row repeated, and one that is wide": (
        _table(_row(_cell(), down=199_999), _row(_cell(across=200))),
        _UNREAD,
    ),
    "empty rows in every sheet": (
        _tables(150, _row(_EMPTY, down=199_998), _row(_cell())),
        _UNREAD,
    ),
    "full rows in every sheet": (_tables(100, _row(_cell(across=200), down=10_000)), _UNREAD),
    "twenty thousand sheets": (_tables(20_000, _row(_cell())), _UNREAD),
    "a long text in every cell": (
        _table(_row(_cell("ắ" * 32_000, across=8), down=200_000)),
        _UNREAD,
    ),
    "a cell longer than any": (_table(_row(_cell("ắ" * 33_000))), "cell-too-long"),
    "cells that cover the sheet, each of them": (_table(*[_row(_cell(said=_BROAD))] * 99), _UNREAD),
    "a span of four thousand digits": (
        _table(_row(_cell(said=f'table:number-rows-spanned="{"9" * 4500}"'))),
        _UNREAD,
    ),
    "elements in elements": (_table(_row(_cell("<text:span>" * 40_000))), _UNREAD),
    "an entity": (_table(_row(_cell("&lol;"))), _UNREAD),
    "no sheet": ("", _UNREAD),
}

HOSTILE_ODS: dict[str, tuple[Callable[[], bytes], str]] = {
    name: (partial(_made, content), code) for name, (content, code) in CONTENT.items()
}
