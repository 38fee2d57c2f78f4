"""Checkpoints of 20 accounts over ten years of monthly dues beside one year of the same: the cost is linear.

Every sixth due is late past a boundary, so that needs and marks grow with the years as well.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from backend.actions.bureau.checkpoints import wake_outdated
from backend.domain.bureau.checkpoint import KeptVisit, checkpoints
from backend.domain.bureau.country_law import Bureau, CountryLaw, LegalRule
from backend.domain.bureau.history import History, OwnAccount, PastDue, ReportLook
from backend.domain.calendar.month_day import month_day, month_index
from backend.store.database import execute, execute_many, transaction
from benchmarks.ground import NOW, Ratio, median_seconds, seconds, sqlite

TODAY = date(2026, 12, 9)
ACCOUNTS = 20
BUREAUS = ("one", "two", "three")
_RULES = {
    "report.free_count": 1,
    "report.free_days": 7,
    "report.look_every_days": 120,
    **{f"late.from.{step}": 30 * step for step in range(1, 7)},
    "late.visible_days": 45,
    "change.visible_days": 45,
    "keep.late.months": 84,
    "keep.late.from": "first_late",
}


def run(quick: bool) -> Iterator[Ratio]:
    """How the time grows from one year to ten; and what finding those a new rule touches costs as others grow."""
    times = 3 if quick else 15
    one, ten = (_seconds(years, times) for years in (1, 10))
    note = f"1 year: {one * 1000:.1f} ms, 10 years: {ten * 1000:.1f} ms"
    yield Ratio(f"checkpoints of {ACCOUNTS} accounts, 10 years to 1", ten / one, 12, at_most=True, note=note)
    yield _rule_update(10_000 if quick else 100_000)


def _rule_update(borrowers: int) -> Ratio:
    """A new place file for 1,000 of so many borrowers, beside the same for 1,000 of a tenth of them."""
    few, many = (_seconds_to_wake(count) for count in (borrowers // 10, borrowers))
    note = f"{few * 1000:.0f} and {many * 1000:.0f} ms to find 1,000, in batches of 200"
    name = f"a rule's update, 1,000 of {borrowers:,} borrowers to 1,000 of a tenth"
    return Ratio(name, many / few, 1.5, at_most=True, note=note)


def _seconds_to_wake(borrowers: int) -> float:
    with sqlite():
        rows = [(f"bor_{n:08d}", "US" if n < 1000 else "CN") for n in range(borrowers)]
        with transaction():
            execute_many("INSERT INTO bureau_plan (borrower_id, country, digest) VALUES (?, ?, 'old')", rows)
        took = seconds(lambda: wake_outdated({"US": country_law()}, now=NOW, batch=200))
        woken = execute("SELECT COUNT(*) FROM bureau_plan WHERE plan_at IS NOT NULL").fetchone()[0]
        if woken != 1000:
            raise RuntimeError(f"{woken} were woken")
        return took


def _seconds(years: int, times: int) -> float:
    """A computation as the worker does it: with all that it promised the last time."""
    history, country_laws = case(years), {"US": country_law()}
    first = checkpoints(history, country_laws, today=TODAY)
    kept = [KeptVisit(each.key, each.bureau, each.on) for each in first]
    return median_seconds(lambda: checkpoints(history, country_laws, today=TODAY, kept=kept), times)


def country_law() -> CountryLaw:
    """Three bureaus, and as many rules as a country has."""
    known = date(1970, 1, 1)
    rules = tuple(LegalRule(key, value, known, None, "", "", TODAY, True) for key, value in _RULES.items())
    others = tuple(LegalRule(f"other.{n}", n, known, None, "", "", TODAY, True) for n in range(25))
    bureaus = tuple(Bureau(name, {"en": name}, {"en": ""}) for name in BUREAUS)
    return CountryLaw("US", "new", bureaus, (), others + rules)


def case(years: int) -> History:
    """The accounts, and a look at each bureau every four months but in the last half year."""
    looks = range(210, 365 * years, 120)
    return History(
        tuple(_account(number, years * 12) for number in range(ACCOUNTS)),
        tuple(ReportLook("US", name, TODAY - timedelta(days=days)) for name in BUREAUS for days in looks),
    )


def _account(number: int, months: int) -> OwnAccount:
    dues = []
    for back in range(months, 0, -1):
        due_on = month_day(month_index(TODAY) - back, number + 1)
        late = 70 if (back + number) % 6 == 0 else 0
        dues.append(PastDue(f"dl_{number}_{back}", due_on, due_on, due_on + timedelta(days=late)))
    bank = f"Bank {number}"
    return OwnAccount(
        f"acc_{number}", bank, "", "0000", "card", "US", "UTC", "USD", None, "", None, 0, tuple(dues), ()
    )
