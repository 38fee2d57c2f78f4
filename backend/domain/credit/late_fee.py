"""What a late minimum or instalment costs, by the account's own agreement.

No amount is a country's constant: in the United States each agreement states its fee (12 CFR 1026.52(b) bounds
it, and the bounds are in dispute), in China the issuer sets it (customarily 5 % of the unpaid minimum).
"""

from backend.domain.credit.card_and_loan_terms import LateFeeRule
from backend.domain.money.amount import percent_of


def late_fee(rule: LateFeeRule | None, unpaid: int) -> int:
    """Minor units for `unpaid` minor units of the minimum; nothing without a rule or where nothing is unpaid."""
    if rule is None or unpaid <= 0:
        return 0
    fee = max(rule.flat, percent_of(unpaid, rule.percent_bp), rule.minimum)
    return fee if rule.cap is None else min(fee, rule.cap)
