"""The borrower's own record: months, streaks, marks and the day each drops off, and what helps next."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.domain.bureau.history import History, OwnAccount
from backend.domain.bureau.own_record import Help, Record, months_of, record_of
from tests.domain.bureau.countries_samples import TODAY, account, country_law, due, rule


def statuses(one: OwnAccount, today: date = TODAY) -> dict[str, str]:
    return {month.month: month.status for month in months_of(one, country_law(), today)}


def record(*accounts: OwnAccount, today: date = TODAY, **numbers: int | str | None) -> Record:
    return record_of(History(accounts), {"US": country_law(**numbers)}, today)


def codes(found: Record) -> list[tuple[str, str]]:
    return [(help.code, help.account_id) for help in found.next_help]


def test_it_shows_two_years_the_running_month_last_and_open() -> None:
    shown = months_of(account(due(TODAY, 0)), country_law(), TODAY)

    assert (shown[0].month, shown[-1].month, len(shown)) == ("2024-12", "2026-11", 24)
    assert [month.status for month in shown] == ["none"] * 23 + ["open"]
    assert months_of(account(), country_law(), TODAY, months=0) == ()


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (0, "ok"),
        (-3, "ok"),
        (3, "ok"),
        (4, "late"),
        (29, "late"),
        (30, "30"),
        (59, "30"),
        (60, "60"),
        (200, "90"),
    ],
)
def test_a_month_says_how_late_its_due_was_met(days: int, status: str) -> None:
    assert statuses(account(due(date(2026, 3, 5), days, grace=3)))["2026-03"] == status


def test_a_due_still_open_is_as_late_as_it_is_today() -> None:
    assert statuses(account(due(date(2026, 9, 20), None)))["2026-09"] == "60"


def test_a_month_is_as_bad_as_its_worst_due_and_what_was_excused_counts_for_nothing() -> None:
    bad = due(date(2026, 3, 20), 40)
    assert statuses(account(due(date(2026, 3, 5), 0), bad))["2026-03"] == "30"
    assert statuses(account(due(date(2026, 3, 5), 0), replace(bad, excused=True)))["2026-03"] == "ok"
    assert statuses(account(replace(bad, excused=True)))["2026-03"] == "none"


def test_a_due_within_its_grace_days_is_undecided_after_the_month() -> None:
    one = account(due(date(2026, 10, 31), None, grace=3))
    today = date(2026, 11, 2)

    assert statuses(one, today)["2026-10"] == "open"
    assert record(one, today=today).months_counted == 0


def test_boundaries_are_those_in_force_when_it_was_due() -> None:
    where = country_law(
        late__from__1=None,
        more=(
            rule("late.from.1", 10, until_on=date(2026, 3, 31)),
            rule("late.from.1", 30, from_on=date(2026, 4, 1)),
        ),
    )
    one = account(due(date(2026, 3, 5), 12), due(date(2026, 4, 5), 12))
    shown = {month.month: month.status for month in months_of(one, where, TODAY)}

    assert (shown["2026-03"], shown["2026-04"]) == ("10", "late")


def test_months_on_time_and_streaks_go_over_all_accounts() -> None:
    one = account(*(due(date(2026, month, 5), 0) for month in (1, 2, 3, 5, 6, 10)))
    two = account(due(date(2026, 3, 9), 4), due(date(2026, 10, 9), 0), due(date(2026, 11, 9), 0), id="acc_2")
    found = record(one, two)
    assert found == record(two, one)

    # April and July to September had nothing due: they neither count nor break the streak
    assert (found.months_on_time, found.months_counted, found.streak, found.longest) == (5, 6, 3, 3)


def test_what_is_late_in_the_running_month_ends_the_streak_today() -> None:
    dues = [due(date(2026, month, 5), 0) for month in (8, 9, 10)]
    found = record(account(*dues, due(date(2026, 11, 5), None)))

    assert (found.streak, found.longest, found.months_on_time) == (0, 3, 3)


def test_a_mark_is_one_unbroken_delinquency() -> None:
    one = account(
        due(date(2026, 1, 5), 95),
        due(date(2026, 2, 5), 64),
        due(date(2026, 3, 5), 36),
        due(date(2026, 7, 5), 31),
    )
    found = record(one).marks

    assert [(mark.since, mark.worst_days, mark.drops_on) for mark in found] == [
        (date(2026, 1, 5), 95, date(2033, 1, 5)),
        (date(2026, 7, 5), 31, date(2033, 7, 5)),
    ]
    assert (found[0].kind, found[0].rule, found[0].confirmed) == ("late", "keep.late.months@2000-01-01", True)


def test_missing_a_due_on_the_day_that_the_last_is_met_goes_on_with_the_mark() -> None:
    met_that_day = account(due(date(2026, 1, 5), 31), due(date(2026, 2, 5), 40))
    met_before = account(due(date(2026, 1, 5), 30), due(date(2026, 2, 5), 40))

    assert [mark.since for mark in record(met_that_day).marks] == [date(2026, 1, 5)]
    assert [mark.since for mark in record(met_before).marks] == [date(2026, 1, 5), date(2026, 2, 5)]


def test_lateness_below_what_is_reported_leaves_no_mark() -> None:
    assert record(account(due(date(2026, 3, 5), 29))).marks == ()


def test_where_time_runs_from_the_cure_a_mark_has_no_day_before_it() -> None:
    where = {"keep__late__from": "cure", "keep__late__months": 60}
    cured = record(account(due(date(2026, 1, 5), 111), due(date(2026, 2, 5), 64)), **where)
    still = record(account(due(date(2026, 1, 5), 95), due(date(2026, 2, 5), None)), **where)
    paid = record(account(due(date(2026, 1, 5), None), ended="paid_off", ended_on=date(2026, 8, 31)), **where)

    assert cured.marks[0].drops_on == date(2031, 4, 26)
    assert still.marks[0].drops_on is None
    assert paid.marks[0].drops_on == date(2031, 8, 31)


def test_a_charge_off_is_as_old_as_the_delinquency_that_led_to_it() -> None:
    one = account(
        due(date(2025, 1, 5), 40), due(date(2026, 1, 5), None), ended="charged_off", ended_on=date(2026, 7, 4)
    )
    charged = record(one).marks[-1]

    # 180 days after 2026-01-05 is 2026-07-04, and seven years from there
    assert (charged.kind, charged.subject_id, charged.drops_on) == ("charged_off", "acc_1", date(2033, 7, 4))


def test_a_settlement_counts_from_its_own_day_and_a_leap_day_clamps() -> None:
    one = account(due(date(2024, 1, 5), 40), ended="settled", ended_on=date(2024, 2, 29))

    assert record(one).marks[-1].drops_on == date(2031, 2, 28)


def test_a_mark_is_gone_on_the_day_it_drops_off() -> None:
    one = account(due(date(2019, 11, 24), 40))

    assert record(one, today=TODAY).marks == ()
    assert len(record(one, today=TODAY - timedelta(days=1)).marks) == 1


def test_first_comes_what_can_still_be_kept_out_of_a_report() -> None:
    worst = account(due(date(2026, 8, 1), None), id="worst")
    reported = account(due(date(2026, 10, 1), None), id="reported")
    soon = account(due(date(2026, 10, 28), None), id="soon")
    later = account(due(date(2026, 11, 10), None), id="later")
    fine = account(due(date(2026, 10, 5), 0), id="fine")
    found = record(worst, later, fine, reported, soon)

    assert codes(found) == [
        ("pay_before_reported", "soon"),
        ("pay_before_reported", "later"),
        ("bring_current", "worst"),
        ("bring_current", "reported"),
        ("wait_drop_off", "worst"),
    ]
    assert found.next_help[0].on == date(2026, 11, 27)
    assert (found.next_help[2].on, found.next_help[3].on) == (None, date(2026, 11, 30))


def test_paying_starts_the_clock_of_a_mark_that_waits_for_it() -> None:
    gone = account(due(date(2026, 1, 5), None), ended="charged_off", ended_on=date(2026, 7, 4))
    found = record(gone, keep__charged_off__from="cure", keep__late__from="cure")

    still = record(account(due(date(2026, 8, 5), None)), keep__late__from="cure")

    assert codes(found) == [("start_the_clock", "acc_1"), ("keep_streak", "")]
    assert codes(still) == [("bring_current", "acc_1")]


def test_with_nothing_past_due_it_says_to_go_on() -> None:
    assert record(account(due(date(2026, 10, 5), 0))).next_help == (Help("keep_streak", "", None),)
    assert record() == Record(0, 0, 0, 0, (), ())


def test_without_data_for_the_country_it_still_counts_months() -> None:
    one = account(due(date(2026, 9, 5), 0), due(date(2026, 10, 5), None), country="FR")
    found = record_of(History((one,)), {}, TODAY)

    assert (found.months_on_time, found.marks) == (1, ())
    assert codes(found) == [("bring_current", "acc_1")]
