"""The terminal a form is filled in on: the only module that reads keys and writes questions.

Questions and what is said between them go to stderr where that is the terminal, so that stdout
holds nothing but the result. On a dumb terminal lines are read as they come, without completion.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

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

from ethnictrack.cli.shell.output import UNIT, screen_width, wrapped
from ethnictrack.cli.shell.said import of_this_book
from ethnictrack.cli.shell.terminal import given_back, typed_line, whole_letters
from ethnictrack.i18n import N_, Message
from ethnictrack.render.words import say
from ethnictrack.values.errors import BookError

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

    def __init__(self, when_shown: Callable[[], None], *, plain: bool) -> None:
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
