"""A row is typed: a fault planted in a copy of the project is found by the type checker."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A line about a row, and the fault that it holds; "" for none.
LINES = {
    'row.amount = "12"': "assignment",
    "row.amount = 12": "",
    "row.id = None": "assignment",
    "row.no_such": "attr-defined",
    "Deadline.no_such": "attr-defined",
    "due: int = row.due_on": "assignment",
    "late: bool = row.pay_by_at < now": "",
    "row.closed_at < now": "operator",
    "owner: str = row.account_id": "assignment",
    'Deadline.kind == "custom"': "",
    "Deadline.get_or_none(Deadline.kind == 1)": "arg-type",
    'Deadline.due_on < "2026-12-01"': "operator",
    'Deadline.get_or_none(Deadline.id == "dl_1").title': "union-attr",
    "found: list[str] = list(Deadline.select())": "arg-type",
    'payment.account.no_such = "x"': "attr-defined",
    "save_new_version(row, now)": "",
    "save_new_version(payment, now)": "arg-type",
    "deadlines.dues_of_borrower(row.borrower_id, row.country)[0].state + 1": "operator",
}
HEAD = """
from datetime import datetime
from backend.store.credit.payments import Payment
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

def planted(row: Deadline, payment: Payment, now: datetime) -> None:
"""


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What mypy finds wrong with each of LINES, by its number."""
    made = tmp_path_factory.mktemp("types")
    shutil.copytree(ROOT / "backend", made / "backend", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", made)
    planted = made / "backend" / "planted.py"
    planted.write_text(HEAD + "".join(f"    {line}\n" for line in LINES))
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", str(planted)]
    judged = subprocess.run(command, cwd=made, capture_output=True, text=True, timeout=150)
    found = re.findall(r"planted\.py:(\d+): error: .*\[(.+)\]", judged.stdout)
    return {int(number) - HEAD.count("\n") - 1: code for number, code in found}


@pytest.mark.parametrize(("number", "line"), list(enumerate(LINES)))
def test_a_planted_fault_is_found(number: int, line: str, faults: dict[int, str]) -> None:
    assert faults.get(number, "") == LINES[line]
