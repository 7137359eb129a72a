"""What is made public of a book: a page a report in each language, its rows as CSV, checksums.

The same book makes the same bytes, on any day: reports end with the day of the newest record. No
payee, no note and no name of a person is in them; what an office wrote as a reason stays out too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack import i18n
from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.i18n import N_, Message
from ethnictrack.library.reports import REPORTS
from ethnictrack.nouns.settings import value_of
from ethnictrack.render import render
from ethnictrack.render.to_csv import lines
from ethnictrack.render.to_site import Link, site_page
from ethnictrack.render.words import View, say
from ethnictrack.reports.footer import with_checkpoint
from ethnictrack.reports.rate_rows import By
from ethnictrack.reports.table import Result
from ethnictrack.values.dates import last_day, vietnam_day
from ethnictrack.values.money import Scale

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

# Each page by its name: the report, and what it is asked besides the year and the day.
_PAGES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "rates": ("rates", {}),
    "places": ("rates", {"by": By.PLACE}),
    "classes": ("rates", {"by": By.SOURCE}),
    "disclosure": ("disclosure", {}),
    "carryover": ("carryover", {}),
    "settlement": ("settlement", {}),
}
PACKAGE, SUMS = "datapackage.json", "SHA256SUMS"
_SHARES = frozenset({"rate", "compared"})  # percent with decimals, whatever a row has
_TITLE = N_("Budget of the programmes, {year}")
_OF = N_("{title}: {office}")
_ENDINGS = {"vi": "html", "en": "en.html"}
_BOM = "\ufeff".encode()


@dataclass(frozen=True, slots=True)
class Published:
    """The files of a publication by their names, and what they say."""

    files: Mapping[str, bytes]
    year: int
    as_of: date
    checkpoint: str


def names_of_public() -> set[str]:
    """Return the names that files of a publication have."""
    pages = {f"{each}.{ending}" for each in (*_PAGES, "index") for ending in _ENDINGS.values()}
    return pages | {f"{each}.csv" for each in _PAGES} | {PACKAGE, SUMS}


def published(book: Book, year: int | None) -> Published:
    """Make the publication of a budget year, by default of the latest with entries."""
    newest = book.log.latest()
    recorded = vietnam_day(newest) if newest else date.min
    of = year or max(book.ledger.years(), default=recorded.year)
    as_of = min(last_day(of), recorded)
    head = checkpoint(*book.log.head())
    results = {name: _made(book, name, of, as_of) for name in _PAGES}
    files: dict[str, bytes] = {}
    for language in _ENDINGS:
        files |= _pages(book, results, of, language)
    tables = {name: _rows(result) for name, result in results.items()}
    files |= {f"{name}.csv": _csv(*table) for name, table in tables.items()}
    files[PACKAGE] = _package(results, tables, files, of, str(head))
    sums = (f"{_sha256(files[each])}  {each}\n" for each in sorted(files))
    files[SUMS] = "".join(sums).encode()
    return Published(files, of, as_of, str(head))


def _made(book: Book, name: str, year: int, as_of: date) -> Result:
    """Make a report as everybody may read it, with the checkpoint of the book."""
    report, more = _PAGES[name]
    asked = REPORTS[report].ask({"year": year, "as_of": as_of, **more}, as_of)
    made = REPORTS[report].make(book, asked, Scale.DONG)
    public = tuple(each for each in made.document.notes if "reason" not in each.facts)
    document = replace(made.document, notes=public, paper=None, letter=None)
    return with_checkpoint(replace(made, document=document), checkpoint(*book.log.head()))


def _pages(
    book: Book, results: Mapping[str, Result], year: int, language: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages in a language, and one that leads to them."""
    ending = _ENDINGS[language]
    with i18n.speaking(language):
        look = View(scale=Scale.DONG)
        links = []
        for name, result in results.items():
            yield f"{name}.{ending}", render(result, "html", look)
            links.append(Link(f"{name}.{ending}", say(result.document.title), f"{name}.csv"))
        others = [(each, f"index.{_ENDINGS[each]}") for each in _ENDINGS if each != language]
        title = say(_title(book, year))
        yield f"index.{ending}", site_page(title, links, (PACKAGE, SUMS), others)


def _title(book: Book, year: int) -> Message:
    title = _TITLE.of(year=year)
    office = value_of(book.settings.all(), "office")
    return _OF.of(title=title, office=office) if office else title


def _rows(result: Result) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the rows of a report as JSON has them, one below the other, with their keys."""
    with i18n.speaking("vi"):
        rows = json.loads(render(result, "json", View()))["rows"]
    columns = result.document.table.columns
    keys = [*rows[0]] if rows else [each.key for each in columns if each.key != "outline"]
    return keys, rows


def _csv(keys: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Write rows as CSV without the mark that Excel looks for: other programs trip over it."""
    text = b"".join(lines(keys, ([row[key] for key in keys] for row in rows)))
    return text.removeprefix(_BOM)


def _package(
    results: Mapping[str, Result],
    tables: Mapping[str, tuple[list[str], list[dict[str, Any]]]],
    files: Mapping[str, bytes],
    year: int,
    head: str,
) -> bytes:
    """Describe the data as a tabular data package (Frictionless)."""
    with i18n.speaking("vi"):
        package = {
            "profile": "tabular-data-package",
            "name": f"budget-{year}",
            "title": say(_TITLE.of(year=year)),
            "version": head,
            "resources": [
                _resource(name, results[name], *table, files[f"{name}.csv"])
                for name, table in tables.items()
            ],
        }
    return f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode()


def _resource(
    name: str, result: Result, keys: list[str], rows: list[dict[str, Any]], content: bytes
) -> dict[str, object]:
    return {
        "name": name,
        "title": say(result.document.title),
        "profile": "tabular-data-resource",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{_sha256(content)}",
        "schema": {
            "fields": list(_fields(result, keys, rows)),
            "missingValues": [""],
        },
    }


def _fields(
    result: Result, keys: list[str], rows: list[dict[str, Any]]
) -> Iterator[dict[str, str]]:
    """Yield what each column is: đồng are integers, shares are percent."""
    headings = {each.key: say(each.heading) for each in result.document.table.columns}
    for key in keys:
        kinds = {type(row[key]) for row in rows} - {type(None)}
        kind = "integer" if kinds == {int} else "string"
        kind = "number" if key in _SHARES or float in kinds else kind
        yield {"name": key, "type": kind, "title": headings.get(key, key)}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
