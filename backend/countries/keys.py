"""The rule keys that a country's file may use: a number, one of some words, or a day; and which all must have."""

import re

# A number of days unless the key says otherwise: months, reports, words; an amount in minor units; a rate in
# hundredths of a per cent (bp) or millionths (ppm).
NUMBERS = frozenset(
    {
        "report.free_count",
        "report.free_days",
        "report.look_every_days",
        "late.visible_days",
        "change.visible_days",
        "keep.late.months",
        "keep.charged_off.months",
        "keep.charged_off.start_days",
        "keep.settled.months",
        "keep.inquiry.months",
        "keep.bankruptcy.months",
        "apply.look_before_days",
        "dispute.bureau.answer_days",
        "dispute.bureau.extension_days",
        "dispute.bureau.answer_days_after_free_report",
        "dispute.bureau.mail_days",
        "dispute.bureau.result_business_days",
        "dispute.furnisher.answer_days",
        "dispute.furnisher.extension_days",
        "dispute.reinserted_business_days",
        "stay.look_days",
        "statement.words",
        "repair.amount",
        "cost.fee.customary_bp",
        "cost.interest.customary_ppm",
        "cost.penalty.after_days",
    }
)
WORDS = {
    "cost.fee.at_most": ("missed_minimum",),
    "keep.late.from": ("first_late", "cure"),
    "keep.charged_off.from": ("first_late", "cure", "charge_off"),
    "keep.settled.from": ("first_late", "cure", "settlement"),
    "dispute.bureau.day_one": ("receipt", "day_after"),
    "dispute.bureau.day_one_after_free_report": ("receipt", "day_after"),
    "dispute.furnisher.day_one": ("receipt", "day_after"),
}
# Days, written as text: 2026-03-31.
DAYS = frozenset({"repair.paid_by", "repair.hidden_from"})
# Without these there is no checkpoint and no dispute: every country's file has them.
NEEDED = frozenset(
    {
        *(key for key in NUMBERS if key.startswith(("keep.", "report.", "late."))),
        *(key for key in WORDS if key.startswith("keep.")),
        "change.visible_days",
        "late.from.1",
        "dispute.bureau.answer_days",
        "dispute.bureau.day_one",
        "dispute.bureau.mail_days",
    }
)
# What must stand beside what: a span is no date without the day that it is counted from.
TOGETHER = {
    "dispute.furnisher.answer_days": ("dispute.furnisher.day_one",),
    "repair.amount": ("repair.paid_by", "repair.hidden_from"),
}

# Two ladders of days past due: the credit report's own, and the one whose steps the reminders warn of (they differ
# where the report's first step is the day after the due date: docs/decisions/0014-countries.md).
REPORTED, REMINDED = "late.from", "remind.late_from"
_STEP = re.compile(rf"({re.escape(REPORTED)}|{re.escape(REMINDED)})\.([1-9]\d?)")
# One bureau may keep inquiries for another time than the country's others.
_OF_ONE_BUREAU = re.compile(r"keep\.inquiry\.months\.([a-z][a-z0-9_]*)")


def late_step(key: str) -> tuple[str, int] | None:
    """The ladder and N of `late.from.N` or `remind.late_from.N`; None for any other key."""
    found = _STEP.fullmatch(key)
    return (found[1], int(found[2])) if found else None


def bureau_named(key: str) -> str | None:
    """The bureau's id in a key that is of one bureau alone; None for any other key."""
    found = _OF_ONE_BUREAU.fullmatch(key)
    return found[1] if found else None


def is_number(key: str) -> bool:
    return key in NUMBERS or late_step(key) is not None or bureau_named(key) is not None
