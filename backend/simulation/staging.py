"""The two things of the demo that are set up: a bill, and the balance. All else comes of what was played.

Whatever day it is, SHORT is missing at the worst, and first when the bill falls due: so early that it matters, and so
late that there are weeks in which to save it. What falls due before it is funded, be it tomorrow, when no cut could
help any more. So the bill grows with what is due before the next pay day.
"""

from datetime import date, timedelta

from backend.simulation.api_client import Api
from backend.simulation.household import ZONE

SHORT, RESERVE, HORIZON = 30_000, 100_000, 45
BILL, BILL_IN_DAYS = 180_000, 24
CASH_FLOW = f"/v1/cash-flow?currency=CNY&days={HORIZON}"
_ROUND = 10_000


def stage(api: Api, account_id: str, title: str, *, today: date) -> None:
    """Enter the bill, and on the account so much that SHORT is missing."""
    account = f"/v1/cash-accounts/{account_id}"
    api.change(account, {"balance": 0})
    due_on = today + timedelta(days=BILL_IN_DAYS)
    body = {
        "title": title,
        "due_on": str(due_on),
        "amount": _bill(api, due_on),
        "currency": "CNY",
        "zone": ZONE,
    }
    api.post("/v1/deadlines", body | {"owed": True})
    balance = (api.get(CASH_FLOW)["shortfall"] - SHORT) // 100 * 100
    api.change(account, {"balance": balance})


def _bill(api: Api, due_on: date) -> int:
    """So much that from its day on SHORT more is missing than on any day before; BILL at least."""
    flow = api.get(CASH_FLOW)
    left = {day["on"]: day["expected"] for day in flow["days"]}
    dues = {due["on"] for due in flow["fundings"]}
    after = min(left[on] for on in {*dues, str(due_on)} if on >= str(due_on))
    before = min((left[on] for on in dues if on < str(due_on)), default=after)
    missing: int = after - before + SHORT
    return max(BILL, -(-missing // _ROUND) * _ROUND)
