"""What being late means in a country, as the plain values that the reminders and the cost of a missed minimum take.

Asked for a country and a day. A country without a file, or without a rule of its own in force on that day, has the
default: `data/default.toml` for the days past due that reminders warn of, and for the costs the account's agreement
alone. Everything is kept once it was asked for, because a tick asks for each deadline.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from backend.countries import default_rules, law_of
from backend.countries.keys import REMINDED, late_step
from backend.domain.bureau.country_law import CountryLaw, LegalRule
from backend.domain.credit.delinquency import Boundary
from backend.domain.relief.cost_of_late import Basis, LateLaw, UsualFee, UsualRate, WhatBears


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
def late_law(country: str, kind: str, on: date) -> LateLaw:
    """What the country says of the cost of a missed minimum, or instalment, of a kind of account.

    What binds another kind is left out: of a "loan" nothing that is said of cards alone, of an "other" debt nothing.
    """
    law, plain = law_of(country), LateLaw(reportable_boundaries(country, on))
    if law is None:
        return plain
    asked = _Asked(law, kind, on)
    return replace(
        plain,
        fee=_basis(asked.find("cost.fee.customary_bp")) or plain.fee,
        fee_at_most_unpaid=_basis(asked.find("cost.fee.at_most")),
        interest=_basis(asked.find("cost.interest.customary_ppm")) or plain.interest,
        penalty=_basis(asked.find("cost.penalty.after_days")) or plain.penalty,
        penalty_after_days=asked.number("cost.penalty.after_days") or 0,
        steps=tuple(_boundary(rule) for rule in law.late_from(on)),
        charge_off=_charge_off(law, on),
        usual_fee=_usual_fee(asked),
        usual_rate=_usual_rate(asked),
        bears=_bears(asked),
        fee_without_interest=_basis(asked.find("cost.fee.interest")),
    )


class _Asked(NamedTuple):
    """A country's law, asked of a kind of account on a day."""

    law: CountryLaw
    kind: str
    on: date

    def find(self, key: str) -> LegalRule | None:
        return self.law.find(key, self.on, kind=self.kind)

    def number(self, key: str) -> int | None:
        rule = self.find(key)
        return None if rule is None else int(rule.value)


@lru_cache(maxsize=1024)
def minimum_jump_bp(country: str, on: date) -> int | None:
    """From which rise of a card's minimum, in hundredths of a per cent of the last, the borrower is told before it."""
    law = law_of(country)
    rule = law.find("remind.minimum_jump_bp", on) if law else None
    usual = (each for each in default_rules() if each.key == "remind.minimum_jump_bp" and each.holds_on(on))
    found = rule or next(usual, None)
    return None if found is None else int(found.value)


def minimum_only_method(country: str, on: date) -> LegalRule | None:
    """The rule that says how the price of paying the minimum only is counted; None where the country has none."""
    law = law_of(country)
    return law.find("cost.minimum_only.method", on, kind="card") if law else None


def rate_caps(country: str, kind: str, on: date) -> tuple[LegalRule, ...]:
    """The rates above which a "card" or a "loan" of that day may not cost, each with whom it binds."""
    law = law_of(country)
    return law.caps(kind, on) if law else ()


def _boundary(rule: LegalRule) -> Boundary:
    return Boundary(int(rule.value), rule.source, rule.confirmed)


def _charge_off(law: CountryLaw, on: date) -> dict[str, Boundary]:
    found = {kind: law.find(f"cost.charge_off.{kind}_days", on) for kind in ("card", "loan")}
    return {kind: _boundary(rule) for kind, rule in found.items() if rule is not None}


def _usual_fee(asked: _Asked) -> UsualFee | None:
    share, first = asked.find("cost.fee.customary_bp"), asked.find("cost.fee.usual_first_high")
    basis = _basis(share or first)
    if basis is None:
        return None
    bounds = {
        name: asked.number(f"cost.fee.usual_{name}") or 0
        for name in ("first_low", "first_high", "again_low", "again_high")
    }
    currency = asked.find("cost.fee.usual_currency")
    return UsualFee(
        int(share.value) if share else 0,
        (bounds["first_low"], bounds["first_high"]),
        (bounds["again_low"], bounds["again_high"]),
        str(currency.value) if currency else None,
        basis,
    )


def _usual_rate(asked: _Asked) -> UsualRate | None:
    rule = asked.find("cost.interest.customary_ppm")
    basis = _basis(rule)
    return UsualRate(int(rule.value), basis) if rule and basis else None


def _bears(asked: _Asked) -> WhatBears | None:
    rule = asked.find("cost.interest.on")
    basis = _basis(rule)
    if rule is None or basis is None:
        return None
    return WhatBears("whole" if rule.value == "whole" else "unpaid", bool(rule.law), basis)


def _basis(rule: LegalRule | None) -> Basis | None:
    if rule is None:
        return None
    return Basis(f"{rule.source}, {rule.law}" if rule.law else rule.source, rule.confirmed, rule.law)
