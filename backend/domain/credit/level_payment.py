"""The equal instalment that repays a loan: the sum whose present values, one an interval, are what is owed."""

from collections.abc import Sequence
from fractions import Fraction


def level_payment(balance: int, rates: Sequence[Fraction]) -> int:
    """The instalment, half-up, that repays `balance` in as many periods as there are `rates`, each bearing its own.

    10,000.00 at 1 % a month over 12 is 888.49. Without interest it is an even part, the odd units left over.
    The sum is kept over one growing denominator and never reduced: reducing it six hundred times took seconds.
    """
    if not any(rates):
        return balance // len(rates)
    worth, scale = 0, 1
    for rate in reversed(rates):
        worth = (worth + scale) * rate.denominator
        scale *= rate.denominator + rate.numerator
    return (2 * balance * scale + worth) // (2 * worth)
