"""Help, version and the options before the group: the same everywhere."""

from __future__ import annotations

import getpass
import re
import shutil
from pathlib import Path

import pytest
from tests.books import digest
from tests.shell import ok, run
from tests.terminal import Terminal
from tests.verbs import READING, WRITING

from ethnictrack import __version__

VERBS = {
    "program": "add alias edit import list lists load show",
    "allocate": "add amend attach carry copy files import list reverse show transfer",
    "disburse": "add amend attach copy estimate estimates files import list reverse show",
    "reconcile": "drop explain list match show take",
    "collect": "accept nil open return status take templates",
    "inspect": "add attach files finding import list recover reverse show stage",
    "activity": "add import list record remark remarks reverse show target",
    "place": "add import list lists load show",
    "report": "annual carryover collect compare deadlines diff disclosure explain inspections "
    "month pace payees petitions rates recommendations reconcile seals settlement template verify "
    "vouchers",
    "book": "backup batches check close copy export import info init log opening publish reopen "
    "restore settings undo upgrade verify",
}
WITHIN = {"book opening": "add import list reverse"}  # groups of groups
PLACES = [
    [],
    *([group] for group in VERBS),
    *([group, verb] for group, verbs in VERBS.items() for verb in verbs.split()),
    *([*group.split(), verb] for group, verbs in WITHIN.items() for verb in verbs.split()),
]
ANSWERED = [pytest.param(words, id=" ".join(words) or "ethnictrack") for words in PLACES]
PROMISED = {
    "book init": "--units --programs --province --json --dry-run",
    "book info": "--format -O --output -o --json",
    "book check": "--list --format -O --output -o --json",
    "book settings": "--format -O --output -o --json --dry-run",
    "book log": "--since --actor --object --format --output --json",
    "book upgrade": "--json --dry-run",
    "book export": "--format -O --replace --json",
    "book import": "--json --dry-run",
    "book copy": "--json --dry-run",
    "book batches": "--format -O --output -o --json",
    "book undo": "--reason --json --dry-run",
    "book opening add": "--until --paid --advances --place --capital --source --plan-year --json "
    "--dry-run",
    "book opening reverse": "--reason --json --dry-run",
    "book opening list": "--format -O --output -o --json",
    "disburse import": "--map --set --unit --numbers --sheet --header-row --encoding "
    "--rejects --duplicates --over-plan --save-profile --profile --json --dry-run",
    "place add": "--level --parent --valid-from --valid-to --successor --json --dry-run",
    "place list": "--format -O --output -o --json",
    "place lists": "--format -O --output -o --json",
    "place load": "--province --json --dry-run",
    "program lists": "--format -O --output -o --json",
    "program load": "--json --dry-run",
    "report deadlines": "--on --unit --format -O --output -o --json",
    "place show": "--format -O --output -o --json",
    "program add": "--parent --kind --decision --from-year --to-year --owner --place "
    "--project-code --target-code --fund-code --account --total-investment "
    "--json --dry-run",
    "program alias": "--json --dry-run",
    "program edit": "--parent --kind --decision --from-year --to-year --owner --place "
    "--project-code --target-code --fund-code --account --total-investment "
    "--json --dry-run",
    "program list": "--tree --format -O --output -o --json",
    "program show": "--year --as-of --format -O --output -o --json",
    "allocate add": "--year --date --kind --place --capital --source --plan-year --decision "
    "--note --id --numbers --json --dry-run",
    "allocate transfer": "--year --to --from-place --to-place --capital --source --plan-year "
    "--decision --note --numbers --json --dry-run",
    "allocate list": "--program --place --year --plan-year --capital --source --kind --from --to "
    "--search --batch --limit --offset --after --format -O --output -o --json",
    "allocate show": "--format -O --output -o --json",
    "allocate reverse": "--reason --date --json --dry-run",
    "disburse add": "--date --year --plan-year --kind --place --capital --source --voucher "
    "--payee --note --over-plan --id --numbers --json --dry-run",
    "disburse list": "--program --place --year --plan-year --capital --source --kind --from --to "
    "--voucher --search --batch --limit --offset --after --format -O --output -o --json",
    "disburse show": "--format -O --output -o --json",
    "disburse reverse": "--reason --date --yes --json --dry-run",
    "disburse amend": "--note --payee --voucher --reason --json --dry-run",
    "disburse estimate": "--year --until --place --capital --source --json --dry-run",
    "disburse estimates": "--format -O --output -o --json",
    "inspect add": "--kind --basis --program --place --year --scope-from --scope-to --agency "
    "--decision --json --dry-run",
    "inspect stage": "--date --document --reason --json --dry-run",
    "inspect finding": "--action --note --numbers --json --dry-run",
    "inspect recover": "--date --finding --voucher --numbers --json --dry-run",
    "inspect reverse": "--reason --json --dry-run",
    "inspect list": "--format -O --output -o --json",
    "inspect show": "--format -O --output -o --json",
    "activity add": "--unit --section --json --dry-run",
    "activity target": "--year --numbers --json --dry-run",
    "activity record": "--year --date --estimate --note --numbers --json --dry-run",
    "activity reverse": "--reason --json --dry-run",
    "activity list": "--format -O --output -o --json",
    "activity show": "--format -O --output -o --json",
    "activity remark": "--file --json --dry-run",
    "activity remarks": "--format -O --output -o --json",
    "report rates": "--by --depth --sort --year --as-of --basis --program --place --capital "
    "--source --unit --decimals --format -O --output -o --json",
    "report template": "",
    "report annual": "--seal --template --date --as-of --basis --program --place --capital "
    "--source --unit --decimals --format -O --output -o --json",
    "report compare": "--by --depth --as-of --basis --program --place --capital --source --unit "
    "--decimals --format -O --output -o --json",
    "report pace": "--as-of --basis --program --place --capital --source --unit "
    "--decimals --format -O --output -o --json",
    "report petitions": "--as-of --basis --program --place --capital --source --unit "
    "--decimals --format -O --output -o --json",
    "report settlement": "--as-of --basis --program --place --capital --source --unit "
    "--decimals --format -O --output -o --json",
    "report seals": "--format -O --output -o --json",
    "report verify": "--seal --format -O --output -o --json",
    "report diff": "--unit --decimals --format -O --output -o --json",
    "report explain": "--by --year --as-of --basis --program --place --capital --source --unit "
    "--decimals --format -O --output -o --json",
    "report inspections": "--as-of --basis --program --place --capital --source --unit "
    "--decimals --format -O --output -o --json",
}


@pytest.mark.parametrize("words", ANSWERED)
def test_version_is_answered_everywhere(words: list[str]) -> None:
    """Whatever else is missing from the line; no book is needed."""
    ran = run(*words, "--version")

    assert (ran.code, ran.out, ran.err) == (0, f"ethnictrack {__version__}\n", "")


@pytest.mark.parametrize("words", ANSWERED)
def test_help_is_answered_everywhere_in_both_languages(words: list[str]) -> None:
    """No line is wider than the screen, nothing ends in the middle.

    Documents are made of reports alone.
    """
    vi, en = (run(*words, "--help", lang=lang) for lang in ("vi", "en"))

    assert (vi.code, vi.err, en.code, en.err) == (0, "", 0, "")
    usage = " ".join(["ethnictrack", *words])
    assert vi.out.startswith(f"Cách dùng: {usage} ")
    assert en.out.startswith(f"Usage: {usage} ")
    for page in (vi.out, en.out):
        assert max(map(len, page.splitlines())) <= 80
        assert page.count("[") == page.count("]")
    described = [re.split(" {2,}", line.strip(), maxsplit=1)[-1] for line in vi.out.splitlines()]
    english = [re.split(" {2,}", line.strip(), maxsplit=1)[-1] for line in en.out.splitlines()]
    same = {line for line in described if " " in line and "ethnictrack" not in line}
    assert not {line for line in same & set(english) if re.search("[a-z]{3,} [a-z]{3,}", line)}


@pytest.mark.parametrize("command", PROMISED)
def test_every_promised_option_is_in_the_help_of_its_command(command: str) -> None:
    """Options keep their names: scripts rely on them."""
    page = ok(*command.split(), "--help", lang="en").out

    found = set(re.findall(r"(?<!\S)--?[A-Za-z][a-z-]*", page))

    assert set(PROMISED[command].split()) | {"--help", "--version"} <= found


def test_the_commands_are_those_that_are_promised() -> None:
    """No verb without help, none that does nothing."""
    groups = _listed(ok("--help", lang="en").out)

    assert groups == [*VERBS, "help", "run", "config", "demo", "doctor", "schema"]
    for group, verbs in (VERBS | WITHIN).items():
        assert sorted(_listed(ok(*group.split(), "--help", lang="en").out)) == verbs.split()


def test_every_verb_is_tried_by_the_tests_that_try_them_all() -> None:
    """Whatever is promised of all verbs holds for the one that came last."""
    every = (VERBS | WITHIN).items()
    verbs = {f"{group} {verb}" for group, listed in every for verb in listed.split()} - {*WITHIN}

    assert READING.keys() | WRITING.keys() == verbs
    assert not READING.keys() & WRITING.keys()


def _listed(page: str) -> list[str]:
    commands = page.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    return [line.split()[0] for line in commands if line.startswith("  ") and line[2] != " "]


def test_the_program_alone_prints_its_help() -> None:
    """It is what somebody does who knows nothing yet."""
    ran = run(lang=None, actor=None)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run("--help").out


def test_a_group_alone_is_wrong_usage_and_helps_on_stderr() -> None:
    """Nothing was asked for, so nothing is a result."""
    ran = run("disburse", lang="en")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ok("disburse", "--help", lang="en").out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["disburs", "list"], "disburse"),
        (["disburse", "lst"], "list"),
        (["disburse", "list", "--plan-yaer", "1"], "--plan-year"),
    ],
)
def test_a_slip_of_the_pen_is_told_what_it_may_have_meant(words: list[str], hint: str) -> None:
    """Commands, options, and options that stand in the wrong place."""
    ran = run(*words)

    assert ran.code == 2
    assert hint in ran.err.splitlines()[1]


@pytest.mark.parametrize(
    ("option", "environment", "heading"),
    [
        (None, None, "Thông tin sổ"),
        (None, "vi", "Thông tin sổ"),
        (None, "en", "The book"),
        ("en", None, "The book"),
        ("en", "vi", "The book"),
        ("vi", "en", "Thông tin sổ"),
        (None, "", "Thông tin sổ"),
    ],
)
def test_the_language_is_the_options_then_the_environments_then_vietnamese(
    full_book: Path, option: str | None, environment: str | None, heading: str
) -> None:
    """It holds for results, for help and for refusals."""
    env = {} if environment is None else {"ETHNICTRACK_LANG": environment}

    ran = run("book", "info", book=full_book, lang=option, env=env)

    assert ran.out.splitlines()[0] == heading


def test_the_language_may_be_said_with_an_equals_sign(full_book: Path) -> None:
    """Both ways of writing an option are one."""
    ran = run("--lang=en", "book", "info", book=full_book, lang=None)

    assert ran.out.startswith("The book\n")


def test_an_unknown_language_is_refused_in_the_one_that_is_known(full_book: Path) -> None:
    """The environment's, where the option cannot be read; Vietnamese, where neither can."""
    english = run("book", "info", book=full_book, lang="fr", env={"ETHNICTRACK_LANG": "en"})
    neither = run("book", "info", book=full_book, lang=None, env={"ETHNICTRACK_LANG": "fr"})

    assert (english.code, neither.code) == (2, 2)
    assert english.err.startswith("error[unknown-choice]: Language (--lang)")
    assert neither.err.startswith("lỗi[unknown-choice]: Ngôn ngữ (--lang)")


def test_the_book_is_the_options_then_the_environments(
    full_book: Path, template: Path, tmp_path: Path
) -> None:
    """Two books side by side are told apart by nothing else."""
    other = Path(shutil.copy(template, tmp_path / "other.sqlite"))
    env = {"ETHNICTRACK_BOOK": str(other)}

    by_option = ok("disburse", "list", "--json", book=full_book, env=env).data
    by_environment = ok("disburse", "list", "--json", env=env).data

    assert len(by_option) == 5
    assert by_environment == []


def test_without_either_the_book_is_in_the_users_data_folder(tmp_path: Path) -> None:
    """It is made there by `book init` and found there by everything else."""
    env = {"XDG_DATA_HOME": str(tmp_path / "dữ liệu"), "HOME": str(tmp_path)}

    made = ok("book", "init", "--json", env=env).data
    found = ok("book", "info", "--json", env=env).data

    assert made["path"] == str(tmp_path / "dữ liệu" / "ethnictrack" / "ethnictrack.sqlite")
    assert found["path"] == made["path"]


@pytest.mark.parametrize(
    ("option", "environment", "recorded"),
    [("Nông Thị B", "Khác", "Nông Thị B"), (None, "Hoàng  Văn C", "Hoàng Văn C"), (None, "", None)],
)
def test_the_actor_is_the_options_then_the_environments_then_the_login(
    fresh_book: Path, option: str | None, environment: str, recorded: str | None
) -> None:
    """Entry and log name the same person."""
    env = {"ETHNICTRACK_ACTOR": environment}
    words = ("allocate", "add", "DA1", "5", "--year", "2021", "--json")

    entry = run(*words, book=fresh_book, actor=option, env=env).data
    log = ok("book", "log", "--json", book=fresh_book).data

    assert entry["actor"] == (recorded or getpass.getuser())
    assert log[-1]["actor"] == entry["actor"]


def test_no_input_changes_nothing_where_nobody_can_be_asked(fresh_book: Path) -> None:
    """A missing value is named either way."""
    kept = digest(fresh_book)

    asked, silent = (
        run(*words, "disburse", "add", "DA1", book=fresh_book) for words in ([], ["--no-input"])
    )

    assert asked == silent
    assert (asked.code, digest(fresh_book)) == (2, kept)
    assert "(SỐ-TIỀN)" in asked.err


def test_all_missing_values_are_named_at_once() -> None:
    """A script is mended in one go."""
    ran = run("inspect", "stage", "--json")

    assert ran.error["details"] == {"names": ["CODE", "STAGE", "--date"]}


@pytest.mark.parametrize("line", ["disburse add --help", "help amounts", "--help"])
@pytest.mark.parametrize(("columns", "widest"), [(60, 60), (80, 80), (120, 120), (200, 120)])
def test_a_page_takes_the_width_of_the_terminal(
    tmp_path: Path, line: str, columns: int, widest: int
) -> None:
    """Up to 120 columns, beyond which lines are hard to read."""
    book = tmp_path / "none.sqlite"
    with Terminal(*line.split(), book=book, columns=columns, rows=200) as terminal:
        assert terminal.finish() == 0
        longest = max(map(len, terminal.text().splitlines()))
    assert widest - 25 < longest <= widest
