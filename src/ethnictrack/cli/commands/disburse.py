"""`ethnictrack disburse`: payments."""

from __future__ import annotations

from functools import partial

from ethnictrack.cli.commands import entries
from ethnictrack.cli.commands.estimates import add_estimates
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell.verbs import new_group
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.values.kinds import Side

app = new_group(
    "Disbursements: what is paid.",
    partial(entries.add_shared, side=Side.DISBURSEMENT),
    add_estimates,
    partial(add_import, noun=BatchNoun.DISBURSE),
)
entries.add_add(app, Side.DISBURSEMENT)
