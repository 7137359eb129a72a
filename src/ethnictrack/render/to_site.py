"""The first page of what is published: links to reports, their data, and other languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ethnictrack.i18n import N_, language
from ethnictrack.render.to_html import TEMPLATES, environment
from ethnictrack.render.words import say

_DATA, _WHOLE = N_("data (CSV)"), N_("All data, described for programs, and checksums")
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}  # each in its own words


class Link(NamedTuple):
    """A report: its page, its title, the file of its data."""

    page: str
    title: str
    data: str


def site_page(
    title: str, links: Sequence[Link], files: Iterable[str], others: Iterable[tuple[str, str]]
) -> bytes:
    """Write the page in the language in force; ``others`` are languages with their first page."""
    page = (
        environment()
        .get_template("site.html.j2")
        .render(
            language=language(),
            title=title,
            links=links,
            data=say(_DATA),
            whole=say(_WHOLE),
            files=list(files),
            others=[(each, LANGUAGES[each], path) for each, path in others],
            style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
        )
    )
    return page.encode("utf-8", "xmlcharrefreplace")
