"""What a refusal sends to, run as it is printed, in a copy of the folder it was printed in."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

COMMAND = re.compile(r"`(ethnictrack [^`]+)`")
_WORDS = re.compile(r"^(?:gợi ý|hint): .*", re.MULTILINE)
_REFUSED = re.compile(r"^(?:lỗi|error)\[([a-z-]+)\]", re.MULTILINE)
# A person alone knows the rest; on a terminal it is asked for.
ASKED = frozenset(
    {"allocate add", "activity remark", "book reopen", "book undo", "disburse add"}
    | {"book opening reverse", "disburse reverse", "inspect finding", "program edit"}
)
# What mends one fault may meet another: a year without a plan, a file with several faults.
MEETS = {
    "carry-years": "extension-needed",
    "file-nul": "heading-not-found",
    "text-foreign": "text-font-mixed",
    "wrong-year": "no-plan",
    "year-needed": "no-plan",
}
EXAMINED = ("book check", "book verify")


def commands(printed: str) -> Iterator[str]:
    """Yield the commands in the hints of what was printed."""
    for hint in _WORDS.findall(printed):
        yield from COMMAND.findall(hint)


def try_hints(printed: str, folder: Path, type_in: Callable[[str], tuple[int, str]]) -> list[str]:
    """Return what was wrong with the hints of a refusal; ``type_in`` runs a line."""
    wrong = []
    for line in dict.fromkeys(commands(printed)):
        with tempfile.TemporaryDirectory() as place:
            copy = shutil.copytree(folder, Path(place) / "copy", symlinks=True)
            with chdir(copy):
                code, said = type_in(line)
        meets = MEETS.get("".join(_REFUSED.findall(printed)[-1:]))
        if not _did_it(line, code, said) and _REFUSED.findall(said) != [meets]:
            wrong.append(f"{line}: {said}")
    return wrong


def _did_it(line: str, code: int, said: str) -> bool:
    if code == 2 and _REFUSED.findall(said) == ["missing-value"]:
        return any(verb in line for verb in ASKED)
    if code == 3 and any(verb in line for verb in EXAMINED):
        return True  # it says what is damaged
    # 1 is what a check or a list of what differs ends with where it found something
    return not code or (code == 1 and not _REFUSED.search(said))


def words_of(line: str) -> list[str]:
    """Return the words of a line behind the name of the program."""
    return shlex.split(line)[1:]
