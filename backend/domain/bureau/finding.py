"""A finding is one likely error of a report: what it says, what the borrower's books say, and how sure that is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from backend.domain.bureau.country_law import LegalRule
from backend.domain.bureau.report import ReportEntry
from backend.domain.text.folded_text import fold

Plain = str | int | None
CODES = (
    "reported_late_paid_on_time",
    "wrong_month",
    "wrong_severity",
    "paid_but_open",
    "balance_off",
    "too_old",
    "account_unknown",
    "inquiry_unknown",
    "balance_after_sale",
    "same_debt_twice",
    "re_aged",
    "repaired_but_shown",
)
CERTAINTIES = ("certain", "likely", "unsure")

# Whatever is wrong, it is this duty to reinvestigate that the borrower calls on.
ACCURACY = "dispute.bureau.answer_days"


@dataclass(frozen=True, slots=True)
class Finding:
    """`entry` is the line's index in the report; `theirs` and `ours` are the evidence, days as ISO text.

    `key` is the same when the bureau's next report shows the same error. `ground` is the key of the place's rule whose
    law supports it, `law` that law where another day than the report's decides it. `months` are those that the error
    is about ("2026-10").
    """

    key: str
    code: str
    entry: int
    account_id: str | None
    months: tuple[str, ...]
    theirs: Mapping[str, Plain]
    ours: Mapping[str, Plain]
    certainty: str
    ground: str
    law: str | None = None


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A month that a line reports as late and that nothing is known of to compare it with, and why that is.

    no_account: no account of the borrower's is surely meant; no_history: their books do not reach it; gap: a bill is
    missing in them; left_books: the account was settled, sold or written off before.
    """

    entry: int
    account_id: str | None
    month: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the report with its index, the account that it is about, and whether that is beyond doubt."""

    index: int
    entry: ReportEntry
    account_id: str | None = None
    strong: bool = True

    def finding(
        self,
        code: str,
        theirs: Mapping[str, Plain],
        ours: Mapping[str, Plain],
        *,
        certainty: str,
        months: tuple[str, ...] = (),
        ground: str = ACCURACY,
        law: str | None = None,
    ) -> Finding:
        return Finding(
            _key(code, self.entry, months),
            code,
            self.index,
            self.account_id,
            months,
            theirs,
            ours,
            certainty,
            ground,
            law,
        )

    def certainty(self, *fields: str, at_most: str = "certain") -> str:
        """How sure a finding can be that rests on these fields: no surer than they were read, and than the match."""
        unsure = self.entry.unsure
        if unsure & {*fields, "furnisher", "last4"}:
            return "unsure"
        return weaker(at_most, "likely" if unsure or not self.strong else "certain")


def weaker(*certainties: str) -> str:
    """The least sure of them."""
    return max(certainties, key=CERTAINTIES.index)


def resting_on(rules: Iterable[LegalRule | None]) -> str:
    """The most that may be said of what rests on these rules: certain only where each is law that was read in print."""
    return "certain" if all(rule and rule.certain for rule in rules) else "likely"


def _key(code: str, entry: ReportEntry, months: Collection[str]) -> str:
    # Loans and inquiries come without a number: then their day tells two of one lender apart.
    day = None if entry.last4 else entry.inquired_on or entry.opened_on
    parts = (code, fold(entry.furnisher), entry.last4, entry.currency, str(day or ""), *months)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]
