"""A "too much right now" pause pushes what cannot be undone and nothing else; a day has one hard push at most."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.reminders import presets
from backend.domain.reminders.calm_pause import PAUSE_END, default_last_day, ends_at, latest_last_day
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import Digest, Pair, preview_digests
from backend.domain.reminders.irreversible import undone
from backend.domain.reminders.kinds import KINDS
from backend.domain.reminders.moments import Moment
from backend.domain.reminders.policy import Policy, ReminderRule
from backend.domain.reminders.reminder_inputs import ReminderInputs
from tests.domain.reminders.clock_walk import DAY
from tests.domain.reminders.digest_samples import HOME, START, inputs, ladder, names, rules, sent_day
from tests.domain.reminders.test_digest_properties import POLICIES, deliveries

KIND_AND_OWED = st.sampled_from(
    [("card_minimum", True), ("plan_instalment", True), ("promise_to_pay", False), ("custom", False)]
)


def calm(last_on: date, **changes: object) -> DeliverySettings:
    return replace(DeliverySettings(HOME, calm_from=START, calm_last_on=last_on), **changes)  # type: ignore[arg-type]


def told(found: list[Digest]) -> list[tuple[str, bool]]:
    return [(name, digest.pushed) for digest in found for name in names(digest)]


@st.composite
def debts(draw: st.DrawFn) -> list[Pair]:
    """Debts of several kinds, late and to come, close together; some put off to an hour of one day."""
    pairs = []
    for number in range(draw(st.integers(1, 6))):
        kind, owed = draw(KIND_AND_OWED)
        snooze = draw(st.sampled_from([None, None, None, START + 39 * DAY / 8]))
        deadline = inputs(
            f"dl_{number}",
            START.date() + draw(st.integers(-35, 12)) * DAY,
            cut_off=draw(st.sampled_from([time(12), time(16, 59), time(23, 59)])),
            zone=draw(st.sampled_from([HOME, "America/New_York"])),
            grace=draw(st.sampled_from([0, 3])),
            kind=kind,
            owed=owed,
            sure=draw(st.sampled_from([True, True, False])),
            snoozed_until=snooze,
        )
        pairs.append((deadline, draw(POLICIES)))
    return pairs


def naive_last_words(one: ReminderInputs, policy: Policy, delivery: DeliverySettings) -> set[Moment]:
    """By walking: of all moments before each harm, the latest, if it lies within a fortnight of it."""
    harms = []
    if one.owed:
        harms = [
            datetime.combine(one.due_on + days * DAY, time(), ZoneInfo(one.zone)).astimezone(UTC)
            for days in one.reportable_days
        ]
    if one.kind != "card_minimum":
        harms.append(one.pay_by_at)
    found = set()
    for harm in harms:
        before = [moment for moment in ladder(one, policy, delivery) if moment.at < harm]
        if before and harm - before[-1].at <= 14 * DAY:
            found.add(before[-1])
    return found


def naive_hard(one: ReminderInputs, moment: Moment, zone: str) -> bool:
    """Late for certain, and not put off to this day by the borrower."""
    day = moment.at.astimezone(ZoneInfo(zone)).date()
    put_off = one.snoozed_until is not None and one.snoozed_until.astimezone(ZoneInfo(zone)).date() == day
    late = one.sure and moment.at >= one.pay_by_at and (one.owed or one.kind == "promise_to_pay")
    return late and not put_off


@settings(max_examples=150)
@given(debts(), deliveries())
def test_no_day_has_two_hard_pushes_and_nothing_irreversible_is_dropped(
    pairs: list[Pair], delivery: DeliverySettings
) -> None:
    by_name = {one.deadline_id: one for one, _ in pairs}
    last = {one.deadline_id: naive_last_words(one, policy, delivery) for one, policy in pairs}
    hard_days: dict[date, int] = defaultdict(int)
    heard: dict[str, list[datetime]] = defaultdict(list)
    for digest in preview_digests(pairs, delivery, START, START + 60 * DAY):
        hard = False
        for item in digest.items:
            one = by_name[item.deadline_id]
            if digest.pushed and not item.held:
                heard[item.deadline_id].append(digest.at)
                hard |= naive_hard(one, item.moment, delivery.zone)
        hard_days[sent_day(digest, delivery)] += hard
    assert max(hard_days.values(), default=0) <= 1
    for one, _ in pairs:
        for moment in last[one.deadline_id]:
            if START < moment.at < START + 60 * DAY:
                # At its own moment, or earlier that day in the day's one hard push, or with the window that opened it.
                assert any(timedelta() <= moment.at - at < DAY for at in heard[one.deadline_id]), (
                    one,
                    moment,
                )


@settings(max_examples=100)
@given(debts(), st.sampled_from(["Asia/Shanghai", "America/New_York"]), st.integers(0, 13))
def test_a_pause_pushes_only_last_words_and_tells_all_else_at_its_own_time(
    pairs: list[Pair], zone: str, days: int
) -> None:
    plain = DeliverySettings(zone, time(22), time(8), daily_cap=9)
    paused = replace(plain, calm_from=START, calm_last_on=START.date() + days * DAY)
    until = START + 40 * DAY
    found, ends = preview_digests(pairs, paused, START, until), ends_at(paused)
    for digest in found:
        for item in digest.items:
            if ends and digest.at < ends:
                assert item.last_word == (item.held is None)
                assert digest.pushed == any(each.last_word for each in digest.items)
            else:
                assert item.held != "calm"
    after = [digest for digest in found if ends and digest.at >= ends]
    assert {(digest.at, item.moment) for digest in after for item in digest.items} <= {
        (digest.at, item.moment)
        for digest in preview_digests(pairs, plain, START, until)
        for item in digest.items
    }, "nothing of the pause is said again when it is over"


def test_what_can_wait_is_in_the_inbox_and_what_cannot_is_pushed() -> None:
    instalment = inputs("plan", date(2026, 12, 5), kind="plan_instalment")
    card = inputs("card", date(2026, 12, 4))
    pairs = [(instalment, presets.preset("standard")), (card, presets.preset("standard"))]
    found = told(
        preview_digests(pairs, calm(date(2026, 12, 6)), START, datetime(2026, 12, 6, 15, tzinfo=UTC))
    )
    assert found == [
        ("card due-7", False),
        ("plan due-7", False),
        ("card due-3", False),
        ("plan due-3", False),
        ("card due-1", False),
        ("card due+0", False),
        ("plan due-1", False),
        ("plan due+0", True),
        ("card due+1", True),
        ("plan due+1", False),
    ], "the push of the fifth names the plan alone"
    pushed = [
        each
        for each in preview_digests(pairs, calm(date(2026, 12, 6)), START, START + 12 * DAY)
        if each.pushed
    ]
    assert [[item.held for item in each.items] for each in pushed] == [[None, "calm"]]


def test_lateness_of_a_day_is_one_push_however_many_debts_and_hours() -> None:
    late = date(2026, 11, 20)
    pairs = [
        (inputs("a", late), rules(7, at="09:00")),
        (inputs("b", late), rules(7, at="12:00")),
        (inputs("c", date(2026, 11, 27)), rules(0, at="18:00")),
    ]
    day = DeliverySettings(HOME)
    found = preview_digests(pairs, day, START, START + 5 * DAY)
    assert told(found) == [("a due+7", True), ("b due+7", True), ("c due+0", True)]
    assert [len(digest.items) for digest in found] == [2, 1], "a day that is due is no lateness"
    later = preview_digests(pairs[1:], day, START + 3 * DAY, START + 5 * DAY, used_today=1, hard_today=True)
    assert told(later) == [("b due+7", False), ("c due+0", True)]
    assert later[0].items[0].held == "hard"


def test_a_last_word_is_pushed_past_the_cap_and_past_a_hard_push() -> None:
    one = (inputs("a", date(2026, 11, 5), reportable_days=(30,)), presets.preset("reportable"))
    found = preview_digests(
        [one], DeliverySettings(HOME, daily_cap=1), START, START + 20 * DAY, used_today=1, hard_today=True
    )
    assert told(found) == [("a reportable30-1", True)]
    used_up = preview_digests(
        [one],
        DeliverySettings(HOME, daily_cap=1),
        datetime(2026, 12, 4, tzinfo=UTC),
        START + 20 * DAY,
        used_today=1,
        hard_today=True,
    )
    assert told(used_up) == [("a reportable30-1", True)]


@pytest.mark.parametrize(
    ("zone", "last_on", "ends"),
    [
        ("Asia/Shanghai", date(2026, 12, 3), datetime(2026, 12, 3, 16, tzinfo=UTC)),
        ("America/New_York", date(2026, 12, 3), datetime(2026, 12, 4, 5, tzinfo=UTC)),
        (
            "America/New_York",
            date(2027, 3, 14),
            datetime(2027, 3, 15, 4, tzinfo=UTC),
        ),  # the clocks go forward
        (
            "America/Santiago",
            date(2026, 9, 5),
            datetime(2026, 9, 6, 4, tzinfo=UTC),
        ),  # that midnight does not exist
    ],
)
def test_a_pause_ends_at_the_borrowers_midnight_and_says_so_once(
    zone: str, last_on: date, ends: datetime
) -> None:
    begins = ends - 3 * DAY
    end = inputs("end", last_on + DAY, kind=PAUSE_END, owed=False, reminded_through=begins)
    paused = DeliverySettings(zone, time(22), time(8), calm_from=begins, calm_last_on=last_on)
    assert ends_at(paused) == ends
    found = preview_digests([(end, Policy(()))], paused, begins, ends + 9 * DAY)
    assert [(digest.at, digest.pushed) for digest in found] == [
        (datetime.combine(last_on + DAY, time(8), ZoneInfo(zone)).astimezone(UTC), True)
    ]
    moved = replace(paused, zone="Pacific/Honolulu")
    [later] = preview_digests([(end, Policy(()))], moved, begins, ends + 9 * DAY)
    assert later.at == datetime.combine(last_on + DAY, time(8), ZoneInfo(moved.zone)).astimezone(UTC)


def test_a_pause_of_its_own_accord_lasts_three_days_and_none_lasts_more_than_a_fortnight() -> None:
    assert default_last_day(date(2026, 12, 1)) == date(2026, 12, 3)
    assert latest_last_day(date(2026, 12, 1)) == date(2026, 12, 14)


def test_every_kind_says_what_of_it_cannot_be_undone() -> None:
    found = {kind: undone(kind) for kind in KINDS}
    assert {kind for kind, what in found.items() if what == "day"} == {
        "plan_instalment",
        "promise_to_pay",
        "deferred_interest_end",
        "validation_window",
        "custom",
    }
    assert {kind for kind, what in found.items() if what == "reported"} == {"card_minimum", "loan_instalment"}


def test_a_rule_of_ones_own_still_leaves_one_word_before_the_day() -> None:
    policy = Policy((ReminderRule("due", -5, time(9), "soon"),))
    found = preview_digests(
        [(inputs("paper", date(2026, 12, 3), kind="custom", owed=False), policy)],
        calm(date(2026, 12, 6)),
        START,
        START + 20 * DAY,
    )
    assert told(found) == [("paper due-5", True)]
