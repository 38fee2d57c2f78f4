"""Our own JSON: every field as it is documented, and every deviation refused by its path."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.bureau.report import ReportEntry
from backend.readers import ExportRefused
from tests.readers.report_reading import SAMPLES, read_bytes, said

EXAMPLE: dict[str, Any] = json.loads((SAMPLES / "example.json").read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[2] / "docs" / "credit-reports.md"


def refused(folder: Path, read: object, **more: str) -> ExportRefused:
    with pytest.raises(ExportRefused) as error:
        read_bytes(folder, json.dumps(read).encode(), **more)
    return error.value


def changed(path: str, value: object) -> dict[str, Any]:
    """The example with one field set: "pulled_on", or "0.months" of its first entry."""
    made = copy.deepcopy(EXAMPLE)
    entry, _, name = path.rpartition(".")
    target = made["entries"][int(entry)] if entry else made
    target[name] = value
    return made


def test_the_example_is_read_whole(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, (SAMPLES / "example.json").read_bytes())
    assert (read.format, read.faults) == ("json", ())
    assert (read.report.country, read.report.bureau) == ("US", "experian")
    assert read.report.pulled_on.isoformat() == "2026-11-20"
    assert [said(entry) for entry in read.report.entries] == [
        {
            "kind": "account",
            "furnisher": "CHASE CARD",
            "last4": "4321",
            "opened_on": "2024-01-10",
            "state": "open",
            "balance": 123400,
            "past_due": 0,
            "currency": "USD",
            "months": {"2026-09": "30", "2026-10": "ok"},
            "first_late_on": "2026-08-15",
            "unsure": ["balance", "months.2026-09"],
            "place": "entries[0]",
        },
        {
            "kind": "inquiry",
            "furnisher": "CAPITAL ONE NA",
            "inquired_on": "2026-11-03",
            "place": "entries[1]",
        },
    ]


def test_the_documentation_shows_this_example_and_every_field() -> None:
    text = DOCS.read_text(encoding="utf-8")
    block = text.split("```json\n", 1)[1].split("```", 1)[0]
    assert json.loads(block) == EXAMPLE
    assert [
        name for name in (*EXAMPLE, *ReportEntry.__dataclass_fields__) if f"| `{name}` |" not in text
    ] == []


@pytest.mark.parametrize(
    ("path", "value", "code", "says"),
    [
        ("extra", 1, "unknown-field", "extra: is no field"),
        ("0.balnce", 1, "unknown-field", "entries[0].balnce: is no field"),
        ("1.balance", 1, "unknown-field", "entries[1].balance: an inquiry has no"),
        ("format", "other", "unknown-format", "format: must be"),
        ("version", 2, "unknown-format", "format: must be"),
        ("country", "us", "invalid-field", "country:"),
        ("bureau", None, "invalid-field", "bureau:"),
        ("pulled_on", None, "invalid-field", "pulled_on: is missing"),
        ("pulled_on", "2026-11-26", "invalid-field", "pulled_on: is not a day of the past"),
        ("pulled_on", "2026-02-30", "invalid-field", "pulled_on: is no day"),
        ("pulled_on", "20261120", "invalid-field", "pulled_on: must be a day"),
        ("entries", {}, "invalid-field", "entries: must be a list"),
        ("0.kind", "loan", "invalid-field", "entries[0].kind: must be one of account, inquiry"),
        ("0.furnisher", "", "invalid-field", "entries[0].furnisher: is missing"),
        ("0.furnisher", "A\nB", "invalid-field", "entries[0].furnisher: must be a line"),
        ("0.furnisher", "CARD 4111 1111 1111 1111", "card-number", "entries[0].furnisher: holds"),
        ("0.place", "4111111111111111", "card-number", "entries[0].place: holds"),
        ("0.last4", "4111111111111111", "invalid-field", "entries[0].last4: must be"),
        ("0.last4", "12a4", "invalid-field", "entries[0].last4: must be four digits"),
        ("0.last4", "１２３４", "invalid-field", "entries[0].last4: must be four digits"),
        ("0.state", "fine", "invalid-field", "entries[0].state: must be one of"),
        ("0.balance", 12.5, "invalid-field", "entries[0].balance: must be whole minor units"),
        ("0.balance", "12", "invalid-field", "entries[0].balance: must be whole minor units"),
        ("0.balance", True, "invalid-field", "entries[0].balance: must be whole minor units"),
        ("0.balance", 10**15, "invalid-field", "entries[0].balance: must be whole minor units"),
        ("0.currency", "", "invalid-field", "entries[0].currency: is missing beside"),
        ("0.currency", "ABC", "invalid-field", "entries[0].currency: is no ISO"),
        ("0.months", [], "invalid-field", "entries[0].months: must be an object"),
        ("0.months", {"2026-13": "ok"}, "invalid-field", "entries[0].months.2026-13: is no month"),
        ("0.months", {"2026-10": 30}, "invalid-field", "entries[0].months.2026-10: must be one of"),
        ("0.months", {"2026-10": "31"}, "invalid-field", "entries[0].months.2026-10: must be one of"),
        ("0.inquired_on", "2026-01-01", "invalid-field", "entries[0].inquired_on: belongs"),
        ("1.inquired_on", None, "invalid-field", "entries[1].inquired_on: is missing"),
        ("0.unsure", ["colour"], "invalid-field", "entries[0].unsure: must be a list"),
        ("0.unsure", "balance", "invalid-field", "entries[0].unsure: must be a list"),
    ],
)
def test_a_deviation_is_refused_by_its_path(
    tmp_path: Path, path: str, value: object, code: str, says: str
) -> None:
    error = refused(tmp_path, changed(path, value))
    assert (error.code, error.message[: len(says)]) == (code, says)


def test_what_the_file_does_not_name_the_borrower_does(tmp_path: Path) -> None:
    bare = {name: value for name, value in EXAMPLE.items() if name not in ("country", "bureau")}
    read = read_bytes(tmp_path, json.dumps(bare).encode(), country="GB", bureau="acme")
    assert (read.report.country, read.report.bureau) == ("GB", "acme")
    assert refused(tmp_path, bare).code == "invalid-field"


@pytest.mark.parametrize(
    ("named", "code"), [({"country": "CN"}, "other-country"), ({"bureau": "equifax"}, "other-bureau")]
)
def test_the_borrower_may_not_contradict_the_file(tmp_path: Path, named: dict[str, str], code: str) -> None:
    assert refused(tmp_path, EXAMPLE, **named).code == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"format": 1, "format": 2}', "duplicate-field"),
        ('{"format": NaN}', "invalid-field"),
        ('{"format": ', "json-broken"),
        ("[1, 2]", "invalid-field"),
        ('{"a": ' + "9" * 10_000 + "}", "json-broken"),
        ('{"a": "\\u0000"}', "unknown-field"),
    ],
)
def test_json_that_is_none_of_ours(tmp_path: Path, body: str, code: str) -> None:
    with pytest.raises(ExportRefused) as error:
        read_bytes(tmp_path, body.encode())
    assert error.value.code == code
