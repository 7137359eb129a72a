"""A hint that sends to a command prints one that works: each is run as it is printed.

The hints of all sessions are run where they are printed, by the test of the transcripts.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import shlex
import shutil
from contextlib import chdir
from gettext import translation
from importlib import resources
from pathlib import Path

import pytest
from tests.cli.test_cli_refusals import RULES, UNUSABLE, USAGE, prepared
from tests.hints import ASKED, COMMAND, commands, try_hints, words_of
from tests.shell import run
from tests.spread import spread

import ethnictrack
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import as_typed

__all__ = ["prepared"]  # a fixture is found by its name

FILLED = {
    "{due}": "2021-12-31",
    "{period}": "2021-11",
    "{path}": "so.sqlite",
    "{group}": "disburse",
    "{given}": "report template",
    "{options}": "",
}
OPEN = re.compile(r"\b(?!CT135)[A-ZĐỆÁ_]{3,}\b|…")  # NAME, FILE, TEXT: what is not said yet
LANGUAGES = ("en", "vi")
# Refusals that speak of an option, and that no command mends.
A_PERSONS = {
    "book-no-file": "which file is meant only a person knows",
    "book-unsupported": "which file is meant only a person knows",
    "not-a-book": "which file is meant only a person knows",
    "output-is-book": "the name of what is written is chosen by a person",
}


NAMED = {
    "collect templates 2026-10": "Thư mục (THƯ-MỤC)",
    "config set language": "(GIÁ-TRỊ)",
    "disburse add DA1 5 --over-plan": "Lý do chi vượt kế hoạch (--over-plan)",
    "disburse import x.csv --map": "Cột của tệp (--map)",
    "report compare 2021": "Niên độ (NĂM)",
    "report rates --by x": "Mỗi dòng là (--by)",
}


def refusals() -> list[type[BookError]]:
    """Return every refusal of the program."""
    for module in pkgutil.walk_packages(ethnictrack.__path__, "ethnictrack."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    waiting, found = list(BookError.__subclasses__()), []
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        found.append(each)
    return found


def _named(sentence: str) -> list[str]:
    """Return the commands a sentence names, with values in their blanks."""
    for blank, value in FILLED.items():
        sentence = sentence.replace(blank, value)
    return [re.sub(r"\{\w+\}", "1", line) for line in COMMAND.findall(sentence)]


def test_every_command_a_refusal_may_name_is_one_with_its_options() -> None:
    """Of all that is ever printed, with any values in its blanks; nothing is left to be put in."""
    lines = {
        (each.code, line)
        for each in refusals()
        for line in _named(f"{each.text.text} {each.remedy.text}")
    }

    assert len(lines) > 30
    assert [(code, line) for code, line in sorted(lines) if OPEN.search(line)] == []
    refused = {line: run(*words_of(line), "--help").err for _, line in lines}
    assert {line: said for line, said in refused.items() if said} == {}


def test_a_refusal_that_speaks_of_an_option_or_a_verb_prints_a_command() -> None:
    """A sentence alone would leave it to the reader how the whole line is written."""
    silent = {
        each.code
        for each in refusals()
        if "remedy" in vars(each)
        and re.search(r"(?<![\w-])--[a-z]", each.remedy.text)
        and not COMMAND.search(each.remedy.text)
        and not each.again
        and each.ways is BookError.ways
    }

    assert silent == set(A_PERSONS)


def test_what_a_command_is_mended_with_is_known() -> None:
    """Each blank is a fact of the refusal, or one its sentences have."""
    unknown = {
        (each.code, blank)
        for each in refusals()
        for way in each.again
        for blank in re.findall(r"\{(\w+)\}", " ".join(map(str, way.values())))
        if blank not in each._fields  # what a refusal knows, as it says itself
        and f"{{{blank}}}" not in f"{each.text.text} {each.remedy.text}"
    }

    assert unknown == set()


def test_the_refused_command_is_printed_again_whole_and_mended(
    fresh_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all that was typed, in quotes where the shell wants them, in text and in JSON."""
    monkeypatch.chdir(tmp_path)
    env = {"ETHNICTRACK_BOOK": str(fresh_book)}
    said = ("--voucher=UNC “A & B” {x}", "--dry-run", "--date", "15/1/2022")
    refused = run("disburse", "add", "DA1", "1 tỷ", *said, lang="en", env=env)
    asked = run("disburse", "add", "DA1", "1 tỷ", *said, "--json", lang="en", env=env)
    below = run("disburse", "list", "--limit", "x", "--", "-5", lang="en", env=env)
    there = run("book", "info", "-O", "xlsx", lang="en", env=env)

    words = ["disburse", "add", "DA1", "1 tỷ", "--voucher", "UNC “A & B” {x}"]
    words += ["--dry-run", "--date", "15/1/2022"]
    for hint, json_ in ((refused.err, []), (asked.error["hint"], ["--json"])):
        lines = [words_of(each) for each in COMMAND.findall(hint)]
        years = [[*words, *json_, "--actor", "Lan", "--year", year] for year in ("2021", "2022")]
        assert lines == years
    assert [*commands(below.err)] == ["ethnictrack disburse list --help"]
    (line,) = commands(there.err)
    assert not run(*words_of(line), env=env).code
    assert not (tmp_path / "ket-qua.xlsx").is_dir()
    (once_more,) = commands(run(*words_of(line), env=env, lang="en").err)
    assert "--replace" in once_more
    assert not run(*words_of(once_more), env=env).code


def test_a_line_that_cannot_be_read_is_sent_to_the_page_of_its_command() -> None:
    """Of the group, where the verb is unknown; of the program, where the group is."""
    pages = {
        "budget": "ethnictrack --help",
        "disburse pay": "ethnictrack disburse --help",
        "disburse list --colour": "ethnictrack disburse list --help",
        "disburse list 2021": "ethnictrack disburse list --help",
        "disburse add": "ethnictrack disburse add --help",
        "book info --format": "ethnictrack book info --help",
    }
    for line, page in pages.items():
        assert [*commands(run(*line.split(), lang="en").err)] == [page]


def test_each_line_of_plan_a_payment_may_come_from_is_offered(prepared: Path) -> None:
    """One command a class, at most three; each pays."""
    env = {"ETHNICTRACK_BOOK": str(prepared)}
    offered = [*commands(run("disburse", "add", "DA4", "5", "--dry-run", lang="en", env=env).err)]

    assert 1 < len(offered) <= 3
    assert all("--capital" in each and "--source" in each for each in offered)
    assert not any(run(*words_of(each), env=env).code for each in offered)


def test_a_command_a_refusal_names_is_whole(prepared: Path, tmp_path: Path) -> None:
    """Nothing is lacking but what only a person knows, which is asked for on a terminal."""
    book = Path(shutil.copy(prepared, tmp_path / "so.sqlite"))
    names = sorted({line for each in refusals() for line in _named(each.remedy.text)})
    lacking = {}
    with chdir(tmp_path):
        for line in names:
            ran = run(*words_of(line), book=book, lang="en")
            if "error[missing-value]" in ran.err and not any(verb in line for verb in ASKED):
                lacking[line] = ran.err

    assert lacking == {}


def test_both_languages_send_to_the_same_commands() -> None:
    """A command is typed alike by all."""
    vietnamese = translation("ethnictrack", str(resources.files("ethnictrack") / "locale"), ["vi"])
    sentences = {text for each in refusals() for text in (each.text.text, each.remedy.text)}
    other = {
        each: vietnamese.gettext(each)
        for each in sentences
        if sorted(COMMAND.findall(each)) != sorted(COMMAND.findall(vietnamese.gettext(each)))
    }

    assert other == {}


@spread("lang, by", LANGUAGES, ["option", "environment"])
def test_each_hint_works_as_it_is_printed(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, by: str
) -> None:
    """It does what it says, or asks on a terminal for what only a person knows.

    Where an option named the book, the hint names it too.
    """
    monkeypatch.chdir(prepared.parent)
    before = sorted(prepared.parent.iterdir())
    env = {"XDG_DATA_HOME": str(tmp_path)}
    first = ("--book", prepared.name) if by == "option" else ()
    if not first:
        env["ETHNICTRACK_BOOK"] = prepared.name

    def type_in(line: str) -> tuple[int, str]:
        ran = run(*words_of(line), lang=lang, env=env)
        return ran.code, ran.out + ran.err

    printed: dict[str, str] = {}
    for line in (*RULES, *USAGE, *UNUSABLE):
        ran = run(*first, *shlex.split(line), lang=lang, env=env)
        for hint in commands(ran.err):
            printed.setdefault(hint, ran.err)
    wrong = {each: try_hints(said, prepared.parent, type_in) for each, said in printed.items()}

    assert len(printed) > 10
    assert {each: found for each, found in wrong.items() if found} == {}
    assert sorted(prepared.parent.iterdir()) == before


def test_a_path_in_a_hint_is_typed_as_the_shell_takes_it(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of an office has blanks in its name."""
    folder = tmp_path / "Sổ theo dõi"
    folder.mkdir()
    monkeypatch.chdir(folder)
    old = folder / "năm cũ.sqlite"
    old.write_bytes((prepared.parent / "cut.sqlite").read_bytes())

    refused = run("--book", old.name, "book", "info", lang="en")

    assert f"`ethnictrack --book {as_typed(old.name)} book check`" in refused.err
    (first, *_) = commands(refused.err)
    assert "salvage" in run(*words_of(first), lang="en").out


def test_a_hint_names_the_book_that_was_named_and_no_other(fresh_book: Path) -> None:
    """In text and in JSON; a line of a run keeps its own to itself."""
    said = ("disburse", "add", "DA1", "1 tỷ", "--date", "1/3/2021")
    refused = run(*said, book=fresh_book, lang="en").err
    asked = run(*said, "--json", book=fresh_book, lang="en").error["hint"]
    env = {"ETHNICTRACK_BOOK": str(fresh_book)}
    bare = run(*said, lang="en", env=env).err
    lines = f"--book {as_typed(str(fresh_book))} disburse add DA1 1tỷ --date 2021-03-01\n"
    lines += "disburse add DA1 1tỷ --date 2021-03-01\n"
    answers = run("run", "-", "--keep-going", lang="en", env=env, input=lines).out.splitlines()
    hints = [json.loads(each)["error"]["hint"] for each in answers]

    whole = f"`ethnictrack --book {as_typed(str(fresh_book))} allocate add DA1 --year 2021`"
    assert whole in refused
    assert whole in asked
    assert "`ethnictrack allocate add DA1 --year 2021`" in bare
    assert [whole in each for each in hints] == [True, False]


def test_a_refused_word_is_named_by_what_people_call_its_option(fresh_book: Path) -> None:
    """Scripts get the option alone."""
    ran = run("disburse", "list", "--columns", "x", book=fresh_book)
    data = run("disburse", "list", "--columns", "x", "--json", book=fresh_book)
    unit = run("book", "settings", "unit", "x", book=fresh_book)

    assert "Các cột (--columns)" in ran.err
    assert data.error["details"]["option"] == "--columns"
    assert "unit không nhận giá trị" in unit.err  # what a setting is called where it is set
    for line, said in NAMED.items():
        assert said in run(*line.split(), book=fresh_book).err
    assert "Danh mục (DANH-MỤC)" in run("program", "load", "x", book=fresh_book).err


def test_rows_that_one_command_mends_are_followed_by_it(fresh_book: Path, tmp_path: Path) -> None:
    """In text and in JSON; rows that want different things are mended one by one."""
    run("program", "add", "DA1", "Dự án 1", book=fresh_book)
    file = tmp_path / "thang 3.csv"
    rows = "Mã CT,Ngày,Số tiền,Số chứng từ\nDA1,1/3/2021,5.000.000,{}\nDA1,2/3/2021,{},A2\n"
    first, later, mixed = rows.format("A1", "1"), rows.format("A1", "2"), rows.format("A1", "0")
    take = ("disburse", "import", str(file), "--over-plan", "có trước kế hoạch")

    file.write_text(first, encoding="utf-8")
    assert run(*take, book=fresh_book).code == 0
    file.write_text(later.replace("A2", "A3"), encoding="utf-8")
    refused = run(*take, book=fresh_book)
    (command,) = commands(refused.err)
    assert command in run(*take, "--json", book=fresh_book).error["hint"].replace(" --json", "")
    file.write_text(mixed, encoding="utf-8")
    assert list(commands(run(*take, book=fresh_book).err)) == []

    file.write_text(later.replace("A2", "A3"), encoding="utf-8")
    assert run(*words_of(command), lang="en").code == 0
    listed = run("disburse", "list", "--json", book=fresh_book)
    assert len(json.loads(listed.out)) == 3


def test_a_plan_without_a_class_is_one_of_those_a_payment_may_be_of(fresh_book: Path) -> None:
    """The command that says so is one that works; scripts get null."""
    for said in ((), ("--capital", "investment", "--source", "central")):
        run("allocate", "add", "DA1", "5 tỷ", "--year", "2021", *said, book=fresh_book)
    pay = ("disburse", "add", "DA1", "1 tỷ", "--date", "15/11/2021")

    asked = run(*pay, "--json", book=fresh_book).error
    first, second = commands(run(*pay, book=fresh_book).err)

    assert asked["details"]["classes"] == [[None, None], ["investment", "central"]]
    assert first.endswith(" --capital none --source none")
    assert second.endswith(" --capital investment --source central")
    assert [run(*words_of(each)).code for each in (first, second)] == [0, 0]


def test_a_day_that_nobody_said_is_not_offered_for_one_to_come(fresh_book: Path) -> None:
    """On which day it was paid is known by a person alone."""
    (command,) = commands(
        run("disburse", "add", "DA1", "1", "--date", "26/11/2021", book=fresh_book).err
    )

    assert command == "ethnictrack disburse add --help"


def test_a_plan_to_be_raised_is_named_with_the_class_that_is_paid(fresh_book: Path) -> None:
    """After it the payment is made; nothing is said of a class that it leaves out."""
    word = ("--capital", "investment", "--source", "central")
    pay = ("disburse", "add", "DA1", "1 tỷ", "--date", "15/11/2021")
    (bare,) = commands(run(*pay, book=fresh_book).err)
    (none,) = commands(run(*pay, *word, book=fresh_book).err)
    run("allocate", "add", "DA1", "5", "--year", "2021", *word, book=fresh_book)
    (over,) = commands(run(*pay, *word, book=fresh_book).err)

    assert bare.endswith("allocate add DA1 --year 2021")
    assert none.endswith("allocate add DA1 --year 2021 --capital investment --source central")
    assert over == none
    assert run(*words_of(over), "1 tỷ").code == 0
    assert run(*pay, *word, book=fresh_book).code == 0


def test_no_plan_of_the_year_is_offered_where_that_of_an_earlier_one_is_short(
    fresh_book: Path,
) -> None:
    """It would be money of another year, and the payment would be refused again."""
    pay = ("disburse", "add", "DA1", "6", "--date", "15/11/2021", "--plan-year", "2020")
    none = run(*pay, book=fresh_book)
    carried = ("--kind", "carried-in", "--plan-year", "2020")
    run("allocate", "add", "DA1", "5", "--year", "2021", *carried, book=fresh_book)
    over = run(*pay, book=fresh_book)

    assert ("[no-plan]" in none.err, "[over-plan]" in over.err) == (True, True)
    for each in (none, over):
        assert [*commands(each.err)] == ["ethnictrack disburse add --help"]


def test_a_closed_year_and_the_year_of_a_date_do_not_send_to_each_other(fresh_book: Path) -> None:
    """Both send to what opens the year; what comes later is recorded in a year that is open."""
    run("allocate", "add", "DA1", "5 tỷ", "--year", "2020", book=fresh_book)
    pay = ("disburse", "add", "DA1", "1 tỷ", "--date")
    assert run(*pay, "15/12/2020", book=fresh_book).code == 0
    close = ("book", "close", "2020", "--on", "31/1/2021", "--anyway", "thử")
    assert run(*close, book=fresh_book).code == 0

    closed = run(*pay, "20/12/2020", book=fresh_book)
    other = run(*pay, "20/12/2020", "--year", "2021", book=fresh_book)
    january = run(*pay, "5/1/2021", "--year", "2019", book=fresh_book)

    for each in (closed, other):
        assert [line[2:] for line in map(words_of, commands(each.err))] == [
            ["book", "reopen", "2020"]
        ]
    (line,) = commands(january.err)
    assert "--year 2021" in line
    later = ("--year", "2021", "--plan-year", "2020", "--kind", "refund", "--note", "nộp lại")
    assert run(*pay, "5/3/2021", *later, book=fresh_book).code == 0


def test_only_classes_that_can_take_a_payment_are_offered(fresh_book: Path) -> None:
    """Neither one whose plan is another place's, nor one of which not enough is left."""
    for place, amount, capital in (
        ("043", "5 tỷ", "investment"),
        ("043", "1 tỷ", "recurrent"),
        ("042", "5 tỷ", "recurrent"),
    ):
        said = ("--year", "2021", "--place", place, "--capital", capital, "--source", "central")
        assert run("allocate", "add", "DA1", amount, *said, book=fresh_book).code == 0
    pay = ("disburse", "add", "DA1", "--date", "15/11/2021", "--place")

    alone = run(*pay, "042", "1 tỷ", "--json", book=fresh_book)
    either = run(*pay, "043", "1 tỷ", book=fresh_book)
    one = run(*pay, "043", "2 tỷ", book=fresh_book)

    assert (alone.code, alone.data["capital"]) == (0, "recurrent")
    assert len([*commands(either.err)]) == 2
    (line,) = commands(one.err)
    assert "--capital investment" in line
    assert run(*words_of(line)).code == 0


def test_a_choice_is_offered_that_is_near_or_one_of_a_few(prepared: Path) -> None:
    """By its word or by what people call it; of many that are unlike, the page."""
    env = {"ETHNICTRACK_BOOK": str(prepared)}
    offered = {
        "disburse list --source trungg": ["--source central"],
        "disburse list --capital recurent": ["--capital recurrent"],
        "report rates --sort x": ["--sort code", "--sort rate"],
        "report rates --unit xyz": ["--help"],
        "disburse list --columns id,datte": ["--help"],
    }
    for line, ends in offered.items():
        found = [*commands(run(*line.split(), env=env).err)]
        assert [each.endswith(end) for each, end in zip(found, ends, strict=True)] == [True] * len(
            ends
        )
        assert not any(run(*words_of(each), env=env).code for each in found)


def test_a_word_that_was_given_by_an_option_is_put_in_its_place(prepared: Path) -> None:
    """With what was typed for it; without it, the page is offered."""
    env = {"ETHNICTRACK_BOOK": str(prepared)}
    lines = {
        "report pace --year 2021": "ethnictrack report pace 2021",
        "report payees --year 2021": "ethnictrack report payees 2021",
        "report pace --year": "ethnictrack report pace --help",
        "disburse list --capitl investment": "ethnictrack disburse list --help",
    }
    for line, mended in lines.items():
        refused = run(*line.split(), env=env)
        (command,) = commands(refused.err)
        assert command.removesuffix(" --actor Lan") == mended
        assert "--actor?" not in refused.err
        assert run(*words_of(command), env=env).code == 0


def test_what_was_taken_back_is_shown_and_recorded_anew(fresh_book: Path) -> None:
    """A line of a transfer is not: the other would be missing."""
    env = {"ETHNICTRACK_BOOK": str(fresh_book)}
    for line in (
        "allocate add DA1 9 --year 2021",
        "allocate transfer DA1 5 --year 2021 --to DA2",
        "disburse add DA1 3 --date 1/3/2021 --voucher A1",
        "disburse reverse 4 --reason nhầm",
        "allocate reverse 2 --reason nhầm",
    ):
        assert run(*shlex.split(line), env=env).code == 0, line

    once, twice, moved = (
        [*commands(run(*line.split(), "--reason", "x", env=env).err)]
        for line in ("disburse reverse 4", "disburse reverse 5", "allocate reverse 2")
    )

    assert once == ["ethnictrack disburse show 5", "ethnictrack disburse copy 4"]
    assert twice == ["ethnictrack disburse show 4"]
    assert moved == ["ethnictrack allocate show 6"]
    assert [run(*words_of(each), env=env).code for each in (*once, *twice, *moved)] == [0] * 4


def test_a_payment_without_a_plan_is_offered_the_money_carried_in(fresh_book: Path) -> None:
    """Where it has room; a plan of the budget year would be a second one."""
    env = {"ETHNICTRACK_BOOK": str(fresh_book)}
    for line in (
        "allocate add DA2 10 --year 2020 --capital investment --source central",
        "allocate carry --from 2020 --to 2021",
    ):
        assert run(*line.split(), env=env).code == 0, line

    fits, above = (
        [*commands(run(*f"disburse add DA2 {paid} --date 1/11/2021".split(), env=env).err)]
        for paid in (10, 11)
    )

    assert [each.replace(" --actor Lan", "") for each in fits] == [
        "ethnictrack disburse add DA2 10 --date 1/11/2021 --plan-year 2020"
    ]
    assert above == ["ethnictrack allocate add DA2 --year 2021"]
    assert run(*words_of(fits[0]), env=env).code == 0


def test_a_plan_to_be_raised_is_named_with_its_place(fresh_book: Path) -> None:
    """Where the plan of places was over; elsewhere without one."""
    add = "allocate add DA1 {} --year 2021 --capital investment --source central"
    env, pay = {"ETHNICTRACK_BOOK": str(fresh_book)}, ("disburse", "add", "DA1", "9")
    day = ("--date", "1/6/2021")
    assert run(*add.format(5).split(), env=env).code == 0
    (without,) = commands(run(*pay, *day, "--place", "043", env=env).err)
    assert run(*add.format(3).split(), "--place", "043", env=env).code == 0

    (named,) = commands(run(*pay, *day, "--place", "043", env=env).err)

    assert without == "ethnictrack " + add.replace("{} ", "")
    assert named == f"{without} --place 043"
    first, second, third, *options = words_of(named)
    assert run(first, second, third, "6", *options, env=env).code == 0
    assert run(*pay, *day, "--place", "043", env=env).code == 0
