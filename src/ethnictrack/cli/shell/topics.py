"""`ethnictrack help amounts`: what holds for many commands, in a page each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ethnictrack.i18n import N_, Message, tr

_EXAMPLES = N_("Examples")


@dataclass(frozen=True, slots=True)
class Topic:
    """A page: its title, its paragraphs, and commands that work in the sample book."""

    title: Message
    paragraphs: tuple[Message, ...]
    examples: tuple[str, ...]

    def page(self, width: int) -> str:
        """Return it in the reader's language, its text in so many columns."""
        return "\n".join(self._lines(width))

    def _lines(self, width: int) -> Iterator[str]:
        yield tr(self.title.text)
        for each in self.paragraphs:
            yield ""
            yield textwrap.fill(
                tr(each.text),
                width,
                initial_indent="  ",
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        yield ""
        yield f"{tr(_EXAMPLES.text)}:"
        yield from (f"  {each}" for each in self.examples)


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        "amounts": Topic(
            N_("How amounts are written"),
            (
                N_(
                    "Whole đồng with dots between threes (15.213.000.000) or without any, or a "
                    "number with its unit: 15,213 tỷ, 5.857 triệu, 52 tr, 15 tỷ 213 triệu, "
                    "1.298 tỷ 911,2 triệu. A dot groups exact threes, a comma is the decimal "
                    "mark and needs a unit. Blanks and units need quotes around them."
                ),
                N_(
                    "--numbers en swaps dot and comma for one command. What has two readings, "
                    "such as 15.21 tỷ or a bare 15,213, is refused with what it could mean; "
                    "nothing is guessed, and every amount comes out in whole đồng."
                ),
                N_(
                    "hơn, gần, khoảng or ước in front of an amount are kept and printed. An "
                    "amount is never below zero: a refund, a cleared advance or a plan that is "
                    "cut is said by --kind, and a mistake is reversed."
                ),
            ),
            ('ethnictrack disburse add CT135 "5,5 triệu" --date 20/11/2021 --dry-run',),
        ),
        "dates": Topic(
            N_("How days are written"),
            (
                N_(
                    "The day first, always: 15/11/2021, 15-11-2021, 15.11.2021, 15/1/25, or "
                    "2021-11-15. Typed on the command line also 3/3 (of this year), hôm nay, "
                    "hôm qua and -1 (yesterday); in files and in run a day has its year."
                ),
                N_(
                    "A day that no calendar has, or that has not come yet where something is "
                    "paid, is refused. Today is the day in Viet Nam."
                ),
            ),
            ("ethnictrack disburse list --from 1/11/2021 --to 30/11/2021",),
        ),
        "years": Topic(
            N_("Budget year, plan year and January"),
            (
                N_(
                    "The budget year (--year, niên độ) is the year an entry is charged to. It "
                    "takes days from 1 January to 31 January of the next year, so that a "
                    "payment of January needs --year: it may belong to either."
                ),
                N_(
                    "The plan year (--plan-year) is the year whose plan the money comes from: "
                    "the budget year itself, or an earlier one for money that was carried over."
                ),
            ),
            (
                "ethnictrack disburse list --year 2021 --plan-year 2021",
                "ethnictrack report rates --year 2021 --basis year",
            ),
        ),
        "plans": Topic(
            N_("Plans and what may be paid"),
            (
                N_(
                    "A plan is given with allocate add to a programme, for a budget year, and "
                    "where the decision says so for a place, a type of capital and a source. "
                    "The plan of a programme is its own and that of all below it."
                ),
                N_(
                    "A payment beyond what is left is refused, at its programme and at all "
                    "above it, class by class; --over-plan REASON records it all the same and "
                    "marks it. What a payment leaves out (capital, source) is taken from the "
                    "plan where one line alone fits."
                ),
                N_(
                    "Changes are entries too: supplement, increase, decrease, withdraw; "
                    "allocate transfer moves plan from one line to another, allocate carry "
                    "takes what is left into the next year or cancels it."
                ),
            ),
            ("ethnictrack allocate list --year 2021", "ethnictrack program show CT135 --year 2021"),
        ),
        "imports": Topic(
            N_("Taking rows from a file"),
            (
                N_(
                    "disburse import FILE takes CSV, TSV, XLSX, XLS, ODS and tables in DOCX and"
                    " HTML: all rows or none, under the rules of add. Headings are known in "
                    "Vietnamese and English, units, totals and signatures by what they are; "
                    "what is set aside is named line by line."
                ),
                N_(
                    "Begin with --dry-run. --fields lists what a row may say, --map and --set "
                    "name columns and fixed values, --rejects FILE keeps the rows that are "
                    "wrong with the reason beside each, and --template FILE.xlsx writes an "
                    "empty form."
                ),
                N_(
                    "The same rows are known again and refused, or left out with --duplicates "
                    "skip. book undo takes a whole import back."
                ),
            ),
            ("ethnictrack disburse import --fields", "ethnictrack book batches"),
        ),
        "closing": Topic(
            N_("The end of a month and of a year"),
            (
                N_(
                    "Each month: report month, report pace, the treasury's statement with "
                    "reconcile take, book check, book backup."
                ),
                N_(
                    "At the end of a year: pay until 31 January, carry or cancel what is left "
                    "with allocate carry, print report settlement and report annual --seal, "
                    "then book close YEAR. A closed year takes no entry by any way; book reopen"
                    " opens it with a reason that stays in the log."
                ),
            ),
            ("ethnictrack report deadlines --on 1/12/2021", "ethnictrack report month 2021-11"),
        ),
    }
)
