"""Every report as a page in a real browser: on a desk, on a phone, each letter there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import browser
from tests.browser import Measured
from tests.conftest import needs
from tests.reports.test_every_format import REPORTS, Tables, made, sealed_sample

DESK, PHONE = 1280, 390
LEAST_HEIGHT = 12  # of a line of text, in pixels
LEAST_LETTERS = 20  # different ones, on a page that says something


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Write every report of the sample book as a page."""
    book = sealed_sample(tmp_path_factory.mktemp("pages"))
    return {report: made(book, report, "html") for report in REPORTS}


@pytest.fixture(scope="module")
def installed() -> None:
    """Say that a test needs a browser."""
    needs(None if browser.program() else "no Chromium is installed")


@pytest.fixture(scope="module")
def measured(
    pages: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    installed: None,  # noqa: ARG001 - it has to be there
) -> list[Measured]:
    """Open all pages at both widths."""
    return browser.measure(pages, (DESK, PHONE), tmp_path_factory.mktemp("browser"))


def test_every_page_is_opened_at_both_widths(measured: list[Measured]) -> None:
    """And has something on it."""
    assert {(each.name, each.width) for each in measured} == {
        (report, width) for report in REPORTS for width in (DESK, PHONE)
    }
    assert all(each.letters > LEAST_LETTERS for each in measured)


def test_nothing_sticks_out_of_a_page(measured: list[Measured]) -> None:
    """A wide table scrolls in a box of its own; the page does not."""
    for each in measured:
        assert each.scroll <= each.client, each
        assert not each.outside, each


def test_words_in_a_picture_can_be_read_on_a_phone(measured: list[Measured]) -> None:
    """A picture shrinks with the page; its letters do not become dust."""
    assert not {(each.name, each.width) for each in measured if each.lowest < LEAST_HEIGHT}


def test_every_letter_is_in_a_font(measured: list[Measured]) -> None:
    """Vietnamese and the signs of charts included."""
    assert not {(each.name, each.missing) for each in measured if each.missing}


def test_every_picture_says_what_it_shows(pages: dict[str, bytes]) -> None:
    """In words, to who cannot see it; a picture of what stands beside it in figures is passed."""
    for name, page in pages.items():
        read = Tables()
        read.feed(page.decode())
        known = {held.get("id") for _, held in read.tags}
        inner = ("x", "y")  # a part of the picture around it
        for tag, held in read.tags:
            if tag == "svg" and held.get("aria-hidden") != "true" and not set(inner) & set(held):
                words = str(held.get("aria-labelledby", "")).split()
                assert held.get("role") == "img", name
                assert words, name
                assert known.issuperset(words), name


@pytest.mark.usefixtures("installed")
def test_what_does_not_fit_would_be_found(tmp_path: Path) -> None:
    """The measure itself: a box too broad, one that scrolls, a letter that no font has."""
    page = (
        '<meta charset="utf-8"><p>\U0010fffd</p><div style="overflow:auto">'
        '<i style="display:block;width:900px">in its box</i></div>'
        '<b style="display:block;width:600px">too broad</b>'
    )

    (found,) = browser.measure({"page": page.encode()}, (PHONE,), tmp_path)

    assert found.scroll > found.client
    assert found.outside == ["B: too broad"]
    assert found.missing == "\U0010fffd"
