"""The places that a programme's own plan lines name, and what stands above them."""

from __future__ import annotations

from ethnictrack.domain.place import Places


class NamedPlaces:
    """The places that a programme's own plan lines name, and those that stand above them."""

    def __init__(self, named: set[int], places: Places) -> None:
        """Find the ``outermost`` of ``named``, and which of these each place ``above`` holds."""
        self.all = named
        lineages = {at: places.lineage(at)[1:] for at in named}
        self.outermost = [at for at in named if not named.intersection(lineages[at])]
        self.above: dict[int | None, set[int]] = {}
        for at in self.outermost:
            for higher in lineages[at]:
                self.above.setdefault(higher, set()).add(at)

    def inside(self, place: int | None) -> set[int]:
        """Return the outermost named places inside a place that is not named itself."""
        return self.above.get(place, set())
