"""Each code of a finding, and each reason not to find: lag, grace, holes in the books, rounding, excuses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.domain.bureau.finding import CODES, Finding
from backend.domain.bureau.history import OwnAccount, PlannedApplication
from backend.domain.bureau.report import ReportEntry
from backend.domain.bureau.report_comparison import findings
from tests.domain.bureau.bureau_samples import CN, PULLED, US, account, entry, monthly, report, truthful


def found(
    *entries: ReportEntry, own: tuple[OwnAccount, ...] = (account(),), **more: object
) -> tuple[Finding, ...]:
    return findings(report(*entries), own, US, today=PULLED, **more)  # type: ignore[arg-type]


def with_months(line: ReportEntry, **months: str) -> ReportEntry:
    return replace(
        line, months={**line.months, **{key[1:].replace("_", "-"): s for key, s in months.items()}}
    )


def codes(result: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.certainty) for each in result]


def test_a_truthful_report_has_nothing_wrong() -> None:
    assert found(truthful(account())) == ()


def test_a_month_paid_on_time_and_reported_late() -> None:
    (late,) = found(with_months(entry(), m2026_07="30"))
    assert (late.code, late.certainty, late.account_id) == ("reported_late_paid_on_time", "certain", "chase")
    assert late.months == ("2026-07",)
    assert late.theirs == {"month": "2026-07", "status": "30"}
    assert late.ours["due_on"] == "2026-06-15"
    assert late.ours["met_on"] == "2026-06-13"
    assert late.ground == "dispute.bureau.answer_days"


def test_a_payment_within_the_grace_days_is_on_time() -> None:
    own = account(dues=monthly(date(2024, 2, 15), 33, {28: 3}))
    assert codes(found(with_months(entry(), m2026_07="30"), own=(own,))) == [
        ("reported_late_paid_on_time", "certain")
    ]


def test_an_excused_due_is_not_late() -> None:
    dues = monthly(date(2024, 2, 15), 33, {28: 40})
    own = account(dues=tuple(replace(due, excused=True) for due in dues))
    assert codes(found(with_months(entry(), m2026_07="30"), own=(own,))) == [
        ("reported_late_paid_on_time", "likely")
    ]


def test_the_lateness_of_another_month() -> None:
    # Due 2025-06-15, paid 2025-07-20, 35 days late: it was 30 days past due in July, and in no other month.
    own = account(dues=monthly(date(2024, 2, 15), 33, {16: 35}))
    (wrong,) = found(with_months(entry(), m2025_09="30"), own=(own,))
    assert (wrong.code, wrong.certainty, wrong.months) == ("wrong_month", "certain", ("2025-09",))
    assert wrong.ours["month"] == "2025-07"
    assert wrong.ours["days"] == 35


def test_a_month_beside_is_only_likely_wrong() -> None:
    own = account(dues=monthly(date(2024, 2, 15), 33, {16: 35}))
    assert codes(found(with_months(entry(), m2025_08="30"), own=(own,))) == [("wrong_month", "likely")]


def test_later_than_it_was() -> None:
    own = account(dues=monthly(date(2024, 2, 15), 33, {16: 35}))
    (wrong,) = found(with_months(entry(), m2025_07="60"), own=(own,))
    assert (wrong.code, wrong.certainty) == ("wrong_severity", "certain")
    assert wrong.ours["days"] == 35


def test_late_but_not_so_late_that_it_is_reported() -> None:
    own = account(dues=monthly(date(2024, 2, 15), 33, {16: 12}))
    (wrong,) = found(with_months(entry(), m2025_06="30"), own=(own,))
    assert wrong.code == "wrong_severity"
    assert wrong.ours["days"] == 12


def test_milder_than_it_was_is_no_complaint() -> None:
    own = account(dues=monthly(date(2024, 2, 15), 33, {16: 65}))
    assert found(with_months(entry(), m2025_07="30", m2025_08="30"), own=(own,)) == ()


@pytest.mark.parametrize("status", ["ok", "30"])
def test_paid_on_the_very_boundary_may_be_read_either_way(status: str) -> None:
    own = account(dues=monthly(date(2024, 2, 15), 33, {16: 30}))
    assert found(with_months(entry(), m2025_07=status), own=(own,)) == ()


@pytest.mark.parametrize(
    ("month", "judged"), [("2026_01", 0), ("2026_02", 0), ("2026_03", 0), ("2026_04", 1)]
)
def test_a_month_before_the_books_begin_is_not_judged(month: str, judged: int) -> None:
    own = account(dues=monthly(date(2026, 1, 15), 10))
    assert len(found(with_months(entry(), **{f"m{month}": "30"}), own=(own,))) == judged


@pytest.mark.parametrize(
    ("month", "judged"), [("2026_06", 1), ("2026_07", 0), ("2026_09", 0), ("2026_10", 1)]
)
def test_a_month_that_a_missing_due_could_explain_is_not_judged(month: str, judged: int) -> None:
    dues = monthly(date(2024, 2, 15), 33)
    own = account(dues=dues[:28] + dues[29:])  # without that of 2026-06-15
    assert len(found(with_months(entry(), **{f"m{month}": "30"}), own=(own,))) == judged


def test_where_a_day_is_reported_the_grace_days_still_count_as_on_time() -> None:
    own = account(
        country="CN", issuer="招商银行", currency="CNY", dues=monthly(date(2024, 2, 15), 33, {28: 3})
    )
    line = entry(furnisher="招商银行", currency="CNY", months={"2026-06": "30"})
    (late,) = findings(report(line, country="CN"), (own,), CN, today=PULLED)
    assert (late.code, late.ours["met_on"]) == ("reported_late_paid_on_time", "2026-06-18")


def test_a_late_month_that_cannot_be_seen_yet_is_not_said_to_be_missing() -> None:
    # Due 2026-09-15 and met on 2026-10-20: what the report calls ok of October it may yet call late.
    own = account(dues=monthly(date(2024, 2, 15), 33, {31: 35}))
    (wrong,) = found(with_months(entry(), m2026_08="30"), own=(own,))
    assert wrong.code == "reported_late_paid_on_time"


def test_a_written_off_month_of_an_account_in_good_order() -> None:
    assert codes(found(with_months(entry(), m2026_07="charged_off"))) == [
        ("reported_late_paid_on_time", "likely")
    ]


def test_months_after_the_books_say_written_off_are_not_judged() -> None:
    own = account(ended="charged_off", ended_on=date(2026, 6, 1))
    assert found(with_months(entry(state="charged_off"), m2026_07="charged_off"), own=(own,)) == ()


def test_paid_but_open() -> None:
    own = account(kind="loan", ended="paid_off", ended_on=date(2026, 8, 1))
    (wrong,) = found(entry(balance=120_000), own=(own,))
    assert (wrong.code, wrong.certainty) == ("paid_but_open", "certain")
    assert wrong.theirs == {"state": "open", "balance": 120_000, "past_due": None}
    assert wrong.ours == {"ended": "paid_off", "ended_on": "2026-08-01"}


def test_paid_so_lately_that_it_cannot_be_seen_yet() -> None:
    own = account(kind="loan", ended="paid_off", ended_on=PULLED - timedelta(days=44))
    assert found(entry(balance=120_000), own=(own,)) == ()


def test_a_card_that_is_paid_off_may_stay_open() -> None:
    own = account(ended="paid_off", ended_on=date(2026, 8, 1))
    assert found(entry(balance=0), own=(own,)) == ()


def test_a_closed_line_still_owes_what_was_paid() -> None:
    own = account(ended="paid_off", ended_on=date(2026, 8, 1))
    (wrong,) = found(entry(state="closed", balance=5_000), own=(own,))
    assert (wrong.code, wrong.certainty) == ("balance_off", "certain")
    assert wrong.ours["highest"] == 0


@pytest.mark.parametrize(
    ("balance", "known", "expected"),
    [
        (50_000, [49_950, 61_000], []),  # reports leave out the cents
        (50_000, [], []),
        (50_000, [40_000, 61_000], [("balance_off", "unsure")]),
        (70_000, [40_000, 61_000], [("balance_off", "likely")]),
        (70_000, 40_000, [("balance_off", "likely")]),
        (None, [40_000], []),
    ],
)
def test_balances(balance: int | None, known: object, expected: list[tuple[str, str]]) -> None:
    assert codes(found(entry(balance=balance), balances={"chase": known})) == expected


def test_the_balance_of_now_is_no_reason_to_call_one_wrong() -> None:
    assert found(entry(balance=70_000), own=(account(balance=70_000),), balances={"chase": 40_000}) == ()
    assert found(entry(balance=70_000), own=(account(balance=10_000),)) == ()


def test_a_late_month_that_should_have_gone() -> None:
    own = account(opened_on=date(2015, 1, 1))
    (old,) = found(with_months(entry(opened_on=date(2015, 1, 1)), m2019_09="30"), own=(own,))
    assert (old.code, old.certainty, old.months) == ("too_old", "certain", ("2019-09",))
    assert old.ours == {"should_have_gone_on": "2026-09-30"}
    assert old.ground == "keep.late.months"


def test_a_late_month_on_its_last_day() -> None:
    own, line = (
        account(opened_on=date(2015, 1, 1)),
        entry(opened_on=date(2015, 1, 1), months={"2019-10": "30"}),
    )
    on_last = findings(report(line, pulled_on=date(2026, 10, 31)), (own,), US, today=PULLED)
    a_day_later = findings(report(line, pulled_on=date(2026, 11, 1)), (own,), US, today=PULLED)
    assert (on_last, codes(a_day_later)) == ((), [("too_old", "certain")])


def test_a_written_off_debt_counts_from_its_start_days_after_the_first_late_one() -> None:
    line = entry(state="charged_off", months={}, first_late_on=date(2019, 6, 1))
    assert found(line) == ()  # seven years from 2019-11-28, and pulled on 2026-11-20
    (old,) = found(replace(line, first_late_on=date(2019, 4, 1)))
    assert (old.code, old.ground) == ("too_old", "keep.charged_off.months")


def test_where_the_cure_starts_the_clock_an_open_lateness_never_goes() -> None:
    own = account(
        country="CN", issuer="招商银行", currency="CNY", dues=monthly(date(2018, 1, 5), 100, {1: None})
    )
    line = entry(furnisher="招商银行股份有限公司信用卡中心", currency="CNY", months={"2018-03": "60"})
    assert findings(report(line, country="CN"), (own,), CN, today=PULLED) == ()
    called_ok = replace(
        line, months={"2018-03": "60", "2018-04": "ok"}
    )  # whatever the report says of it later
    assert findings(report(called_ok, country="CN"), (own,), CN, today=PULLED) == ()
    cured = replace(own, dues=monthly(date(2018, 1, 5), 100, {1: 50}))
    (old,) = findings(report(line, country="CN"), (cured,), CN, today=PULLED)
    assert (old.code, old.theirs["since"]) == ("too_old", "2018-03-27")


def test_an_account_that_nobody_knows() -> None:
    (unknown,) = found(truthful(account()), entry(furnisher="ACME LENDING", last4="9999", months={}))
    assert (unknown.code, unknown.certainty, unknown.entry) == ("account_unknown", "likely", 1)
    assert unknown.account_id is None


def test_a_second_account_of_a_known_bank_is_only_a_question() -> None:
    stranger = entry(last4="9999", opened_on=date(2025, 6, 1), months={})
    assert codes(found(truthful(account()), stranger)) == [("account_unknown", "unsure")]


@pytest.mark.parametrize(
    "line",
    [
        entry(last4="9999"),  # the card was replaced: same bank, same day
        entry(last4="", opened_on=None),
        entry(currency="EUR"),
        entry(furnisher="BANK THAT TOOK IT OVER", opened_on=date(2001, 1, 1)),  # the same number
    ],
)
def test_what_resembles_an_own_account_is_not_unknown(line: ReportEntry) -> None:
    assert found(replace(line, months={})) == ()


def test_a_sold_debt_comes_back_under_another_name() -> None:
    own = account(ended="sold", ended_on=date(2026, 1, 1))
    line = entry(furnisher="MIDLAND CREDIT", last4="7777", state="collection", months={}, opened_on=None)
    assert found(line, own=(own,)) == ()


def inquiry(furnisher: str = "ACME LENDING", on: date = date(2026, 6, 1)) -> ReportEntry:
    return ReportEntry("inquiry", furnisher, inquired_on=on)


def test_an_inquiry_that_nobody_made() -> None:
    (unknown,) = found(inquiry())
    assert (unknown.code, unknown.certainty) == ("inquiry_unknown", "likely")
    assert unknown.theirs == {"furnisher": "ACME LENDING", "inquired_on": "2026-06-01"}


def test_an_inquiry_of_a_bank_where_there_is_an_account_may_be_its_review() -> None:
    assert codes(found(inquiry("CHASE CARD"))) == [("inquiry_unknown", "unsure")]


def test_an_inquiry_that_led_to_an_account() -> None:
    assert found(inquiry("CHASE CARD", date(2025, 12, 20)), own=(account(opened_on=date(2026, 1, 2)),)) == ()


def test_an_inquiry_of_a_planned_application() -> None:
    planned = PlannedApplication("a", "US", date(2026, 6, 20))
    assert found(inquiry(), applications=[planned]) == ()
    assert len(found(inquiry(), applications=[replace(planned, country="CN")])) == 1


def test_an_inquiry_that_should_have_gone() -> None:
    (old,) = found(inquiry("CHASE", date(2024, 1, 5)))
    assert (old.code, old.ground) == ("too_old", "keep.inquiry.months")


def test_the_next_report_shows_the_same_finding_by_the_same_key() -> None:
    line = with_months(entry(), m2026_07="30")
    later = replace(report(entry(furnisher="OTHER", last4="1"), line), pulled_on=date(2026, 12, 20))
    own = account(dues=monthly(date(2024, 2, 15), 34))
    again = [each for each in findings(later, (own,), US, today=date(2026, 12, 20)) if each.account_id]
    assert [each.key for each in again] == [each.key for each in found(line)]


def test_findings_of_two_months_have_two_keys() -> None:
    both = found(with_months(entry(), m2026_07="30", m2026_03="30"))
    assert len({each.key for each in both}) == 2
    assert {each.code for each in both} <= set(CODES)
