"""A table without a header, or with unknown words, gets its columns' roles from the cells alone.

The first column of days is the day. Of the columns of amounts, two that are filled by turns are debit and
credit; a running balance is the one that changes by the amount beside it. The widest text is the text.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from backend.domain.spending.reading.column_profile import ColumnProfile
from backend.domain.spending.reading.mapping import Columns
from backend.domain.spending.reading.signs import AmountSeries, best_sign_fit


def infer(columns: Sequence[ColumnProfile], known: Columns, series: AmountSeries) -> Columns:
    """`known` completed: only roles that it lacks are looked for, among columns that it does not use."""
    used = _used(known)
    free = [place for place in range(len(columns)) if place not in used and columns[place].said]
    if not known.date:
        days = [place for place in free if columns[place].mostly("date")]
        # 20230212 may be a day or an amount: a column that is certainly of days goes first.
        known = replace(known, date=tuple(sorted(days, key=lambda place: _bare(columns[place]))[:2]))
        free = [place for place in free if place not in known.date]
    if known.amount is None and known.debit is None and known.credit is None:
        known = _money(columns, known, [p for p in free if columns[p].mostly("amount", "side")], series)
        free = [place for place in free if place not in _used(known)]
    if known.currency is None:
        known = replace(known, currency=_first(columns, free, "currency"))
    if known.direction is None and known.amount is not None:
        known = replace(known, direction=_first(columns, free, "side"))
    if known.time is None:
        known = replace(known, time=_first(columns, free, "time"))
    free = [place for place in free if place not in _used(known)]
    return _texts(columns, known, free)


def _used(known: Columns) -> set[int]:
    used = {*known.date, *known.counterparty, *known.text}
    for role in ("time", "amount", "debit", "credit", "fee", "direction", "currency", "balance"):
        used.add(getattr(known, role))
    for role in ("kind", "status", "funding", "reference", "mcc"):
        used.add(getattr(known, role))
    return used - {None}


def _bare(column: ColumnProfile) -> bool:
    return all(not cell or cell.isdigit() for cell in column.cells)


def _first(columns: Sequence[ColumnProfile], free: Sequence[int], kind: str) -> int | None:
    return next((place for place in free if columns[place].mostly(kind)), None)


def _money(
    columns: Sequence[ColumnProfile], known: Columns, money: list[int], series: AmountSeries
) -> Columns:
    """Amounts and balance among the columns of amounts, by what adds up."""
    money = [place for place in money if columns[place].kinds.get("amount")]
    if known.balance is not None:
        money = [place for place in money if place != known.balance]
    full = [place for place in money if columns[place].said >= 0.95 * len(columns[place].cells)]
    by_turns = [pair for pair in combinations(money, 2) if _by_turns(columns[pair[0]], columns[pair[1]])]
    if by_turns:
        debit, credit = by_turns[0]
        rest = [place for place in full if place not in (debit, credit)]
        balance = known.balance if known.balance is not None else (rest[-1] if rest else None)
        return replace(known, debit=debit, credit=credit, balance=balance)
    if known.balance is None:
        fits = [
            (best_sign_fit(series.of(amount), series.of(balance)).share, -amount, -balance)
            for amount in full
            for balance in full
            if amount != balance
        ]
        if fits and max(fits)[0] >= 0.6:
            _, amount, balance = max(fits)
            return replace(known, amount=-amount, balance=-balance)
    if not money:
        return known
    # Cents are how money looks; a column of whole numbers is an account's or a cheque's.
    cents = [
        place for place in (full or money) if any(set(cell) & {".", ","} for cell in columns[place].cells)
    ]
    amounts = cents or full or money
    balance = amounts[1] if len(amounts) > 1 and known.balance is None else known.balance
    return replace(known, amount=amounts[0], balance=balance)


def _by_turns(first: ColumnProfile, second: ColumnProfile) -> bool:
    """Whether each row fills one of the two and not both (a zero is as good as nothing)."""
    rows = list(zip(first.cells, second.cells, strict=True))
    alone = sum(_fills(a) != _fills(b) for a, b in rows)
    each = any(_fills(a) for a, _ in rows) and any(_fills(b) for _, b in rows)
    return each and alone >= 0.95 * len(rows)


def _fills(cell: str) -> bool:
    return any(letter in "123456789" for letter in cell)


def _texts(columns: Sequence[ColumnProfile], known: Columns, free: Sequence[int]) -> Columns:
    texts = [
        place for place in free if columns[place].mostly("text", "side", "currency") or _mixed(columns[place])
    ]
    texts = [place for place in texts if columns[place].width > 1]
    if known.text or known.counterparty:
        return known
    return replace(known, text=tuple(sorted(texts, key=lambda place: -columns[place].width)[:3]))


def _mixed(column: ColumnProfile) -> bool:
    return column.kinds.get("text", 0) * 3 >= column.said
