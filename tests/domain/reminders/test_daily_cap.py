"""At most so many pushes a day, in the borrower's own days, the last kept for what matters more."""

from datetime import date

from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import Pair, preview_digests
from tests.domain.reminders.digest_samples import HOME, START, inputs, local, rules


def hourly(*owed: bool) -> list[Pair]:
    return [
        (inputs(f"{hour}:00", date(2026, 12, 5), owed=is_owed), rules(0, at=f"{hour:02}:00"))
        for hour, is_owed in enumerate(owed, 9)
    ]


def test_past_the_cap_a_digest_goes_to_the_inbox_only() -> None:
    found = preview_digests(
        hourly(True, True, True, True), DeliverySettings(HOME, daily_cap=2), START, local(6, 0)
    )
    assert [digest.pushed for digest in found] == [True, True, False, False]


def test_the_last_pushes_of_a_day_are_kept_for_what_matters_more_later() -> None:
    found = preview_digests(
        hourly(False, False, True, True), DeliverySettings(HOME, daily_cap=3), START, local(6, 0)
    )
    assert [digest.pushed for digest in found] == [True, False, True, True]


def test_the_cap_counts_the_borrowers_own_days() -> None:
    pairs = [
        (inputs("late", date(2026, 12, 5)), rules(0, at="23:00")),
        (inputs("x", date(2026, 12, 6)), rules(0)),
    ]
    found = preview_digests(pairs, DeliverySettings(HOME, daily_cap=1), START, local(7, 0))
    assert [digest.pushed for digest in found] == [True, True]
    assert not preview_digests(
        pairs, DeliverySettings(HOME, daily_cap=1), local(5, 12), local(7, 0), used_today=1
    )[0].pushed


def test_what_comes_together_later_takes_one_push() -> None:
    pairs = [*hourly(False), (inputs("a", date(2026, 12, 5)), rules(0, at="10:00"))]
    pairs.append((inputs("b", date(2026, 12, 5)), rules(0, at="10:15")))
    found = preview_digests(pairs, DeliverySettings(HOME, daily_cap=2), START, local(6, 0))
    assert [digest.pushed for digest in found] == [True, True]


def test_the_next_day_needs_no_push_of_this_one() -> None:
    pairs = [
        (inputs("check", date(2026, 12, 5), owed=False), rules(0, at="23:00")),
        (inputs("card", date(2026, 12, 6)), rules(0, at="00:00")),
    ]
    found = preview_digests(pairs, DeliverySettings(HOME, daily_cap=1), START, local(7, 0))
    assert [digest.pushed for digest in found] == [True, True]
