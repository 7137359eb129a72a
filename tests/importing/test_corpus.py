"""Every bad file is refused for what is wrong with it, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.corpus import BAD, Bad
from tests.importing.reading import Outcome, read, requested

from ethnictrack.i18n import use
from ethnictrack.render.words import say


def test_the_corpus_is_large() -> None:
    """And no file stands in it twice under one name."""
    assert len(BAD) >= 150


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_for_what_is_wrong(tmp_path: Path, bad: Bad) -> None:
    """By its code; a row may have consequences behind the first problem."""
    path = tmp_path / bad.file
    path.write_bytes(bad.make())

    found = read(path, requested(**bad.said))

    assert found.codes[:1] == [bad.code]
    assert _told(found, "vi") != _told(found, "en")


def _told(found: Outcome, language: str) -> list[str]:
    """Return the sentences and hints of everything that is wrong, all blanks filled."""
    errors = [found.refusal] if found.refusal else [each.error for each in found.problems]
    use(language)
    try:
        told = [say(part) for each in errors for part in (each.sentence(), each.advice())]
    finally:
        use("vi")
    assert all(told)
    return told
