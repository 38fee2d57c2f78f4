"""Digests: by example, and by letting a worker tick through months at its own pace beside the preview."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.reminders import presets
from backend.domain.reminders.agenda import Digest, Pair, preview, rebase, take
from backend.domain.reminders.moments import ladder, next_moment
from backend.domain.reminders.policy import Delivery, Policy, Rule
from backend.domain.reminders.urgency import rank
from backend.domain.reminders.watch import Watch
from tests.domain.clock_walk import DAY, is_quiet

HOME = "Asia/Shanghai"
START = datetime(2026, 11, 24, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STANDARD = presets.preset("standard")


def local(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    year = 2026 if month > 10 else 2027
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(HOME)).astimezone(UTC)


def watch(
    name: str, due_on: date, *, cut_off: time = time(23, 59), grace: int = 0, **changes: object
) -> Watch:
    zone = str(changes.get("zone", HOME))
    last_chance_on = due_on + grace * DAY
    pay_by_at = datetime.combine(due_on, cut_off, ZoneInfo(zone)).astimezone(UTC)
    last_chance_at = datetime.combine(last_chance_on, time(23, 59), ZoneInfo(zone)).astimezone(UTC)
    plain = Watch(
        deadline_id=name,
        kind="card_minimum",
        due_on=due_on,
        pay_by_at=pay_by_at,
        last_chance_on=last_chance_on,
        last_chance_at=last_chance_at if grace else pay_by_at,
        zone=HOME,
        country="CN",
        owed=True,
        sure=True,
        autopay=False,
        consequence=2,
        muted=False,
        snoozed_until=None,
        reminded_through=START,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def rules(*offsets: int, at: str = "09:00") -> Policy:
    return Policy(tuple(Rule("due", offset, time.fromisoformat(at), "soon") for offset in offsets))


def names(digest: Digest | None) -> list[str]:
    return [] if digest is None else [f"{item.deadline_id} {item.moment.rule_name}" for item in digest.items]


def ticked(pairs: Sequence[Pair], delivery: Delivery, ticks: Sequence[datetime]) -> list[Digest]:
    """What a worker sends that wakes at these instants, with the state that rows would keep."""
    state = {watch.deadline_id: (watch, policy) for watch, policy in pairs}
    due = {key: next_moment(w, policy, delivery, w.reminded_through) for key, (w, policy) in state.items()}
    due_at = {key: moment.at if moment else None for key, moment in due.items()}
    sent: list[Digest] = []
    for now in ticks:
        while any(at is not None and at <= now for at in due_at.values()):
            used = sum(digest.pushed and _day(digest, delivery) == _local(now, delivery) for digest in sent)
            taken = take(list(state.values()), delivery, now, used)
            sent.extend([taken.digest] if taken.digest else [])
            for key, (through, following) in taken.next_at.items():
                old, policy = state[key]
                state[key], due_at[key] = (replace(old, reminded_through=through), policy), following
    return sent


def _local(instant: datetime, delivery: Delivery) -> date:
    return instant.astimezone(ZoneInfo(delivery.zone)).date()


def _day(digest: Digest, delivery: Delivery) -> date:
    return _local(digest.at, delivery)


# --- one digest a window -----------------------------------------------------------------------------


def test_what_falls_into_one_window_is_one_digest_most_urgent_first() -> None:
    pairs = [
        (watch("soon", date(2026, 12, 6)), rules(-1)),
        (watch("today", date(2026, 12, 5)), rules(0, at="09:30")),
        (watch("later", date(2026, 12, 5)), rules(0, at="09:31")),
    ]
    taken = take(pairs, Delivery(HOME), local(5, 9))
    assert names(taken.digest) == ["today due+0", "soon due-1"]
    assert taken.next_at == {
        "soon": (local(5, 9), None),
        "today": (local(5, 9, 30), None),
        "later": (START, local(5, 9, 31)),
    }


def test_a_tick_before_anything_is_due_tells_nothing_and_changes_nothing() -> None:
    taken = take([(watch("a", date(2026, 12, 5)), rules(0))], Delivery(HOME), local(5, 8, 59))
    assert taken.digest is None
    assert taken.next_at == {"a": (START, local(5, 9))}


def test_the_worst_stage_leads_and_equals_are_ordered_by_consequence_then_age() -> None:
    day = date(2027, 1, 3)
    pairs = [
        (watch("check", day, owed=False), rules(0)),
        (watch("early", day + 7 * DAY), rules(-7)),
        (watch("soon", day + DAY), rules(-1)),
        (watch("late", day - 7 * DAY), rules(7)),
        (watch("due", day, grace=3), rules(0)),
        (watch("due older", day - DAY, grace=3, pay_by_at=local(3, 23, month=1)), rules(0)),
        (watch("due heavy", day, grace=3, consequence=3), rules(0)),
        (watch("grace", day - 3 * DAY, grace=3), presets.preset("in_grace")),
        (watch("reportable", day - 29 * DAY), presets.preset("reportable")),
    ]
    found = names(take(pairs, Delivery(HOME), local(3, 9, month=1)).digest)
    assert [name.rpartition(" ")[0] for name in found] == [
        "reportable",
        "grace",
        "due heavy",
        "due older",
        "due",
        "late",
        "soon",
        "early",
        "check",
    ]


def test_lateness_is_not_told_in_a_window_that_opened_before_the_cut_off() -> None:
    soon_late = watch("late", date(2026, 12, 4), pay_by_at=local(5, 9, 10))
    pairs = [(watch("other", date(2026, 12, 5)), rules(0)), (soon_late, rules(1, at="09:20"))]
    sent = ticked(pairs, Delivery(HOME), [local(5, 9) + step * MINUTE for step in range(60)])
    assert [(digest.at, names(digest)) for digest in sent] == [
        (local(5, 9), ["other due+0"]),
        (local(5, 9, 20), ["late due+1"]),
    ]


def test_a_snooze_is_not_cut_short_by_another_digest() -> None:
    snoozed = watch("asleep", date(2026, 12, 9), snoozed_until=local(5, 9, 15))
    pairs = [(watch("other", date(2026, 12, 5)), rules(0)), (snoozed, rules(-4, -3))]
    taken = take(pairs, Delivery(HOME), local(5, 9))
    assert names(taken.digest) == ["other due+0"]
    assert taken.next_at["asleep"] == (START, local(5, 9, 15))


def test_what_was_told_is_not_told_again() -> None:
    pairs = [(watch("a", date(2026, 12, 5)), rules(0, 1))]
    taken = take(pairs, Delivery(HOME), local(5, 9), told={("a", "2026-12-05:due+0")})
    assert taken.digest is None
    assert taken.next_at == {"a": (local(5, 9), local(6, 9))}


def test_a_snoozed_deadlines_own_reminder_is_not_drawn_into_the_snooze() -> None:
    snoozed = watch("asleep", date(2026, 12, 9), snoozed_until=local(5, 9, 15))
    pairs = [(watch("other", date(2026, 12, 5)), rules(0)), (snoozed, rules(-4, at="09:15"))]
    assert names(take(pairs, Delivery(HOME), local(5, 9)).digest) == ["other due+0"]


# --- a late tick decides as one in time ------------------------------------------------------------------


def test_the_window_does_not_move_with_a_late_tick() -> None:
    pairs = [
        (watch("first", date(2026, 12, 5)), rules(0)),
        (watch("after", date(2026, 12, 5)), rules(0, at="09:31")),
    ]
    assert names(take(pairs, Delivery(HOME), local(5, 9, 5)).digest) == ["first due+0"]


def test_the_order_does_not_move_with_a_late_tick() -> None:
    pairs = [(watch("card", date(2026, 12, 6), cut_off=time(9, 3)), rules(-1))]
    in_time, late = (take(pairs, Delivery(HOME), local(5, 9, minute)).digest for minute in (0, 5))
    assert in_time is not None
    assert late is not None
    assert in_time.items == late.items


def test_what_a_late_tick_leaves_for_the_next_digest_is_not_lost() -> None:
    # At 09:00 the cut-off had not passed; a tick at 09:08 tells the first, and the next one the second.
    deadline = watch("card", date(2026, 12, 4), grace=1, pay_by_at=local(5, 9, 2))
    policy = Policy((Rule("grace", 0, time(9), "grace"), Rule("due", 1, time(9, 5), "late")))
    sent = ticked([(deadline, policy)], Delivery(HOME), [local(5, 9, 8), local(5, 9, 9)])
    assert [names(digest) for digest in sent] == [["card grace+0"], ["card due+1"]]


# --- after downtime ------------------------------------------------------------------------------------


def test_after_40_days_a_debt_that_is_35_days_late_is_told_once_and_truly() -> None:
    now = local(9, 10, month=1)
    pairs = [(watch("card", date(2026, 12, 5), grace=3), STANDARD)]
    taken = take(pairs, Delivery(HOME), now)
    assert names(taken.digest) == ["card due+15"]
    assert taken.next_at["card"] == (now, local(2, 9, month=2))


def test_the_day_before_a_boundary_outranks_the_lateness_behind_it() -> None:
    taken = take([(watch("card", date(2026, 12, 5)), STANDARD)], Delivery(HOME), local(3, 20, month=1))
    assert names(taken.digest) == ["card reportable30-1"]


def test_a_warning_whose_limit_has_passed_is_dropped() -> None:
    now = local(6, 1)
    taken = take([(watch("card", date(2026, 12, 5)), rules(-1, 0, 1))], Delivery(HOME), now)
    assert taken.digest is None
    assert taken.next_at["card"] == (now, local(6, 9))


def test_a_catch_up_takes_along_what_is_due_within_the_next_window() -> None:
    pairs = [
        (watch("missed", date(2026, 12, 6)), rules(-3)),
        (watch("next", date(2026, 12, 5)), rules(0)),
    ]
    sent = ticked(pairs, Delivery(HOME), [local(5, 8, 50) + step * MINUTE for step in range(120)])
    assert [names(digest) for digest in sent] == [["next due+0", "missed due-3"]]


def test_a_catch_up_in_the_night_waits_for_the_morning_and_loses_nothing() -> None:
    night = Delivery(HOME, quiet_start=time(22), quiet_end=time(7))
    pairs = [(watch("card", date(2026, 12, 8)), rules(-3)), (watch("other", date(2026, 12, 9)), rules(-3))]
    taken = take(pairs, night, local(5, 23))
    assert taken.digest is None
    assert taken.next_at == {"card": (START, local(6, 7)), "other": (START, local(6, 9))}
    assert names(take(pairs, night, local(6, 7)).digest) == ["card due-3"]


def test_a_catch_up_in_a_pause_waits_for_its_end() -> None:
    paused = Delivery(HOME, paused_from=local(5, 10), paused_until=local(7, 12))
    taken = take([(watch("card", date(2026, 12, 8)), rules(-3))], paused, local(5, 11))
    assert taken.next_at == {"card": (START, local(7, 12))}
    assert taken.digest is None


def test_a_muted_deadline_has_nothing_to_come() -> None:
    taken = take([(watch("card", date(2026, 12, 5), muted=True), STANDARD)], Delivery(HOME), local(5, 9))
    assert taken.digest is None
    assert taken.next_at == {"card": (START, None)}


# --- the cap --------------------------------------------------------------------------------------------


def hourly(*owed: bool) -> list[Pair]:
    return [
        (watch(f"{hour}:00", date(2026, 12, 5), owed=is_owed), rules(0, at=f"{hour:02}:00"))
        for hour, is_owed in enumerate(owed, 9)
    ]


def test_past_the_cap_a_digest_goes_to_the_inbox_only() -> None:
    found = preview(hourly(True, True, True, True), Delivery(HOME, daily_cap=2), START, local(6, 0))
    assert [digest.pushed for digest in found] == [True, True, False, False]


def test_the_last_pushes_of_a_day_are_kept_for_what_matters_more_later() -> None:
    found = preview(hourly(False, False, True, True), Delivery(HOME, daily_cap=3), START, local(6, 0))
    assert [digest.pushed for digest in found] == [True, False, True, True]


def test_the_cap_counts_the_borrowers_own_days() -> None:
    pairs = [
        (watch("late", date(2026, 12, 5)), rules(0, at="23:00")),
        (watch("x", date(2026, 12, 6)), rules(0)),
    ]
    found = preview(pairs, Delivery(HOME, daily_cap=1), START, local(7, 0))
    assert [digest.pushed for digest in found] == [True, True]
    assert not preview(pairs, Delivery(HOME, daily_cap=1), local(5, 12), local(7, 0), used_today=1)[0].pushed


def test_what_comes_together_later_takes_one_push() -> None:
    pairs = [*hourly(False), (watch("a", date(2026, 12, 5)), rules(0, at="10:00"))]
    pairs.append((watch("b", date(2026, 12, 5)), rules(0, at="10:15")))
    found = preview(pairs, Delivery(HOME, daily_cap=2), START, local(6, 0))
    assert [digest.pushed for digest in found] == [True, True]


def test_the_next_day_needs_no_push_of_this_one() -> None:
    pairs = [
        (watch("check", date(2026, 12, 5), owed=False), rules(0, at="23:00")),
        (watch("card", date(2026, 12, 6)), rules(0, at="00:00")),
    ]
    found = preview(pairs, Delivery(HOME, daily_cap=1), START, local(7, 0))
    assert [digest.pushed for digest in found] == [True, True]


# --- urgency ------------------------------------------------------------------------------------------------


def leading(*pairs: Pair, now: datetime, zone: str = HOME) -> str:
    digest = take(pairs, Delivery(zone), now).digest
    assert digest is not None
    assert len(digest.items) == len(pairs)
    return digest.items[0].deadline_id


def test_a_due_day_without_grace_is_a_last_chance() -> None:
    with_grace = watch("grace", date(2026, 12, 5), grace=3, consequence=9)
    assert (
        leading((with_grace, rules(0)), (watch("none", date(2026, 12, 5)), rules(0)), now=local(5, 9))
        == "none"
    )


def test_an_old_reminder_told_on_the_due_day_is_as_urgent_as_the_day() -> None:
    missed, late = watch("missed", date(2026, 12, 5), grace=3), watch("late", date(2026, 11, 28))
    assert leading((missed, rules(-3)), (late, rules(7)), now=local(5, 9)) == "missed"


def test_what_autopay_will_pay_comes_after_what_the_borrower_must() -> None:
    safe = watch("safe", date(2026, 12, 8), autopay=True, consequence=9)
    assert (
        leading((safe, rules(-3)), (watch("mine", date(2026, 12, 8)), rules(-3)), now=local(5, 9)) == "mine"
    )


def test_the_day_before_a_boundary_leads_even_where_the_boundary_is_far_west() -> None:
    # In Apia it is the day before, in New York the boundary is 33 hours away.
    zone = "Pacific/Apia"
    now = datetime(2027, 1, 3, 9, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    old = watch("old", date(2026, 12, 5), zone="America/New_York")
    due = watch("due", date(2027, 1, 3), zone=zone, consequence=9)
    assert leading((due, rules(0)), (old, presets.preset("reportable")), now=now, zone=zone) == "old"


# --- edits ----------------------------------------------------------------------------------------------


def test_an_edit_keeps_what_was_due_and_replays_nothing_else() -> None:
    pending = watch("card", date(2026, 12, 5))
    assert rebase(pending, local(1, 9), local(1, 9)) == START
    assert rebase(pending, local(1, 9), local(1, 8)) == local(1, 8)
    assert rebase(pending, None, local(1, 8)) == local(1, 8)
    told_ahead = replace(pending, reminded_through=local(1, 9, 20))
    assert rebase(told_ahead, local(5, 9), local(1, 9, 5)) == local(1, 9, 20)


# --- a worker beside the preview -------------------------------------------------------------------------

QUARTERS = st.integers(4 * 7, 4 * 21 + 3).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
RULES = st.one_of(
    st.builds(Rule, st.just("due"), st.integers(-5, 5), QUARTERS, st.just("soon")),
    st.builds(Rule, st.just("grace"), st.integers(-1, 1), QUARTERS, st.just("grace")),
    st.builds(Rule, st.just("reportable"), st.integers(-2, 1), QUARTERS, st.just("urgent")),
)
POLICIES = st.one_of(
    st.sampled_from(list(presets.PRESETS.values())),
    st.lists(RULES, min_size=1, max_size=8, unique_by=lambda r: (r.anchor, r.offset_days, r.at)).map(
        lambda found: Policy(tuple(found))
    ),
)
QUIET = st.sampled_from([(None, None), (time(22), time(7))])


@st.composite
def households(draw: st.DrawFn, *, most: int = 6) -> list[Pair]:
    """Debts and checks due close together. No cut-off is within a late tick of a rule's time."""
    pairs = []
    for number in range(draw(st.integers(1, most))):
        deadline = watch(
            f"dl_{number}",
            START.date() + draw(st.integers(-35, 20)) * DAY,
            cut_off=draw(st.sampled_from([time(9, 14), time(16, 59), time(23, 59)])),
            zone=draw(st.sampled_from([HOME, "America/New_York", "America/St_Johns"])),
            country=draw(st.sampled_from(["CN", "US"])),
            grace=draw(st.sampled_from([0, 3])),
            owed=draw(st.sampled_from([True, True, False])),
            sure=draw(st.booleans()),
            autopay=draw(st.sampled_from([False, False, True])),
            consequence=draw(st.integers(0, 3)),
            snoozed_until=draw(st.sampled_from([None, None, None, START + 39 * DAY / 8])),
        )
        pairs.append((deadline, draw(POLICIES)))
    return pairs


@st.composite
def deliveries(draw: st.DrawFn, **more: object) -> Delivery:
    start, end = draw(QUIET)
    days = draw(st.integers(0, 9))
    pause = (START + days * DAY + 6 * MINUTE + 8 * timedelta(hours=1)) if draw(st.booleans()) else None
    return Delivery(
        draw(st.sampled_from([HOME, "Europe/London", "Pacific/Apia"])),
        start,
        end,
        paused_from=pause,
        paused_until=pause and pause + 2 * DAY,
        paydays=draw(st.sampled_from([(), (1, 15)])),
        window_minutes=draw(st.sampled_from([15, 30, 60])),
        daily_cap=draw(st.integers(1, 3)),
        **more,  # type: ignore[arg-type]
    )


def facts(digest: Digest) -> tuple[object, ...]:
    return tuple((item.deadline_id, item.moment, item.urgency) for item in digest.items), digest.pushed


@settings(max_examples=60)
@given(households(), deliveries(), st.sampled_from([1, 2, 5]), st.integers(0, 4))
def test_a_worker_sends_what_the_preview_promised(
    pairs: list[Pair], delivery: Delivery, every: int, phase: int
) -> None:
    until = START + 40 * DAY
    ticks = [START + (phase + step * every) * MINUTE for step in range(40 * 24 * 60 // every)]
    promised, sent = preview(pairs, delivery, START, until), ticked(pairs, delivery, ticks)
    sent = [digest for digest in sent if digest.at < until]
    assert [facts(digest) for digest in sent] == [facts(digest) for digest in promised][: len(sent)]
    assert len(promised) - len(sent) <= (promised[-1].at > ticks[-1] if promised else 0)
    assert all(
        timedelta() <= s.at - p.at <= (every + 4) * MINUTE for s, p in zip(sent, promised, strict=False)
    )


@settings(max_examples=100)
@given(households(), deliveries(quiet_dates=frozenset({date(2026, 11, 27), date(2026, 12, 2)})))
def test_nothing_is_told_in_silence_twice_or_too_often(pairs: list[Pair], delivery: Delivery) -> None:
    found = preview(pairs, delivery, START, START + 120 * DAY)
    zone = ZoneInfo(delivery.zone)
    for digest in found:
        reading = digest.at.astimezone(zone).replace(tzinfo=None)
        assert not is_quiet(reading, delivery.quiet_start, delivery.quiet_end, delivery.quiet_dates)
        assert delivery.paused_from is None or not delivery.paused_from <= digest.at < delivery.paused_until
    told = Counter((item.deadline_id, item.moment.key) for digest in found for item in digest.items)
    assert set(told.values()) <= {1}
    snoozes = {deadline.deadline_id: deadline.snoozed_until for deadline, _ in pairs}
    for earlier, later in pairwise(found):
        if later.at - earlier.at <= timedelta(minutes=delivery.window_minutes):
            # Only what could not have been said in the first: not true yet, or asked for later.
            asleep = [snoozes[item.deadline_id] or START for item in later.items]
            assert all(
                not item.moment.holds_at(earlier.at) or wakes > earlier.at
                for item, wakes in zip(later.items, asleep, strict=True)
            )


@settings(max_examples=100)
@given(households(most=9), deliveries())
def test_the_cap_holds_and_what_is_not_pushed_gave_way_to_something(
    pairs: list[Pair], delivery: Delivery
) -> None:
    days: dict[date, list[Digest]] = defaultdict(list)
    for digest in preview(pairs, delivery, START, START + 60 * DAY):
        days[_day(digest, delivery)].append(digest)
    for digests in days.values():
        pushed = [digest for digest in digests if digest.pushed]
        assert len(pushed) <= delivery.daily_cap
        if len(digests) <= delivery.daily_cap:
            assert pushed == digests
        for index, digest in enumerate(digests):
            if not digest.pushed:
                own = rank(digest.items[0].urgency)
                greater = [later for later in digests[index + 1 :] if rank(later.items[0].urgency) > own]
                assert sum(d.pushed for d in digests[:index]) + len(greater) >= delivery.daily_cap


@pytest.mark.parametrize("days", [3, 40])
@settings(max_examples=60)
@given(pairs=households(), delivery=deliveries(), hour=st.integers(0, 23))
def test_after_downtime_comes_at_most_one_digest_and_it_is_true(
    days: int, hour: int, pairs: list[Pair], delivery: Delivery
) -> None:
    back = START + days * DAY + hour * timedelta(hours=1)
    ticks = [back + step * MINUTE for step in range(delivery.window_minutes)]
    sent = ticked(pairs, delivery, ticks)
    if len(sent) > 1:
        # A snooze that ends, or lateness that begins, just after the catch-up is told at its own time.
        assert all(not item.moment.holds_at(sent[0].at) for digest in sent[1:] for item in digest.items)
    for digest in sent:
        assert all(item.moment.holds_at(digest.at) for item in digest.items)
        assert [item.urgency for item in digest.items] == sorted(
            (i.urgency for i in digest.items), reverse=True
        )
    if sent and sent[0].at == back:
        told = {item.deadline_id for item in sent[0].items}
        for deadline, policy in pairs:
            missed = [moment for moment in ladder(deadline, policy, delivery) if START < moment.at <= back]
            assert (deadline.deadline_id in told) >= any(moment.holds_at(back) for moment in missed)
