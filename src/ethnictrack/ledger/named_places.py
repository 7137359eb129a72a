"""The places that a programme's own plan lines name, and what stands above them."""

from __future__ import annotations

from ethnictrack.nouns.place import Places


class FirstVersions(dict[int | None, list[int]]):
    """A place and all that stand above it, each by the first version of its code.

    All versions of a code are one place to a plan (docs/decisions/0007): what was planned for the
    commune of January is paid in the commune of August that bears its code.
    """

    def __init__(self, places: Places) -> None:
        """Begin with nothing but "no place", which is inside nothing."""
        super().__init__({None: []})
        self._places = places

    def __missing__(self, place: int) -> list[int]:
        found = self[place] = self._places.first_versions(place)
        return found


class NamedPlaces:
    """The places that a programme's own plan lines name, and those that stand above them."""

    def __init__(self, named: set[int], above: FirstVersions) -> None:
        """Find the ``outermost`` of ``named``, and which of these each place ``above`` holds."""
        self.all = named
        lineages = {at: above[at][1:] for at in named}
        self.outermost = [at for at in named if not named.intersection(lineages[at])]
        self.above: dict[int | None, set[int]] = {}
        for at in self.outermost:
            for higher in lineages[at]:
                self.above.setdefault(higher, set()).add(at)

    def inside(self, place: int | None) -> set[int]:
        """Return the outermost named places inside a place that is not named itself."""
        return self.above.get(place, set())
