"""A hostile file, or one that is none, is refused with a clear error; nothing of it stays, and nothing is a 500."""

import io

import pytest

from backend.store.spending.imports import ImportChunk, ImportJob
from backend.store.spending.transactions import LedgerTransaction
from config.settings import Settings
from tests.api.conftest import Borrower
from tests.api.spending.files import BANK, counts, read, rows, send, transactions
from tests.moved_clock import MovedClock
from tests.readers.test_hostile_files import HOSTILE, plain_zip

BOUND = 1_048_576  # the default of GRACEDAY_MAX_BODY_BYTES


@pytest.mark.parametrize("case", [case for case in HOSTILE if case not in ("empty", "prose")])
def test_a_hostile_file_is_refused_and_nothing_of_it_stays(
    case: str, alice: Borrower, clock: MovedClock
) -> None:
    code, body = HOSTILE[case]
    job = read(alice, clock, plain_zip() if case == "zip" else body)
    assert (job["state"], job["code"]) == ("refused", code)
    assert job["message"] and job["counts"] == {} and job["finished_at"]
    assert LedgerTransaction.select().count() == ImportChunk.select().count() == 0
    assert alice.post(f"/v1/imports/{job['id']}/mapping", {"mapping": {}}).status_code == 422
    assert rows(alice, job) == [] and transactions(alice) == []


def test_a_file_that_turns_hostile_far_behind_takes_its_good_rows_back(
    alice: Borrower, clock: MovedClock
) -> None:
    good = "".join(f"2026-11-02,SHOP {n},-1.00\n" for n in range(2500))
    job = read(alice, clock, "Date,Description,Amount\n" + good + "2026-11-02," + "x" * 200_000 + "\n")
    assert (job["state"], job["code"], job["rows_done"]) == ("refused", "line-too-long", 0)
    assert transactions(alice) == rows(alice, job) == []


def test_a_formula_is_kept_as_the_text_that_it_is(alice: Borrower, clock: MovedClock) -> None:
    job = read(
        alice,
        clock,
        BANK + '2026-11-07,"=HYPERLINK(""http://x"",""y"")",-1.00,2438.51\n2026-11-08,A,=1+1,1\n',
    )
    assert counts(job) == (5, 0, 1)
    assert (
        transactions(alice)[-1]["counterparty"] + transactions(alice)[-1]["text"]
        == '=HYPERLINK("http://x","y")'
    )
    [bad] = rows(alice, job, "&outcome=refused")
    assert (bad["field"], bad["value"]) == ("amount", "=1+1")


@pytest.mark.parametrize("content", [b"", None])
def test_no_file_and_an_empty_one_are_422(content: bytes | None, alice: Borrower) -> None:
    answer = alice.call(
        "POST", "/v1/imports", data={} if content is None else {"file": (io.BytesIO(content), "a.csv")}
    )
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "file")
    assert ImportJob.select().count() == 0


def test_a_file_may_be_larger_than_any_other_body_and_is_bounded_itself(
    alice: Borrower, settings: Settings, clock: MovedClock
) -> None:
    content = BANK + "2026-11-06,NETFLIX.COM,-15.99,2439.51\n" * (BOUND // 30)
    assert len(content) > BOUND
    assert send(alice, content).status_code == 202
    answer = send(alice, b"x" * (settings.max_import_bytes + 100_000))
    assert (answer.status_code, answer.json["code"]) == (413, "too-large")
    answer = send(alice, b"x" * (settings.max_import_bytes + 1))
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "file")


def test_only_a_file_may_be_large(alice: Borrower, clock: MovedClock) -> None:
    job = read(alice, clock, BANK, dry_run="true")
    large = {"mapping": {**job["mapping"], "shape": "x" * BOUND}}
    assert alice.post(f"/v1/imports/{job['id']}/mapping", large).status_code == 413
    assert alice.post("/v1/imports", {"file": "x" * BOUND}).status_code == 413
    assert send(alice, BANK, mapping="x" * BOUND).status_code in (413, 422)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x\\bank.csv", "a\x00b.csv", "4111111111111111.csv", "é" * 300]
)
def test_a_files_name_is_only_a_name(name: str, alice: Borrower) -> None:
    shown = send(alice, BANK, name).json["file_name"]
    assert not set(shown) & set("/\\\x00") and "4111" not in shown and 0 < len(shown) <= 255


@pytest.mark.parametrize(
    "amount", ["-92233720368547758.08", "99999999999999999999999.00", "-1e400", "NaN", "-0.001"]
)
def test_an_amount_beyond_all_measure_is_a_broken_row(
    amount: str, alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, BANK + f"2026-11-07,A,{amount},1.00\n")
    assert counts(job) == (4, 0, 1)


def test_odd_letters_do_no_harm(alice: Borrower, clock: MovedClock) -> None:
    job = read(
        alice,
        clock,
        BANK
        + "2026-11-07,\ud83d\ude00 A\u202eB \u0001,-1.00,1.00\n".encode("utf-16", "surrogatepass").decode(
            "utf-16"
        ),
    )
    assert counts(job) == (5, 0, 0)
