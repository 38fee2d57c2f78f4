"""The estimate that a statement took the place of, as JSON in the statement's row: what taking it back restores."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from backend.store.database import from_micros, to_micros


@dataclass(frozen=True, slots=True)
class ReplacedEstimate:
    """The estimate's dates, and what had become of its deadline."""

    closes_on: date
    nominal_due_on: date
    state: str
    closed_by: str | None
    closed_at: datetime | None
    reason: str | None


def dump_replaced(estimate: ReplacedEstimate) -> str:
    """Canonical JSON: days in ISO form, the instant in microseconds."""
    closed_at = None if estimate.closed_at is None else to_micros(estimate.closed_at)
    days = {"closes_on": str(estimate.closes_on), "nominal_due_on": str(estimate.nominal_due_on)}
    return json.dumps(asdict(estimate) | days | {"closed_at": closed_at}, separators=(",", ":"))


def load_replaced(text: str) -> ReplacedEstimate:
    data = json.loads(text)
    return ReplacedEstimate(
        closes_on=date.fromisoformat(data["closes_on"]),
        nominal_due_on=date.fromisoformat(data["nominal_due_on"]),
        state=data["state"],
        closed_by=data["closed_by"],
        closed_at=None if data["closed_at"] is None else from_micros(data["closed_at"]),
        reason=data["reason"],
    )
