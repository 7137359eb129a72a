"""The user's own settings: `config.toml` in the user's configuration folder.

An option of the line speaks first, then the environment, then this file, then the book's setting.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ethnictrack.errors.usage import UnknownChoiceError
from ethnictrack.i18n import LANGUAGES, N_, Message
from ethnictrack.library import locate
from ethnictrack.values.clean_text import clean
from ethnictrack.values.errors import UsageError
from ethnictrack.values.money import Scale
from ethnictrack.values.text import shown, visible

_MOST = 100_000  # bytes of the file


_ALIKE = 3  # letters
_ALIKE_IS = N_("Did you mean {near}? `ethnictrack config get {near}` shows it.")


class ConfigKeyError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "config-key"
    text = N_("config.toml has no key “{given}”.")
    remedy = N_("Choose one of: {known}.")

    def advice(self) -> Message:
        """Name the key that begins so."""
        near = next((each for each in self.known if each.startswith(self.given[:_ALIKE])), None)
        return _ALIKE_IS.of(near=near) if near and self.given else super().advice()


class ConfigFileError(UsageError):
    path: str
    what: str
    code = "config-file"
    text = N_("{path} cannot be read: {what}.")
    remedy = N_('It holds lines such as language = "en". Mend it, or move it away.')


class ConfigUnwritableError(UsageError):
    path: str
    what: str
    code = "config-unwritable"
    text = N_("{path} cannot be written: {what}.")
    remedy = N_("Look at the rights of the folder; XDG_CONFIG_HOME names another one.")


def _text(key: str, given: str) -> str:
    return clean(given, Message(key))


def _one_of(*known: str) -> Callable[[str, str], str]:
    def read(key: str, given: str) -> str:
        if given not in known:
            raise UnknownChoiceError(option=key, given=shown(given), known=known)
        return given

    return read


def _book(key: str, given: str) -> str:
    """Return an address as it is, and a path from the root: the file serves every folder."""
    found = locate(_text(key, given))
    return str(found.absolute()) if isinstance(found, Path) else given


def _actor(key: str, given: str) -> str:
    return clean(given, Message(key), 100)


KEYS: Mapping[str, Callable[[str, str], str]] = MappingProxyType(
    {
        "book": _book,
        "language": _one_of(*LANGUAGES),
        "actor": _actor,
        "unit": _one_of(*map(str, Scale)),
        "pager": _text,
    }
)


def check_key(key: str) -> None:
    """Refuse a key that there is not. Raises: ConfigKeyError."""
    if key not in KEYS:
        raise ConfigKeyError(given=shown(key), known=tuple(KEYS))


def read_value(key: str, given: str) -> str:
    """Return the value of a key. Raises: ConfigKeyError, UnknownChoiceError, refusals of texts."""
    check_key(key)
    return KEYS[key](key, given)


def read_config(path: Path) -> dict[str, str]:
    """Return what the file says. Raises: ConfigFileError, and those of ``read_value``."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        if len(content) > _MOST:
            raise ValueError(_MOST)  # noqa: TRY301 - said as any other fault
        found = tomllib.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise _unreadable(path, error) from None
    return {key: read_value(key, _word(path, key, value)) for key, value in found.items()}


def _word(path: Path, key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise ConfigFileError(path=str(path), what=visible(f"{key} = {value!r}"[:60]))


def _unreadable(path: Path, error: Exception) -> ConfigFileError:
    why = error.strerror if isinstance(error, OSError) else str(error)
    return ConfigFileError(path=visible(str(path)), what=visible(str(why)))


def write_config(path: Path, values: Mapping[str, str]) -> None:
    """Write the file, whole or not at all. Raises: ConfigUnwritableError."""
    lines = [
        f"{key} = {json.dumps(values[key], ensure_ascii=False)}\n" for key in KEYS if key in values
    ]
    draft = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text("".join(lines), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise ConfigUnwritableError(path=visible(str(path)), what=str(error.strerror)) from None
