"""The two things of the demo that are set up: a bill, and the balance. All else comes of what was played.

Whatever day it is, SHORT is missing at the worst, and that on the day on which the bill falls due: the lowest day of
the weeks to come, so early that it matters, and so late that there are weeks in which to save it. The days before it
keep the reserve, be it tomorrow, when no cut could help any more. So the bill grows with what is missing before.
"""

from datetime import date, timedelta
from typing import Any

from backend.simulation.api_client import Api
from backend.simulation.household import ZONE

SHORT, RESERVE, HORIZON = 30_000, 100_000, 36
BILL, BILL_IN_DAYS = 180_000, 16
CASH_FLOW = f"/v1/cash-flow?currency=CNY&days={HORIZON}"
_ROUND = 10_000


def stage(api: Api, account_id: str, title: str, *, today: date) -> None:
    """Enter the bill, and on the account so much that SHORT is missing."""
    account = f"/v1/cash-accounts/{account_id}"
    api.change(account, {"balance": 0})
    days = api.get(CASH_FLOW)["days"]
    due_on = _lowest(days, since=today + timedelta(days=BILL_IN_DAYS))
    body = {
        "title": title,
        "due_on": due_on,
        "amount": _bill(days, due_on),
        "currency": "CNY",
        "zone": ZONE,
    }
    api.post("/v1/deadlines", body | {"owed": True})
    balance = (api.get(CASH_FLOW)["worst_shortfall"] - SHORT) // 100 * 100
    api.change(account, {"balance": balance})


def _lowest(days: list[dict[str, Any]], *, since: date) -> str:
    """The day that ends lowest: on the eve of a pay day, as a rule."""
    ahead = [day for day in days if day["on"] >= str(since)]
    return str(min(ahead, key=lambda day: (day["expected"], day["on"]))["on"])


def _bill(days: list[dict[str, Any]], due_on: str) -> int:
    """So much that on its day SHORT more is missing than on any day before; BILL at least."""
    left = {day["on"]: day["expected"] for day in days}
    before = min(amount for on, amount in left.items() if on < due_on)
    missing: int = left[due_on] - before + SHORT
    return max(BILL, -(-missing // _ROUND) * _ROUND)
