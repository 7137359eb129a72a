"""One question of a form: what is asked, what is taken, what stands in brackets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.cli.prompts.candidates import SeveralFitError
from ethnictrack.cli.prompts.choice import Offered
from ethnictrack.i18n import Message

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

Text = Message | str


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer as understood: the word to hand on, and what it means where that is not plain.

    ``brief`` stands in brackets instead of the meaning, and is never cut.
    """

    word: str
    meaning: Text | None = None
    brief: Text | None = None


def _nothing() -> None:
    return None


def _no_choices() -> Sequence[Offered]:
    return ()


def _always() -> bool:
    return True


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionField:
    """A question. ``name`` is the field of the words it fills.

    ``read`` refuses a wrong answer by raising a BookError. ``default`` is a word that Enter takes.
    ``applies`` says whether it is asked at all. One that is ``on_call`` is asked only after the
    book refused the entry for its sake, or after somebody named it at the last question. One that
    is not ``alone`` is read in the light of answers before it. ``before`` is said above the
    question, ``listing`` written line by line; ``settled`` may refuse what the answers so far
    amount to, and fill the fields it ``fills``. Fields that it takes ``at_once`` may be said in one
    line here, parted by semicolons; whatever else there is then takes what Enter takes.
    """

    name: str
    question: Message
    help: Message
    read: Callable[[str], Heard]
    default: Callable[[], str | None] = _nothing
    choices: Callable[[], Sequence[Offered]] = _no_choices
    completer: Completer | None = None
    optional: bool = False
    applies: Callable[[], bool] = _always
    on_call: Callable[[], bool] = _never
    alone: bool = True
    before: Callable[[], Message | None] = _nothing
    listing: Callable[[], SeveralFitError | None] = _nothing
    settled: Callable[[], object] = _nothing
    fills: tuple[str, ...] = ()
    at_once: tuple[str, ...] = ()
