"""Once a plan is agreed, what Graceday says of the loan is held against the plan, and nothing else is spoken of."""

from datetime import date, timedelta

from flask import Flask

from tests.moved_clock import MovedClock
from tests.story.agreed_life import AGREED_ON, PLAN, AgreedLife
from tests.story.claims import Said
from tests.story.household_life import CardMonth, LoanMonth
from tests.story.test_honesty import WARNED_WITHIN, is_met

CARD = [CardMonth(typed_after=1, pays="minimum", days=18, recorded_after=0, says_past_due=True)] * 3
# December's instalment and January's never came.
MISSED = [LoanMonth(late=None, parts=1, recorded=False)] * 2
# The plan's first nine days late, the second in time, the third never.
PAID_ON = [date(2027, 1, 29), date(2027, 2, 8), None]


def test_after_a_plan_only_its_instalments_are_spoken_of_and_truly(app: Flask, clock: MovedClock) -> None:
    life = AgreedLife(app, clock, CARD, MISSED, 1, paid_on=PAID_ON)
    life.live()
    said = [each for each in life.said if each.account == life.loan]
    before = [each for each in said if each.on < AGREED_ON and each.what == "late"]
    assert before and all(each.days == (each.on - date(2026, 12, 10)).days for each in before)
    after = [each for each in said if each.on > AGREED_ON and each.what != "met"]
    after_it = {bill.due_on for bill in life.loan_lender.bills if bill.due_on > PLAN[-1]}
    assert {each.due_on for each in after} <= {*PLAN, *after_it}, "what the plan replaced is silent"
    assert date(2027, 3, 10) in {each.due_on for each in after}, "what falls due after the plan speaks again"
    assert all(each.due_on in life.open_on(each.on - timedelta(days=1)) for each in after)
    assert all(is_met(life, each) for each in said if each.what == "met")
    late = [each for each in after if each.what == "late"]
    assert {each.due_on for each in late} == {PLAN[0], PLAN[2]}
    assert all(each.days == (each.on - each.due_on).days for each in late)
    for due_on in PLAN:
        if due_on in life.open_on(due_on - timedelta(days=1)):
            assert warned(after, due_on), f"nothing was said before {due_on}"


def warned(said: list[Said], due_on: date) -> bool:
    return any(
        each.what == "reminded" and each.due_on == due_on and due_on - WARNED_WITHIN <= each.on < due_on
        for each in said
    )
