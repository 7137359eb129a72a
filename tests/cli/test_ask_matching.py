"""What the questions make of an answer: choices, completion, and a summary's lines."""

from __future__ import annotations

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from ethnictrack.cli.prompts.choices import (
    ChoiceCompleter,
    Offered,
    RegisterCompleter,
    beside,
    choose,
    listed,
    named,
    ranked,
)
from ethnictrack.cli.prompts.form import Later
from ethnictrack.cli.prompts.screen import lay_out
from ethnictrack.errors.book import MissingBookError
from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.i18n import Message
from ethnictrack.nouns.place import Place, Places
from ethnictrack.nouns.registry import AmbiguousNameError
from ethnictrack.values.kinds import KINDS, Side

PLACES = Places(
    [
        Place(id=1, code="043", name="Huyện Bảo Lạc"),
        Place(id=2, code="01321", name="Thị trấn Bảo Lạc", parent=1),
        Place(id=3, code="BL", name="Xóm [red]x[/red]\x1b[2J", parent=1),
    ]
)
KIND = Message("Kind")
KINDS_OFFERED = named(KINDS[Side.DISBURSEMENT])


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("1", "payment"),
        ("advance", "advance"),
        ("ADVANCE RECOVERY", "advance-recovery"),
        ("advance c", "advance-recovery"),
        ("ref", "refund"),
        ("payment for accepted work", "payment"),
    ],
)
def test_a_choice_is_known_by_number_word_name_or_beginning(typed: str, word: str) -> None:
    """A whole word wins over the beginning of another."""
    assert word == choose(KIND, KINDS_OFFERED, typed).word


def test_a_choice_that_is_none_or_several_is_refused() -> None:
    """The refusal lists what could have been meant."""
    with pytest.raises(AmbiguousNameError) as several:
        choose(KIND, KINDS_OFFERED, "adv")
    assert several.value.found == ("advance", "advance cleared")
    for typed in ("9", "x", ""):
        with pytest.raises(UnknownChoiceError) as none:
            choose(KIND, KINDS_OFFERED, typed)
        assert none.value.known[0] == "1 payment for accepted work"


def test_a_choice_with_a_number_of_its_own_is_listed_under_it() -> None:
    """Finding 3 stays 3, even as the second of the list."""
    findings = (Offered("1", "first"), Offered("3", "third"))

    assert listed(findings) == ["1 first", "3 third"]
    assert choose(KIND, findings, "3").word == "3"
    with pytest.raises(UnknownChoiceError):
        choose(KIND, findings, "2")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("04", ["043"]),
        ("bao lac", ["043", "01321"]),
        ("lac bao", ["043", "01321"]),
        ("thi lac", ["01321"]),
        ("bl", ["BL"]),
        ("ao", []),
    ],
)
def test_a_line_is_found_by_its_code_or_by_the_beginnings_of_its_words(
    typed: str, codes: list[str]
) -> None:
    """Accents may be left out, the order of words does not count."""
    assert codes == [each.code for each in ranked(PLACES, typed)]


def test_a_completion_writes_the_code_and_shows_the_name_harmlessly() -> None:
    """Markup is text, and nothing in a name steers the terminal."""
    completer = RegisterCompleter(lambda: PLACES, beside(lambda: PLACES))
    (found,) = completer.get_completions(Document("xom"), CompleteEvent())

    assert (found.text, found.start_position) == ("BL", -3)
    assert found.display_text == r"BL  Xóm [red]x[/red]\x1b[2J"
    assert found.display_meta_text == "Huyện Bảo Lạc"


def test_a_choice_is_completed_by_its_name() -> None:
    """The word goes into the line, the name is what is read."""
    completer = ChoiceCompleter(lambda: KINDS_OFFERED)
    found = list(completer.get_completions(Document("adv"), CompleteEvent()))

    assert [each.text for each in found] == ["advance", "advance-recovery"]


def test_a_book_that_cannot_be_read_completes_nothing_and_is_refused_when_asked() -> None:
    """What went wrong behind the first question is raised where the book is needed."""

    def fetch() -> Places:
        raise MissingBookError(path="x")

    later = Later(fetch)
    assert list(RegisterCompleter(later).get_completions(Document("b"), CompleteEvent())) == []
    with pytest.raises(MissingBookError):
        later()


@pytest.mark.parametrize("width", [20, 34, 60, 200])
def test_a_summary_never_cuts_a_figure(width: int) -> None:
    """What does not fit stands on a line of its own; what was not said is left out."""
    figure = "999.999.999.999.999 đồng → 1 đồng"
    facts = [(Message("Left"), figure), (Message("Note"), None), (Message("Payee"), "Ban A")]
    text = ["".join(part for _, part in line) for line in lay_out(facts, width)]

    assert any("999.999.999.999.999" in line for line in text)
    assert "Note" not in " ".join(text)
    assert all(len(line) <= max(width, 23) for line in text)
