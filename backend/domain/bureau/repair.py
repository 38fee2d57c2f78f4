"""A one-off repair by law hides small arrears of a span of time early, if they were repaid by a day.

China's of December 2025: overdue amounts of at most 10,000 yuan each that arose from 2020 to 2025, repaid by 31 March
2026, are hidden by the central bank of itself, free of charge, for every lender in its system. Whoever asks money for
it is no help. The rules of such a repair hold on the days on which the arrears arose.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.history import PastDue
from backend.domain.bureau.retention import Drop
from backend.domain.calendar.month_day import month_day, month_index


def hidden_early(
    country_law: CountryLaw, *, late_on: date, amount: int, cured_on: date | None
) -> Drop | None:
    """From when arrears that arose on `late_on` may no longer be shown for the sake of a repair; None: it is no case.

    `amount`: the most that was overdue, in minor units of the place's currency; `cured_on`: all of it was repaid.
    Hidden by the end of the month after the repayment, and not before the day on which the repair began.
    """
    if cured_on is None or not country_law.has("repair.amount", late_on):
        return None
    if amount > country_law.number("repair.amount", late_on) or cured_on > _day(
        country_law, "repair.paid_by", late_on
    ):
        return None
    next_month_end = month_day(month_index(cured_on) + 1, 31)
    begun = _day(country_law, "repair.hidden_from", late_on)
    rules = tuple(
        country_law.rule(f"repair.{each}", late_on) for each in ("amount", "paid_by", "hidden_from")
    )
    return Drop(max(next_month_end, begun), rules[0], cured_on, rules)


def run_hidden_early(
    country_law: CountryLaw, dues: Sequence[PastDue], *, currency: str, cured_on: date | None
) -> Drop | None:
    """From when a whole delinquency is hidden: that of its dues which is hidden last; None: not all of them are.

    A due whose amount is not known, or is in another currency than the law's, is taken for no case.
    """
    drops = [_of_due(country_law, due, currency, cured_on) for due in dues]
    found = [drop for drop in drops if drop]
    return max(found, key=lambda drop: drop.on) if found and len(found) == len(drops) else None


def _of_due(country_law: CountryLaw, due: PastDue, currency: str, cured_on: date | None) -> Drop | None:
    late_on = due.due_on + timedelta(days=1)
    own = country_law.find("repair.currency", late_on)
    if due.amount is None or own is None or own.value != currency:
        return None
    return hidden_early(country_law, late_on=late_on, amount=due.amount, cured_on=cured_on)


def _day(country_law: CountryLaw, key: str, on: date) -> date:
    return date.fromisoformat(country_law.word(key, on))
