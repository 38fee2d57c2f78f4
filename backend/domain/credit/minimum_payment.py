"""What the issuer will ask for as the minimum, by the rule of the card's own agreement.

No law fixes the formula (US: each agreement; China: the issuer, since the central bank's 2016 notice), so it is
data on the card. Half units round up. A month's parts of instalment plans are asked for in full, on top of the rule's
share of the rest.
"""

from backend.domain.credit.card_and_loan_terms import MinimumRule


def minimum_payment(
    rule: MinimumRule,
    *,
    balance: int,
    interest_and_fees: int = 0,
    over_limit: int = 0,
    past_due: int = 0,
    instalments: int = 0,
) -> int:
    """Minor units; never above the balance, nothing on a balance of nothing or a credit.

    `balance` is without this month's `instalments`; a credit on it pays them.
    """
    share = _share(rule, balance, interest_and_fees, over_limit, past_due) if balance > 0 else 0
    return max(0, min(share, balance) + instalments)


def _share(rule: MinimumRule, balance: int, interest_and_fees: int, over_limit: int, past_due: int) -> int:
    base = balance if rule.base == "balance" else max(0, balance - interest_and_fees)
    due = (base * rule.percent_bp + 5_000) // 10_000
    due += interest_and_fees if rule.plus_interest_and_fees else 0
    due = max(due, rule.floor)
    due += over_limit if rule.plus_over_limit else 0
    return due + (past_due if rule.plus_past_due else 0)
