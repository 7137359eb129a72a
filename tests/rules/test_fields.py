"""Every field of an entry stands at every door: what one door misses, somebody's work would lose.

One entry of each side says all it can, once by options and once from a file; then it is looked for
wherever fields are shown, asked for, compared or handed on.
"""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.shell import Ran, ok, run, still

from ethnictrack.book.opening import read_book
from ethnictrack.book.tables.columns import logged_columns
from ethnictrack.book.tables.entry import ENTRY as TABLE
from ethnictrack.cli.prompts.entry import LineQuestions
from ethnictrack.cli.prompts.review import _facts as review_of
from ethnictrack.cli.shell.command_line import Said
from ethnictrack.fields.activity import ACTIVITY, RECORD, REMARK, RESULT
from ethnictrack.fields.entry import ENTRY, YEAR, asked_of, entry_fields, entry_keys
from ethnictrack.fields.field import Field, Match, as_filters
from ethnictrack.fields.inspection import FINDING, INSPECTION, LISTED, REACHED, RECOVERY, STAGE
from ethnictrack.fields.place import PLACE
from ethnictrack.fields.program import PROGRAM
from ethnictrack.fields.types import Choice, Code, Day, Money, Name, Text, Type, Year
from ethnictrack.i18n import Message, speaking
from ethnictrack.importing.form import form_of
from ethnictrack.importing.import_fields import fields_of
from ethnictrack.importing.sheets.column_fields import KnownHeadings, plain_heading
from ethnictrack.library.questions import BY
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.render.words import say
from ethnictrack.values.kinds import Side

GROUPS = {Side.ALLOCATION: BatchNoun.ALLOCATE, Side.DISBURSEMENT: BatchNoun.DISBURSE}
FILES = {Side.ALLOCATION: "allocations", Side.DISBURSEMENT: "disbursements"}
SIDES = [*Side]
REGISTERS = {  # what a row says, the table it is exported to, and what that has of it
    "program": (PROGRAM, "programs", PROGRAM),
    "place": (PLACE, "places", PLACE),
    "inspect": (LISTED, "inspections", INSPECTION),
}
# What their lists are narrowed by, and that of activities.
NARROWED = {"activity": ACTIVITY, **{group: fields for group, (fields, *_) in REGISTERS.items()}}
SCRIPTS = {"key"}  # what only scripts say: no form and no prompt asks for it
# What is said of each type, what it is in JSON, and what is somewhere else.
SAID: dict[type[Type[Any]], tuple[str, object, str]] = {
    Code: ("KHOA-7", "KHOA-7", "KHOA-8"),
    Year: ("2021", 2021, "2019"),
    Day: ("14/11/2021", "2021-11-14", "15/11/2021"),
    Money: ("600 triệu", 600_000_000, "1"),
}
NAMES = {"program": ("Dự án 1", "DA1", "DA2"), "place": ("Bảo Lạc", "043", "042")}
KINDS = {Side.ALLOCATION: ("bổ sung", "supplement"), Side.DISBURSEMENT: ("tạm ứng", "advance")}


def said(field: Field[Any]) -> tuple[str, object, str]:
    """Return a word for a field, its value in JSON, and the word for another value."""
    if isinstance(field.type, Name):
        return NAMES[field.type.register]
    if isinstance(field.type, Text):
        text = f"{field.name} Đặc biệt 7"
        return text, text, f"{field.name} khác"
    if field.name == "kind" and field.on:
        return (*KINDS[Side(str(field.on))], "initial" if field.on is Side.ALLOCATION else "refund")
    if isinstance(field.type, Choice):
        members = [(words[1], str(member)) for member, words in field.type.words.items() if member]
        return (*members[-1], members[0][0])
    return SAID[type(field.type)]


def words_of(fields: Iterable[Field[Any]]) -> dict[str, str]:
    """Return what an entry says of each field."""
    return {each.name: said(each)[0] for each in fields}


def values_of(fields: Iterable[Field[Any]]) -> dict[str, object]:
    """Return the same as JSON has it."""
    return {each.name: said(each)[1] for each in fields}


def typed(fields: Iterable[Field[Any]]) -> list[str]:
    """Return the same as a command line has it."""
    told = []
    for each in fields:
        told += [each.option] if each.option.startswith("-") else []
        told.append(said(each)[0])
    return told


def importable(side: Side) -> list[Field[Any]]:
    """Return the fields that files have."""
    return [each for each in ENTRY if each.of(side) and each.headings]


@dataclass(frozen=True)
class Walk:
    """A book in which one entry of a side says all that its side can."""

    side: Side
    book: Path
    fields: list[Field[Any]]
    file: Path

    @property
    def group(self) -> str:
        """The group of commands."""
        return GROUPS[self.side]

    @property
    def wanted(self) -> dict[str, object]:
        """What the entry has, as JSON."""
        return values_of(self.fields)

    def run(self, *words: str, **how: Any) -> Ran:  # noqa: ANN401 - as ``ok``
        """Run a command of the group that has to succeed."""
        return ok(self.group, *words, book=self.book, **how)

    def found(self, *words: str) -> list[dict[str, Any]]:
        """Return the entries that a list has."""
        listed: list[dict[str, Any]] = self.run("list", *words, "--json").data
        return listed

    @property
    def entry(self) -> dict[str, Any]:
        """The entry, which is the newest."""
        return self.found()[-1]


@pytest.fixture(scope="module")
def planned(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book with a plan that the payment of the tests goes beyond."""
    book = tmp_path_factory.mktemp("fields") / "book.sqlite"
    book.write_bytes(template.read_bytes())
    ok("allocate", "add", "DA1", "500 triệu", "--year", "2021", book=book)
    return book


@pytest.fixture(scope="module", params=SIDES, ids=str)
def walk(
    request: pytest.FixtureRequest, planned: Path, tmp_path_factory: pytest.TempPathFactory
) -> Walk:
    """Import one row that says everything."""
    folder = tmp_path_factory.mktemp("walk")
    book = folder / "book.sqlite"
    book.write_bytes(planned.read_bytes())
    fields = importable(request.param)
    file = _file(folder / "tep.csv", fields)
    found = Walk(request.param, book, fields, file)
    found.run("import", str(file))
    return found


def _file(path: Path, fields: Sequence[Field[Any]], **other: str) -> Path:
    """Write one row under the headings of forms."""
    words = {**words_of(fields), **other}
    page = io.StringIO()
    csv.writer(page).writerows(
        [[each.headings[0] for each in fields], [words[each.name] for each in fields]]
    )
    path.write_text(page.getvalue(), encoding="utf-8")
    return path


@pytest.mark.parametrize("side", SIDES, ids=str)
def test_every_option_is_kept(side: Side, planned: Path, tmp_path: Path) -> None:
    """What is typed is what the book has, read by the type of its field."""
    book = tmp_path / "book.sqlite"
    book.write_bytes(planned.read_bytes())
    asked = asked_of(side)

    kept = ok(GROUPS[side], "add", *typed(asked), "--json", book=book).data

    assert {name: kept[name] for name in values_of(asked)} == values_of(asked)
    assert {each.name for each in importable(side)} == {each.name for each in asked}


def test_every_column_of_a_file_is_kept(walk: Walk) -> None:
    """Read back as JSON; nothing is taken and dropped."""
    assert {name: walk.entry[name] for name in walk.wanted} == walk.wanted


def test_every_field_has_its_column_in_the_database(walk: Walk) -> None:
    """What was said is there, under the name of the field; types and nulls are as declared."""
    with closing(sqlite3.connect(walk.book)) as book:
        book.row_factory = sqlite3.Row
        row = dict(book.execute("SELECT * FROM entry ORDER BY id DESC").fetchone())
    fields = [each for each in entry_fields() if each.stored]

    assert {each.name for each in walk.fields if row[each.name] is None} == set()
    assert {name for name in logged_columns(TABLE) if TABLE.c[name].nullable} - {
        "request",
        "fingerprint",
    } == {each.name for each in fields if each.optional}
    assert {each.name: TABLE.c[each.name].type.python_type for each in fields} == {
        each.name: each.type.stored for each in fields
    }


def test_every_field_is_in_json_lists_and_show(walk: Walk) -> None:
    """JSON in the order of the declarations; CSV under the same keys."""
    keys = [each.name for each in entry_keys(walk.side)]
    (row,) = [
        *csv.DictReader(io.StringIO(walk.run("list", "-O", "csv", "--search", "Đặc biệt 7").out))
    ]
    number = str(walk.entry["id"])
    shown = walk.run("show", number, "-O", "csv").out

    assert list(walk.entry) == keys
    assert set(row) == set(keys)
    assert {name for name, value in walk.wanted.items() if row[name] != str(value)} == set()
    assert walk.run("show", number, "--json").data == walk.entry
    for each in walk.fields:
        assert say(each.label) in shown
        assert not isinstance(each.type, Text) or said(each)[0] in shown


def test_every_filter_finds_its_value_and_no_other(walk: Walk) -> None:
    """A part of a text where a part is enough."""
    fields = [each for each in entry_fields(walk.side) if each in walk.fields]
    _tell_apart(fields, walk.entry, walk.found)


def _tell_apart(
    fields: Iterable[Field[Any]], row: object, found: Callable[..., list[dict[str, Any]]]
) -> None:
    """Narrow a list by every field that has a filter: by what the row says, and by another."""
    for each in fields:
        if each.filter is None:
            continue
        word, _, other = said(each)
        options = [f"--{each.name.replace('_', '-')}"]
        if each.filter is Match.SPAN:
            options = [option for _, option, _ in each.spans]
            assert row in found(*(part for option in options for part in (option, word)))
            assert not found(options[0], other, options[-1], other)
            continue
        if each.filter is Match.PART:
            word = "dac BIET"
        assert row in found(options[0], word), each.name
        assert row not in found(options[0], other), each.name


def test_every_text_that_is_searched_is_found(walk: Walk) -> None:
    """Accents left out."""
    for each in walk.fields:
        found = walk.found("--search", f"{each.name} dac biet")
        assert (found == [walk.entry]) is each.search, each.name


def test_what_tells_rows_apart_is_in_the_digest(walk: Walk, tmp_path: Path) -> None:
    """The same row in another file is known; with another text its key is that of another row."""
    again = _file(tmp_path / "lai.csv", walk.fields)
    again.write_text(again.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    told = run(walk.group, "import", str(again), "--json", book=walk.book).data["errors"]
    assert [each["code"] for each in told] == ["duplicate-row"]

    for field in walk.fields:
        if isinstance(field.type, Text) and field.content:
            other = {field.name: said(field)[2]}
            path = _file(tmp_path / f"{field.name}.csv", walk.fields, **other)
            told = run(walk.group, "import", str(path), "--dry-run", "--json", book=walk.book)
            codes = {each["code"] for each in told.data["errors"]}
            assert codes == {"key-conflict"}, field.name


@pytest.mark.parametrize("public", [False, True])
def test_every_field_is_exported_and_private_ones_to_nobody(
    walk: Walk,
    public: bool,  # noqa: FBT001 - a case
    tmp_path: Path,
) -> None:
    """As columns of the table of its side."""
    options = ("--public",) if public else ()
    ok("book", "export", str(tmp_path / "so"), *options, book=walk.book)
    page = (tmp_path / "so" / f"{FILES[walk.side]}.csv").read_text(encoding="utf-8-sig")
    row = [*csv.DictReader(io.StringIO(page))][-1]

    gone = {each.name for each in entry_fields(walk.side) if each.private} if public else set()
    kept = {each.name for each in entry_fields(walk.side) if each.stored} - gone
    assert kept <= set(row)
    assert not gone & set(row)
    assert {
        name for name in kept & set(walk.wanted) if row[name] != str(walk.wanted[name])
    } == set()


def test_a_book_that_was_exported_and_imported_has_every_field(walk: Walk, tmp_path: Path) -> None:
    """Entry by entry."""
    ok("book", "export", str(tmp_path / "so.jsonl"), book=walk.book)
    ok("book", "import", str(tmp_path / "so.jsonl"), book=tmp_path / "moi.sqlite")

    assert ok(walk.group, "list", "--json", book=tmp_path / "moi.sqlite").data == walk.found()


def test_a_paper_is_named_in_the_journal(walk: Walk, tmp_path: Path) -> None:
    """What a reference says is in the description of the transaction."""
    ok("book", "export", str(tmp_path / "so.journal"), book=walk.book)
    page = (tmp_path / "so.journal").read_text(encoding="utf-8")

    for each in walk.fields:
        if isinstance(each.type, Text) and each.type.reference:
            assert said(each)[0] in page


@pytest.mark.parametrize("side", SIDES, ids=str)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_column_has_its_headings_and_its_place_in_the_form(side: Side, lang: str) -> None:
    """Each heading means its field; what only scripts say is in no form."""
    columns = fields_of(GROUPS[side])
    known = KnownHeadings.of(columns)
    for each in importable(side):
        for heading in (each.name, *each.headings):
            assert each.name in {one.name for one in known.names[plain_heading(heading)]}
        for heading in each.lesser:
            assert each.name in {one.name for one in known.lesser[plain_heading(heading)]}
    with speaking(lang):
        lists = {BatchNoun.PROGRAM: ("DA1",), BatchNoun.PLACE: ("043",)}
        form = form_of(GROUPS[side], lists, still().clock().date())
        headings = {column.heading for column in form.columns}
    for each in importable(side):
        asked = each.headings[0] if lang == "vi" else each.name.replace("_", " ").capitalize()
        assert (asked in headings) is (each.name not in SCRIPTS)


@pytest.mark.parametrize("side", SIDES, ids=str)
def test_a_prompt_asks_for_every_field(side: Side) -> None:
    """But for what only scripts say; every question has a label and an explanation."""
    said = Said(still(), options={"--book": "so.sqlite", "--actor": "Lan", "--no-input": True})
    context = cast("Any", SimpleNamespace(find_object=lambda _: said))
    words = dict.fromkeys((*(each.name for each in asked_of(side)), "numbers"))

    questions = LineQuestions(context, side, words, cast("Any", None)).fields()

    line = {"line"} if side is Side.DISBURSEMENT else set()  # several of them in one answer
    asked = {each.name for each in asked_of(side)} - SCRIPTS
    assert {each.name for each in questions} == asked | line
    assert all(say(each.question) and say(each.help) for each in questions)


def test_the_last_look_shows_every_field(walk: Walk) -> None:
    """With the label it was asked by."""
    with read_book(walk.book) as book:
        posted = book.ledger.get(walk.entry["id"])
        assert posted is not None
        facts = review_of(posted.entry, book.programs, book.places, {})
    seen = {say(label): say(value) for label, value in facts if value is not None}

    for each in walk.fields:
        if isinstance(each.type, Text):
            assert seen[say(each.label)] == said(each)[0]


@pytest.mark.parametrize("side", SIDES, ids=str)
def test_help_says_what_every_option_is(side: Side) -> None:
    """In Vietnamese, on the pages of `add` and `list`."""
    pages = {verb: ok(GROUPS[side], verb, "--help").out for verb in ("add", "list")}

    for each in asked_of(side):
        assert _words(Message(each.option)) <= _words(re.sub(r"[][|]", " ", pages["add"]))
        assert _words(each.help) <= _words(pages["add"])
    _explains(pages["list"], entry_fields(side))


@pytest.mark.parametrize("group", NARROWED)
def test_help_says_what_every_filter_of_a_register_is(group: str) -> None:
    """In Vietnamese, on the page of `list`."""
    assert as_filters(NARROWED[group])
    _explains(ok(group, "list", "--help").out, NARROWED[group])


def _explains(page: str, fields: Iterable[Field[Any]]) -> None:
    for each in as_filters(fields):
        assert each.option in page
        assert _words(each.help) <= _words(page)


def _words(text: Message | str) -> set[str]:
    """Return the words of a text, wherever a page breaks its lines."""
    with speaking("vi"):
        return set(say(text).split()) if isinstance(text, Message) else set(text.split())


@pytest.mark.parametrize("side", SIDES, ids=str)
def test_a_word_that_cannot_be_read_is_refused_by_the_name_of_its_field(side: Side) -> None:
    """In Vietnamese for people; scripts get the name of the field."""
    for each in asked_of(side):
        bad = {Choice: "x?", Year: "21", Day: "31/31/2021", Money: "15.2.3", Text: "\u200b"}
        if type(each.type) not in bad:
            continue
        asked = [one for one in asked_of(side) if one.required and one is not each]
        at = [each.option] if each.option.startswith("-") else []
        words = [*typed(asked), *at, bad[type(each.type)]]

        refused = run(GROUPS[side], "add", *words, "--json", book="so.sqlite").error

        with speaking("vi"):
            assert say(each.label) in refused["message"]
        assert refused["details"]["field"] == each.name


@pytest.mark.parametrize("group", REGISTERS)
def test_every_field_of_a_register_is_kept_listed_and_exported(
    group: str, fresh_book: Path, tmp_path: Path
) -> None:
    """From a file to JSON and CSV, under the same keys, and out of the book as a table."""
    fields, table, kept = REGISTERS[group]
    wanted = values_of(fields)
    ok(group, "import", str(_file(tmp_path / "tep.csv", fields)), book=fresh_book)

    row = ok(group, "list", "--json", book=fresh_book).data[-1]
    page = ok(group, "list", "-O", "csv", book=fresh_book).out.removeprefix("\ufeff")
    listed = next(each for each in csv.DictReader(io.StringIO(page)) if each["code"] == "KHOA-7")
    ok("book", "export", str(tmp_path / "so"), book=fresh_book)
    exported = (tmp_path / "so" / f"{table}.csv").read_text(encoding="utf-8-sig")
    last = [*csv.DictReader(io.StringIO(exported))][-1]

    assert {name: row[name] for name in wanted} == wanted
    assert {name: listed[name] for name in wanted} == {
        name: str(value) for name, value in wanted.items()
    }
    assert {each.name: last[each.name] for each in kept} == {
        each.name: str(wanted[each.name]) for each in kept
    }


@pytest.mark.parametrize("group", NARROWED)
def test_every_filter_of_a_register_finds_its_value_and_no_other(
    group: str, fresh_book: Path, tmp_path: Path
) -> None:
    """As those of entries do."""
    fields = NARROWED[group]
    ok(group, "import", str(_file(tmp_path / "tep.csv", fields)), book=fresh_book)

    def found(*words: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = ok(group, "list", *words, "--json", book=fresh_book).data
        return listed

    _tell_apart(fields, found()[-1], found)


def test_what_is_found_and_recovered_has_the_keys_of_its_fields(fresh_book: Path) -> None:
    """In the JSON of an inspection."""
    ok("inspect", "add", "TT-9", "Thanh tra", book=fresh_book)
    ok("inspect", "finding", "TT-9", "5 triệu", "--action", "xử lý khác", book=fresh_book)
    ok("inspect", "stage", "TT-9", "kết luận", "--date", "1/11/2021", book=fresh_book)
    back = ok("inspect", "recover", "TT-9", "1", "--date", "2/11/2021", "--json", book=fresh_book)

    assert set(back.data["findings"][0]) == {each.name for each in FINDING}
    assert set(back.data["recoveries"][0]) == {each.name for each in RECOVERY}
    assert set(back.data["stages"][0]) == {each.name for each in REACHED}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("inspect", "add", "X"), "title"),
        (("inspect", "add", "X", "Y", "--kind", "x?"), "kind"),
        (("inspect", "stage", "TT-01", "concluded"), "date"),
        (("inspect", "stage", "TT-01", "x?", "--date", "1/1/2021"), "stage"),
        (("inspect", "finding", "TT-01", "5"), "action"),
        (("inspect", "recover", "TT-01", "5", "--date", "31/31/2021"), "date"),
        (("activity", "add", "X", "Y"), "unit"),
        (("activity", "target", "X", "5..5", "--year", "2021"), "number"),
        (("activity", "record", "X", "5", "--date", "1/1/2021"), "year"),
        (("activity", "remark", "2021", "x?", "Y"), "section"),
        (("report", "pace", "21"), "year"),
        (("report", "rates", "--by", "x?"), "by"),
    ],
    ids=" ".join,
)
def test_every_verb_names_what_is_missing_or_cannot_be_read(
    words: tuple[str, ...], field: str
) -> None:
    """By the label of the field, before any book is opened."""
    fields = {each.name: each for each in (*STAGE, *RECOVERY, *FINDING, *INSPECTION)}
    fields |= {each.name: each for each in (*RESULT, *RECORD, *ACTIVITY, *REMARK)}

    refused = run(*words, "--json", book="khong-co.sqlite").error

    with speaking("vi"):
        labels = {say(each.label) for each in fields.values()} | {say(BY.label), say(YEAR.label)}
        assert any(label in refused["message"] for label in labels)
    assert refused["code"] == "missing-value" or refused["details"]["field"] == field
