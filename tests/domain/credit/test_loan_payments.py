"""Whatever is paid on a loan and however it was meant: no unit is lost, and no instalment is silent by a guess."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.loan_contract import ExtraPrincipal, LoanContract
from backend.domain.credit.loan_dues import LoanDue, LoanInflow, LoanSettlement
from backend.domain.credit.loan_payments import settle_loan
from backend.domain.credit.loan_schedule import Instalment, contract_schedule, schedule

DAY = timedelta(days=1)
FIRST = date(2026, 12, 10)
TERMS = LoanTerms(principal=1_200_000, rate_bp=1200, instalments=12, first_due_on=FIRST)
INSTALMENT = 106_619
AMOUNTS = st.one_of(st.sampled_from([INSTALMENT, 2 * INSTALMENT, 1_105_381]), st.integers(1, 1_300_000))


def dues_of(terms: LoanTerms, extras: Sequence[ExtraPrincipal], taken: int = 0) -> list[LoanDue]:
    """The instalments as they follow from a contract; the first `taken` were taken as paid."""
    return [
        LoanDue(
            row.index,
            row.nominal_due_on,
            row.nominal_due_on + 3 * DAY,
            row.amount,
            row.balance_after + row.principal,
            is_told=row.index > taken,
        )
        for row in contract_schedule(LoanContract(terms, extras=tuple(extras)))
    ]


@st.composite
def inflows(draw: st.DrawFn) -> LoanInflow:
    paid_on, amount = draw(st.dates(FIRST - 20 * DAY, FIRST + 400 * DAY)), draw(AMOUNTS)
    meant_as = draw(st.sampled_from([None, None, None, "due", "paid_ahead", "extra_principal"]))
    is_extra = meant_as == "extra_principal"
    return LoanInflow(
        f"pay_{draw(st.integers(0, 10**6))}",
        datetime.combine(paid_on, time(12), UTC),
        paid_on,
        amount,
        meant_as,  # type: ignore[arg-type]
        draw(st.sampled_from([None, "shorter", "smaller"])) if is_extra else None,
        draw(st.one_of(st.none(), st.integers(1, amount))) if is_extra else None,
    )


LOANS = st.builds(
    LoanTerms,
    principal=st.integers(1_000, 3_000_000),
    rate_bp=st.sampled_from([0, 490, 1200]),
    instalments=st.integers(1, 24),
    first_due_on=st.just(FIRST),
    repayment=st.sampled_from(["equal_instalment", "equal_principal", "interest_only", "bullet"]),
    interval=st.sampled_from(["month", "week"]),
)
PAYMENTS = st.lists(inflows(), max_size=6, unique_by=lambda each: each.payment_id)


def settled(terms: LoanTerms, paid: Sequence[LoanInflow], taken: int = 0) -> LoanSettlement:
    return settle_loan(lambda extras: dues_of(terms, extras, taken), paid)


def got(result: LoanSettlement) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for (_, number), share in result.shares.items():
        sums[number] += share
    return sums


@given(LOANS, PAYMENTS, st.integers(0, 3))
def test_every_payment_is_what_it_paid_what_it_repaid_and_what_waits(
    terms: LoanTerms, paid: list[LoanInflow], taken: int
) -> None:
    result = settled(terms, paid, taken)
    for payment in paid:
        shares = sum(share for (name, _), share in result.shares.items() if name == payment.payment_id)
        extra = result.extras.get(payment.payment_id)
        used = shares + result.earlier.get(payment.payment_id, 0) + (extra.amount if extra else 0)
        assert 0 <= used <= payment.amount
        assert payment.meant_as != "paid_ahead" or extra is None


@given(LOANS, PAYMENTS)
def test_what_was_paid_and_what_is_open_sum_to_the_schedule(terms: LoanTerms, paid: list[LoanInflow]) -> None:
    result = settled(terms, paid)
    rows = contract_schedule(LoanContract(terms, extras=tuple(result.extras.values())))
    sums = got(result)
    for row in rows:
        assert sums[row.index] <= row.amount
        if row.amount:
            assert (row.index in result.settled_at) == (sums[row.index] == row.amount)
    repaid = sum(row.principal for row in rows) + sum(extra.amount for extra in result.extras.values())
    assert repaid == terms.principal


@given(LOANS, PAYMENTS)
def test_money_that_nobody_called_paid_ahead_pays_nothing_beyond_the_next_instalment(
    terms: LoanTerms, paid: list[LoanInflow]
) -> None:
    said = [replace(each, meant_as=None) if each.meant_as == "paid_ahead" else each for each in paid]
    result, day = settled(terms, said), {each.payment_id: each.paid_on for each in said}
    rows = {row.index: row.nominal_due_on for row in schedule(terms)}
    for payment_id, number in result.shares:
        before = [each for each in rows if day[payment_id] < rows[each] < rows[number]]
        assert not before or payment_id in result.extras  # nothing but the interest of what is repaid


@given(LOANS, PAYMENTS, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(
    terms: LoanTerms, paid: list[LoanInflow], chance: st.DataObject
) -> None:
    mixed = list(paid)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert settled(terms, mixed) == settled(terms, paid)


def _rows(terms: LoanTerms, result: LoanSettlement) -> Sequence[Instalment]:
    return contract_schedule(LoanContract(terms, extras=tuple(result.extras.values())))


@given(LOANS, PAYMENTS, inflows())
def test_a_payment_changes_nothing_of_what_came_before_it(
    terms: LoanTerms, paid: list[LoanInflow], last: LoanInflow
) -> None:
    earlier = [each for each in paid if each.paid_at < last.paid_at]
    with_it, without = settled(terms, [*earlier, replace(last, payment_id="last")]), settled(terms, earlier)
    asked = {row.index: row.amount for row in _rows(terms, without)}
    if any(
        asked[row.index] != row.amount for row in _rows(terms, with_it) if row.index in without.settled_at
    ):
        return  # what was paid early bears less now: the difference is money again
    if any(number > len(_rows(terms, with_it)) for number in without.settled_at):
        return  # nor is there any more what was paid ahead at the end
    assert {key: share for key, share in with_it.shares.items() if key[0] != "last"} == without.shares
    assert {key: extra for key, extra in with_it.extras.items() if key != "last"} == without.extras


def _inflow(day: date, amount: int, **said: object) -> LoanInflow:
    return LoanInflow(f"pay_{day}_{amount}", datetime.combine(day, time(12), UTC), day, amount, **said)  # type: ignore[arg-type]


def test_the_last_instalment_rounded_up_is_paid_and_asks_nothing() -> None:
    dates = [row.nominal_due_on for row in schedule(TERMS)]
    result = settled(TERMS, [_inflow(day, INSTALMENT) for day in dates[:-1]])
    assert result.extras == {}
    last = settled(
        TERMS, [*(_inflow(day, INSTALMENT) for day in dates[:-1]), _inflow(dates[-1] - DAY, 110_000)]
    )
    assert (last.extras, len(last.settled_at)) == ({}, 12)


def test_a_tolerance_leaves_what_is_missing_to_the_lender() -> None:
    dues = [replace(each, tolerance=1_000) for each in dues_of(TERMS, ())]
    result = settle_loan(lambda extras: dues, [_inflow(FIRST, INSTALMENT - 1_000)])
    assert list(result.settled_at) == [1]


def test_a_waived_instalment_takes_nothing() -> None:
    dues = [replace(each, is_open=each.number != 1) for each in dues_of(TERMS, ())]
    result = settle_loan(lambda extras: dues, [_inflow(FIRST + 20 * DAY, INSTALMENT)])
    assert list(result.settled_at) == [2]
