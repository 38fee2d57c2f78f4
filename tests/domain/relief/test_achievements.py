"""What was achieved is read off the books: counted by hand."""

from datetime import date

import pytest

from backend.domain.bureau.history import OwnAccount, PastDue
from backend.domain.relief.achievements import Achievement, achievements

TODAY = date(2026, 11, 24)


def due(due_on: str, met_on: str | None) -> PastDue:
    day = date.fromisoformat(due_on)
    return PastDue(due_on, day, day, date.fromisoformat(met_on) if met_on else None)


def account(*dues: PastDue, ended: str = "") -> OwnAccount:
    return OwnAccount(
        id="a",
        issuer="Northwind",
        nickname="",
        last4="",
        kind="card",
        country="XX",
        zone="UTC",
        currency="USD",
        opened_on=None,
        ended=ended,
        ended_on=None,
        balance=None,
        dues=dues,
        bureaus=(),
    )


AGAIN = [Achievement("current_again", account_id="a", on=date(2026, 11, 1))]


@pytest.mark.parametrize(
    ("dues", "told"),
    [
        ((due("2026-09-15", "2026-10-20"), due("2026-10-15", "2026-11-01")), AGAIN),
        ((due("2026-10-15", "2026-11-01"), due("2026-12-15", None)), AGAIN),
        ((due("2026-10-15", "2026-11-01"), due("2026-11-15", None)), []),
        ((due("2026-10-15", "2026-10-15"),), []),
        ((due("2026-09-15", "2026-10-24"),), []),
        ((), []),
    ],
)
def test_an_account_is_current_again_once_its_last_late_due_is_met(
    dues: tuple[PastDue, ...], told: list[Achievement]
) -> None:
    assert achievements([account(*dues)], streak=0, today=TODAY) == told


def test_it_is_told_for_thirty_days() -> None:
    late = account(due("2026-09-15", "2026-10-25"))
    assert len(achievements([late], streak=0, today=TODAY)) == 1
    assert achievements([late], streak=0, today=date(2026, 11, 25)) == []


def test_an_account_that_ended_is_not_current_again() -> None:
    ended = account(due("2026-10-15", "2026-11-01"), ended="settled")
    assert achievements([ended], streak=0, today=TODAY) == []


def test_months_in_a_row_are_told_from_one_on() -> None:
    assert achievements([], streak=0, today=TODAY) == []
    assert achievements([], streak=4, today=TODAY) == [Achievement("months_on_time", months=4)]
