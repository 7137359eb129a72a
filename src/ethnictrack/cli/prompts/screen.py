"""The terminal a form is filled in on: the only module that reads keys and writes questions.

Questions and what is said between them go to stderr where that is the terminal, so that stdout
holds nothing but the result. On a dumb terminal lines are read as they come, without completion.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import typer
from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import is_dumb_terminal

from ethnictrack.cli.prompts.choices import NO, YES, choose
from ethnictrack.cli.shell.command_line import of_this_book
from ethnictrack.cli.shell.output import UNIT, screen_width, wrapped
from ethnictrack.cli.shell.terminal import given_back, typed_line, whole_letters
from ethnictrack.i18n import N_, Message
from ethnictrack.render import render
from ethnictrack.render.words import View, say
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.reports.table import Result
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import Dong

BACK = "<"
_MENU_ROWS = 7
_NARROWEST = 20
_HINT = N_("hint")
_TOGETHER = re.compile(rf"(?<!\S)[-<?] \S|\[ \]|{UNIT}")  # a key with what it does
_STYLE = Style.from_dict(
    {
        "question": "bold",
        "heading": "bold",
        "default": "ansicyan",
        "meaning": "ansicyan",
        "refused": "ansired",
        "completion-menu.completion": "bg:ansigray fg:ansiblack",
        "completion-menu.completion.current": "bg:ansiblue fg:ansiwhite noreverse",
        "completion-menu.meta.completion": "bg:ansigray fg:ansiblack",
        "completion-menu.meta.completion.current": "bg:ansiblue fg:ansiwhite",
    }
)
Fragments = list[tuple[str, str]]


class Screen:
    """Writes lines that fit the terminal, and reads one answer at a time."""

    def __init__(self, when_shown: Callable[[], None] = lambda: None, *, plain: bool) -> None:
        """Use the terminal this program runs on; do ``when_shown`` once a question stands there.

        A ``plain`` one asks in lines and moves no cursor.
        """
        self._when_shown = when_shown
        self._stream = sys.stderr if sys.stderr.isatty() else sys.stdout
        self._dumb = plain or is_dumb_terminal()
        self._output = create_output(self._stream)
        if isinstance(self._output, Vt100_Output):  # a console of Windows has one of its own
            self._output.enable_cpr = False  # nothing is asked that the terminal may not answer
        self._input = create_input()
        self._keys = _keys()

    @property
    def width(self) -> int:
        """Columns of the terminal, one left free so that no terminal wraps a full line."""
        return max(screen_width() - 1, _NARROWEST)

    def tell(self, text: Message | str, style: str = "", indent: str = "") -> None:
        """Write a sentence, wrapped between words; a figure is never cut."""
        lines = wrapped(say(text), self.width, _TOGETHER, indent, " " * len(indent))
        self.write([[(style, line)] for line in lines])

    def item(self, line: str) -> None:
        """Write a numbered line of a list; on a plain terminal it stays one line."""
        lines = [line] if self._dumb else wrapped(line, self.width, _TOGETHER, "  ", " " * 6)
        self.write([[("", each)] for each in lines])

    def refuse(self, error: BookError) -> None:
        """Write what was wrong and what to do."""
        self.tell(error.sentence(), "class:refused", "  ")
        self.tell(f"{say(_HINT)}: {say(of_this_book(error.advice()))}", "", "  ")

    def write(self, lines: Sequence[Fragments]) -> None:
        """Write lines of styled text; letters the terminal cannot show become marks."""
        for line in lines:
            if self._dumb:
                self._write_plain("".join(text for _, text in line) + "\n")
            else:
                print_formatted_text(FormattedText(line), output=self._output, style=_STYLE)

    def ask(self, prompt: Fragments, completer: Completer | None) -> str:
        """Return what was typed, blanks trimmed; ``<`` for a step back.

        Raises: KeyboardInterrupt for Ctrl-C, EOFError for Ctrl-D.
        """
        if self._dumb:
            return self._ask_plain("".join(text for _, text in prompt))
        session: PromptSession[str] = PromptSession(
            completer=completer,
            complete_while_typing=True,
            reserve_space_for_menu=_MENU_ROWS if completer else 0,
            key_bindings=self._keys,
            style=_STYLE,
            enable_suspend=True,
            input=self._input,
            output=self._output,
        )
        session.app.after_render += lambda _: self._when_shown()
        with given_back():
            return session.prompt(FormattedText(prompt)).strip()

    def _ask_plain(self, prompt: str) -> str:
        with whole_letters():
            self._write_plain(prompt)
            self._when_shown()
            line = typed_line()
        if not line:
            raise EOFError
        return line.decode(sys.stdin.encoding, "surrogateescape").strip()

    def _write_plain(self, text: str) -> None:
        self._stream.flush()
        self._stream.buffer.write(text.encode(self._stream.encoding, "replace"))
        self._stream.buffer.flush()


def _keys() -> KeyBindings:
    """Let Tab complete at once, and Shift-Tab step back unless it walks through completions."""
    keys = KeyBindings()

    @Condition
    def no_completion_is_chosen() -> bool:
        state = get_app().current_buffer.complete_state
        return state is None or state.complete_index is None

    @keys.add("s-tab", filter=no_completion_is_chosen)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=BACK)

    @keys.add("tab")
    def _(event: KeyPressEvent) -> None:
        _complete(event.current_buffer)

    return keys


def _complete(buffer: Buffer) -> None:
    """Go on in the menu; where there is none yet, take the only completion or open the menu."""
    if buffer.complete_state is not None:
        buffer.complete_next()
        return
    asked = CompleteEvent(completion_requested=True)
    found = list(buffer.completer.get_completions(buffer.document, asked))
    if len(found) == 1:
        buffer.apply_completion(found[0])
    elif found:
        buffer.start_completion()


Fact = tuple[Message, Message | str | None]
_CHANGE, _RATE = Message("{before} → {after}"), Message("{rate}")
_UNBROKEN = re.compile(UNIT)
_STACKED = 50  # columns below which a value stands under its label


def change(before: Dong, after: Dong) -> Message:
    """Say an amount before and after, once where nothing changes."""
    if before == after:
        return exact_money(after, None)
    return _CHANGE.of(before=exact_money(before, None), after=exact_money(after, None))


def rate_change(before: Fraction | None, after: Fraction | None) -> Message:
    """Say a rate before and after."""
    if before == after:
        return _RATE.of(rate=after)
    return _CHANGE.of(before=_RATE.of(rate=before), after=_RATE.of(rate=after))


def lay_out(facts: Iterable[Fact], width: int) -> list[Fragments]:
    """Return the lines of a summary; what was not said is left out, and no figure is cut."""
    said = [(say(label), say(value)) for label, value in facts if value is not None]
    column = max((len(label) for label, _ in said), default=0) + 4
    if width < _STACKED:
        column = 4
    lines: list[Fragments] = []
    for label, value in said:
        parts = wrapped(value, width - column, _UNBROKEN) or [""]
        if column == 4:  # noqa: PLR2004 - the indent of values under their label
            lines.append([("class:question", f"  {label}")])
        else:
            first = f"  {label}".ljust(column)
            lines.append([("class:question", first), ("", parts.pop(0))])
        lines += [[("", " " * column + line)] for line in parts]
    return lines


def show_facts(screen: Screen, facts: Iterable[Fact]) -> None:
    """Write a summary with an empty line around it."""
    screen.write([[], *lay_out(facts, screen.width), []])


_QUESTION = N_("Is this the one? (yes/no)")
NOTHING_KEPT = N_("Nothing was kept.")


def ask_agreement(shown: Result, *, plain: bool) -> None:
    """Show something, and ask whether it is meant. Raises: typer.Exit for a "no", typer.Abort."""
    screen = Screen(plain=plain)
    show_page(screen, shown)
    if not agreed(_QUESTION, screen):
        screen.tell(NOTHING_KEPT)
        raise typer.Exit


def show_page(screen: Screen, shown: Result) -> None:
    """Write what a command shows between questions."""
    page = render(shown, "table", View(width=screen.width)).decode()
    screen.write([[("", line)] for line in page.splitlines()])


def agreed(question: Message, screen: Screen) -> bool:
    """Ask for a yes or no. Raises: typer.Abort."""
    while True:
        try:
            typed = screen.ask([("class:question", say(question)), ("", ": ")], None)
        except (KeyboardInterrupt, EOFError):
            raise typer.Abort from None
        try:
            return choose(question, (YES, NO), typed) is YES
        except BookError as refusal:
            screen.refuse(refusal)
