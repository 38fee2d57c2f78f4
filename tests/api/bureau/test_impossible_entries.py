"""What no line of a report can be is refused by its field, typed or sent as a file; a bureau's own page is doubted."""

import json
from typing import Any

import pytest

from tests.api.bureau.household import report
from tests.api.conftest import Borrower
from tests.api.spending.files import send_to

ACCOUNT = {"kind": "account", "furnisher": "Unknown Bank", "opened_on": "2024-01-10", "state": "open"}
INQUIRY = {"kind": "inquiry", "furnisher": "Capital One", "inquired_on": "2026-11-03"}
IMPOSSIBLE = [
    (ACCOUNT | {"opened_on": "2026-11-22"}, "opened_on"),  # pulled on the 20th; abroad it may be the 21st
    (ACCOUNT | {"state": "closed", "closed_on": "2026-11-22"}, "closed_on"),
    (ACCOUNT | {"state": "closed", "closed_on": "2024-01-09"}, "closed_on"),
    (ACCOUNT | {"state": "charged_off", "charged_off_on": "2026-11-22"}, "charged_off_on"),
    (ACCOUNT | {"first_late_on": "2026-11-22"}, "first_late_on"),
    (ACCOUNT | {"months": {"2026-12": "30"}}, "months"),
    (ACCOUNT | {"balance": 100}, "currency"),
    (ACCOUNT | {"inquired_on": "2026-11-03"}, "inquired_on"),
    (ACCOUNT | {"ordered_on": "2026-11-03"}, "ordered_on"),
    (INQUIRY | {"inquired_on": None}, "inquired_on"),
    (INQUIRY | {"inquired_on": "2026-11-22"}, "inquired_on"),
    ({"kind": "bankruptcy", "furnisher": "District of Idaho"}, "ordered_on"),
]
# What has another form than a line's, and is told by each door as it tells forms.
OF_NO_FORM = [
    (ACCOUNT | {"past_due": -1, "currency": "USD"}, "past_due"),
    (ACCOUNT | {"last4": "447"}, "last4"),
    (ACCOUNT | {"furnisher": "B" * 121}, "furnisher"),
    (ACCOUNT | {"opened_on": "1899-12-31"}, "opened_on"),
    (ACCOUNT | {"balance": 10**14 + 1, "currency": "USD"}, "balance"),
    (ACCOUNT | {"months": {f"{2006 + at // 12}-{at % 12 + 1:02}": "ok" for at in range(241)}}, "months"),
    (INQUIRY | {"opened_on": "2026-11-03"}, "opened_on"),
]
POSSIBLE = [
    ACCOUNT | {"opened_on": "2026-11-21"},
    ACCOUNT | {"state": "closed", "closed_on": "2024-01-10"},
    ACCOUNT | {"first_late_on": "2020-05-01"},  # a collector's account begins after the first missed payment
    ACCOUNT | {"months": {"2026-11": "30"}},
    ACCOUNT | {"opened_on": "1965-03-01", "furnisher": "B" * 120, "last4": "4471"},
    ACCOUNT | {"balance": -(10**14), "past_due": 10**14, "currency": "USD"},
    ACCOUNT | {"months": {f"{2006 + at // 12}-{at % 12 + 1:02}": "ok" for at in range(240)}},
    ACCOUNT | {"balance": -2_500, "past_due": 0, "currency": "USD"},
    INQUIRY,
]


def sent_as_file(borrower: Borrower, entries: list[dict[str, Any]], **form: str) -> Any:
    body = report(entries) | {"format": "graceday-credit-report", "version": 1}
    return send_to(borrower, "/v1/credit-reports/files", json.dumps(body).encode(), "report.json", **form)


@pytest.mark.parametrize(("entry", "field"), IMPOSSIBLE)
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_both_doors_refuse_it_with_the_same_problem(
    alice: Borrower, entry: dict[str, Any], field: str, locale: str
) -> None:
    assert alice.patch("/v1/me", {"locale": locale}).status_code == 200
    typed = alice.post("/v1/credit-reports", report([INQUIRY, entry]))
    assert (typed.status_code, typed.json["errors"][0]["field"]) == (422, f"entries.1.{field}")
    assert typed.json["reason"].startswith("entry-")
    filed = sent_as_file(alice, [INQUIRY, entry])
    assert (filed.status_code, filed.json) == (422, typed.json)
    assert alice.get("/v1/credit-reports").json["items"] == []


@pytest.mark.parametrize(("entry", "field"), OF_NO_FORM)
def test_what_is_no_line_by_its_form_is_refused_by_both_doors_with_its_field(
    alice: Borrower, entry: dict[str, Any], field: str
) -> None:
    typed = alice.post("/v1/credit-reports", report([INQUIRY, entry]))
    assert (typed.status_code, typed.json["errors"][0]["field"]) == (422, f"entries.1.{field}")
    filed = sent_as_file(alice, [INQUIRY, entry])
    assert (filed.status_code, f"entries[1].{field}" in filed.json["detail"]) == (422, True)
    assert alice.get("/v1/credit-reports").json["items"] == []


@pytest.mark.parametrize("entry", POSSIBLE)
def test_what_can_be_is_taken_by_both(alice: Borrower, entry: dict[str, Any]) -> None:
    typed = alice.made("/v1/credit-reports", report([entry]))
    filed = sent_as_file(alice, [entry])
    assert filed.status_code == 201, filed.text
    lines = [
        alice.get(f"/v1/credit-reports/{made['id']}/entries").json["items"][0] for made in (typed, filed.json)
    ]
    assert [entry.items() <= line.items() for line in lines] == [True, True]


def test_a_correction_is_looked_at_as_what_is_typed(alice: Borrower) -> None:
    made = alice.post("/v1/credit-reports", report([ACCOUNT]))
    path = f"/v1/credit-reports/{made.json['id']}/entries"
    body = {"entries": [ACCOUNT | {"closed_on": "2024-01-09"}]}
    answer = alice.call("PUT", path, json=body, headers={"If-Match": made.headers["ETag"]})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "entries.0.closed_on")


def test_a_day_on_a_bureaus_page_that_cannot_be_is_kept_and_doubted(alice: Borrower) -> None:
    text = "\n".join(
        (
            "Experian", "Report date: November 20, 2026", "Accounts", "Account Name: FIRST BANK",
            "Account Number: XXXX4321", "Date Opened: 01/10/2024", "Date Closed: 01/09/2024",
            "Status: Closed", "Balance: -$25", "Past Due: -$5",
        )
    )  # fmt: skip
    made = send_to(
        alice, "/v1/credit-reports/files", text.encode(), "report.txt", country="US", bureau="experian"
    )
    assert made.status_code == 201, made.text
    [line] = alice.get(f"/v1/credit-reports/{made.json['id']}/entries").json["items"]
    assert (line["closed_on"], line["balance"], line["past_due"]) == ("2024-01-09", -2_500, None)
    assert line["unsure"] == ["closed_on", "past_due"]
    assert [fault["field"] for fault in made.json["faults"]] == ["past_due"]
    assert alice.post(f"/v1/credit-reports/{made.json['id']}/compare").status_code == 200


@pytest.mark.parametrize("free", [{}, {"free": False}])
def test_no_reason_is_given_why_a_report_was_free_that_was_not(alice: Borrower, free: dict[str, Any]) -> None:
    typed = alice.post("/v1/credit-reports", report([INQUIRY], free_because="annual", **free))
    assert (typed.status_code, typed.json["errors"][0]["field"]) == (422, "free_because")
    form = {name: str(value).lower() for name, value in free.items()}
    filed = sent_as_file(alice, [INQUIRY], free_because="annual", **form)
    assert (filed.status_code, filed.json["errors"][0]["field"]) == (422, "free_because")
