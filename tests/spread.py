"""Lists of values that are tried together: so that each occurs daily, each with each at full size.

What depends on one value alone is found by the first; `make reliability` and its share of each day
find what only a pair of them brings out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, TypeVar

import pytest
from tests.reliability.size import SMALL

Test = TypeVar("Test", bound=Callable[..., object])
_GIVEN = type(pytest.param())  # which pytest has no public name for


def spread(names: str, *lists: Sequence[Any]) -> Callable[[Test], Test]:
    """Parametrize a test by a value of each list."""
    longest = max(map(len, lists))
    daily = [tuple(each[at % len(each)] for each in lists) for at in range(longest)]
    tried = [_put_together(values) for values in (daily if SMALL else product(*lists))]

    def marked(test: Test) -> Test:
        found: Test = pytest.mark.spread(pytest.mark.parametrize(names, tried)(test))
        return found

    return marked


def in_turns(name: str, values: Sequence[Any], turn: int, turns: int) -> Callable[[Test], Test]:
    """Parametrize one of several tests that ask values the same: each is asked by one of them.

    Or a test beside another that asks them all, by a shorter way.
    """
    return spread(name, values[turn::turns] if SMALL else values)


def _put_together(values: Sequence[Any]) -> Any:  # noqa: ANN401 - see above
    """Return values of several lists as one, with the marks of all."""
    given = [each if isinstance(each, _GIVEN) else pytest.param(each) for each in values]
    marks = [mark for each in given for mark in each.marks]
    names = [str(each.id) for each in given if each.id]
    told = "-".join(names) if len(names) == len(given) else None
    return pytest.param(*(one for each in given for one in each.values), marks=marks, id=told)
