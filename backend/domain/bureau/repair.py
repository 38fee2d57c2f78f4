"""A one-off repair by law hides small arrears of a span of time early, if they were repaid by a day.

China's of December 2025: overdue amounts of at most 10,000 yuan each that arose from 2020 to 2025, repaid by 31 March
2026, are hidden by the central bank of itself, free of charge, for every lender in its system. Whoever asks money for
it is no help. The rules of such a repair hold on the days on which the arrears arose.
"""

from datetime import date

from backend.domain.bureau.country_law import CountryLaw
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
    return Drop(max(next_month_end, begun), country_law.rule("repair.amount", late_on))


def _day(country_law: CountryLaw, key: str, on: date) -> date:
    return date.fromisoformat(country_law.word(key, on))
