"""The borrower's record in each country, from their own books alone."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from backend.actions.checkpoints import Places
from backend.actions.credit_history import history_of
from backend.domain.bureau.history import History
from backend.domain.bureau.record import Month, months_of, record_of
from backend.store import accounts
