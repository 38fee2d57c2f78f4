"""What comes and goes by itself, as a forecast counts it: series found in the ledger, and what the borrower typed.

A found series counts by the borrower's verdict and its confidence. Its lines say how it varies and whether it pauses
every year, and they are no habit. What was typed takes the place of a found series that is the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backend.actions.spending import recurring as verdicts
from backend.actions.spending.cash_flow_currencies import Currencies
from backend.actions.spending.cash_flow_known import days_of_pay
from backend.actions.spending.cash_flow_typed import series_of_typed
from backend.actions.spending.dues import OpenDue
from backend.domain.spending.forecast.seasons import days_by_label, series_of, with_seasons
from backend.domain.spending.forecast.series_flows import Series
from backend.domain.spending.ledger.find_recurring import find_series
from backend.domain.spending.ledger.recurring_series import Recurring as Found
from backend.domain.text.folded_text import merchant_of
from backend.store.people.borrowers import Borrower
from backend.store.spending import expected_flows, recurring, transaction_matching
from backend.store.spending.recurring import Recurring
from backend.store.spending.spending_lines import CashMovement
from backend.store.spending.transaction_matching import RegularCandidate

_DUE_LIKE = ("debt.", "repayment")
_NEAR_DAYS = 5
_NEAR_PERCENT = 20


@dataclass(frozen=True, slots=True)
class CountedSeries:
    """The series of a forecast, the stored rows of the found ones, and every line that is no habit."""

    series: tuple[Series, ...]
    rows: tuple[Recurring, ...]
    regular: frozenset[str]


def counted_series(
    borrower: Borrower,
    into: Currencies,
    dues: Sequence[OpenDue],
    movements: Sequence[CashMovement],
    *,
    today: date,
) -> CountedSeries:
    """All that is counted in one currency; what has no rate into it is noted there as left out."""
    rows = recurring.of_borrower(borrower.id)
    counted = [row for row in rows if verdicts.counts(row)]
    paid = [row for row in counted if row.from_cash and into.knows(row.currency, row.id, row.label)]
    rows_shown = [row for row in paid if not _is_due(row, dues)]
    searched = _search(borrower, today)
    seen = days_of_pay(borrower.id)
    typed = [
        into.series(
            series_of_typed(row, borrower.country, movements, seen.get(row.currency, ())), row.currency
        )
        for row in expected_flows.of_borrower(borrower.id)
        if into.knows(row.currency, row.id, row.label)
    ]
    found = [
        one
        for one in _found(rows, rows_shown, searched, into, borrower, today)
        if not any(_same(one, other, today) for other in typed)
    ]
    shown = [one for one in typed if not _already_due(one, dues, today)]
    payers = {one.label for one in found if one.direction == "in"}
    paid_in = {
        id_ for id_, each in searched.lines.items() if each.seen.amount > 0 and label_of(each) in payers
    }
    regular = _regular(rows, counted, searched.series) | paid_in | _paid_as_typed(typed, movements, into)
    return CountedSeries((*found, *shown), tuple(rows_shown), regular)


def _paid_as_typed(
    typed: Sequence[Series], movements: Iterable[CashMovement], into: Currencies
) -> frozenset[str]:
    """The lines of a bill that the borrower typed, by category and size: what is counted as a bill is no habit too."""
    return frozenset(
        line.id
        for line in movements
        if line.role == "spending"
        for one in typed
        if one.direction == "out"
        and one.category == line.category
        and abs(into.cost(-line.amount, line.currency) - one.expected) * 100 <= _NEAR_PERCENT * one.expected
    )


def label_of(line: RegularCandidate) -> str:
    """What a series of the line is called."""
    return merchant_of(line.seen.counterparty, line.seen.text).strip()


@dataclass(frozen=True, slots=True)
class _Searched:
    """What a search of the whole look-back finds, over or not, and the ledger lines it was found in."""

    series: list[Found]
    lines: Mapping[str, RegularCandidate]
    first: date


def _search(borrower: Borrower, today: date) -> _Searched:
    since = today - timedelta(days=verdicts.LOOK_BACK_DAYS)
    lines = {
        each.seen.id: each for each in transaction_matching.regular_candidates(borrower.id, since, today)
    }
    found = find_series([each.seen for each in lines.values()], today=today, country=borrower.country)
    return _Searched(found, lines, min((each.seen.booked_on for each in lines.values()), default=today))


def _found(
    rows: Iterable[Recurring],
    shown: Sequence[Recurring],
    searched: _Searched,
    into: Currencies,
    borrower: Borrower,
    today: date,
) -> Iterator[Series]:
    """The rows that count, with their history where a search finds them too, and what returns with its season."""
    by_signature = {row.signature: row for row in shown}
    spoken = {row.signature for row in rows} - set(by_signature)
    latest = {one.signature: searched.lines[one.ids[-1]] for one in searched.series}
    wanted = [
        one
        for one in searched.series
        if one.signature[:250] not in spoken
        and latest[one.signature].from_cash
        and into.has(one.currency)
        and (not one.runs or one.signature[:250] in by_signature)
    ]
    category = {one.signature: latest[one.signature].category for one in wanted}
    currency = {one.signature: one.currency for one in wanted}
    seen = days_by_label((label_of(each), each.seen.booked_on) for each in searched.lines.values())
    for one in with_seasons(wanted, category, borrower.country, seen=seen, first=searched.first, today=today):
        row = by_signature.pop(one.id[:250], None)
        yield into.series(one if row is None else replace(one, id=row.id), currency[one.id])
    for row in by_signature.values():
        yield into.series(series_of(_as_found(row), row.category, borrower.country), row.currency)


def _as_found(row: Recurring) -> Found:
    """A stored series of which the ledger no longer shows the lines."""
    return Found(
        signature=row.id,
        label=row.label,
        cadence=row.cadence,
        direction="in" if row.direction == "in" else "out",
        anchor_day=row.anchor_day,
        expected=row.expected,
        low=row.low,
        high=row.high,
        currency=row.currency,
        next_on=row.next_on,
        last_on=row.last_on,
        count=row.seen,
        confidence=row.confidence,
        kind=row.kind,
        changes=(),
        overdue_on=row.overdue_on,
        ids=(),
        weekend_rule=row.weekend_rule,
        missed=row.missed,
        runs=True,
        on_days=(),
        amounts=(),
    )


def _regular(
    rows: Iterable[Recurring], counted: Iterable[Recurring], searched: Iterable[Found]
) -> frozenset[str]:
    """The lines of series that count or are over, and the income of those that the borrower denied or ended."""
    silent = [row for row in rows if row.direction == "in" and row.state in ("denied", "ended")]
    over = (line for one in searched if not one.runs for line in one.ids)
    return verdicts.lines_of_series([*counted, *silent]) | frozenset(over)


def _is_due(row: Recurring, dues: Sequence[OpenDue]) -> bool:
    """Whether a series is one of the deadlines, which the dues count already: a debt's instalment, or anything
    that the borrower has a deadline of their own for."""
    if row.direction != "out":
        return False
    like_a_debt = row.kind == "instalment" or row.category.startswith(_DUE_LIKE)
    return any(
        (like_a_debt or each.due.account_id is None)
        and each.currency == row.currency
        and row.low <= each.said <= row.high
        and abs((each.due.on - day).days) <= _NEAR_DAYS
        for each in dues
        for day in (row.next_on, row.overdue_on)
        if day is not None
    )


def _already_due(one: Series, dues: Sequence[OpenDue], today: date) -> bool:
    """Whether the next of a typed bill is a deadline of the borrower's own already."""
    coming = next(one.days(today, today + timedelta(days=400)), None)
    return (
        one.direction == "out"
        and coming is not None
        and any(
            each.due.account_id is None
            and one.low <= each.due.amount <= one.high
            and abs((each.due.on - coming).days) <= _NEAR_DAYS
            for each in dues
        )
    )


def _same(found: Series, typed: Series, today: date) -> bool:
    """Whether what was found is what was typed: its next days are near, and so are the amounts."""
    if found.direction != typed.direction:
        return False
    if abs(found.expected - typed.expected) * 100 > _NEAR_PERCENT * typed.expected:
        return False
    until = today + timedelta(days=400)
    mine, other = next(found.days(today, until), None), next(typed.days(today, until), None)
    return mine is not None and other is not None and abs((mine - other).days) <= _NEAR_DAYS
