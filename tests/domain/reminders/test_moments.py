"""The ladder of a deadline: against a minute-by-minute walk across clock changes, and by example."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.countries.lateness import reportable_days
from backend.domain.reminders import presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.moments import Moment, next_moment
from backend.domain.reminders.policy import Policy, ReminderRule
from backend.domain.reminders.reminder_inputs import ReminderInputs
from tests.domain.reminders.clock_walk import CHANGES, DAY, MINUTE
from tests.domain.reminders.digest_samples import ladder, rule_name
from tests.domain.reminders.naive_ladder import naive_ladder

SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"
ZONES = sorted({zone for zone, _ in CHANGES})
TICK = timedelta(microseconds=1)
NIGHT = {"quiet_start": time(22), "quiet_end": time(8)}


def wall(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def inputs(
    due_on: date = date(2026, 12, 5), *, grace: int = 3, zone: str = SHANGHAI, **changes: object
) -> ReminderInputs:
    day_end = wall(due_on + DAY, time(), zone) - TICK
    plain = ReminderInputs(
        deadline_id="dl_1",
        kind="card_minimum",
        due_on=due_on,
        pay_by_at=day_end,
        last_chance_on=due_on + grace * DAY,
        last_chance_at=wall(due_on + (grace + 1) * DAY, time(), zone) - TICK,
        zone=zone,
        reportable_days=(30, 60, 90),
        owed=True,
        sure=True,
        autopay=False,
        consequence=2,
        muted=False,
        snoozed_until=None,
        reminded_through=datetime(2026, 11, 1, tzinfo=UTC),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return wall(date(2026, 12, day), time(hour, minute), SHANGHAI)


def rule(anchor: str, offset: int, at: str = "09:00", tone: str = "soon") -> ReminderRule:
    return ReminderRule(anchor, offset, time.fromisoformat(at), tone)


def policy(*rules: ReminderRule) -> Policy:
    return Policy(rules)


def told(
    found: tuple[Moment, ...], zone: str = SHANGHAI, until: date = date(2027, 2, 1)
) -> list[tuple[str, str]]:
    local = [(rule_name(moment), moment.at.astimezone(ZoneInfo(zone))) for moment in found]
    return [(name, at.strftime("%m-%d %H:%M")) for name, at in local if at.date() < until]


# --- the walk ---------------------------------------------------------------------------------------

WALLS = st.sampled_from([0, 1, 90, 120, 150, 180, 420, 540, 545, 720, 1080, 1319, 1320, 1410, 1439]).map(
    lambda minutes: time(minutes // 60, minutes % 60)
)
RULES = st.one_of(
    st.builds(ReminderRule, st.just("due"), st.sampled_from([-3, -2, -1, 0, 1, 2]), WALLS, st.just("soon")),
    st.builds(ReminderRule, st.just("grace"), st.sampled_from([-1, 0, 1]), WALLS, st.just("grace")),
    st.builds(ReminderRule, st.just("reportable"), st.sampled_from([-2, -1, 0, 1]), WALLS, st.just("urgent")),
    st.builds(ReminderRule, st.just("payday"), st.sampled_from([-1, 0]), WALLS, st.just("early")),
    st.builds(ReminderRule, st.just("monthly"), st.just(1), WALLS, st.just("steady")),
)
POLICIES = st.lists(RULES, min_size=1, max_size=7, unique_by=lambda r: (r.anchor, r.offset_days, r.at)).map(
    lambda rules: Policy(tuple(rules))
)


@st.composite
def deadlines(draw: st.DrawFn, change: date) -> ReminderInputs:
    """Due on a day so that its due date, its first reportable day or its first month comes near the change."""
    near = draw(st.integers(-2, 2)) * DAY
    due_on = change + near - draw(st.sampled_from([0, 0, 0, 30])) * DAY
    grace = draw(st.integers(0, 2))
    cut_off = draw(st.sampled_from([time(0), time(9), time(17), time(23, 59)]))
    zone = draw(st.sampled_from(ZONES))
    last_chance_on = due_on + grace * DAY
    pay_by_at = wall(due_on, cut_off, zone)
    return inputs(
        due_on,
        zone=zone,
        pay_by_at=pay_by_at,
        last_chance_on=last_chance_on,
        last_chance_at=max(pay_by_at, wall(last_chance_on, time(23, 59), zone)),
        owed=draw(st.sampled_from([True, True, True, False])),
        sure=draw(st.booleans()),
        autopay=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def deliveries(draw: st.DrawFn, zone: str, change: date) -> DeliverySettings:
    start, end = draw(st.one_of(st.just((None, None)), st.tuples(WALLS, WALLS)))
    days = draw(st.sets(st.integers(-2, 2), max_size=2))
    paused_from = paused_until = None
    if draw(st.booleans()):
        paused_from = wall(change, time(), "UTC") + draw(st.integers(-40, 40)) * timedelta(hours=1)
        paused_until = paused_from + draw(st.integers(0, 40)) * timedelta(hours=1)
    return DeliverySettings(
        zone,
        start,
        end,
        frozenset(change + offset * DAY for offset in days),
        paused_from,
        paused_until,
        paydays=draw(st.sampled_from([(), (31,), (1, 15)])),
    )


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@settings(max_examples=40)
@given(data=st.data())
def test_a_ladder_is_what_a_walk_of_the_clock_finds(zone: str, change: date, data: st.DataObject) -> None:
    deadline, rules = data.draw(deadlines(change)), data.draw(POLICIES)
    delivery = data.draw(deliveries(zone, change))
    expected = naive_ladder(deadline, rules, delivery, change)
    found = ladder(deadline, rules, delivery)
    # Near the ends of the walk a moment may have been held in or out of it.
    low, high = (wall(change, time(), "UTC") + sign * 6 * DAY for sign in (-1, 1))
    assert [(moment.at, rule_name(moment), moment.tone) for moment in found if low < moment.at < high] == [
        row for row in expected if low < row[0] < high
    ]


@settings(max_examples=100)
@given(data=st.data())
def test_every_moment_has_its_own_key_and_instant_and_is_found_from_the_one_before(
    data: st.DataObject,
) -> None:
    zone, change = data.draw(st.sampled_from(CHANGES))
    deadline, rules = data.draw(deadlines(change)), data.draw(POLICIES)
    delivery = data.draw(deliveries(zone, change))
    found = ladder(deadline, rules, delivery)
    assert len({moment.key for moment in found}) == len(found)
    assert all(len(moment.key) <= 48 for moment in found)
    after, walked = datetime(1970, 1, 1, tzinfo=UTC), []
    while moment := next_moment(deadline, rules, delivery, after):
        walked.append(moment)
        after = moment.at
    assert tuple(walked) == found


# --- the ladder by example ----------------------------------------------------------------------------


def test_the_standard_ladder_of_a_chinese_card() -> None:
    found = ladder(inputs(), presets.preset("standard"), DeliverySettings(SHANGHAI))
    assert told(found) == [
        ("due-7", "11-28 09:00"),
        ("due-3", "12-02 09:00"),
        ("due-1", "12-04 09:00"),
        ("due+0", "12-05 09:00"),
        ("due+1", "12-06 09:00"),
        ("grace+0", "12-08 09:00"),
        ("due+7", "12-12 09:00"),
        ("due+15", "12-20 09:00"),
        ("reportable30-1", "01-03 09:00"),
    ]
    assert found[0].key == "2026-12-05:due-7"


def test_after_the_last_boundary_a_reminder_comes_each_month_up_to_two_years() -> None:
    found = ladder(inputs(date(2026, 10, 31)), presets.preset("monthly"), DeliverySettings(SHANGHAI))
    assert told(found, until=date(2027, 5, 2)) == [
        ("monthly+4", "02-28 09:00"),
        ("monthly+5", "03-31 09:00"),
        ("monthly+6", "04-30 09:00"),
    ]
    assert len(found) == 21
    assert rule_name(found[-1]) == "monthly+24"


def test_a_check_has_no_late_ladder() -> None:
    found = ladder(inputs(owed=False), presets.preset("close"), DeliverySettings(SHANGHAI, paydays=(1,)))
    assert {moment.anchor for moment in found} == {"due"}


def test_without_grace_days_there_is_no_last_day_of_grace() -> None:
    assert ladder(inputs(grace=0), presets.preset("in_grace"), DeliverySettings(SHANGHAI)) == ()


def test_an_unsure_date_is_reminded_two_days_earlier() -> None:
    found = ladder(inputs(sure=False), policy(rule("due", -3), rule("due", 0)), DeliverySettings(SHANGHAI))
    assert told(found) == [("due-5", "11-30 09:00"), ("due+0", "12-05 09:00")]


def test_autopay_leaves_one_reminder_ahead_and_the_late_ladder() -> None:
    found = ladder(inputs(autopay=True), presets.preset("close"), DeliverySettings(SHANGHAI, paydays=(1,)))
    assert told(found, until=date(2026, 12, 9)) == [
        ("due-3", "12-02 09:00"),
        ("due+1", "12-06 09:00"),
        ("grace+0", "12-08 09:00"),
    ]
    assert found[0].tone == "autopay"


def test_the_payday_is_the_last_one_on_or_before_the_due_date() -> None:
    rules = policy(rule("payday", 0))
    assert told(ladder(inputs(), rules, DeliverySettings(SHANGHAI, paydays=(10, 31)))) == [
        ("payday+0", "11-30 09:00")
    ]
    assert told(ladder(inputs(), rules, DeliverySettings(SHANGHAI, paydays=(5,)))) == [
        ("payday+0", "12-05 09:00")
    ]
    assert ladder(inputs(), rules, DeliverySettings(SHANGHAI)) == ()


def test_a_borrower_far_west_of_the_debt_is_warned_the_day_before() -> None:
    # The cut-off on 5 December in Shanghai is 10:59 that morning in New York, and 07:59 in Los Angeles.
    rules = policy(rule("due", 0), rule("due", -1))
    assert told(ladder(inputs(), rules, DeliverySettings(NEW_YORK)), NEW_YORK) == [
        ("due-1", "12-04 09:00"),
        ("due+0", "12-05 09:00"),
    ]
    west = "America/Los_Angeles"
    assert told(ladder(inputs(), rules, DeliverySettings(west)), west) == [("due+0", "12-04 09:00")]


def test_lateness_is_not_told_before_it_is_true() -> None:
    # In New York the fifth ends at 13:00 on the sixth in Shanghai.
    found = ladder(inputs(zone=NEW_YORK), policy(rule("due", 1)), DeliverySettings(SHANGHAI))
    assert told(found) == [("due+1", "12-07 09:00")]


def test_the_day_before_a_boundary_is_warned_before_the_boundary_in_the_zone_of_the_debt() -> None:
    found = ladder(inputs(), presets.preset("reportable"), DeliverySettings("America/Los_Angeles"))
    assert rule_name(found[0]) == "reportable30-1"
    assert found[0].at == wall(date(2027, 1, 2), time(9), "America/Los_Angeles")
    assert found[0].limit_at == wall(date(2027, 1, 4), time(), SHANGHAI)


def test_a_country_has_its_own_boundaries() -> None:
    of_the_country = reportable_days("US", date(2026, 12, 5))
    found = ladder(
        inputs(reportable_days=of_the_country), presets.preset("reportable"), DeliverySettings(SHANGHAI)
    )
    assert [rule_name(moment) for moment in found] == [
        f"reportable{days}-1" for days in (30, 60, 90, 120, 150, 180)
    ]


def test_two_rules_of_one_day_keep_their_identity_when_their_times_move() -> None:
    before = ladder(
        inputs(), policy(rule("due", 0, "18:00"), rule("due", 0, "09:00")), DeliverySettings(SHANGHAI)
    )
    after = ladder(
        inputs(), policy(rule("due", 0, "07:30"), rule("due", 0, "20:00")), DeliverySettings(SHANGHAI)
    )
    assert [moment.key for moment in before] == ["2026-12-05:due+0", "2026-12-05:due+0#2"]
    assert [moment.key for moment in before] == [moment.key for moment in after]


def test_a_changed_due_date_makes_new_moments() -> None:
    moved = ladder(inputs(date(2026, 12, 6)), presets.preset("standard"), DeliverySettings(SHANGHAI))
    first = ladder(inputs(), presets.preset("standard"), DeliverySettings(SHANGHAI))
    assert not {moment.key for moment in moved} & {moment.key for moment in first}


def test_a_muted_deadline_is_silent() -> None:
    deadline = inputs(muted=True, snoozed_until=datetime(2026, 12, 1, tzinfo=UTC))
    assert ladder(deadline, presets.preset("standard"), DeliverySettings(SHANGHAI)) == ()


def test_a_report_at_the_very_cut_off_comes_a_day_later() -> None:
    found = ladder(inputs(pay_by_at=local(6, 9)), policy(rule("due", 1)), DeliverySettings(SHANGHAI))
    assert told(found) == [("due+1", "12-07 09:00")]


def test_autopay_keeps_the_earlier_of_two_reminders_as_near() -> None:
    found = ladder(inputs(autopay=True), policy(rule("due", -2), rule("due", -4)), DeliverySettings(SHANGHAI))
    assert told(found) == [("due-4", "12-01 09:00")]


# --- quiet hours and pauses -----------------------------------------------------------------------------


def test_a_reminder_in_the_night_waits_for_the_morning() -> None:
    found = ladder(inputs(), policy(rule("due", -3, "23:00")), DeliverySettings(SHANGHAI, **NIGHT))
    assert told(found) == [("due-3", "12-03 08:00")]


def test_a_warning_that_the_morning_would_miss_comes_before_the_night() -> None:
    found = ladder(inputs(), policy(rule("due", 0, "23:00")), DeliverySettings(SHANGHAI, **NIGHT))
    assert told(found) == [("due+0", "12-05 21:59")]


def test_a_report_of_lateness_only_ever_waits() -> None:
    found = ladder(inputs(), policy(rule("due", 1, "03:00")), DeliverySettings(SHANGHAI, **NIGHT))
    assert told(found) == [("due+1", "12-06 08:00")]


def test_free_days_over_the_due_date_let_the_last_warning_through_before_them() -> None:
    days = frozenset(date(2026, 12, day) for day in range(1, 6))
    found = ladder(inputs(), presets.preset("upcoming"), DeliverySettings(SHANGHAI, quiet_dates=days))
    assert told(found) == [("due-7", "11-28 09:00"), ("due+0", "11-30 23:59")]


def test_a_pause_ends_by_itself_with_what_is_true_then() -> None:
    pause = {
        "paused_from": wall(date(2026, 12, 1), time(12), SHANGHAI),
        "paused_until": wall(date(2026, 12, 10), time(12), SHANGHAI),
    }
    found = ladder(inputs(), presets.preset("standard"), DeliverySettings(SHANGHAI, **pause))
    assert told(found)[:3] == [("due-7", "11-28 09:00"), ("due+1", "12-10 12:00"), ("due+7", "12-12 09:00")]


def test_a_pause_that_ends_in_the_night_ends_in_the_morning() -> None:
    pause = {"paused_from": wall(date(2026, 12, 4), time(8), SHANGHAI), **NIGHT}
    delivery = DeliverySettings(SHANGHAI, paused_until=wall(date(2026, 12, 4), time(23), SHANGHAI), **pause)
    assert told(ladder(inputs(), policy(rule("due", -1)), delivery)) == [("due-1", "12-05 08:00")]


def test_nothing_is_moved_to_before_a_pause() -> None:
    pause = {"paused_from": local(5, 22, 30), "paused_until": local(5, 23)}
    delivery = DeliverySettings(SHANGHAI, **NIGHT, **pause)
    assert ladder(inputs(), policy(rule("due", 0, "22:45")), delivery) == ()
    assert told(ladder(inputs(), policy(rule("due", 0, "22:15")), delivery)) == [("due+0", "12-05 21:59")]


def test_a_night_that_ends_with_the_cut_off_is_too_long_for_a_warning() -> None:
    deadline = inputs(pay_by_at=local(5, 8))
    found = ladder(deadline, policy(rule("due", 0, "07:00")), DeliverySettings(SHANGHAI, **NIGHT))
    assert told(found) == [("due+0", "12-04 21:59")]


def test_a_pause_that_ends_with_the_cut_off_leaves_no_warning() -> None:
    delivery = DeliverySettings(SHANGHAI, paused_from=local(4, 9), paused_until=local(5, 12))
    assert ladder(inputs(pay_by_at=local(5, 12)), policy(rule("due", 0)), delivery) == ()


# --- one instant, one moment ----------------------------------------------------------------------------


def test_of_two_held_together_the_one_planned_later_remains() -> None:
    west = "America/Los_Angeles"
    rules = policy(rule("due", -1, "10:00"), rule("due", 0, "09:00"))
    delivery = DeliverySettings(west, quiet_start=time(22), quiet_end=time(11))
    # Both come on the fourth, because Shanghai's fifth ends at 08:00 on the fifth; the due day's says more.
    assert told(ladder(inputs(), rules, delivery), west) == [("due+0", "12-04 11:00")]


def test_of_two_planned_together_the_rarer_remains() -> None:
    both = policy(rule("grace", 0), rule("due", 1), rule("due", 29), rule("reportable", -1))
    names = [rule_name(moment) for moment in ladder(inputs(grace=1), both, DeliverySettings(SHANGHAI))]
    assert names[:2] == ["grace+0", "reportable30-1"]


# --- snooze -----------------------------------------------------------------------------------------------


def test_a_snooze_swallows_what_comes_before_its_end_and_then_speaks_once() -> None:
    until = wall(date(2026, 12, 4), time(17, 30), SHANGHAI)
    found = ladder(inputs(snoozed_until=until), presets.preset("upcoming"), DeliverySettings(SHANGHAI))
    assert [(moment.key, moment.tone) for moment in found] == [
        ("snooze:2026-12-04T09:30:00+00:00", "soon"),
        ("2026-12-05:due+0", "today"),
    ]
    assert found[0].at == until


def test_a_snooze_that_ends_in_the_night_speaks_in_the_morning() -> None:
    until = wall(date(2026, 12, 6), time(23), SHANGHAI)
    found = ladder(inputs(snoozed_until=until), policy(), DeliverySettings(SHANGHAI, **NIGHT))
    assert [(moment.anchor, moment.at, moment.tone) for moment in found] == [
        ("snooze", wall(date(2026, 12, 7), time(8), SHANGHAI), "grace")
    ]


def test_a_snooze_that_ends_with_a_reminder_leaves_it_to_that() -> None:
    until = wall(date(2026, 12, 5), time(9), SHANGHAI)
    found = ladder(inputs(snoozed_until=until), presets.preset("upcoming"), DeliverySettings(SHANGHAI))
    assert [rule_name(moment) for moment in found] == ["due+0"]


def test_the_next_moment_lies_strictly_after() -> None:
    deadline, rules, delivery = inputs(), presets.preset("upcoming"), DeliverySettings(SHANGHAI)
    first = next_moment(deadline, rules, delivery, datetime(2026, 11, 1, tzinfo=UTC))
    assert first is not None
    assert next_moment(deadline, rules, delivery, first.at - TICK) == first
    second = next_moment(deadline, rules, delivery, first.at)
    assert second is not None
    assert rule_name(second) == "due-3"
    assert next_moment(deadline, rules, delivery, first.at + 30 * DAY + MINUTE) is None
