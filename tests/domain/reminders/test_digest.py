"""What one digest holds: what falls into one window, in order, and the same from a late tick."""

from datetime import date, time

from backend.domain.reminders import presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import decide_digest
from backend.domain.reminders.policy import Policy, ReminderRule
from tests.domain.reminders.clock_walk import DAY
from tests.domain.reminders.digest_samples import HOME, MINUTE, START, inputs, local, names, rules, ticked


def test_what_falls_into_one_window_is_one_digest_most_urgent_first() -> None:
    pairs = [
        (inputs("soon", date(2026, 12, 6)), rules(-1)),
        (inputs("today", date(2026, 12, 5)), rules(0, at="09:30")),
        (inputs("later", date(2026, 12, 5)), rules(0, at="09:31")),
    ]
    taken = decide_digest(pairs, DeliverySettings(HOME), local(5, 9))
    assert names(taken.digest) == ["today due+0", "soon due-1"]
    assert taken.next_at == {
        "soon": (local(5, 9), None),
        "today": (local(5, 9, 30), None),
        "later": (START, local(5, 9, 31)),
    }


def test_a_tick_before_anything_is_due_tells_nothing_and_changes_nothing() -> None:
    taken = decide_digest(
        [(inputs("a", date(2026, 12, 5)), rules(0))], DeliverySettings(HOME), local(5, 8, 59)
    )
    assert taken.digest is None
    assert taken.next_at == {"a": (START, local(5, 9))}


def test_the_worst_stage_leads_and_equals_are_ordered_by_consequence_then_age() -> None:
    day = date(2027, 1, 3)
    pairs = [
        (inputs("check", day, owed=False), rules(0)),
        (inputs("early", day + 7 * DAY), rules(-7)),
        (inputs("soon", day + DAY), rules(-1)),
        (inputs("late", day - 7 * DAY), rules(7)),
        (inputs("due", day, grace=3), rules(0)),
        (inputs("due older", day - DAY, grace=3, pay_by_at=local(3, 23, month=1)), rules(0)),
        (inputs("due heavy", day, grace=3, consequence=3), rules(0)),
        (inputs("grace", day - 3 * DAY, grace=3), presets.preset("in_grace")),
        (inputs("reportable", day - 29 * DAY), presets.preset("reportable")),
    ]
    found = names(decide_digest(pairs, DeliverySettings(HOME), local(3, 9, month=1)).digest)
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
    soon_late = inputs("late", date(2026, 12, 4), pay_by_at=local(5, 9, 10))
    pairs = [(inputs("other", date(2026, 12, 5)), rules(0)), (soon_late, rules(1, at="09:20"))]
    sent = ticked(pairs, DeliverySettings(HOME), [local(5, 9) + step * MINUTE for step in range(60)])
    assert [(digest.at, names(digest)) for digest in sent] == [
        (local(5, 9), ["other due+0"]),
        (local(5, 9, 20), ["late due+1"]),
    ]


def test_a_snooze_is_not_cut_short_by_another_digest() -> None:
    snoozed = inputs("asleep", date(2026, 12, 9), snoozed_until=local(5, 9, 15))
    pairs = [(inputs("other", date(2026, 12, 5)), rules(0)), (snoozed, rules(-4, -3))]
    taken = decide_digest(pairs, DeliverySettings(HOME), local(5, 9))
    assert names(taken.digest) == ["other due+0"]
    assert taken.next_at["asleep"] == (START, local(5, 9, 15))


def test_what_was_told_is_not_told_again() -> None:
    pairs = [(inputs("a", date(2026, 12, 5)), rules(0, 1))]
    taken = decide_digest(pairs, DeliverySettings(HOME), local(5, 9), told={("a", "2026-12-05:due+0")})
    assert taken.digest is None
    assert taken.next_at == {"a": (local(5, 9), local(6, 9))}


def test_a_snoozed_deadlines_own_reminder_is_not_drawn_into_the_snooze() -> None:
    snoozed = inputs("asleep", date(2026, 12, 9), snoozed_until=local(5, 9, 15))
    pairs = [(inputs("other", date(2026, 12, 5)), rules(0)), (snoozed, rules(-4, at="09:15"))]
    assert names(decide_digest(pairs, DeliverySettings(HOME), local(5, 9)).digest) == ["other due+0"]


def test_the_window_does_not_move_with_a_late_tick() -> None:
    pairs = [
        (inputs("first", date(2026, 12, 5)), rules(0)),
        (inputs("after", date(2026, 12, 5)), rules(0, at="09:31")),
    ]
    assert names(decide_digest(pairs, DeliverySettings(HOME), local(5, 9, 5)).digest) == ["first due+0"]


def test_the_order_does_not_move_with_a_late_tick() -> None:
    pairs = [(inputs("card", date(2026, 12, 6), cut_off=time(9, 3)), rules(-1))]
    in_time, late = (
        decide_digest(pairs, DeliverySettings(HOME), local(5, 9, minute)).digest for minute in (0, 5)
    )
    assert in_time is not None
    assert late is not None
    assert in_time.items == late.items


def test_what_a_late_tick_leaves_for_the_next_digest_is_not_lost() -> None:
    # At 09:00 the cut-off had not passed; a tick at 09:08 tells the first, and the next one the second.
    deadline = inputs("card", date(2026, 12, 4), grace=1, pay_by_at=local(5, 9, 2))
    policy = Policy((ReminderRule("grace", 0, time(9), "grace"), ReminderRule("due", 1, time(9, 5), "late")))
    sent = ticked([(deadline, policy)], DeliverySettings(HOME), [local(5, 9, 8), local(5, 9, 9)])
    assert [names(digest) for digest in sent] == [["card grace+0"], ["card due+1"]]
