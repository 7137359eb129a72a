"""What MkDocs asks while it makes the site: put in the pages at the top of the project.

Links lead from one page to another as they do in a checkout; those to what is no page of the site
are shown as text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parent.parent
_TOP = ("README.md", "README.vi.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
_OUTSIDE = re.compile(
    r"\[([^]]+)\]\((?:\.\./)?(?:docs/)?(?:LICENSE|examples|decisions|[\w-]+\.patch)\)"
)


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401 - MkDocs' own
    """Put the pages at the top of the project beside those of docs/."""
    for name in _TOP:
        text = (ROOT / name).read_text("utf-8").replace("](docs/", "](")
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(text: str, **_: Any) -> str:  # noqa: ANN401 - likewise
    """Leave the words of a link to what is no page."""
    return _OUTSIDE.sub(r"\1", text)
