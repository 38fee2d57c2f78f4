"""Whatever Graceday said is held against what then happened: what was false must have been called unsure when said.

Random households live random months. Their lender (tests/story/lender.py) keeps the truth; Graceday hears what the
borrower tells, late, in part, or never.
"""

import calendar
from datetime import date, timedelta
from random import Random
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, Phase, example, given, note, settings
from hypothesis import strategies as st

from backend.store.erasure import erase
from backend.store.people.borrowers import Borrower
from tests.api.conftest import CARD
from tests.moved_clock import MovedClock
from tests.story.claims import Said
from tests.story.household_life import CardMonth, Life, LoanMonth
from tests.story.lender import Bill

# A life takes a second or two: the first that fails is shown as it is.
LIVES = settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WARNED_WITHIN = timedelta(days=8)

CARD_MONTHS = st.lists(
    st.builds(
        CardMonth,
        typed_after=st.sampled_from([1, 1, 3, 16, None]),
        pays=st.sampled_from(["minimum", "minimum", "full", "part"]),
        days=st.sampled_from([4, 17, 18, 20, 24, None]),
        recorded_after=st.sampled_from([0, 0, 2, 15, None]),
        says_past_due=st.booleans(),
    ),
    min_size=2,
    max_size=4,
)
LOAN_MONTHS = st.lists(
    st.builds(
        LoanMonth,
        late=st.sampled_from([-2, 0, 0, 5, None]),
        parts=st.sampled_from([1, 1, 1, 2]),
        recorded=st.sampled_from([True, True, False]),
    ),
    min_size=2,
    max_size=4,
)


def lived(app: Flask, clock: MovedClock, *life: Any, **more: Any) -> Life:
    """A life after it was lived, alone in the database."""
    for row in list(Borrower.select()):
        erase(row.id)
    made = Life(app, clock, *life, **more)
    made.live()
    return made


def bill_of(life: Life, said: Said) -> Bill | None:
    """The lender's bill that something was said about."""
    bills = life.lender.bills if said.account == life.card else life.loan_lender.bills
    return next((bill for bill in bills if bill.due_on == said.due_on), None)


def is_met(life: Life, said: Said) -> bool:
    bill = bill_of(life, said)
    if bill is None:
        return said.account == life.loan  # taken off at the end by what was paid extra
    if said.account == life.card:
        return life.lender.missing(bill, said.on) == 0
    met = life.loan_lender.met.get(bill.due_on)
    return met is not None and met <= said.on


# Pays in full, and of the next bill too little; pays nothing for two months: what eight random lives may not hold.
FULL_THEN_PART = [
    CardMonth(typed_after=1, pays="full", days=18, recorded_after=0, says_past_due=True),
    CardMonth(typed_after=1, pays="part", days=17, recorded_after=0, says_past_due=True),
]
NOTHING = CardMonth(typed_after=1, pays="minimum", days=None, recorded_after=0, says_past_due=True)


@LIVES
@example(card=FULL_THEN_PART, loan=[LoanMonth(late=0, parts=1, recorded=True)] * 2, seed=0)
@example(card=[NOTHING] * 3, loan=[LoanMonth(late=5, parts=1, recorded=True)] * 2, seed=0)
@given(card=CARD_MONTHS, loan=LOAN_MONTHS, seed=st.integers(0, 10_000))
def test_what_was_said_came_true_or_was_called_unsure(
    app: Flask, clock: MovedClock, card: list[CardMonth], loan: list[LoanMonth], seed: int
) -> None:
    life = lived(app, clock, card, loan, seed)
    met = [said for said in life.said if said.what == "met" and not said.unsure and not is_met(life, said)]
    assert not met, f"called met, and was not: {met[0]}"
    chances = [said for said in life.said if said.what == "last_chance" and not _is_last_chance(life, said)]
    assert not chances, f"called the last chance, and was not: {chances[0]}"
    on_time = [said for said in life.said if said.what == "on_time" and not _is_on_time(life, said)]
    assert not on_time, f"said to count as on time, and did not: {on_time[0]}"
    late = [said for said in life.said if said.what == "late" and not _is_as_late(life, said)]
    assert not late, f"called late by so many days, and was not: {late[0]}"
    silent = _silent(life)
    assert not silent, f"nothing was said before {silent[0]}"
    certain = _certain_and_wrong(life)
    assert not certain, f"called a certain error of the report, and was none: {certain[0]}"
    note(f"{len(life.said)} things were said")


def _is_last_chance(life: Life, said: Said) -> bool:
    bill = bill_of(life, said)
    if bill is None or said.on > bill.last_on:
        return False
    return bill.last_on.day == (said.days or said.on.day)


def _is_on_time(life: Life, said: Said) -> bool:
    """Money goes to the oldest first, so nothing counts as on time while an older bill is open."""
    bill = bill_of(life, said)
    if said.unsure or not said.told_all or said.account != life.card:
        return True
    return bill is not None and said.on <= bill.last_on and _days_late(life, said.on) <= life.lender.grace


def _is_as_late(life: Life, said: Said) -> bool:
    if said.unsure or not said.told_all or said.account != life.card:
        return True
    return said.days == _days_late(life, said.on)


def _days_late(life: Life, on: date) -> int:
    """How late the card is at a day's end: since its oldest open bill was due."""
    late = [
        (on - bill.due_on).days
        for bill in life.lender.bills
        if bill.due_on <= on and life.lender.missing(bill, on) > 0
    ]
    return max(late, default=0)


def _silent(life: Life) -> list[Bill]:
    """The bills that were open the day before they fell due, and of which nothing had been said by then.

    An estimate that money covers may be called met, if it is called an estimate as well.
    """
    heard = [said for said in life.said if said.what in ("reminded", "last_chance")]
    heard += [said for said in life.said if said.what == "met" and said.unsure]
    found = []
    for bill in life.lender.bills:
        before = bill.due_on - timedelta(days=1)
        if bill.due_on not in life.cash or life.lender.missing(bill, before) == 0 or bill.minimum < 1000:
            continue
        if not any(
            said.account == life.card
            and said.due_on == bill.due_on
            and bill.due_on - WARNED_WITHIN <= said.on < bill.due_on
            for said in heard
        ):
            found.append(bill)
    return found


def _status(life: Life, month: date) -> str:
    """What a truthful bureau says of the card in a month: how late the oldest open minimum was at the month's end."""
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    worst = _days_late(life, last)
    return "ok" if worst < 30 else "30" if worst < 60 else "60" if worst < 90 else "90"


def _certain_and_wrong(life: Life) -> list[dict[str, Any]]:
    """A report with one month turned over: what is certain about any other month is wrong."""
    closed = sorted({bill.due_on.replace(day=1) for bill in life.lender.bills if bill.due_on in life.cash})[
        :-1
    ]
    told = {f"{month:%Y-%m}": _status(life, month) for month in closed}
    if not told:
        return []
    turned = Random(life.seed).choice(sorted(told))
    told[turned] = "30" if told[turned] == "ok" else "ok"
    entry = {
        "furnisher": CARD["issuer"],
        "last4": CARD["last4"],
        "state": "open",
        "currency": "CNY",
        "months": told,
    }
    report = {"country": "CN", "bureau": "pboc", "pulled_on": str(max(life.cash)), "entries": [entry]}
    made = life.api.made("/v1/credit-reports", report)
    found = life.api.get(f"/v1/findings?limit=200&report_id={made['id']}").json["items"]
    return [each for each in found if each["certainty"] == "certain" and set(each["months"]) - {turned}]


DISCIPLINED = CardMonth(typed_after=1, pays="minimum", days=18, recorded_after=0, says_past_due=True)
IN_TIME = LoanMonth(late=0, parts=1, recorded=True)


def test_a_yes_comes_true_and_so_does_a_no(app: Flask, clock: MovedClock) -> None:
    """Of lives that pay every minimum on its day, with pay that is enough, scarce, and far too little."""
    kept: dict[str, list[bool]] = {"yes": [], "no": []}
    held: dict[str, list[bool]] = {"holds: yes": [], "holds: no": []}
    for seed, pay in enumerate((900_000, 620_000, 560_000, 480_000, 400_000)):
        life = lived(app, clock, [DISCIPLINED] * 4, [IN_TIME] * 6, seed, pay=pay)
        for said in life.said:
            if said.what in kept and not said.unsure and said.due_on in life.cash:
                held_on = life.cash[said.due_on] >= 0
                kept[said.what].append(held_on if said.what == "yes" else not held_on)
            if said.what in held and said.due_on in life.cash:
                days = [money for day, money in life.cash.items() if said.on < day <= said.due_on]
                held[said.what].append((min(days) >= 0) == (said.what == "holds: yes"))
    assert len(kept["yes"]) >= 20 and len(kept["no"]) >= 5, {key: len(value) for key, value in kept.items()}
    assert sum(kept["yes"]) >= 0.95 * len(kept["yes"]), "a yes that did not come true"
    assert sum(kept["no"]) >= 0.8 * len(kept["no"]), "a no that was no no"
    assert len(held["holds: yes"]) >= 10 and len(held["holds: no"]) >= 5, held
    assert sum(held["holds: yes"]) >= 0.95 * len(held["holds: yes"]), "called to hold every day, and did not"
    assert sum(held["holds: no"]) >= 0.8 * len(held["holds: no"]), "called not to hold, and did"
