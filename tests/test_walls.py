"""Each wall of `make check` bites: a fault planted in a copy of the project must be found by the checker."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

# importer -> what it must not know; at least one for each contract of pyproject.toml.
FAULTS = {
    "config": ["config.planted -> backend.errors"],
    "settings": ["config.settings -> structlog"],
    "domain": [
        "backend.domain.planted -> os",
        "backend.domain.planted -> peewee",
        "backend.domain.planted -> backend.clock",
        "backend.domain.planted -> backend.errors",
        "backend.domain.planted -> backend.store.credit.credit_accounts",
        "backend.domain.planted -> backend.countries",
    ],
    "domain-order": [
        "backend.domain.money.planted -> backend.domain.credit.card_and_loan_terms",
        "backend.domain.reminders.planted -> backend.domain.credit.card_and_loan_terms",
        "backend.domain.bureau.planted -> backend.domain.spending.planted",
    ],
    "spending-order": [
        "backend.domain.spending.ledger.planted -> backend.domain.spending.cut_plan.least_painful_plan",
        "backend.domain.spending.reading.planted -> backend.domain.spending.categories.mcc",
    ],
    "store-order": [
        "backend.store.reminders.planted -> backend.store.credit.credit_accounts",
        "backend.store.spending.planted -> backend.store.bureau.disputes",
    ],
    "actions-order": [
        "backend.actions.reminders.planted -> backend.actions.credit.cards",
        "backend.actions.credit.planted -> backend.actions.spending.transactions",
        "backend.actions.people.planted -> backend.actions.bureau.disputes",
    ],
    "api-order": [
        "backend.api.reminders.planted -> backend.api.credit.cards",
        "backend.api.http.planted -> backend.api.people.auth",
    ],
    "words-order": ["backend.words.reminders.planted -> backend.words.bureau.letters"],
    "readers": [
        "backend.readers.planted -> backend.store.credit.credit_accounts",
        "backend.readers.planted -> backend.actions.credit.cards",
        "backend.readers.planted -> backend.clock",
        "backend.readers.planted -> flask",
    ],
    "countries": [
        "backend.countries.planted -> backend.store.credit.credit_accounts",
        "backend.countries.planted -> backend.words.names",
        "backend.countries.planted -> backend.clock",
        "backend.countries.planted -> flask",
        "backend.countries.planted -> peewee",
    ],
    "store": ["backend.store.planted -> backend.actions.credit.cards", "backend.store.planted -> flask"],
    "actions": ["backend.actions.planted -> backend.clock", "backend.actions.planted -> flask"],
    "api": ["backend.api.planted -> push.sender", "backend.api.planted -> backend.clock"],
    "push": ["push.planted -> backend.api.credit.cards", "push.planted -> flask"],
    "rim": ["push.planted -> backend.app", "backend.actions.planted -> backend.doctor"],
    "rows": ["backend.api.planted -> peewee", "push.planted -> peewee"],
    "clock": ["backend.words.planted -> backend.clock"],
    "timer": ["push.planted -> apscheduler"],
    "rendering": [
        "backend.rendering.planted -> backend.store.credit.credit_accounts",
        "backend.rendering.svg.planted -> flask",
    ],
    "letters": [
        "backend.rendering.pdf.planted -> backend.words.catalogue",
        "backend.rendering.html.planted -> backend.domain.money.amount",
    ],
    "paper-libraries": ["backend.words.planted -> fpdf", "backend.actions.planted -> uniseg"],
    "attachments": ["backend.attachments.planted -> backend.clock", "backend.attachments.planted -> peewee"],
    "solver": ["backend.domain.spending.planted -> highspy", "backend.actions.planted -> highspy"],
    "firebase": ["backend.planted -> firebase_admin", "push.gateways.planted -> firebase_admin"],
    "reader-libraries": [
        "backend.actions.planted -> openpyxl",
        "backend.domain.planted -> xlrd",
        "backend.actions.planted -> pypdf",
    ],
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's code and rules, to be spoilt."""
    made = tmp_path_factory.mktemp("walls")
    for room in ("backend", "push", "config"):
        shutil.copytree(ROOT / room, made / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", made)
    return made


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=copy, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def verdict(copy: Path) -> str:
    """What import-linter says of a copy with every fault of FAULTS in it."""
    for fault in (fault for faults in FAULTS.values() for fault in faults):
        importer, imported = fault.split(" -> ")
        with (copy / f"{importer.replace('.', '/')}.py").open("a") as file:
            file.write(f"\nimport {imported}\n")
    judged = run(copy, "lint-imports", "--no-cache", "--no-logo")
    assert judged.returncode == 1, judged.stderr
    return judged.stdout


def contracts() -> dict[str, str]:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["id"]: each["name"] for each in rules["tool"]["importlinter"]["contracts"]}


def test_every_contract_has_a_planted_fault() -> None:
    assert FAULTS.keys() == contracts().keys()


@pytest.mark.parametrize("contract", FAULTS)
def test_a_forbidden_import_is_found(contract: str, verdict: str) -> None:
    name = contracts()[contract]
    assert f"{name} BROKEN" in verdict
    # Each broken contract has a section of its own, under its underlined name.
    found = re.search(
        rf"^{re.escape(name)}\n-+\n(.*?)(?=^[^\n]+\n-{{5,}}$|\Z)", verdict, re.DOTALL | re.MULTILINE
    )
    assert found
    for fault in FAULTS[contract]:
        assert f"- {fault} (l." in re.sub(r"\s+", " ", found[1])


CLOCKS = {
    "datetime.datetime.now(tz=datetime.UTC)": "TID251",
    "datetime.datetime.utcnow()": "TID251",
    "datetime.datetime.today()": "TID251",
    "datetime.date.today()": "TID251",
    "time.time()": "TID251",
    "time.time_ns()": "TID251",
    "datetime.datetime.now()": "DTZ005",
    "datetime.datetime(2026, 11, 24)": "DTZ001",
    "datetime.datetime.fromtimestamp(0)": "DTZ006",
}


def test_a_reading_of_the_clock_is_found(copy: Path) -> None:
    planted = copy / "backend" / "actions" / "clock_reading.py"
    planted.write_text("\n".join(["import datetime", "import time", *CLOCKS]) + "\n")
    judged = run(copy, "ruff", "check", "--no-cache", "--output-format", "json", str(planted))
    found = {(each["location"]["row"], each["code"]) for each in json.loads(judged.stdout)}
    assert {(row, code) for row, code in enumerate(CLOCKS.values(), start=3)} <= found


def test_a_stopwatch_is_no_clock(copy: Path) -> None:
    planted = copy / "backend" / "actions" / "stopwatch.py"
    planted.write_text("import time\n\nBEGAN = time.monotonic()\nPRECISE = time.perf_counter()\n")
    assert run(copy, "ruff", "check", "--no-cache", str(planted)).returncode == 0


def test_a_function_without_types_is_found(copy: Path) -> None:
    planted = copy / "backend" / "untyped.py"
    planted.write_text("def double(x):\n    return x * 2\n\n\ndef half(x: int) -> str:\n    return x // 2\n")
    judged = run(copy, "mypy", "--config-file", "pyproject.toml", str(planted))
    assert re.findall(r":(\d+): error: .*\[(.+)\]", judged.stdout) == [
        ("1", "no-untyped-def"),
        ("6", "return-value"),
    ]


def test_untidy_code_is_found(copy: Path) -> None:
    planted = copy / "backend" / "untidy.py"
    planted.write_text("x = {  'a':1 }\n")
    assert run(copy, "ruff", "format", "--no-cache", "--check", str(planted)).returncode == 1
