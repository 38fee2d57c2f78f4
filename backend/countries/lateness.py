"""What being late means in a country, as the plain values that the reminders and the cost of a missed minimum take.

Asked for a country and a day. A country without a file, or without a rule of its own in force on that day, has the
default: `data/default.toml` for the days past due that reminders warn of, and for the costs the account's agreement
alone. Everything is kept once it was asked for, because a tick asks for each deadline.
"""

from datetime import date
from functools import lru_cache

from backend.countries import default_rules, law_of
from backend.countries.keys import REMINDED, late_step
from backend.domain.bureau.country_law import CountryLaw, LegalRule
from backend.domain.credit.delinquency import Boundary
from backend.domain.relief.cost_of_late import Basis, LateLaw


@lru_cache(maxsize=4096)
def reportable_days(country: str, on: date) -> tuple[int, ...]:
    """The days past due on which lateness becomes reportable, or is reported as worse, in the reminders' count."""
    return tuple(boundary.days for boundary in reportable_boundaries(country, on))


@lru_cache(maxsize=1024)
def reportable_boundaries(country: str, on: date) -> tuple[Boundary, ...]:
    """The same days, each with who says so and whether that was read in print."""
    law = law_of(country)
    return _ladder(law.rules, on) if law and _ladder(law.rules, on) else _ladder(default_rules(), on)


def _ladder(rules: tuple[LegalRule, ...], on: date) -> tuple[Boundary, ...]:
    steps = [
        rule for rule in rules if (step := late_step(rule.key)) and step[0] == REMINDED and rule.holds_on(on)
    ]
    found = (Boundary(int(rule.value), rule.source, rule.confirmed) for rule in steps)
    return tuple(sorted(found, key=lambda boundary: boundary.days))


@lru_cache(maxsize=1024)
def late_law(country: str, on: date) -> LateLaw:
    """What the country says of the cost of a missed minimum."""
    law, plain = law_of(country), LateLaw(reportable_boundaries(country, on))
    if law is None:
        return plain
    after = _held(law, "cost.penalty.after_days", on)
    return LateLaw(
        reportable=plain.reportable,
        fee=_basis(_held(law, "cost.fee.customary_bp", on)) or plain.fee,
        fee_at_most_unpaid=_basis(_held(law, "cost.fee.at_most", on)),
        interest=_basis(_held(law, "cost.interest.customary_ppm", on)) or plain.interest,
        penalty=_basis(after) or plain.penalty,
        penalty_after_days=int(after.value) if after else 0,
    )


def _held(law: CountryLaw, key: str, on: date) -> LegalRule | None:
    return law.rule(key, on) if law.has(key, on) else None


def _basis(rule: LegalRule | None) -> Basis | None:
    if rule is None:
        return None
    return Basis(f"{rule.source}, {rule.law}" if rule.law else rule.source, rule.confirmed)
