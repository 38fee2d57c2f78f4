"""A place made by hand, and the histories that the tests of this room are told with."""

from collections.abc import Mapping
from datetime import date, timedelta

from backend.domain.bureau.country_law import Bureau, CountryLaw, LegalRule
from backend.domain.bureau.history import OwnAccount, PastDue

TODAY = date(2026, 11, 24)
BUREAUS = ("east", "middle", "west")
FROM = date(2000, 1, 1)
NUMBERS: Mapping[str, int | str] = {
    "report.free_count": 1,
    "report.free_days": 7,
    "report.look_every_days": 120,
    "late.from.1": 30,
    "late.from.2": 60,
    "late.from.3": 90,
    "late.visible_days": 45,
    "change.visible_days": 40,
    "keep.late.months": 84,
    "keep.late.from": "first_late",
    "keep.charged_off.months": 84,
    "keep.charged_off.from": "first_late",
    "keep.charged_off.start_days": 180,
    "keep.settled.months": 84,
    "keep.settled.from": "settlement",
    "apply.look_before_days": 60,
    "stay.look_days": 90,
}


def rule(key: str, value: int | str, from_on: date = FROM, until_on: date | None = None) -> LegalRule:
    return LegalRule(key, value, from_on, until_on, "art. 1", "by hand", TODAY, True)


def country_law(
    country: str = "US",
    bureaus: tuple[str, ...] = BUREAUS,
    more: tuple[LegalRule, ...] = (),
    **numbers: int | str | None,
) -> CountryLaw:
    """`numbers` with "__" for the dot replace those above; None leaves one out."""
    given = {key.replace("__", "."): value for key, value in numbers.items()}
    rules = tuple(rule(key, value) for key, value in (NUMBERS | given).items() if value is not None)
    made = tuple(Bureau(name, {"en": name}, {"en": "ask"}) for name in bureaus)
    return CountryLaw(country, "digest", made, (), rules + more)


def due(on: date, days: int | None, *, grace: int = 0, excused: bool = False) -> PastDue:
    """One due that was met `days` after its day; None: still open."""
    met_on = None if days is None else on + timedelta(days=days)
    return PastDue(f"dl_{on.isoformat()}", on, on + timedelta(days=grace), met_on, excused)


def account(
    *dues: PastDue,
    id: str = "acc_1",
    country: str = "US",
    ended: str = "",
    ended_on: date | None = None,
    bureaus: tuple[str, ...] = (),
) -> OwnAccount:
    return OwnAccount(
        id, "Bank A", "", "1234", "card", country, "UTC", "USD", None, ended, ended_on, 0, dues, bureaus
    )
