"""From the contract's date to the last moments at which paying still helps.

Grace days come after the due date and are never shown as it: they are the last chance. China's bank card
self-discipline convention (2013), art. 14(1), asks issuers for at least three days of grace; it binds nobody,
so each card's own terms decide. In the United States the cut-off may not be before 5 p.m. on the due date
(12 CFR 1026.10(b)(2)(ii)), and a weekend moves only payments by mail (1026.10(d)).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backend.domain.calendar.business_day import WeekendRule, adjust
from backend.domain.calendar.local_time import last_moment


@dataclass(frozen=True, slots=True)
class DueDates:
    """`due_on` is the nominal date after the weekend rule; the `_at` are the last instants (UTC) that count.

    A payment at `pay_by_at` is on time, one at `last_chance_at` is still treated so by the issuer; without
    grace days the two are the same.
    """

    nominal_due_on: date
    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime


def due_dates(
    nominal_due_on: date,
    *,
    weekend_rule: WeekendRule,
    country: str,
    zone: str,
    cut_off: time,
    grace_days: int,
) -> DueDates:
    """Apply weekend rule, cut-off (local to `zone`) and grace (calendar days, to the last one's end).

    Raises UnknownCountry where the rule needs a calendar that is not there, UnknownZone, and ValueError for
    negative grace.
    """
    if grace_days < 0:
        raise ValueError("grace days cannot be negative")
    due_on = adjust(nominal_due_on, country, weekend_rule)
    pay_by_at = last_moment(due_on, cut_off, zone)
    if not grace_days:
        return DueDates(nominal_due_on, due_on, pay_by_at, due_on, pay_by_at)
    last_chance_on = due_on + timedelta(days=grace_days)
    last_chance_at = last_moment(last_chance_on, time.max, zone)
    return DueDates(nominal_due_on, due_on, pay_by_at, last_chance_on, last_chance_at)
