"""After downtime and after edits: what is still true is told once, and nothing is replayed."""

from dataclasses import replace
from datetime import date, time

from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import decide_digest, reminded_through_after_edit
from tests.domain.reminders.digest_samples import (
    HOME,
    MINUTE,
    STANDARD,
    START,
    inputs,
    local,
    names,
    rules,
    ticked,
)


def test_after_40_days_a_debt_that_is_35_days_late_is_told_once_and_truly() -> None:
    now = local(9, 10, month=1)
    pairs = [(inputs("card", date(2026, 12, 5), grace=3), STANDARD)]
    taken = decide_digest(pairs, DeliverySettings(HOME), now)
    assert names(taken.digest) == ["card due+15"]
    assert taken.next_at["card"] == (now, local(2, 9, month=2))


def test_the_day_before_a_boundary_outranks_the_lateness_behind_it() -> None:
    taken = decide_digest(
        [(inputs("card", date(2026, 12, 5)), STANDARD)], DeliverySettings(HOME), local(3, 20, month=1)
    )
    assert names(taken.digest) == ["card reportable30-1"]


def test_a_warning_whose_limit_has_passed_is_dropped() -> None:
    now = local(6, 1)
    taken = decide_digest([(inputs("card", date(2026, 12, 5)), rules(-1, 0, 1))], DeliverySettings(HOME), now)
    assert taken.digest is None
    assert taken.next_at["card"] == (now, local(6, 9))


def test_a_catch_up_takes_along_what_is_due_within_the_next_window() -> None:
    pairs = [
        (inputs("missed", date(2026, 12, 6)), rules(-3)),
        (inputs("next", date(2026, 12, 5)), rules(0)),
    ]
    sent = ticked(pairs, DeliverySettings(HOME), [local(5, 8, 50) + step * MINUTE for step in range(120)])
    assert [names(digest) for digest in sent] == [["next due+0", "missed due-3"]]


def test_a_catch_up_in_the_night_waits_for_the_morning_and_loses_nothing() -> None:
    night = DeliverySettings(HOME, quiet_start=time(22), quiet_end=time(7))
    pairs = [(inputs("card", date(2026, 12, 8)), rules(-3)), (inputs("other", date(2026, 12, 9)), rules(-3))]
    taken = decide_digest(pairs, night, local(5, 23))
    assert taken.digest is None
    assert taken.next_at == {"card": (START, local(6, 7)), "other": (START, local(6, 9))}
    assert names(decide_digest(pairs, night, local(6, 7)).digest) == ["card due-3"]


def test_a_catch_up_in_a_pause_waits_for_its_end() -> None:
    paused = DeliverySettings(HOME, paused_from=local(5, 10), paused_until=local(7, 12))
    taken = decide_digest([(inputs("card", date(2026, 12, 8)), rules(-3))], paused, local(5, 11))
    assert taken.next_at == {"card": (START, local(7, 12))}
    assert taken.digest is None


def test_a_muted_deadline_has_nothing_to_come() -> None:
    taken = decide_digest(
        [(inputs("card", date(2026, 12, 5), muted=True), STANDARD)], DeliverySettings(HOME), local(5, 9)
    )
    assert taken.digest is None
    assert taken.next_at == {"card": (START, None)}


def test_an_edit_keeps_what_was_due_and_replays_nothing_else() -> None:
    pending = inputs("card", date(2026, 12, 5))
    assert reminded_through_after_edit(pending, local(1, 9), local(1, 9)) == START
    assert reminded_through_after_edit(pending, local(1, 9), local(1, 8)) == local(1, 8)
    assert reminded_through_after_edit(pending, None, local(1, 8)) == local(1, 8)
    told_ahead = replace(pending, reminded_through=local(1, 9, 20))
    assert reminded_through_after_edit(told_ahead, local(5, 9), local(1, 9, 5)) == local(1, 9, 20)
