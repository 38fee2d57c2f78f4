"""Whether a firm may be paid: the checks of the place, as the borrower has answered them.

Verified is only what was found to be true in every check. A sign of fraud is a sign, and is named as one: nothing here
says of anybody that it is a fraud.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from backend.domain.relief.owed_law import Check
from backend.domain.relief.ownership import Standing

Answer = Literal["yes", "no", "unknown"]
ANSWERS: tuple[Answer, ...] = ("yes", "no", "unknown")
Outcome = Literal["verified", "not_verified_yet", "signs_of_fraud"]
OUTCOMES: tuple[Outcome, ...] = ("verified", "not_verified_yet", "signs_of_fraud")
# What to say before a payment; None: there is nothing to warn of.
Warning = Literal["signs_of_fraud", "former_owner", "not_verified"]
WARNINGS: tuple[Warning, ...] = ("signs_of_fraud", "former_owner", "not_verified")


class Verdict(NamedTuple):
    """`missing`: what is not yet known to be so; `signs`: what was found not to be so, and is a sign of fraud."""

    outcome: Outcome
    missing: tuple[Check, ...]
    signs: tuple[Check, ...]


def verdict(checks: Sequence[Check], answers: Mapping[str, Answer]) -> Verdict:
    """What the answers come to; a check without one is unknown."""
    given = {check.id: answers.get(check.id, "unknown") for check in checks}
    signs = tuple(check for check in checks if given[check.id] == "no" and check.if_no == "sign")
    missing = tuple(check for check in checks if given[check.id] != "yes" and check not in signs)
    if signs:
        return Verdict("signs_of_fraud", missing, signs)
    return Verdict("not_verified_yet" if missing else "verified", missing, ())


def warning(standing: Standing, found: Verdict | None, *, is_issuer: bool) -> Warning | None:
    """What to warn of before a firm is paid: signs first. The lender of an account of which no transfer is known is the
    owner; anybody else needs every check, and a former owner is warned of whatever was checked."""
    if found is not None and found.outcome == "signs_of_fraud":
        return "signs_of_fraud"
    if standing == "former_owner":
        return "former_owner"
    if found is not None and found.outcome == "verified":
        return None
    return None if is_issuer and standing == "owner" else "not_verified"
