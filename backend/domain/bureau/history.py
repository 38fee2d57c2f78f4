"""These types hold what the borrower's own books say: dues, how late each was met, and how accounts ended."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PastDue:
    """One due of an account. `met_on` None: still open; `excused`: waived or cancelled, it counts for nothing.

    `amount`: what was due, in minor units of the account's currency; None where it is not known. Not `sure`: that it
    fell due at all, and when, is only estimated.
    """

    deadline_id: str
    due_on: date
    last_chance_on: date
    met_on: date | None
    excused: bool = False
    amount: int | None = None
    sure: bool = True

    @property
    def untold(self) -> bool:
        """Whether nobody knows if it was late: a guess that nothing has met."""
        return not self.sure and self.met_on is None and not self.excused

    def days_late(self, today: date) -> int:
        """Days past due at its worst, as of `today`; met within the grace days is on time."""
        end = self.met_on or today
        if self.excused or end <= self.last_chance_on:
            return 0
        return max(0, (end - self.due_on).days)


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """One account as the borrower keeps it. Money in minor units; `dues` oldest first.

    `ended`: "", "paid_off", "closed", "settled", "charged_off" or "sold", with its day. `bureaus` are the ids of those
    that may have it on file (all of the country's, unless the borrower knows better). `scheduled`: its dues follow a
    contract's own schedule, so that between two of them none is missing, however far apart they are.
    """

    id: str
    issuer: str
    nickname: str
    last4: str
    kind: str
    country: str
    zone: str
    currency: str
    opened_on: date | None
    ended: str
    ended_on: date | None
    balance: int | None
    dues: tuple[PastDue, ...]
    bureaus: tuple[str, ...]
    scheduled: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """An application that was refused on a day; with some bureaus a free report of its own follows from it."""

    id: str
    country: str
    on: date


@dataclass(frozen=True, slots=True)
class ReportLook:
    """A report that the borrower has looked at."""

    country: str
    bureau: str
    on: date


@dataclass(frozen=True, slots=True)
class ClosedDispute:
    """A dispute that was answered with a correction or a deletion, which a later look should still find."""

    id: str
    country: str
    bureau: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class PlannedApplication:
    """A loan or a card that the borrower means to apply for."""

    id: str
    country: str
    on: date


@dataclass(frozen=True, slots=True)
class History:
    """Everything that checkpoints and the record are computed from."""

    accounts: tuple[OwnAccount, ...] = ()
    looked: tuple[ReportLook, ...] = ()
    disputes: tuple[ClosedDispute, ...] = ()
    applications: tuple[PlannedApplication, ...] = ()
    refusals: tuple[Refusal, ...] = ()
