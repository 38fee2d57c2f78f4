"""A worker that ticks through months at its own pace sends what the preview promised; nothing breaks the rules."""

from collections import Counter, defaultdict
from datetime import date, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.reminders import presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import Digest, Pair, preview_digests
from backend.domain.reminders.policy import Policy, ReminderRule
from backend.domain.reminders.urgency import rank
from tests.domain.reminders.clock_walk import DAY, is_quiet
from tests.domain.reminders.digest_samples import HOME, MINUTE, START, inputs, ladder, sent_day, ticked

QUARTERS = st.integers(4 * 7, 4 * 21 + 3).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
RULES = st.one_of(
    st.builds(ReminderRule, st.just("due"), st.integers(-5, 5), QUARTERS, st.just("soon")),
    st.builds(ReminderRule, st.just("grace"), st.integers(-1, 1), QUARTERS, st.just("grace")),
    st.builds(ReminderRule, st.just("reportable"), st.integers(-2, 1), QUARTERS, st.just("urgent")),
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
        deadline = inputs(
            f"dl_{number}",
            START.date() + draw(st.integers(-35, 20)) * DAY,
            cut_off=draw(st.sampled_from([time(9, 14), time(16, 59), time(23, 59)])),
            zone=draw(st.sampled_from([HOME, "America/New_York", "America/St_Johns"])),
            reportable_days=draw(st.sampled_from([(30, 60, 90), (30, 60, 90, 120, 150, 180)])),
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
def deliveries(draw: st.DrawFn, **more: object) -> DeliverySettings:
    start, end = draw(QUIET)
    days = draw(st.integers(0, 9))
    calm = draw(st.sampled_from([None, None, 0, 3, 13]))
    pause = (START + days * DAY + 6 * MINUTE + 8 * timedelta(hours=1)) if draw(st.booleans()) else None
    return DeliverySettings(
        draw(st.sampled_from([HOME, "Europe/London", "Pacific/Apia"])),
        start,
        end,
        paused_from=pause,
        paused_until=pause and pause + 2 * DAY,
        calm_from=None if calm is None else START,
        calm_last_on=None if calm is None else START.date() + calm * DAY,
        paydays=draw(st.sampled_from([(), (1, 15)])),
        window_minutes=draw(st.sampled_from([15, 30, 60])),
        daily_cap=draw(st.integers(1, 3)),
        **more,  # type: ignore[arg-type]
    )


def facts(digest: Digest) -> tuple[object, ...]:
    return digest.items, digest.pushed


@settings(max_examples=60)
@given(households(), deliveries(), st.sampled_from([1, 2, 5]), st.integers(0, 4))
def test_a_worker_sends_what_the_preview_promised(
    pairs: list[Pair], delivery: DeliverySettings, every: int, phase: int
) -> None:
    until = START + 40 * DAY
    ticks = [START + (phase + step * every) * MINUTE for step in range(40 * 24 * 60 // every)]
    promised, sent = preview_digests(pairs, delivery, START, until), ticked(pairs, delivery, ticks)
    sent = [digest for digest in sent if digest.at < until]
    assert [facts(digest) for digest in sent] == [facts(digest) for digest in promised][: len(sent)]
    assert len(promised) - len(sent) <= (promised[-1].at > ticks[-1] if promised else 0)
    assert all(
        timedelta() <= s.at - p.at <= (every + 4) * MINUTE for s, p in zip(sent, promised, strict=False)
    )


@settings(max_examples=100)
@given(households(), deliveries(quiet_dates=frozenset({date(2026, 11, 27), date(2026, 12, 2)})))
def test_nothing_is_told_in_silence_twice_or_too_often(pairs: list[Pair], delivery: DeliverySettings) -> None:
    found = preview_digests(pairs, delivery, START, START + 120 * DAY)
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
    pairs: list[Pair], delivery: DeliverySettings
) -> None:
    days: dict[date, list[Digest]] = defaultdict(list)
    for digest in preview_digests(pairs, delivery, START, START + 60 * DAY):
        days[sent_day(digest, delivery)].append(digest)
    for digests in days.values():
        pushed = [digest for digest in digests if digest.pushed]
        # Nothing but the last word before something irreversible goes beyond the cap.
        assert all(any(item.last_word for item in digest.items) for digest in pushed[delivery.daily_cap :])
        if len(digests) <= delivery.daily_cap:
            assert pushed == [digest for digest in digests if any(not item.held for item in digest.items)]
        for index, digest in enumerate(digests):
            if not digest.pushed and (spoken := [item for item in digest.items if not item.held]):
                own = rank(spoken[0].urgency)
                greater = [later for later in digests[index + 1 :] if rank(later.items[0].urgency) > own]
                assert sum(d.pushed for d in digests[:index]) + len(greater) >= delivery.daily_cap


@pytest.mark.parametrize("days", [3, 40])
@settings(max_examples=60)
@given(pairs=households(), delivery=deliveries(), hour=st.integers(0, 23))
def test_after_downtime_comes_at_most_one_digest_and_it_is_true(
    days: int, hour: int, pairs: list[Pair], delivery: DeliverySettings
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
