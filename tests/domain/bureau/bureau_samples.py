"""Places, accounts and truthful reports for the tests of findings, made by hand and by a walk day by day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw, LegalRule
from backend.domain.bureau.history import OwnAccount, PastDue
from backend.domain.bureau.report import Report, ReportEntry

PULLED = date(2026, 11, 20)
US_BOUNDARIES = (30, 60, 90, 120, 150, 180)


def country_law(values: Mapping[str, int | str], country: str = "US") -> CountryLaw:
    rules = tuple(
        LegalRule(key, value, date(1990, 1, 1), None, "an article", "a page", date(2026, 11, 1), True)
        for key, value in values.items()
    )
    return CountryLaw(country, "digest", (), (), rules)


US = country_law(
    {f"late.from.{n}": days for n, days in enumerate(US_BOUNDARIES, 1)}
    | {
        "late.visible_days": 45,
        "change.visible_days": 45,
        "keep.late.months": 84,
        "keep.late.from": "first_late",
        "keep.charged_off.months": 84,
        "keep.charged_off.from": "first_late",
        "keep.charged_off.start_days": 180,
        "keep.settled.months": 84,
        "keep.settled.from": "first_late",
        "keep.inquiry.months": 24,
        "dispute.bureau.answer_days": 30,
    }
)
CN = country_law(
    {f"late.from.{n}": days for n, days in enumerate((1, 31, 61, 91, 121, 151, 181), 1)}
    | {
        "late.visible_days": 45,
        "change.visible_days": 45,
        "keep.late.months": 60,
        "keep.late.from": "cure",
        "keep.charged_off.months": 60,
        "keep.charged_off.from": "cure",
        "keep.settled.months": 60,
        "keep.settled.from": "settlement",
        "keep.inquiry.months": 24,
        "dispute.bureau.answer_days": 20,
    },
    "CN",
)


def month_after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_between(first: date, last: date) -> list[str]:
    found, at = [], first.replace(day=1)
    while at <= last:
        found.append(f"{at:%Y-%m}")
        at = month_after(at)
    return found


def monthly(first: date, count: int, late: Mapping[int, int | None] | None = None) -> tuple[PastDue, ...]:
    """Dues on one day of each month, met in time but for {number of the due: days late, None for still open}."""
    dues, at = [], first
    for number in range(count):
        days = (late or {}).get(number, 0)
        met = None if days is None else at + timedelta(days=days) if days else at - timedelta(days=2)
        dues.append(PastDue(f"due-{number}", at, at + timedelta(days=3), met))
        at = month_after(at).replace(day=at.day)
    return tuple(dues)


def account(**changed: object) -> OwnAccount:
    values: dict[str, object] = {
        "id": "chase",
        "issuer": "Chase",
        "nickname": "the blue one",
        "last4": "4321",
        "kind": "card",
        "country": "US",
        "zone": "America/New_York",
        "currency": "USD",
        "opened_on": date(2024, 1, 10),
        "ended": "",
        "ended_on": None,
        "balance": None,
        "dues": monthly(date(2024, 2, 15), 33),
        "bureaus": (),
    }
    return OwnAccount(**(values | changed))  # type: ignore[arg-type]


def entry(**changed: object) -> ReportEntry:
    values: dict[str, object] = {
        "kind": "account",
        "furnisher": "JPMCB CARD SERVICES",
        "last4": "4321",
        "opened_on": date(2024, 1, 10),
        "state": "open",
        "currency": "USD",
        "months": dict.fromkeys(months_between(date(2024, 2, 1), date(2026, 10, 1)), "ok"),
    }
    return ReportEntry(**(values | changed))  # type: ignore[arg-type]


def report(*entries: ReportEntry, country: str = "US", pulled_on: date = PULLED) -> Report:
    return Report(country, "bureau", pulled_on, entries)


def true_status(dues: Sequence[PastDue], month: str, pulled_on: date) -> str:
    """What an honest United States bureau says of a month, found by walking through its days."""
    day, worst = date(int(month[:4]), int(month[5:]), 1), 0
    while f"{day:%Y-%m}" == month and day <= pulled_on:
        for due in dues:
            in_time = due.excused or (due.met_on is not None and due.met_on <= due.last_chance_on)
            open_still = due.met_on is None or day <= due.met_on
            if not in_time and open_still and day > due.last_chance_on:
                worst = max(worst, (day - due.due_on).days)
        day += timedelta(days=1)
    reached = [boundary for boundary in US_BOUNDARIES if worst >= boundary]
    return str(reached[-1]) if reached else "ok"


def truthful(own: OwnAccount, pulled_on: date = PULLED, **changed: object) -> ReportEntry:
    """The line of an honest bureau on an account, furnished in the bureau's own words for it."""
    first = own.dues[0].due_on
    months = {
        month: true_status(own.dues, month, pulled_on)
        for month in months_between(first, pulled_on - timedelta(days=30))
    }
    values: dict[str, object] = {
        "last4": own.last4,
        "opened_on": own.opened_on,
        "months": months,
        "balance": own.balance,
        "currency": own.currency,
    }
    return entry(**(values | changed))
