"""Rules about the source share what is read of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests import source


@pytest.fixture(autouse=True, scope="package")
def _source_read_once() -> Iterator[None]:
    """Keep the source in memory for no other tests."""
    yield
    source.forget()
