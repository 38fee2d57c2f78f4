"""Random months of statements and payments, typed in any order: what is open does not depend on the order, no money is
lost or made, and nothing is met that nobody paid."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.actions.credit import cards, payments, statements
from backend.actions.credit.statement_taking_back import take_back_statement
from backend.domain.credit.card_and_loan_terms import CardTerms, DueRule, MinimumRule
from backend.store.credit import payments as stored_payments
from backend.store.credit import statements as stored_statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.erasure import erase
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines
from tests.story.people import move_in

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TERMS = CardTerms(
    statement_day=5,
    due=DueRule(fixed_day=23),
    minimum=MinimumRule(percent_bp=1000, floor=10_000),
    grace_days=3,
    tolerance=1000,
)


class Bill(NamedTuple):
    """A statement as it is typed; the amounts are of all kinds that can and cannot contain an older minimum."""

    closes_on: date
    balance: int
    minimum: int
    interest: int | None
    said: int | None


class Paid(NamedTuple):
    on: date
    hour: int
    amount: int


@st.composite
def bills(draw: st.DrawFn) -> list[Bill]:
    found = []
    for month in draw(st.lists(st.integers(6, 11), unique=True, min_size=1, max_size=4)):
        balance = draw(st.sampled_from([0, 20_000, 100_000, 460_000, 500_000, 600_000]))
        plain = min(balance, max(10_000, balance // 10)) if balance else 0
        older = draw(st.sampled_from([0, 0, 10_000, 46_000, 50_000, 60_000]))
        minimum = min(balance, plain + older)
        said = draw(st.sampled_from([None, None, None, 0, minimum]))
        found.append(
            Bill(date(2026, month, 5), balance, minimum, draw(st.sampled_from([None, None, 0])), said)
        )
    return found


PAYMENTS = st.lists(
    st.builds(
        Paid,
        st.dates(date(2026, 6, 1), date(2026, 11, 23))
        | st.sampled_from([date(2026, 9, 5), date(2026, 10, 5)]),
        st.sampled_from([3, 15, 17]),
        st.sampled_from([1, 10_000, 46_000, 50_000, 110_000]),
    ),
    max_size=5,
)


def _card() -> Account:
    for row in list(Borrower.select()):
        erase(row.id)
    borrower = move_in(1, dues=0)
    return cards.add_card(
        borrower.id,
        terms=TERMS,
        issuer="Bank",
        currency="CNY",
        zone="Asia/Shanghai",
        country="CN",
        apr_bp=1825,
        now=NOW,
    )


def _type(card: Account, fact: Bill | Paid) -> Statement | None:
    if isinstance(fact, Paid):
        at = datetime.combine(fact.on, time(fact.hour), UTC)
        payments.record_payment(card, amount=fact.amount, paid_at=at, now=NOW)
        return None
    return statements.enter_statement(
        card,
        closes_on=fact.closes_on,
        balance=fact.balance,
        minimum_due=fact.minimum,
        interest_and_fees=fact.interest,
        past_due_included=fact.said,
        now=NOW,
    )


def _told(card: Account) -> list[tuple[Any, ...]]:
    """What is due, by its days; not the identifiers, which are new each time."""
    return [
        (
            row.due_on,
            row.amount,
            row.allocated,
            row.state,
            row.closed_by,
            row.closed_at and row.state == "met",
        )
        for row in deadlines.of_account(card.id)
    ]


def _check(card: Account) -> None:
    paid = stored_payments.unreversed_of_account(card.id)
    shares = stored_payments.allocations_of([row.id for row in paid])
    for row in paid:
        assert all(share.amount > 0 for share in shares[row.id])
        assert sum(share.amount for share in shares[row.id]) <= row.amount
    given_to: dict[str, int] = {}
    for share in (share for each in shares.values() for share in each):
        given_to[share.deadline_id] = given_to.get(share.deadline_id, 0) + share.amount
    known = {row.id: row for row in stored_statements.of_account(card.id) if row.source != "estimated"}
    rows = deadlines.of_account(card.id)
    for due in rows:
        assert due.allocated == given_to.get(due.id, 0)
        statement = known.get(due.subject_id or "")
        if statement is None or due.state != "met":
            continue
        if due.closed_by == "payment":
            assert due.amount is not None and given_to[due.id] >= due.amount - due.tolerance
        else:  # nothing is asked, or all of it by older dues, and the borrower said so or the figures do
            older = [row for row in rows if row.due_on < due.due_on and row.state in ("open", "met")]
            carried = sum(row.amount or 0 for row in older)
            assert due.closed_by == "terms" and due.amount == 0
            assert not statement.minimum_due or (
                statement.past_due_source in ("said", "presumed") and carried >= statement.minimum_due
            )


@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(bills(), PAYMENTS, st.randoms(use_true_random=False))
def test_what_is_open_does_not_depend_on_the_order_of_typing(
    database: object, found: list[Bill], paid: list[Paid], chance: Any
) -> None:
    facts: list[Bill | Paid] = [*sorted(found), *sorted(paid)]
    card = _card()
    for fact in facts:
        _type(card, fact)
    _check(card)
    expected = _told(card)
    chance.shuffle(facts)
    card = _card()
    for fact in facts:
        _type(card, fact)
    _check(card)
    assert _told(card) == expected


@settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(bills(), PAYMENTS, st.integers(0, 5))
def test_a_statement_taken_back_leaves_what_would_be_without_it(
    database: object, found: list[Bill], paid: list[Paid], place: int
) -> None:
    wrong = found[place % len(found)]
    card = _card()
    for fact in [*(bill for bill in found if bill is not wrong), *paid]:
        _type(card, fact)
    expected = _told(card)
    taken = _type(card, wrong)
    assert taken is not None
    take_back_statement(taken, now=NOW + timedelta(minutes=1))
    _check(card)
    assert _told(card) == expected
