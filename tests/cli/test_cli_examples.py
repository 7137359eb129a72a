"""Every help page ends with examples, and every example does what it says, in the sample book."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
from tests.shell import Ran, ok, run
from tests.verbs import READING, WRITING
from tools.sample import BOOK

from ethnictrack.cli.shell.examples import EXAMPLES, examples_of
from ethnictrack.cli.shell.topics import TOPICS

FILES = {
    "chuong-trinh-moi.csv": "code,name\nX9,Chương trình mới\n",
    "ke-hoach-giao.csv": "program,year,amount\nCT135,2021,5\n",
    "giai-ngan-thang-11.csv": "program,date,amount,capital,source\n"
    "DCDC,2021-11-15,5,investment,provincial\n",
    "kho-bac.csv": "date,voucher,amount,program\n2021-11-20,UNC-07,1500000000,CT135\n"
    "2021-11-20,KB-1,200000000,CT135\n",
    "thanh-tra.csv": "code,title\nT9,Thanh tra\n",
    "ket-qua.csv": "code,name,unit\nDT9,Đơn thư,đơn\n",
    "dia-ban.csv": "code,name,level\n9,Nơi khác,village\n",
    "so-dau-ky.csv": "program,until,paid\nDCDC,2020,5\n",
    **dict.fromkeys(("quyet-dinh.pdf", "chung-tu.pdf", "ket-luan.pdf"), "%PDF-1.7\n"),
    "lenh.txt": 'disburse list\nprogram add X8 "Chương trình khác"\n',
}
BEFORE = {
    "book undo": "disburse import giai-ngan-thang-11.csv",
    "report verify": "report annual 2021 --seal -o bao-cao.md",
}
OPEN = {"reconcile show", "collect take"}  # exit code 1 while something is open, or blank
NEW = {"book init", "book import"}  # where there is no book yet


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    """Run all examples in their order, on one copy of the sample book."""
    folder = tmp_path_factory.mktemp("examples")
    book = Path(shutil.copy(BOOK, folder / "sổ.sqlite"))
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    found: dict[str, Ran] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(folder / "home"))
        for verb in EXAMPLES:
            if verb in BEFORE:
                ok(*shlex.split(BEFORE[verb]), book=book)
            for line in examples_of(verb):
                own = folder / f"{verb}.sqlite" if verb in NEW else book
                found[line] = run(*shlex.split(line)[1:], book=own)
        for topic in TOPICS.values():
            for line in topic.examples:
                found[line] = run(*shlex.split(line)[1:], book=book)
    return found


def test_every_example_works(ran: dict[str, Ran]) -> None:
    """What it prints is no refusal; a reconciliation may say that something is open."""
    failed = {
        line: result.err
        for line, result in ran.items()
        if result.code not in ({0, 1} if " ".join(line.split()[1:3]) in OPEN else {0})
    }
    assert failed == {}


def test_every_verb_has_an_example_and_every_example_a_verb() -> None:
    """The verb that comes next is held to it."""
    at_root = {each for each in EXAMPLES if " " not in each}

    assert EXAMPLES.keys() - at_root == READING.keys() | WRITING.keys()
    assert at_root == {"help", "run", "config", "demo", "doctor", "schema"}


@pytest.mark.parametrize("path", ["", "disburse", *EXAMPLES])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_ends_with_its_examples(path: str, lang: str) -> None:
    """On lines that a shell takes as one command."""
    page = ok(*path.split(), "--help", lang=lang).out
    last = page.partition("Examples:\n" if lang == "en" else "Ví dụ:\n")[2]

    joined = last.replace(" \\\n     ", "").splitlines()

    assert tuple(each.strip() for each in joined) == examples_of(path)
