"""A report is a bureau's list of lines, typed in or read from a file, each with what may be misread in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

# How a month of an account stands in a report, mildest first; days past due, then a charge-off.
STATUSES = ("ok", "30", "60", "90", "120", "150", "180", "charged_off")
ENTRY_KINDS = ("account", "inquiry", "bankruptcy")
ACCOUNT_STATES = ("open", "closed", "paid", "settled", "charged_off", "collection", "unknown")

# What an entry holds at most, typed or in a file of ours; and the first year in which an account can have been opened.
LONGEST_FURNISHER = 120
MOST_MONTHS = 240
MOST_MONEY = 10**14
FIRST_YEAR = 1900

_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One line. Money in minor units of `currency`; `months` {"2026-10": one of STATUSES}.

    `kind` "inquiry": the furnisher asked for the report on `inquired_on`, everything else is empty; "bankruptcy": the
    court (its `furnisher`) made its order on `ordered_on`. `charged_off_on`: the day of the charge-off, or of a default
    that is recorded with a date of its own. `unsure`: names of
    the fields that could not be read for certain. `place`: where in the file it stood ("page 2, line 14").
    """

    kind: str
    furnisher: str
    last4: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    state: str = "unknown"
    balance: int | None = None
    past_due: int | None = None
    currency: str = ""
    months: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    first_late_on: date | None = None
    inquired_on: date | None = None
    unsure: frozenset[str] = frozenset()
    place: str = ""
    charged_off_on: date | None = None
    ordered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One bureau's report on the day it was pulled. `entries` in the order of the report."""

    country: str
    bureau: str
    pulled_on: date
    entries: tuple[ReportEntry, ...]
